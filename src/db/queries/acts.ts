import type { Hex } from '../../protocol/bytes.ts'
import type { StatementType } from '../../protocol/statement.ts'
import type { Schedule } from '../../protocol/terms.ts'
import type { Queryable } from '../database.ts'
import { type Page, type PageRequest, pageLimit, startOf, toPage } from '../page.ts'

/** The events that acts leave, and the statement that makes each of them. */
export const ACTS = {
  Amended: 'Amend',
  Postponed: 'Postpone',
  Cancelled: 'Cancel',
  BidWithdrawn: 'GrantWithdrawal',
  Qualified: 'Qualify',
  Disqualified: 'Disqualify',
  Awarded: 'Award',
  ObjectionDecided: 'DecideObjection',
  Concluded: 'Conclude',
  Forfeited: 'Forfeit',
} as const satisfies Record<string, StatementType>

export type ActName = keyof typeof ACTS

/** An act of the agency in a tender. What does not belong to its kind is null. */
export type Act = {
  /** Counts the tender's acts from 0. */
  readonly act: number
  readonly name: ActName
  readonly bidder: bigint | null
  /** Of the bid whose withdrawal was granted. */
  readonly sequence: number | null
  /** Who granted it: the agency or the registrar. All other acts are the agency's. */
  readonly author: bigint | null
  /** Reason code of a disqualification, a forfeit, a postponement or a cancellation. */
  readonly reason: number | null
  /** Hash of the review, of the reasoned decision, or of the contract. */
  readonly document: Hex | null
  /** In won, of an award and a conclusion. */
  readonly amount: bigint | null
  /** Who is first in line after a disqualification, a forfeit or an objection that was upheld; 0: nobody. */
  readonly next: bigint | null
  /** The version that an amendment made. */
  readonly termsVersion: number | null
  /** The times after a postponement. */
  readonly schedule: Schedule | null
  /** The objection that was decided, and how. */
  readonly objection: number | null
  readonly upheld: boolean | null
  /** In a review under a scale, in hundredths of a point: what the agency gave for all but the price, and what the ledger computed. */
  readonly otherScore: number | null
  readonly priceScore: number | null
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
    `SELECT act, name, bidder, sequence, author, reason, document, amount, next, terms_version, schedule, objection,
       upheld, other_score, price_score, statement, record, block, transaction,
       (SELECT timestamp FROM blocks WHERE number = block) AS acted_at
     FROM acts WHERE tender = $1 AND act > $2 ORDER BY act LIMIT $3`,
    [tender, after, pageLimit(request) + 1],
  )
  return toPage(rows, request, ({ act }) => [act])
}
