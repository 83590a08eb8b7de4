import type { Hex } from '../../protocol/bytes.ts'
import { BID_STATUSES, type BidStatus, nameAt } from '../../protocol/tender.ts'
import type { Parameter, Queryable } from '../database.ts'
import { type Page, type PageRequest, pageLimit, startOf, toPage } from '../page.ts'
import { type Seal, sealOf } from './seal.ts'

/** An accepted bid. Status `None`: superseded by a later bid of the same bidder. */
export type Bid = {
  readonly tender: Hex
  readonly bidder: bigint
  /** Counts the bidder's bids in this tender from 0. */
  readonly sequence: number
  /** Counts the tender's accepted bids from 0. */
  readonly number: number
  /** As signed. */
  readonly termsVersion: number
  /** The latest terms for which the bidder confirmed this bid, or null. */
  readonly confirmedVersion: number | null
  /** Made for older terms: it does not count unless its bidder confirms or replaces it before the closing. */
  readonly needsConfirmation: boolean
  /** Whether its bidder has asked, under the present terms, to withdraw it; once that is granted, the status is `Withdrawn`. */
  readonly withdrawalRequested: boolean
  readonly seal: Seal
  readonly attachments: Hex
  readonly status: BidStatus
  readonly statement: Hex
  readonly record: Hex
  readonly acceptedAt: number
  readonly block: number
  readonly logIndex: number
  readonly transaction: Hex
}

export type BidFilter = {
  readonly status?: BidStatus | undefined
  readonly bidder?: bigint | undefined
  readonly sort?: BidSort | undefined
}

export const BID_SORTS = ['oldest', 'newest'] as const
export type BidSort = (typeof BID_SORTS)[number]

const SORTS: { readonly [Sort in BidSort]: { readonly beyond: string; readonly order: string } } = {
  oldest: { beyond: '>', order: 'ASC' },
  newest: { beyond: '<', order: 'DESC' },
}

type Row = Omit<Bid, 'seal' | 'status' | 'needsConfirmation'> & {
  seal: Hex
  status: number
  outdated: boolean
}

const status = (name: BidStatus): number => BID_STATUSES.indexOf(name)

const PRESENT_TERMS = '(SELECT terms_version FROM tenders WHERE tender = $1)'

// Of the tender $1. Subqueries, not joins: the embedded database keeps no statistics, and a join may then read a
// whole table for one page.
const SELECT = `
  SELECT tender, bidder, sequence, number, terms_version, confirmed_version, seal, attachments, statement, record,
    block, log_index, transaction,
    coalesce(confirmed_version, terms_version) < ${PRESENT_TERMS} AS outdated,
    withdrawn OR EXISTS (SELECT 1 FROM withdrawal_requests AS request WHERE request.tender = bids.tender
      AND request.bidder = bids.bidder AND request.sequence = bids.sequence
      AND request.terms_version = ${PRESENT_TERMS}) AS withdrawal_requested,
    (SELECT timestamp FROM blocks WHERE blocks.number = bids.block) AS accepted_at,
    CASE WHEN superseded THEN ${status('None')} WHEN withdrawn THEN ${status('Withdrawn')} ELSE coalesce(
      (SELECT status FROM orders WHERE orders.tender = bids.tender AND orders.bidder = bids.bidder),
      (SELECT CASE WHEN invalidity = 0 THEN ${status('Valid')} ELSE ${status('Invalid')} END
       FROM openings WHERE openings.tender = bids.tender AND openings.bidder = bids.bidder),
      ${status('Sealed')}) END AS status
  FROM bids`

const toBid = ({ outdated, ...row }: Row): Bid => ({
  ...row,
  seal: sealOf(row.seal),
  status: nameAt(BID_STATUSES, row.status),
  needsConfirmation: outdated && row.status === status('Sealed'),
})

/** All bids of one bidder in a tender, the last one, which counts, first. */
export const findBids = async (database: Queryable, tender: Hex, bidder: bigint): Promise<Bid[]> => {
  const rows = await database.query<Row>(
    `${SELECT} WHERE tender = $1 AND bidder = $2 ORDER BY sequence DESC`,
    [tender, bidder],
  )
  return rows.map(toBid)
}

/**
 * Accepted bids of a tender, superseded ones among them: in the order of acceptance, or the newest first.
 * @param request with a `status`, only bids of that status; with a `bidder`, only that one's
 * @throws INVALID_CURSOR
 */
export const listBids = async (
  database: Queryable,
  tender: Hex,
  request: PageRequest & BidFilter = {},
): Promise<Page<Bid>> => {
  const { bidder, sort = 'oldest' } = request
  const [after] = startOf(request, ['count']) ?? []
  const { beyond, order } = SORTS[sort]
  const parameters: Parameter[] = [tender, pageLimit(request) + 1]
  const placeOf = (value: Parameter): string => `$${parameters.push(value)}`
  // Only the conditions that there are: the database then goes through an index from where the page begins.
  const conditions = [
    'tender = $1',
    ...(after === undefined ? [] : [`number ${beyond} ${placeOf(after)}::int8`]),
    ...(bidder === undefined ? [] : [`bidder = ${placeOf(bidder)}::numeric`]),
  ]
  const wanted = request.status === undefined ? '' : `WHERE status = ${placeOf(status(request.status))}::int4`
  const rows = await database.query<Row>(
    `SELECT * FROM (${SELECT} WHERE ${conditions.join(' AND ')}) AS listed
     ${wanted} ORDER BY number ${order} LIMIT $2`,
    parameters,
  )
  return toPage(rows.map(toBid), request, ({ number }) => [number])
}
