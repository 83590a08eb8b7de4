import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Database } from '../../db/database.ts'
import { holdLease, pruneQueue, strayRows, type TakenOver, takeOver } from '../../db/queries/queue.ts'
import type { Hex } from '../../protocol/bytes.ts'
import type { GatewayConfig } from '../config/config.ts'

/** This gateway's sign of life, by which the others know that what it carries is in good hands. */
export type Lease = {
  /** Begins to live. Until this resolves, whatever is taken would look like a dead gateway's. */
  start(): Promise<void>
  /** A write to the queue failed, and may have taken place all the same: the next look also searches for what is ours without our knowing. */
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
  /** What this gateway knows to be its own. */
  readonly carried: () => Iterable<Hex>
  /** Told of statements that are this gateway's to carry now. */
  readonly onTakenOver: (rows: readonly TakenOver[]) => void
}

/** Renewals that may fail before the lease is over. */
const RENEWALS = 4
/**
 * Milliseconds between two looks for what can be forgotten, and for what is ours without our knowing: a server that hangs may do what it
 * was told long after we gave it up.
 */
const PRUNING = 60_000

export const createLease = (parts: LeaseParts): Lease => {
  const { database, owner, config, log } = parts
  const closing = new AbortController()
  let living: Promise<void> | undefined
  let prunedAt = Date.now()
  /** Writes of which it is not known whether they took place, and how many of them have been looked after. */
  let doubts = 0
  let settled = 0
  let searchedAt = Date.now()

  const search = async (): Promise<void> => {
    const strays = await strayRows(database, owner, parts.carried())
    searchedAt = Date.now()
    if (strays.length > 0) parts.onTakenOver(strays)
  }

  const take = async (): Promise<void> => {
    const isDoubtful = settled < doubts || searchedAt + PRUNING < Date.now()
    const looked = doubts
    if (isDoubtful) await search()
    const rows = await takeOver(database, owner, parts.free())
    settled = looked
    if (rows.length === 0) return
    log.warn({ statements: rows.length }, 'Statements of a gateway that is gone were taken over.')
    parts.onTakenOver(rows)
  }

  const look = async (): Promise<void> => {
    try {
      await holdLease(database, owner, config.lease)
      await take()
      if (Date.now() - prunedAt < PRUNING) return
      prunedAt = Date.now()
      await pruneQueue(database, prunedAt - config.queueKeep * 1_000)
    } catch (error) {
      // We may have taken over what would then lie still for as long as we live; and a server that has crashed may have lost the last
      // news of what we carried to its end.
      doubts += 1
      log.warn({ err: error }, 'The lease could not be renewed.')
    }
  }

  const live = async (): Promise<void> => {
    const { signal } = closing
    while (!signal.aborted) {
      await sleep(config.lease / RENEWALS, undefined, { signal, ref: false }).catch(() => undefined)
      if (!signal.aborted) await look()
    }
  }

  return {
    start: async () => {
      await look()
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
