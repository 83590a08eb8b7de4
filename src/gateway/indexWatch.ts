import { setTimeout as sleep } from 'node:timers/promises'
import type { Queryable } from '../db/database.ts'
import { ledgerHead } from '../db/queries/ledger.ts'

/** What the index says of itself, where it runs in the same process. */
export type IndexStatus = { readonly lagBlocks: number; readonly lastError: string | null }

/** The index as far as a gateway needs it. Whoever starts gateway and indexer in one process hands the indexer in. */
export type Index = {
  /** Resolves when what a block holds can be read from the database. */
  caughtUp(block: number): Promise<void>
  status?(): IndexStatus
}

const INTERVAL = 25

/**
 * Watches, in the database, an index that another process fills. Asks only while somebody waits, once for all who do.
 * @param patience after which nobody waits any longer, in milliseconds
 */
export const watchIndex = (database: Queryable, patience: number): Index => {
  let reading: Promise<number> | undefined
  const readBlock = (): Promise<number> => {
    reading ??= ledgerHead(database)
      .then(head => head?.block ?? -1)
      .finally(() => {
        reading = undefined
      })
    return reading
  }
  return {
    caughtUp: async block => {
      const deadline = Date.now() + patience
      while ((await readBlock()) < block && Date.now() < deadline) await sleep(INTERVAL)
    },
  }
}
