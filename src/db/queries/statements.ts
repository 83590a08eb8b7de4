import type { Hex } from '../../protocol/bytes.ts'
import type { StatementType } from '../../protocol/statement.ts'
import type { Queryable } from '../database.ts'
import { ACTS, type ActName } from './acts.ts'

/** A statement about a tender that the ledger accepted. */
export type RecordedStatement = {
  readonly type: (typeof ACTS)[ActName] | 'Announce' | (typeof OTHERS)[number][0]
  readonly digest: Hex
  readonly tender: Hex
  /** Time of its block, in seconds since 1970. */
  readonly timestamp: number
  readonly block: number
  readonly transaction: Hex
}

/** Statements that are no acts of the agency, and the table in which each leaves its digest. */
const OTHERS = [
  ['SubmitBid', 'bids'],
  ['ConfirmBid', 'bid_confirmations'],
  ['RequestWithdrawal', 'withdrawal_requests'],
  ['Object', 'objections'],
] as const satisfies readonly (readonly [StatementType, string])[]

const ACT_TYPES = `CASE name ${Object.entries(ACTS)
  .map(([event, type]) => `WHEN '${event}' THEN '${type}'`)
  .join(' ')} END`

const COLUMNS = 'statement, tender, block, transaction'

const RECORDED = [
  `SELECT 'Announce' AS type, ${COLUMNS} FROM tenders WHERE statement = $1`,
  `SELECT ${ACT_TYPES}, ${COLUMNS} FROM acts WHERE statement = $1`,
  ...OTHERS.map(([type, table]) => `SELECT '${type}', ${COLUMNS} FROM ${table} WHERE statement = $1`),
].join(' UNION ALL ')

/**
 * Looks an accepted statement up by its digest. Statements to the registry and of guardians leave no digest
 * on the ledger.
 */
export const findStatement = async (
  database: Queryable,
  digest: Hex,
): Promise<RecordedStatement | undefined> => {
  const [found] = await database.query<RecordedStatement>(
    `SELECT type, statement AS digest, tender, block, transaction,
       (SELECT timestamp FROM blocks WHERE number = block) AS timestamp
     FROM (${RECORDED}) AS recorded`,
    [digest],
  )
  return found
}
