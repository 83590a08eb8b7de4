import { setTimeout as sleep } from 'node:timers/promises'
import { databaseError } from './error.ts'
import type { Place } from './pgliteMessages.ts'
import type { Table } from './pgliteStatements.ts'
import { openThread, type PgliteThread, type Unnumbered } from './pgliteThread.ts'
import { reachDatabase } from './reach.ts'

/** The embedded database, however often its thread has to be started. */
export type Postmaster = {
  /** @throws BonginError `DATABASE_UNREACHABLE`; Error with PostgreSQL's own `code` where it has one */
  ask(question: Unnumbered): Promise<Table>
  /** A number for a transaction that no other has. */
  nextTransaction(): number
  close(): Promise<void>
}

/** How long to leave a database alone that could not be started, in milliseconds. */
const PAUSE = 1_000

/**
 * Starts the embedded database, and starts it again when it has ended in a panic, as PostgreSQL's own postmaster does. It panics when
 * its log cannot be written, because the disk is full; from that log the new one recovers every commit.
 * @throws what stands in the way
 */
export const startPostmaster = async (place: Place): Promise<Postmaster> => {
  let thread: PgliteThread = await openThread(place)
  let starting: Promise<PgliteThread> | undefined
  let lastTransaction = 0
  /** Transactions up to this one ended with a thread. */
  let lastLost = 0
  let isClosed = false

  const restart = async (): Promise<PgliteThread> => {
    lastLost = lastTransaction
    try {
      thread = await openThread(place)
      return thread
    } catch (error) {
      await sleep(PAUSE, undefined, { ref: false })
      throw error
    } finally {
      starting = undefined
    }
  }

  const living = async (): Promise<PgliteThread> => {
    if (isClosed || !thread.hasEnded()) return thread
    starting ??= restart()
    return starting
  }

  return {
    ask: async question => {
      const current = await reachDatabase(living())
      if (question.transaction !== 0 && question.transaction <= lastLost) throw lost()
      return reachDatabase(current.ask(question))
    },
    nextTransaction: () => {
      lastTransaction += 1
      return lastTransaction
    },
    close: async () => {
      isClosed = true
      const last = (await starting?.catch(() => undefined)) ?? thread
      await last.close()
    },
  }
}

const lost = (): Error =>
  databaseError('DATABASE_UNREACHABLE', 'The database had to be started again. Try again soon.')
