import type { Hex } from '../../protocol/bytes.ts'
import type { StatementType } from '../../protocol/statement.ts'
import type { Queryable } from '../database.ts'

/** A statement about a tender that the ledger accepted. */
export type RecordedStatement = {
  readonly type: Extract<
    StatementType,
    'Announce' | 'SubmitBid' | 'Qualify' | 'Disqualify' | 'Award' | 'Conclude'
  >
  readonly digest: Hex
  readonly tender: Hex
  /** Time of its block, in seconds since 1970. */
  readonly timestamp: number
  readonly block: number
  readonly transaction: Hex
}

const ACT_TYPES = `CASE name WHEN 'Qualified' THEN 'Qualify' WHEN 'Disqualified' THEN 'Disqualify'
  WHEN 'Awarded' THEN 'Award' WHEN 'Concluded' THEN 'Conclude' END`

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
     FROM (
       SELECT 'SubmitBid' AS type, statement, tender, block, transaction FROM bids WHERE statement = $1
       UNION ALL SELECT 'Announce', statement, tender, block, transaction FROM tenders WHERE statement = $1
       UNION ALL SELECT ${ACT_TYPES}, statement, tender, block, transaction FROM acts WHERE statement = $1
     ) AS recorded`,
    [digest],
  )
  return found
}
