import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Database } from '../../db/database.ts'
import { holdLease, ownRows, pruneQueue, type TakenOver, takeOver } from '../../db/queries/queue.ts'
import type { GatewayConfig } from '../config/config.ts'

/** This gateway's sign of life, by which the others know that what it carries is in good hands. */
export type Lease = {
  /** Begins to live. Until this resolves, whatever is taken would look like a dead gateway's. */
  start(): Promise<void>
  /** A write to the queue failed, and may have taken place all the same: the next look tells of everything that is this gateway's. */
  doubt(): void
  /** Leaves what is still carried to the others. */
  close(): Promise<void>
}

export type LeaseParts = {
  readonly database: Database
  readonly owner: string
  readonly config: GatewayConfig
  readonly log: Logger
  /** How many statements of dead gateways there is room for. */
  readonly free: () => number
  /** Told of statements that are this gateway's to carry now; in doubt also of some that it carries already. */
  readonly onTakenOver: (rows: readonly TakenOver[]) => void
}

/** Renewals that may fail before the lease is over. */
const RENEWALS = 4
/** Milliseconds between two looks for what can be forgotten. */
const PRUNING = 60_000

export const createLease = (parts: LeaseParts): Lease => {
  const { database, owner, config, log } = parts
  const closing = new AbortController()
  let living: Promise<void> | undefined
  let prunedAt = Date.now()
  /** Writes of which it is not known whether they took place, and how many of them have been looked after. */
  let doubts = 0
  let settled = 0

  const take = async (): Promise<void> => {
    const isDoubtful = settled < doubts
    // The taking over is a doubt itself until it has succeeded: what was taken without our knowing would lie still for as long as we live.
    doubts += 1
    const looked = doubts
    if (isDoubtful) parts.onTakenOver(await ownRows(database, owner))
    const rows = await takeOver(database, owner, parts.free())
    settled = looked
    if (rows.length === 0) return
    log.warn({ statements: rows.length }, 'Statements of a gateway that is gone were taken over.')
    parts.onTakenOver(rows)
  }

  const look = async (): Promise<void> => {
    await holdLease(database, owner, config.lease)
    await take()
    if (Date.now() - prunedAt < PRUNING) return
    prunedAt = Date.now()
    await pruneQueue(database, prunedAt - config.queueKeep * 1_000)
  }

  const live = async (): Promise<void> => {
    const { signal } = closing
    while (!signal.aborted) {
      await sleep(config.lease / RENEWALS, undefined, { signal, ref: false }).catch(() => undefined)
      if (signal.aborted) return
      await look().catch((error: unknown) => log.warn({ err: error }, 'The lease could not be renewed.'))
    }
  }

  return {
    start: async () => {
      await look().catch((error: unknown) => log.warn({ err: error }, 'The lease could not be taken yet.'))
      living = live()
    },
    doubt: () => {
      doubts += 1
    },
    close: async () => {
      closing.abort()
      await living
      await holdLease(database, owner, 0).catch(() => undefined)
    },
  }
}
