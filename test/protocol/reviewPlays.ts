import fc from 'fast-check'
import type { AwardTerms } from '../../src/protocol/award.ts'
import { hashText, ZERO_WORD } from '../../src/protocol/bytes.ts'
import { MAX_SCORE, PASS_MARK } from '../../src/protocol/limits.ts'
import { maxOtherScore } from '../../src/protocol/qualification.ts'
import { firstOf, groupOf, type Review, type ReviewTerms } from '../../src/protocol/review.ts'
import { priceScoreOf, type ReviewAct } from '../../src/protocol/reviewAct.ts'
import { TENDER } from './support.ts'

/** A ranked tender before its review, and what people then try to do. The bidders are 101, 102, ... in any order of the line. */
export interface Play {
  terms: ReviewTerms
  reserve: bigint
  /** Price of each acceptable bid. */
  prices: bigint[]
  moves: Move[]
}

/** Choices by number, so that a failure shrinks: what is done, by or to whom, with which values. */
export interface Move {
  verb: number
  who: number
  value: number
  /** Seconds that pass before. */
  wait: number
}

const DOCUMENT = hashText('reasons')
const RESERVE = 100_000_000n
/** Scores of these prices stand on either side of what any pass mark needs. */
const PRICES = [87_000_000n, 89_000_000n, 90_000_000n, 91_000_000n]

/** Every one of these prices is acceptable. */
const AWARD: AwardTerms = {
  rule: 1,
  baseAmount: RESERVE,
  aValue: 0n,
  netCostBase: 0n,
  floorRate: 80_000,
  netCostRate: 0,
  qualification: 0,
}

export const OBJECTION_PERIOD = 1_000

const move: fc.Arbitrary<Move> = fc.record({
  verb: fc.nat(99),
  who: fc.nat(99),
  value: fc.nat(99),
  wait: fc.constantFrom(1, 1, 1, 1, OBJECTION_PERIOD - 1, OBJECTION_PERIOD),
})

const bidsOf = (prices: readonly bigint[]) =>
  fc.array(fc.constantFrom(...prices), { minLength: 1, maxLength: 5 })

export const plays: fc.Arbitrary<Play> = fc
  .record({
    qualification: fc.integer({ min: 0, max: 4 }),
    byScore: fc.boolean(),
    prices: fc.oneof(bidsOf(PRICES), bidsOf(PRICES.slice(2, 3))),
    moves: fc.array(move, { minLength: 1, maxLength: 40, size: 'max' }),
  })
  .map(({ qualification, byScore, prices, moves }) => ({
    terms: {
      // Terms without a scale cannot be announced with the other rule.
      tieRule: byScore && qualification !== 0 ? 1 : 0,
      award: { ...AWARD, qualification },
      objectionPeriod: OBJECTION_PERIOD,
    },
    reserve: RESERVE,
    prices,
    moves,
  }))

const SURE = { who: 0, value: 10, wait: 1 } as const

/** What random plays may miss. */
export const SURE_PLAYS: Play[] = [
  // Qualified, awarded, objected to twice, concluded too early, the objection rejected, concluded.
  {
    terms: { tieRule: 0, award: AWARD, objectionPeriod: OBJECTION_PERIOD },
    reserve: RESERVE,
    prices: [90_000_000n],
    moves: [
      { ...SURE, verb: 0 },
      { ...SURE, verb: 10 },
      { ...SURE, verb: 0 },
      { ...SURE, verb: 5 },
      { ...SURE, verb: 19, wait: OBJECTION_PERIOD },
      { ...SURE, verb: 10, value: 11 },
      { ...SURE, verb: 19 },
    ],
  },
  // Three of one price, the second with the highest score: the first is not awarded, the second is.
  {
    terms: { tieRule: 1, award: { ...AWARD, qualification: 2 }, objectionPeriod: OBJECTION_PERIOD },
    reserve: RESERVE,
    prices: [90_000_000n, 90_000_000n, 90_000_000n],
    moves: [
      { ...SURE, verb: 0, who: 0, value: 13 },
      { ...SURE, verb: 0, who: 1, value: 11 },
      { ...SURE, verb: 0, who: 2, value: 13 },
      { ...SURE, verb: 10, who: 0 },
      { ...SURE, verb: 10, who: 2 },
      { ...SURE, verb: 10, who: 1 },
    ],
  },
]

/** Whom an act may name. */
interface Choice {
  /** One of those whose turn it is to be reviewed. */
  inTurn: bigint
  holder: bigint
  anybody: bigint
  who: number
  value: number
}

type Make = (review: Review, choice: Choice) => ReviewAct

const REVIEWING: [weight: number, Make][] = [
  [6, (review, { inTurn, value }) => qualification(review, inTurn, value)],
  [4, (review, { inTurn, value }) => disqualification(review, inTurn, value)],
  [5, (review, { inTurn, value }) => award(review, inTurn, value)],
  [1, (review, { anybody, value }) => qualification(review, anybody, value)],
  [1, (review, { anybody, value }) => disqualification(review, anybody, value)],
  [1, (review, { anybody, value }) => award(review, anybody, value)],
  [1, (review, { anybody, value }) => objection(review, anybody, value)],
  [1, (_review, { holder, value }) => forfeit(holder, value)],
]

const CONTESTING: [weight: number, Make][] = [
  [5, (review, { anybody, value }) => objection(review, anybody, value)],
  [5, (review, { anybody, value }) => objection(review, review.objections.at(-1)?.bidder ?? anybody, value)],
  [4, (review, { who, value }) => decision(review, who, value)],
  [4, (_review, { holder, value }) => forfeit(holder, value)],
  [1, (_review, { anybody, value }) => forfeit(anybody, value)],
  [3, (review, { holder, value }) => conclusion(review, holder, value)],
  [1, (review, { anybody, value }) => conclusion(review, anybody, value)],
  [1, (review, { inTurn, value }) => qualification(review, inTurn, value)],
  [1, (review, { inTurn, value }) => award(review, inTurn, value)],
]

/**
 * The act of a move in this state: mostly one that makes sense there, now and then one that does not.
 * @param others bidders without a bid in line, and somebody without any bid
 */
export function actOf(review: Review, { verb, who, value }: Move, others: readonly bigint[]): ReviewAct {
  const everybody = [...review.line.map(({ bidder }) => bidder), ...others]
  const turn = groupOf(review)
  const anybody = everybody[who % everybody.length] ?? 0n
  const inTurn = turn[who % Math.max(1, turn.length)]?.bidder ?? anybody
  const holder = review.winner === 0n ? anybody : review.winner
  const makes = (review.awardedAt === 0 ? REVIEWING : CONTESTING).flatMap(([weight, make]) =>
    Array<Make>(weight).fill(make),
  )
  const make = makes[verb % makes.length]
  if (make === undefined) throw new Error('there is always a move')
  return make(review, { inTurn, holder, anybody, who, value })
}

const act = { tender: TENDER, act: 0 }

function qualification(review: Review, bidder: bigint, value: number): ReviewAct {
  return {
    type: 'Qualify',
    ...act,
    bidder,
    otherScore: otherScore(review, bidder, value),
    document: documentOf(value),
  }
}

function disqualification(review: Review, bidder: bigint, value: number): ReviewAct {
  const reason = value === 0 ? 0 : 1 + (value % 3)
  const most = reason === 2 || value > 95 ? otherScore(review, bidder, value) : 0
  return { type: 'Disqualify', ...act, bidder, reason, otherScore: most, document: documentOf(value) }
}

/** All that there is to get, what is just needed, one less, nothing, or one too many. */
function otherScore(review: Review, bidder: bigint, value: number): number {
  const most = maxOtherScore(review.terms.award.qualification)
  const needed = Math.max(0, PASS_MARK - priceScoreOf(review, bidder))
  if (review.terms.award.qualification === 0) return value % 20 === 19 ? 1 : 0
  const choices = [most, needed, Math.min(most, needed + 10), Math.max(0, needed - 1), 0, most + 1, MAX_SCORE]
  return choices[[0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6][value % 11] ?? 0] ?? 0
}

function award(review: Review, bidder: bigint, value: number): ReviewAct {
  return { type: 'Award', ...act, bidder, amount: amountOf(review, bidder, value) }
}

function objection(review: Review, bidder: bigint, value: number): ReviewAct {
  const stale = value > 89 ? 1 : 0
  const document = documentOf(value)
  return { type: 'Object', tender: TENDER, bidder, award: Math.max(0, review.awards - stale), document }
}

function decision({ objections }: Review, who: number, value: number): ReviewAct {
  const last = Math.max(0, objections.length - 1)
  const objection = who < 70 ? last : who % (last + 2)
  return { type: 'DecideObjection', ...act, objection, upheld: value % 2 === 0, document: documentOf(value) }
}

function forfeit(bidder: bigint, value: number): ReviewAct {
  return { type: 'Forfeit', ...act, bidder, reason: value % 5, document: documentOf(value) }
}

function conclusion(review: Review, bidder: bigint, value: number): ReviewAct {
  const amount = amountOf(review, bidder, value)
  return { type: 'Conclude', ...act, bidder, amount, contractHash: documentOf(value) }
}

function amountOf(review: Review, bidder: bigint, value: number): bigint {
  const { price } = review.line.find(bid => bid.bidder === bidder) ?? firstOf(review) ?? { price: 1n }
  return value > 79 ? price + 1n : price
}

function documentOf(value: number) {
  return value > 0 && value < 4 ? ZERO_WORD : DOCUMENT
}
