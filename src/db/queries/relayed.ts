import type { Hex } from '../../protocol/bytes.ts'
import type { Queryable } from '../database.ts'

/** Keeps, before it is sent, the hash of a transaction that carries a statement. */
export const noteTransaction = async (database: Queryable, digest: Hex, transaction: Hex): Promise<void> => {
  await database.query('INSERT INTO relayed (digest, transaction) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    digest,
    transaction,
  ])
}

/** Transactions that were to carry a statement: one as a rule; more if some never came into a block. */
export const notedTransactions = async (database: Queryable, digest: Hex): Promise<Hex[]> => {
  const rows = await database.query<{ transaction: Hex }>(
    'SELECT transaction FROM relayed WHERE digest = $1',
    [digest],
  )
  return rows.map(({ transaction }) => transaction)
}
