import type { Hex } from '../../protocol/bytes.ts'
import type { Queryable } from '../database.ts'
import { type Page, type PageRequest, pageLimit, startOf, toPage } from '../page.ts'

/** An act of the agency in a tender. What does not belong to its kind is null. */
export type Act = {
  /** Counts the tender's acts from 0. */
  readonly act: number
  readonly name: 'Qualified' | 'Disqualified' | 'Awarded' | 'Concluded'
  readonly bidder: bigint
  /** Reason code of a disqualification. */
  readonly reason: number | null
  /** Hash of the review, of the reasoned decision, or of the contract. */
  readonly document: Hex | null
  /** In won, of an award and a conclusion. */
  readonly amount: bigint | null
  /** Who is first in line after a disqualification; 0: nobody. */
  readonly next: bigint | null
  readonly statement: Hex
  readonly record: Hex
  readonly actedAt: number
  readonly block: number
  readonly transaction: Hex
}

/** The agency's acts in a tender, in their order. @throws INVALID_CURSOR */
export const listActs = async (
  database: Queryable,
  tender: Hex,
  request: PageRequest = {},
): Promise<Page<Act>> => {
  const [after = -1] = startOf(request, ['count']) ?? []
  const rows = await database.query<Act>(
    `SELECT act, name, bidder, reason, document, amount, next, statement, record, block, transaction,
       (SELECT timestamp FROM blocks WHERE number = block) AS acted_at
     FROM acts WHERE tender = $1 AND act > $2 ORDER BY act LIMIT $3`,
    [tender, after, pageLimit(request) + 1],
  )
  return toPage(rows, request, ({ act }) => [act])
}
