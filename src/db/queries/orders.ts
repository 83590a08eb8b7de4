import type { Hex } from '../../protocol/bytes.ts'
import { MAX_GUARDIANS } from '../../protocol/limits.ts'
import { unpackCounts } from '../../protocol/reserve.ts'
import { BID_STATUSES, type BidStatus, nameAt, VERDICTS, type Verdict } from '../../protocol/tender.ts'
import type { Queryable } from '../database.ts'
import { type Page, type PageRequest, pageLimit, startOf, toPage } from '../page.ts'

/** A judged bid. */
export type RankedBid = {
  readonly bidder: bigint
  /** 1 for the first in line; null for a bid that was rejected. */
  readonly place: number | null
  readonly verdict: Verdict
  /** `Acceptable`, `Qualified`, `Disqualified` or `Forfeited` by the agency, or `Rejected`. */
  readonly status: BidStatus
  /** In won. */
  readonly price: bigint
  /** What decides between equal prices, smaller first. */
  readonly tie: Hex
  /** In hundredths of a point, of a bid that was found qualified under a scale, also if it forfeits then; otherwise null. */
  readonly score: number | null
  readonly block: number
  readonly logIndex: number
  readonly transaction: Hex
}

/** What settled the order: the reserve price, the seed for ties, and how often each number was picked. */
export type Settlement = {
  readonly reserve: bigint
  readonly seed: Hex
  /** How often the numbers 1 to 15 were picked. */
  readonly counts: readonly number[]
  /** Whether the key was not there when the fallback began. */
  readonly degraded: boolean
  /** Places in the guardian set, from 1, of those that had released their shares. */
  readonly released: readonly number[]
  /** How many bids stay closed, because neither the key nor their bidders opened them. */
  readonly closed: number
  readonly settledAt: number
  readonly block: number
  readonly transaction: Hex
}

type Row = Omit<RankedBid, 'place' | 'verdict' | 'status'> & {
  verdict: number
  status: number
  rejected: boolean
}

type SettlementRow = Omit<Settlement, 'counts' | 'released'> & { counts: Hex; released: number }

/**
 * The line of a tender, first the acceptable bids by price and tie, then the rejected ones.
 * @throws INVALID_CURSOR
 */
export const listOrder = async (
  database: Queryable,
  tender: Hex,
  request: PageRequest = {},
): Promise<Page<RankedBid>> => {
  const [rejected = '0', price = -1, tie = '', place = 0] =
    startOf(request, ['count', 'amount', 'hash', 'count']) ?? []
  const rows = await database.query<Row>(
    `SELECT bidder, verdict, status, price, tie, score, block, log_index, transaction, verdict <> 0 AS rejected
     FROM orders WHERE tender = $1 AND ((verdict <> 0), price, tie) > ($2, $3::numeric, $4)
     ORDER BY (verdict <> 0), price, tie LIMIT $5`,
    [tender, rejected !== '0', price, tie, pageLimit(request) + 1],
  )
  const ranked = rows.map((row, i) => toRanked(row, Number(place) + i + 1))
  return toPage(ranked, request, bid => [bid.place === null ? 1 : 0, bid.price, bid.tie, bid.place ?? 0])
}

const toRanked = ({ rejected, ...row }: Row, place: number): RankedBid => ({
  ...row,
  place: rejected ? null : place,
  verdict: nameAt(VERDICTS, row.verdict),
  status: nameAt(BID_STATUSES, row.status),
})

export const findRank = async (
  database: Queryable,
  tender: Hex,
  bidder: bigint,
): Promise<RankedBid | undefined> => {
  const [row] = await database.query<Row & { before: number }>(
    `SELECT bidder, verdict, status, price, tie, score, block, log_index, transaction, verdict <> 0 AS rejected,
       (SELECT count(*) FROM orders AS better
        WHERE better.tender = orders.tender AND better.verdict = 0
          AND (better.price, better.tie) < (orders.price, orders.tie)) AS before
     FROM orders WHERE tender = $1 AND bidder = $2`,
    [tender, bidder],
  )
  if (row === undefined) return undefined
  const { before, ...rank } = row
  return toRanked(rank, before + 1)
}

export const findSettlement = async (database: Queryable, tender: Hex): Promise<Settlement | undefined> => {
  const [row] = await database.query<SettlementRow>(
    `SELECT reserve, seed, counts, degraded, released, closed, block, transaction,
       (SELECT timestamp FROM blocks WHERE number = block) AS settled_at
     FROM settlements WHERE tender = $1`,
    [tender],
  )
  return row && { ...row, counts: unpackCounts(BigInt(row.counts)), released: placesOf(row.released) }
}

/** The places of the bits that are set, the lowest bit's place being 1. */
export const placesOf = (bits: number): number[] =>
  Array.from({ length: MAX_GUARDIANS }, (_, i) => i + 1).filter(place => (bits >> (place - 1)) & 1)
