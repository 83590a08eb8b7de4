import type { Hex } from '../../protocol/bytes.ts'
import type { Queryable } from '../database.ts'
import { toJsonText } from '../values.ts'

/** A statement's digest and the hash of a transaction that is to carry it. */
export type RelayNote = { readonly digest: Hex; readonly transaction: Hex }

/** Keeps, before they are sent, which transactions carry which statements. */
export const noteTransactions = async (database: Queryable, notes: readonly RelayNote[]): Promise<void> => {
  await database.query(
    `INSERT INTO relayed (digest, transaction)
     SELECT digest, transaction FROM json_populate_recordset(NULL::relayed, $1::json) ON CONFLICT DO NOTHING`,
    [toJsonText(notes)],
  )
}

/** Transactions that were to carry a statement: one as a rule; more if some never came into a block. */
export const notedTransactions = async (database: Queryable, digest: Hex): Promise<Hex[]> => {
  const rows = await database.query<{ transaction: Hex }>(
    'SELECT transaction FROM relayed WHERE digest = $1',
    [digest],
  )
  return rows.map(({ transaction }) => transaction)
}
