import type { Logger } from 'pino'
import type { Database } from '../../db/database.ts'
import { abandonedDocuments, forgetDocuments } from '../../db/queries/documents.ts'
import { ledgerHead } from '../../db/queries/ledger.ts'
import type { DocumentStore } from '../../documents/store/store.ts'
import type { GatewayConfig } from '../config/config.ts'

/** Removes from time to time what no bid names. Several gateways may do so at once. */
export type Collection = { close(): Promise<void> }

export type CollectionParts = {
  readonly database: Database
  readonly store: DocumentStore | undefined
  readonly config: GatewayConfig
  readonly log: Logger
}

const HOUR = 3_600_000

export const startCollection = (parts: CollectionParts): Collection => {
  const { store, log } = parts
  if (store === undefined) return { close: async () => undefined }
  let running = Promise.resolve()
  const collect = (): void => {
    running = collectDocuments({ ...parts, store }).then(
      removed => void (removed > 0 && log.info({ removed }, 'Documents that no bid names were removed.')),
      (error: unknown) => log.warn({ err: error }, 'Documents that no bid names could not be removed.'),
    )
  }
  const timer = setInterval(collect, HOUR)
  timer.unref()
  collect()
  return {
    close: async () => {
      clearInterval(timer)
      await running
    },
  }
}

/**
 * Removes the documents that no bid names and none can name any more. Time is that of the last indexed block: an index that lags
 * behind could not know all bids of a tender that has closed in the meantime, and must not think so.
 * @returns how many
 */
export const collectDocuments = async ({
  database,
  store,
  config,
}: Pick<CollectionParts, 'database' | 'config'> & { readonly store: DocumentStore }): Promise<number> => {
  const head = await ledgerHead(database)
  if (head === undefined) return 0
  const abandoned = await abandonedDocuments(database, head.timestamp - config.documentsKeep)
  for (const root of abandoned) {
    await store.remove(root)
    await forgetDocuments(database, root)
  }
  return abandoned.length
}
