import { type AwardTerms, judge } from './award.ts'
import { type Hex, hashLabelled } from './bytes.ts'
import { RANK_BATCH } from './limits.ts'
import type { Verdict } from './tender.ts'

/** A valid bid: its price in won. */
export interface PricedBid {
  bidder: bigint
  price: bigint
}

/** What settles the order of one tender's bids. */
export interface RankingFacts {
  tender: Hex
  /** The secret of the opening key, or `degradedSeed`. */
  seed: bigint
  /** The reserve price in won. */
  reserve: bigint
  award: AwardTerms
}

export interface Ranking {
  /** Bidders of acceptable bids, the first in line first. */
  line: bigint[]
  /** The others with the reason, by ascending bidder. */
  rejected: { bidder: bigint; verdict: Exclude<Verdict, 'Acceptable'> }[]
}

/** One bid to be put in line, and a bid that already stands before its place (zero: from the head). */
export interface Placement {
  bidder: bigint
  behind: bigint
}

interface Candidate {
  bidder: bigint
  sortKey: bigint
}

/** What breaks a tie, smaller first: `keccak256(abi.encode("tie", seed, tender, bidder))` as a number. */
export function tie(seed: bigint, tender: Hex, bidder: bigint): bigint {
  return BigInt(hashLabelled('tie', seed, tender, bidder))
}

/** Judges the valid bids and puts the acceptable ones in line: by sort key, then by tie. The order of the input does not matter. */
export function rank(bids: Iterable<PricedBid>, facts: RankingFacts): Ranking {
  const acceptable: Candidate[] = []
  const rejected: Ranking['rejected'] = []
  for (const { bidder, price } of bids) {
    const { verdict, sortKey } = judge(facts.award, facts.reserve, price)
    if (verdict === 'Acceptable') acceptable.push({ bidder, sortKey })
    else rejected.push({ bidder, verdict })
  }
  const tieOf = tiesOf(facts)
  acceptable.sort((a, b) => compare(a.sortKey, b.sortKey) || compare(tieOf(a.bidder), tieOf(b.bidder)))
  rejected.sort((a, b) => compare(a.bidder, b.bidder))
  return { line: acceptable.map(({ bidder }) => bidder), rejected }
}

/**
 * What to send to `rankBids` so that each bid costs the ledger one step: every acceptable bid directly behind its predecessor.
 * @param ranked bidders that already stand in line or are rejected, in any state of a ranking begun by somebody else
 * @returns batches of at most `RANK_BATCH`, to be sent in order
 */
export function placements(ranking: Ranking, ranked: ReadonlySet<bigint> = new Set()): Placement[][] {
  const inLine = ranking.line.map((bidder, place) => ({ bidder, behind: ranking.line[place - 1] ?? 0n }))
  const rejected = ranking.rejected.map(({ bidder }) => ({ bidder, behind: 0n }))
  const open = [...inLine, ...rejected].filter(({ bidder }) => !ranked.has(bidder))
  const batches: Placement[][] = []
  for (let start = 0; start < open.length; start += RANK_BATCH)
    batches.push(open.slice(start, start + RANK_BATCH))
  return batches
}

/** Each tie is computed once, and only where prices are alike: thousands of bidders can bid the same. */
function tiesOf({ seed, tender }: RankingFacts): (bidder: bigint) => bigint {
  const ties = new Map<bigint, bigint>()
  return bidder => {
    const known = ties.get(bidder) ?? tie(seed, tender, bidder)
    ties.set(bidder, known)
    return known
  }
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
