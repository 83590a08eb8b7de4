import { type Phase, phaseAfterRanking } from './phase.ts'
import { type BidStatus, type ObjectionState, TIE_RULES } from './tender.ts'
import type { Terms } from './terms.ts'

/** What the agency may do with a bid in line. */
export type ReviewStatus = Extract<BidStatus, 'Acceptable' | 'Qualified' | 'Disqualified' | 'Forfeited'>

/**
 * A bid in line: its price in won, and the score in hundredths of a point with which it was qualified. Zero without a scale, and where
 * no qualification stands or stood behind its award.
 */
export interface ReviewedBid {
  readonly bidder: bigint
  readonly price: bigint
  readonly status: ReviewStatus
  readonly score: number
}

/** Against which result an objection was raised, counted from 1. `state` is never Lapsed here: see `objectionState`. */
export interface Objection {
  readonly bidder: bigint
  readonly award: number
  readonly state: ObjectionState
}

export type ReviewTerms = Pick<Terms, 'tieRule' | 'award' | 'objectionPeriod'>

/** A ranked tender on its way to the contract. Times in seconds since 1970, zero: has not happened. */
export interface Review {
  readonly terms: ReviewTerms
  /** In won. */
  readonly reserve: bigint
  /** The acceptable bids in their order by price and tie, whatever became of them. It never changes its order. */
  readonly line: readonly ReviewedBid[]
  /** Everybody with an accepted bid in this tender: so many may object. */
  readonly bidders: ReadonlySet<bigint>
  /** Whose award stands; zero: nobody's. */
  readonly winner: bigint
  /** How many results there were: awards, and times at which nobody was left in line. */
  readonly awards: number
  /** When the result came about that stands. */
  readonly awardedAt: number
  readonly concludedAt: number
  /** By their numbers. */
  readonly objections: readonly Objection[]
}

/** As much of a judged bid as its place in the review follows from; one that was rejected is not in line. */
export type RankedBid = Omit<ReviewedBid, 'status'> & { readonly status: BidStatus }

/** As much of a review as tells whose turn it is. */
interface Line<Bid extends RankedBid = ReviewedBid> {
  readonly terms: Pick<Terms, 'tieRule'>
  readonly line: readonly Bid[]
}

/**
 * A tender whose ranking is complete.
 * @param line the acceptable bids in their order, as `rank` gives it
 * @param reserve the reserve price in won
 */
export function beginReview(
  terms: ReviewTerms,
  reserve: bigint,
  line: readonly Pick<ReviewedBid, 'bidder' | 'price'>[],
  bidders: ReadonlySet<bigint>,
): Review {
  return {
    terms,
    reserve,
    line: line.map(({ bidder, price }) => ({ bidder, price, status: 'Acceptable', score: 0 })),
    bidders,
    winner: 0n,
    awards: 0,
    awardedAt: 0,
    concludedAt: 0,
    objections: [],
  }
}

/** The head of the line; undefined: nobody is left. */
export function firstOf<Bid extends RankedBid>({ line }: Pick<Line<Bid>, 'line'>): Bid | undefined {
  return line.find(isInLine)
}

/** Whether equal prices are decided by the score of the review. */
export function isByScore({ terms }: Pick<Line, 'terms'>): boolean {
  return TIE_RULES[terms.tieRule] === 'ReviewScore'
}

/** The bids from which the award is to be chosen, in their order: the first alone, or under `ReviewScore` all of its price. */
export function groupOf<Bid extends RankedBid>(review: Line<Bid>): Bid[] {
  const first = firstOf(review)
  if (first === undefined) return []
  if (!isByScore(review)) return [first]
  return review.line.filter(bid => bid.price === first.price && isInLine(bid))
}

/** Whether the agency may qualify or disqualify this bid now. */
export function isReviewable(review: Review, bidder: bigint): boolean {
  return groupOf(review).some(bid => bid.bidder === bidder)
}

/** Who is to be awarded: the highest score of the group, at equal scores the earlier in line. Undefined while a bid is unreviewed. */
export function bestOf<Bid extends RankedBid>(review: Line<Bid>): Bid | undefined {
  const group = groupOf(review)
  if (group.some(({ status }) => status !== 'Qualified')) return undefined
  const highest = Math.max(...group.map(({ score }) => score))
  return group.find(({ score }) => score === highest)
}

/** An objection lapses with the result against which it was raised. */
export function objectionState({ objections, awards, awardedAt }: Review, number: number): ObjectionState {
  const { state, award } = objections[number] ?? { state: 'None', award: 0 }
  return state === 'Open' && (awardedAt === 0 || award !== awards) ? 'Lapsed' : state
}

/** How many objections wait for a decision. */
export function openObjections(review: Review): number {
  return review.objections.filter((_, number) => objectionState(review, number) === 'Open').length
}

/**
 * Where the tender stands, if it is not cancelled.
 * @param now the chain's clock in seconds since 1970
 */
export function phaseOfReview(review: Review, now: number): Phase {
  const { line, terms, concludedAt } = review
  if (concludedAt !== 0) return 'Concluded'
  const facts = { acceptable: line.length, openObjections: openObjections(review) }
  return phaseAfterRanking({ ...review, ...facts, objectionPeriod: terms.objectionPeriod }, now)
}

// What each act brings about, without judging whether it may be: an auditor follows even a ledger that broke its rules.

/** @param score the bid's total in hundredths of a point, zero without a scale */
export function qualified(review: Review, bidder: bigint, score: number): Review {
  return { ...review, line: withBid(review.line, bidder, { status: 'Qualified', score }) }
}

/** @param now time of the act in seconds since 1970: if nobody is left in line, the result's */
export function disqualified(review: Review, bidder: bigint, now: number): Review {
  return withoutBid(review, bidder, 'Disqualified', now)
}

/** @param now as in `disqualified` */
export function forfeited(review: Review, bidder: bigint, now: number): Review {
  return withoutBid(review, bidder, 'Forfeited', now)
}

export function awarded(review: Review, bidder: bigint, now: number): Review {
  return { ...review, winner: bidder, awards: review.awards + 1, awardedAt: now }
}

export function objected(review: Review, bidder: bigint): Review {
  const objection: Objection = { bidder, award: review.awards, state: 'Open' }
  return { ...review, objections: [...review.objections, objection] }
}

/**
 * Upheld, the decision takes the result down, and winner and objector are in line again as if they had not been reviewed. Where nobody is
 * in line then, because the objector never was, that is a new result.
 * @param now as in `disqualified`
 */
export function decided(review: Review, number: number, upheld: boolean, now: number): Review {
  const objection = review.objections[number]
  if (objection === undefined) return review
  const objections = review.objections.with(number, { ...objection, state: upheld ? 'Upheld' : 'Rejected' })
  if (!upheld) return { ...review, objections }
  const isOut = review.line.some(bid => bid.bidder === objection.bidder && !isInLine(bid))
  const back = broughtBack(review.winner, objection.bidder, isOut)
  const line = review.line.map(bid => (back.includes(bid.bidder) ? { ...bid, ...UNREVIEWED } : bid))
  return withoutResult({ ...review, objections, line }, now)
}

/**
 * Who is to be reviewed anew when an objection is upheld.
 * @param winner whose award stood; zero: nobody's
 * @param isOut whether the objector was disqualified, or had forfeited the contract
 */
export function broughtBack(winner: bigint, objector: bigint, isOut: boolean): bigint[] {
  return [...(winner === 0n ? [] : [winner]), ...(isOut ? [objector] : [])]
}

export function concluded(review: Review, now: number): Review {
  return { ...review, concludedAt: now }
}

const UNREVIEWED = { status: 'Acceptable', score: 0 } as const

function isInLine({ status }: Pick<RankedBid, 'status'>): boolean {
  return status === 'Acceptable' || status === 'Qualified'
}

/** Whoever was removed as the last must have the time to object. */
function withoutBid(
  review: Review,
  bidder: bigint,
  status: 'Disqualified' | 'Forfeited',
  now: number,
): Review {
  const line = withBid(review.line, bidder, status === 'Forfeited' ? { status } : { status, score: 0 })
  return withoutResult({ ...review, line }, now)
}

/** No award stands; that nobody is in line is a result too, because a review without a bid could never end. */
function withoutResult(review: Review, now: number): Review {
  const left = { ...review, winner: 0n, awardedAt: 0 }
  return firstOf(left) === undefined ? { ...left, awards: left.awards + 1, awardedAt: now } : left
}

function withBid(line: readonly ReviewedBid[], bidder: bigint, now: Partial<ReviewedBid>): ReviewedBid[] {
  return line.map(bid => (bid.bidder === bidder ? { ...bid, ...now } : bid))
}
