import { type ProtocolCode, protocolError } from './error.ts'
import type { Statement } from './message.ts'
import { objectionEnd } from './phase.ts'
import { isPass, maxOtherScore, priceScore } from './qualification.ts'
import {
  awarded,
  bestOf,
  concluded,
  decided,
  disqualified,
  firstOf,
  forfeited,
  groupOf,
  isByScore,
  isReviewable,
  objected,
  objectionState,
  openObjections,
  phaseOfReview,
  qualified,
  type Review,
  type ReviewedBid,
} from './review.ts'
import { type Phase, REASON_OF_SCORE } from './tender.ts'

type ActType = 'Qualify' | 'Disqualify' | 'Award' | 'Object' | 'DecideObjection' | 'Conclude' | 'Forfeit'
type Act<Type extends ActType> = Extract<Statement, { type: Type }>

/** A statement that moves a ranked tender. */
export type ReviewAct = Act<ActType>

const EMPTY = /^0x0*$/

interface Rule<Type extends ActType> {
  phase: Phase
  /** Judges the act in its phase. */
  assert(review: Review, act: Act<Type>, now: number): void
  apply(review: Review, act: Act<Type>, now: number): Review
}

const RULES: { readonly [Type in ActType]: Rule<Type> } = {
  Qualify: {
    phase: 'Review',
    assert: assertQualification,
    apply: (review, act) => qualified(review, act.bidder, totalScore(review, act.bidder, act.otherScore)),
  },
  Disqualify: {
    phase: 'Review',
    assert: assertDisqualification,
    apply: (review, { bidder }, now) => disqualified(review, bidder, now),
  },
  Award: {
    phase: 'Review',
    assert: assertAward,
    apply: (review, { bidder }, now) => awarded(review, bidder, now),
  },
  Object: {
    phase: 'Standstill',
    assert: assertObjection,
    apply: (review, { bidder }) => objected(review, bidder),
  },
  DecideObjection: {
    phase: 'Standstill',
    assert: assertDecision,
    apply: (review, { objection, upheld }, now) => decided(review, objection, upheld, now),
  },
  Conclude: {
    phase: 'Standstill',
    assert: assertConclusion,
    apply: (review, _act, now) => concluded(review, now),
  },
  Forfeit: {
    phase: 'Standstill',
    assert: assertForfeit,
    apply: (review, { bidder }, now) => forfeited(review, bidder, now),
  },
}

/**
 * Judges an act before it takes effect, by the same rules as the ledger but for what does not concern the review: signatures, and the
 * number of the agency's act.
 * @param now the chain's clock in seconds since 1970
 * @throws BonginError with the contract's own refusal as code (`NOT_FIRST_IN_LINE`, `SCORE_TOO_LOW`, ...), its values as details
 */
export function assertReviewAct(review: Review, act: ReviewAct, now: number): void {
  const { phase, assert } = ruleOf(act)
  const current = phaseOfReview(review, now)
  if (current !== phase) throw refusal('WRONG_PHASE', { current, expected: phase })
  assert(review, act, now)
}

/**
 * What becomes of the review by an act.
 * @param now the chain's clock in seconds since 1970
 * @throws what `assertReviewAct` throws
 */
export function afterAct(review: Review, act: ReviewAct, now: number): Review {
  assertReviewAct(review, act, now)
  return ruleOf(act).apply(review, act, now)
}

/** Whether the terms name a scale of the qualification review. */
export function isScored({ terms }: Pick<Review, 'terms'>): boolean {
  return terms.award.qualification !== 0
}

/**
 * The bid's score in hundredths of a point: its price part and the agency's word on all others. Zero without a scale.
 * @param otherScore in hundredths of a point
 */
export function totalScore(review: Review, bidder: bigint, otherScore: number): number {
  return priceScoreOf(review, bidder) + otherScore
}

/** The price part of the bid's score in hundredths of a point; zero without a scale, or if the bid is not in line. */
export function priceScoreOf({ terms, reserve, line }: Review, bidder: bigint): number {
  const price = line.find(bid => bid.bidder === bidder)?.price
  if (price === undefined) return 0
  const { qualification, aValue } = terms.award
  return priceScore(qualification, { price, reserve, aValue })
}

/** The rule of an act takes this very act. */
function ruleOf(act: ReviewAct): Rule<ActType> {
  return RULES[act.type] as Rule<ActType>
}

function assertQualification(review: Review, { bidder, otherScore }: Act<'Qualify'>): void {
  const { status } = requireReviewable(review, bidder)
  if (status !== 'Acceptable') throw refusal('NOT_RANKABLE', { bidder, status })
  requireScore(review, otherScore)
  if (!isScored(review)) return
  const total = totalScore(review, bidder, otherScore)
  if (!isPass(total)) throw refusal('SCORE_TOO_LOW', { bidder, total })
}

/** "The score is too low" is arithmetic where there are scores: the agency cannot say it of a bid that reaches the mark. */
function assertDisqualification(review: Review, act: Act<'Disqualify'>): void {
  const { bidder, reason, otherScore, document } = act
  requireReviewable(review, bidder)
  requireReason(reason, document)
  const needsScore = isScored(review) && reason === REASON_OF_SCORE
  if (!needsScore && otherScore !== 0) throw refusal('INVALID_SCORE', { otherScore })
  if (!needsScore) return
  requireScore(review, otherScore)
  const total = totalScore(review, bidder, otherScore)
  if (isPass(total)) throw refusal('SCORE_SUFFICES', { bidder, total })
}

function assertAward(review: Review, { bidder, amount }: Act<'Award'>): void {
  const best = bestOf(review)
  const unreviewed = groupOf(review).find(({ status }) => status === 'Acceptable')
  if (isByScore(review)) {
    if (unreviewed !== undefined) throw refusal('REVIEW_INCOMPLETE', { bidder: unreviewed.bidder })
  } else if (unreviewed?.bidder === bidder) {
    throw refusal('NOT_QUALIFIED', { bidder })
  }
  const head = best ?? firstOf(review)
  if (head?.bidder !== bidder)
    throw refusal('NOT_FIRST_IN_LINE', { first: head?.bidder ?? 0n, named: bidder })
  requireAmount(head, amount)
}

function assertObjection(review: Review, act: Act<'Object'>, now: number): void {
  const { bidder, award } = act
  if (!review.bidders.has(bidder)) throw refusal('NO_BID', { bidder })
  if (award !== review.awards) throw refusal('WRONG_AWARD', { current: review.awards, named: award })
  const until = objectionEnd(review.awardedAt, review.terms)
  if (now >= until) throw refusal('OBJECTION_PERIOD_OVER', { until })
  if (review.objections.some(known => known.bidder === bidder && known.award === award))
    throw refusal('ALREADY_OBJECTED', { bidder })
  requireDocument(act.document)
}

function assertDecision(review: Review, act: Act<'DecideObjection'>): void {
  const state = objectionState(review, act.objection)
  if (state !== 'Open') throw refusal('NO_OPEN_OBJECTION', { objection: act.objection, state })
  requireDocument(act.document)
}

function assertConclusion(review: Review, act: Act<'Conclude'>, now: number): void {
  requireAmount(requireWinner(review, act.bidder), act.amount)
  requireUndisputed(review, now)
  requireDocument(act.contractHash)
}

function assertForfeit(review: Review, act: Act<'Forfeit'>, now: number): void {
  requireWinner(review, act.bidder)
  requireUndisputed(review, now)
  requireReason(act.reason, act.document)
}

function requireWinner({ line, winner }: Review, bidder: bigint): ReviewedBid {
  const bid = line.find(known => known.bidder === bidder)
  if (bid === undefined || bidder !== winner) throw refusal('NOT_WINNER', { winner, named: bidder })
  return bid
}

function requireReviewable(review: Review, bidder: bigint): ReviewedBid {
  const bid = review.line.find(known => known.bidder === bidder)
  if (bid !== undefined && isReviewable(review, bidder)) return bid
  throw refusal('NOT_FIRST_IN_LINE', { first: firstOf(review)?.bidder ?? 0n, named: bidder })
}

function requireScore({ terms }: Review, otherScore: number): void {
  if (otherScore > maxOtherScore(terms.award.qualification)) throw refusal('INVALID_SCORE', { otherScore })
}

function requireReason(reason: number, document: string): void {
  if (reason === 0) throw refusal('REASON_MISSING')
  requireDocument(document)
}

function requireAmount({ price }: ReviewedBid, amount: bigint): void {
  if (price !== amount) throw refusal('WRONG_AMOUNT', { expected: price, named: amount })
}

function requireDocument(document: string): void {
  if (EMPTY.test(document)) throw refusal('REASON_MISSING')
}

/** The objection period is over, and every objection decided. */
function requireUndisputed(review: Review, now: number): void {
  const until = objectionEnd(review.awardedAt, review.terms)
  if (now < until) throw refusal('OBJECTION_PERIOD_RUNNING', { until })
  const open = openObjections(review)
  if (open !== 0) throw refusal('OBJECTIONS_OPEN', { open })
}

const SENTENCES = {
  WRONG_PHASE: 'The tender is in another phase',
  NOT_FIRST_IN_LINE: 'Another bid is first in line',
  NOT_RANKABLE: 'This bid has been found qualified already',
  NOT_QUALIFIED: 'This bid has not been found qualified yet',
  INVALID_SCORE: 'So many points are not to be had for the other parts of the score',
  SCORE_TOO_LOW: 'The total score does not reach the pass mark',
  SCORE_SUFFICES: 'The total score reaches the pass mark',
  REVIEW_INCOMPLETE: 'Not every bid of this price has been reviewed',
  WRONG_AMOUNT: 'The amount is not that of the bid',
  REASON_MISSING: 'The act needs a reason code and the hash of its document',
  NO_BID: 'This participant has not bid in the tender',
  WRONG_AWARD: 'The objection names another result than the one that stands',
  ALREADY_OBJECTED: 'This bidder has already objected to this result',
  NO_OPEN_OBJECTION: 'This objection waits for no decision',
  OBJECTION_PERIOD_RUNNING: 'The objection period is running',
  OBJECTION_PERIOD_OVER: 'The objection period is over',
  OBJECTIONS_OPEN: 'Objections wait for a decision',
  NOT_WINNER: 'The award that stands belongs to another bidder',
} as const satisfies Partial<Record<ProtocolCode, string>>

function refusal(code: keyof typeof SENTENCES, details: Record<string, unknown> = {}) {
  return protocolError(code, SENTENCES[code], { details })
}
