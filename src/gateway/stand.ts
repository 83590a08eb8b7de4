import type { Queryable } from '../db/database.ts'
import { ledgerHead } from '../db/queries/ledger.ts'

/** At which moment something is told: how far the index has come, and the time. */
export type Stand = {
  /** The same only while both are the same. */
  readonly version: string
  /** What a block made now would carry, in seconds since 1970, and never before the last indexed block's time. */
  readonly now: number
}

/**
 * Reads where the index stands, once for all who ask at the same time.
 * @param clock the ledger's, in seconds since 1970
 */
export const createStandReader = (database: Queryable, clock: () => number): (() => Promise<Stand>) => {
  const read = async (): Promise<Stand> => {
    const head = await ledgerHead(database)
    const now = Math.max(Math.floor(clock()), head?.timestamp ?? 0)
    return { version: `${head?.block} ${head?.hash} ${now}`, now }
  }
  let running: Promise<unknown> | undefined
  let next: Promise<Stand> | undefined

  // Who asks while a question is under way may know of a block that came after it was sent, and waits for the next one.
  return () => {
    next ??= (running ?? Promise.resolve()).then(() => {
      const reading = read()
      next = undefined
      running = reading.catch(() => undefined)
      return reading
    })
    return next
  }
}
