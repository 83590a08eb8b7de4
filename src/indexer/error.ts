import { BonginError, type ErrorOptions } from '../protocol/error.ts'

/** The closed set of codes that `src/indexer` raises; `INDEX_INCONSISTENT` is shared with `src/db`. */
export const INDEXER_CODES = ['NODE_BEHIND', 'INDEXER_STOPPED', 'INDEX_INCONSISTENT', 'INDEX_MOVING'] as const

export type IndexerCode = (typeof INDEXER_CODES)[number]

export const indexerError = (code: IndexerCode, message: string, options?: ErrorOptions): BonginError =>
  new BonginError(code, message, options)

export const nodeBehind = (indexed: number, head: number): BonginError =>
  indexerError('NODE_BEHIND', `The node is at block ${head}, the index already at ${indexed}.`, {
    details: { indexed, head },
  })
