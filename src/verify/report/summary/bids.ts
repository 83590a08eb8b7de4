import type { Hex } from '../../../protocol/bytes.ts'
import { decided } from '../../../protocol/review.ts'
import { picksOf } from '../../../protocol/seal.ts'
import type { Invalidity, Verdict } from '../../../protocol/tender.ts'
import type { Facts, PlacedLog } from '../../facts.ts'
import type { Tender } from '../../tender.ts'

/** What became of one bidder's bid, as the events tell it. */
export interface BidLine {
  readonly bidder: bigint
  /** The how-manieth bid of the tender it was, as the ledger counted. */
  readonly number: number
  /** Seconds since 1970, by the block's clock. */
  readonly acceptedAt: number
  readonly block: number
  /** The digest that was signed. */
  readonly statement: Hex
  /** Earlier bids of the same bidder, which this one replaced. */
  readonly replaced: number
  /** Undefined as long as the bid is closed. */
  readonly invalidity: Invalidity | undefined
  /** In won, of a valid bid. */
  readonly price: bigint | undefined
  readonly picks: readonly [number, number] | undefined
  /** Whether its bidder opened it with its own note. */
  readonly isRevealed: boolean
  /** Of a bid that was ranked. */
  readonly verdict: Verdict | undefined
  /** In line, from 1. */
  readonly place: number | undefined
  readonly result: 'awarded' | 'qualified' | 'disqualified' | 'forfeited' | undefined
}

/** Every bidder's last bid: first those in line, then those that cannot win by their price, the invalid ones, and the closed ones. */
export function bidLines(tender: Tender, facts: Facts): BidLine[] {
  const times = countBids(facts.named('BidAccepted'))
  const places = new Map((tender.line ?? []).map((bidder, place) => [bidder, place + 1]))
  const results = resultsOf(tender)
  const lines = [...tender.bids.values()].map(({ args, at }): BidLine => {
    const { bidder, number, statement } = args
    const opening = tender.openings.get(bidder)?.args
    const isValid = opening?.invalidity === 'None'
    return {
      bidder,
      number,
      acceptedAt: at.timestamp,
      block: at.block,
      statement,
      replaced: (times.get(bidder) ?? 1) - 1,
      invalidity: tender.states.get(bidder)?.isWithdrawn ? 'Withdrawn' : opening?.invalidity,
      price: isValid ? opening.price : undefined,
      picks: isValid ? picksOf(opening.choices) : undefined,
      isRevealed: opening !== undefined && opening.note !== 0n,
      verdict: tender.rankings.get(bidder)?.args.verdict,
      place: tender.rankings.has(bidder) ? places.get(bidder) : undefined,
      result: results.get(bidder),
    }
  })
  return lines.sort(compareLines)
}

function countBids(logs: readonly PlacedLog<'BidAccepted'>[]): Map<bigint, number> {
  const counts = new Map<bigint, number>()
  for (const { args } of logs) counts.set(args.bidder, (counts.get(args.bidder) ?? 0) + 1)
  return counts
}

const RESULTS = {
  Qualified: 'qualified',
  Disqualified: 'disqualified',
  Awarded: 'awarded',
  Forfeited: 'forfeited',
  Concluded: 'awarded',
} as const

/** The last act decides; an upheld objection takes winner and objector back into the line. */
function resultsOf(tender: Tender): Map<bigint, NonNullable<BidLine['result']>> {
  const results = new Map<bigint, NonNullable<BidLine['result']>>()
  for (const log of tender.acts) {
    if (log.event === 'ObjectionDecided') {
      for (const bidder of unreviewedAfter(log, tender)) results.delete(bidder)
    } else if (log.event in RESULTS && 'bidder' in log.args) {
      results.set(log.args.bidder, RESULTS[log.event as keyof typeof RESULTS])
    }
  }
  return results
}

/** Who has to be reviewed, anew or for the first time. */
function unreviewedAfter(log: PlacedLog<'ObjectionDecided'>, tender: Tender): bigint[] {
  const { review } = tender.before(log)
  if (!log.args.upheld || review === undefined) return []
  const { line } = decided(review, log.args.objection, true, log.at.timestamp)
  return line.filter(({ status }) => status === 'Acceptable').map(({ bidder }) => bidder)
}

function compareLines(a: BidLine, b: BidLine): number {
  return (
    groupOf(a) - groupOf(b) || (a.place ?? 0) - (b.place ?? 0) || comparePrices(a, b) || a.number - b.number
  )
}

function groupOf({ place, invalidity }: BidLine): number {
  if (place !== undefined) return 0
  if (invalidity === 'None') return 1
  return invalidity === undefined ? 3 : 2
}

function comparePrices({ price: a = 0n }: BidLine, { price: b = 0n }: BidLine): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
