import type { Hex } from '../../protocol/bytes.ts'
import type { Queryable } from '../database.ts'
import { type Page, type PageRequest, pageLimit, startOf, toPage } from '../page.ts'

/** A bidder's request to withdraw one bid. */
export type Withdrawal = {
  readonly bidder: bigint
  /** Of the bid. */
  readonly sequence: number
  /** Under which it was asked; an amendment makes the request void. */
  readonly termsVersion: number
  /** Hash of the reasoned request. */
  readonly document: Hex
  /** The agency's act that granted it, or null. */
  readonly grantedBy: number | null
  readonly statement: Hex
  readonly record: Hex
  readonly requestedAt: number
  readonly block: number
  readonly logIndex: number
  readonly transaction: Hex
}

/**
 * Requests in the order of the chain. Granted is the last one for its bid: whose bid was withdrawn asks no more.
 * @throws INVALID_CURSOR
 */
export const listWithdrawals = async (
  database: Queryable,
  tender: Hex,
  request: PageRequest = {},
): Promise<Page<Withdrawal>> => {
  const [block = -1, logIndex = -1] = startOf(request, ['count', 'count']) ?? []
  const rows = await database.query<Withdrawal>(
    `SELECT bidder, sequence, terms_version, document, statement, record, block, log_index, transaction,
       (SELECT act FROM acts WHERE acts.tender = requests.tender AND acts.bidder = requests.bidder
          AND name = 'BidWithdrawn' AND acts.sequence = requests.sequence
          AND NOT EXISTS (SELECT 1 FROM withdrawal_requests AS later WHERE later.tender = requests.tender
            AND later.bidder = requests.bidder AND later.sequence = requests.sequence
            AND later.terms_version > requests.terms_version)) AS granted_by,
       (SELECT timestamp FROM blocks WHERE number = block) AS requested_at
     FROM withdrawal_requests AS requests
     WHERE tender = $1 AND (block, log_index) > ($2::int8, $3::int8)
     ORDER BY block, log_index LIMIT $4`,
    [tender, block, logIndex, pageLimit(request) + 1],
  )
  return toPage(rows, request, row => [row.block, row.logIndex])
}
