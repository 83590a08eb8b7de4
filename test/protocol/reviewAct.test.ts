import { expect } from 'chai'
import fc from 'fast-check'
import { hashText, ZERO_WORD } from '../../src/protocol/bytes.ts'
import { BonginError } from '../../src/protocol/error.ts'
import {
  beginReview,
  bestOf,
  firstOf,
  objectionState,
  openObjections,
  phaseOfReview,
  type Review,
} from '../../src/protocol/review.ts'
import { afterAct, priceScoreOf, type ReviewAct, totalScore } from '../../src/protocol/reviewAct.ts'
import { actOf, type Play, plays, SURE_PLAYS } from './reviewPlays.ts'
import { FLOOR_TERMS, TENDER } from './support.ts'

const DAY = 86_400
const NOW = 1_000_000
const END = NOW + DAY
const DOCUMENT = hashText('reasons')
const act = { tender: TENDER, act: 0, document: DOCUMENT }

/** Three bids of 90 million at a reserve price of 100 million, and one of 91; 105 is not in line. On scale 2 their price part is full. */
function begin(qualification: number, tieRule = 0): Review {
  const award = { ...FLOOR_TERMS, aValue: 0n, qualification }
  const prices = [90_000_000n, 90_000_000n, 90_000_000n, 91_000_000n]
  const line = prices.map((price, place) => ({ bidder: BigInt(101 + place), price }))
  const bidders = new Set([101n, 102n, 103n, 104n, 105n])
  return beginReview({ tieRule, award, objectionPeriod: DAY }, 100_000_000n, line, bidders)
}

const qualify = (bidder: bigint, otherScore = 0): ReviewAct => ({
  type: 'Qualify',
  ...act,
  bidder,
  otherScore,
})
const disqualify = (bidder: bigint, reason = 1, otherScore = 0): ReviewAct => ({
  type: 'Disqualify',
  ...act,
  bidder,
  reason,
  otherScore,
})
const award = (bidder: bigint, amount = 90_000_000n): ReviewAct => ({
  type: 'Award',
  tender: TENDER,
  act: 0,
  bidder,
  amount,
})
const object = (bidder: bigint, number = 1): ReviewAct => ({
  type: 'Object',
  tender: TENDER,
  bidder,
  award: number,
  document: DOCUMENT,
})
const decide = (objection: number, upheld: boolean): ReviewAct => ({
  type: 'DecideObjection',
  ...act,
  objection,
  upheld,
})
const forfeit = (bidder: bigint, reason = 1): ReviewAct => ({ type: 'Forfeit', ...act, bidder, reason })
const conclude = (bidder: bigint, amount = 90_000_000n): ReviewAct => ({
  type: 'Conclude',
  tender: TENDER,
  act: 0,
  bidder,
  amount,
  contractHash: DOCUMENT,
})

function play(review: Review, acts: ReviewAct[], now = NOW): Review {
  return acts.reduce((state, each) => afterAct(state, each, now), review)
}

/** Why the act is refused: the code, and the values that belong to it. */
function refusal(review: Review, one: ReviewAct, now = NOW): [string, Record<string, unknown>] {
  try {
    afterAct(review, one, now)
  } catch (error) {
    if (error instanceof BonginError) return [error.code, error.details]
    throw error
  }
  throw new Error('It was taken')
}

const plain = begin(0)
const scored = begin(2)
const byScore = begin(2, 1)
const won = play(plain, [qualify(101n), award(101n)])

describe('reviewAct', () => {
  describe('Qualify', () => {
    it('adds the price part to the agency’s word', () => {
      expect([priceScoreOf(scored, 101n), priceScoreOf(scored, 104n)]).to.deep.equal([7_000, 6_600])
      expect(totalScore(scored, 104n, 2_900)).to.equal(9_500)
      expect(play(scored, [qualify(101n, 2_500)]).line[0]).to.include({ status: 'Qualified', score: 9_500 })
    })

    it('needs the pass mark', () => {
      expect(refusal(scored, qualify(101n, 2_499))).to.deep.equal([
        'SCORE_TOO_LOW',
        { bidder: 101n, total: 9_499 },
      ])
    })

    it('takes no more points than there are, and none without a scale', () => {
      expect(play(scored, [qualify(101n, 3_000)]).line[0]?.score).to.equal(10_000)
      expect(refusal(scored, qualify(101n, 3_001))).to.deep.equal(['INVALID_SCORE', { otherScore: 3_001 }])
      expect(refusal(plain, qualify(101n, 1))).to.deep.equal(['INVALID_SCORE', { otherScore: 1 }])
      expect(play(plain, [qualify(101n)]).line[0]?.score).to.equal(0)
    })

    it('is of the first in line, once', () => {
      expect(refusal(plain, qualify(102n))).to.deep.equal(['NOT_FIRST_IN_LINE', { first: 101n, named: 102n }])
      expect(refusal(play(plain, [qualify(101n)]), qualify(101n))).to.deep.equal([
        'NOT_RANKABLE',
        { bidder: 101n, status: 'Qualified' },
      ])
      expect(play(byScore, [qualify(103n, 2_500)]).line[2]?.status).to.equal('Qualified')
      expect(refusal(byScore, qualify(104n, 2_500))[0]).to.equal('NOT_FIRST_IN_LINE')
    })
  })

  describe('Disqualify', () => {
    it('needs a reason and a document', () => {
      expect(refusal(plain, disqualify(101n, 0))[0]).to.equal('REASON_MISSING')
      const bare = { ...disqualify(101n), document: ZERO_WORD } as ReviewAct
      expect(refusal(plain, bare)[0]).to.equal('REASON_MISSING')
    })

    it('for a low score needs the low score', () => {
      expect(play(scored, [disqualify(101n, 2, 2_499)]).line[0]?.status).to.equal('Disqualified')
      expect(refusal(scored, disqualify(101n, 2, 2_500))).to.deep.equal([
        'SCORE_SUFFICES',
        { bidder: 101n, total: 9_500 },
      ])
      expect(refusal(scored, disqualify(101n, 2, 3_001))[0]).to.equal('INVALID_SCORE')
      expect(refusal(scored, disqualify(101n, 1, 1))[0]).to.equal('INVALID_SCORE')
    })

    it('for a low score is free where the terms name no scale', () => {
      expect(firstOf(play(plain, [disqualify(101n, 2)]))?.bidder).to.equal(102n)
      expect(refusal(plain, disqualify(101n, 2, 1))[0]).to.equal('INVALID_SCORE')
    })

    it('reaches a bid that was qualified before', () => {
      expect(firstOf(play(plain, [qualify(101n), disqualify(101n)]))?.bidder).to.equal(102n)
    })
  })

  describe('Award', () => {
    it('is to the qualified first in line, with its amount', () => {
      expect(refusal(plain, award(101n))).to.deep.equal(['NOT_QUALIFIED', { bidder: 101n }])
      expect(refusal(plain, award(102n))).to.deep.equal(['NOT_FIRST_IN_LINE', { first: 101n, named: 102n }])
      const ready = play(plain, [qualify(101n)])
      expect(refusal(ready, award(101n, 1n))).to.deep.equal([
        'WRONG_AMOUNT',
        { expected: 90_000_000n, named: 1n },
      ])
    })

    it('is to the best score of its price, when all of them are reviewed', () => {
      const two = play(byScore, [qualify(101n, 2_500), qualify(103n, 2_600)])
      expect(refusal(two, award(103n))).to.deep.equal(['REVIEW_INCOMPLETE', { bidder: 102n }])
      const all = play(two, [disqualify(102n)])
      expect(refusal(all, award(101n))).to.deep.equal(['NOT_FIRST_IN_LINE', { first: 103n, named: 101n }])
      expect(play(all, [award(103n)]).winner).to.equal(103n)
    })
  })

  describe('Object', () => {
    it('is open to everybody with a bid, once for each result, within the period', () => {
      for (const bidder of [101n, 102n, 105n]) play(won, [object(bidder)], END - 1)
      expect(refusal(won, object(999n))).to.deep.equal(['NO_BID', { bidder: 999n }])
      expect(refusal(play(won, [object(105n)]), object(105n))).to.deep.equal([
        'ALREADY_OBJECTED',
        { bidder: 105n },
      ])
      expect(refusal(won, object(105n), END)).to.deep.equal(['OBJECTION_PERIOD_OVER', { until: END }])
    })

    it('is against the result that stands, and no other', () => {
      expect(refusal(won, object(105n, 0))).to.deep.equal(['WRONG_AWARD', { current: 1, named: 0 }])
      const again = play(won, [object(105n), decide(0, true), qualify(101n), award(101n)])
      expect(refusal(again, object(105n, 1))).to.deep.equal(['WRONG_AWARD', { current: 2, named: 1 }])
      play(again, [object(105n, 2)])
    })
  })

  it('DecideObjection decides each objection once', () => {
    const one = play(won, [object(105n)])
    expect(refusal(one, decide(1, true))).to.deep.equal([
      'NO_OPEN_OBJECTION',
      { objection: 1, state: 'None' },
    ])
    const rejected = play(one, [decide(0, false)])
    expect(refusal(rejected, decide(0, true))).to.deep.equal([
      'NO_OPEN_OBJECTION',
      { objection: 0, state: 'Rejected' },
    ])
  })

  for (const [name, end] of Object.entries({ Conclude: conclude, Forfeit: forfeit })) {
    describe(name, () => {
      it('is of the winner', () => {
        expect(refusal(won, end(102n), END)).to.deep.equal(['NOT_WINNER', { winner: 101n, named: 102n }])
      })

      it('waits for the period, and for the open objections', () => {
        expect(refusal(won, end(101n), END - 1)).to.deep.equal(['OBJECTION_PERIOD_RUNNING', { until: END }])
        const contested = play(won, [object(105n)])
        expect(refusal(contested, end(101n), END)).to.deep.equal(['OBJECTIONS_OPEN', { open: 1 }])
        play(play(contested, [decide(0, false)]), [end(101n)], END)
      })

      it('is impossible where nobody won', () => {
        const nobody = play(
          plain,
          [101n, 102n, 103n, 104n].map(bidder => disqualify(bidder)),
        )
        expect(refusal(nobody, end(104n), NOW)).to.deep.equal(['NOT_WINNER', { winner: 0n, named: 104n }])
        expect(refusal(nobody, end(104n), END)[0]).to.equal('WRONG_PHASE')
      })
    })
  }

  it('Forfeit needs a reason, Conclude the amount and the contract', () => {
    expect(refusal(won, forfeit(101n, 0), END)[0]).to.equal('REASON_MISSING')
    expect(refusal(won, conclude(101n, 1n), END)[0]).to.equal('WRONG_AMOUNT')
    const bare = { ...conclude(101n), contractHash: ZERO_WORD } as ReviewAct
    expect(refusal(won, bare, END)[0]).to.equal('REASON_MISSING')
  })

  it('each act has its phase', () => {
    const phase = { current: 'Review', expected: 'Standstill' }
    for (const each of [object(101n, 0), decide(0, true), conclude(101n), forfeit(101n)])
      expect(refusal(plain, each)).to.deep.equal(['WRONG_PHASE', phase])
    for (const each of [qualify(101n), disqualify(101n), award(101n)])
      expect(refusal(won, each)[0]).to.equal('WRONG_PHASE')
  })

  it('keeps its promises in whatever order people act', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(plays, one => walk(one, seen)),
      { numRuns: 500, examples: SURE_PLAYS.map((play): [Play] => [play]) },
    )
    const acts = ['Qualify', 'Disqualify', 'Award', 'Object', 'DecideObjection', 'Forfeit', 'Conclude']
    expect([...seen]).to.include.members([...acts, 'Standstill', 'Review', 'Failed', 'Concluded'])
  })
})

function walk({ terms, reserve, prices, moves }: Play, seen: Set<string>): void {
  const line = prices
    .toSorted((a, b) => Number(a - b))
    .map((price, i) => ({ bidder: BigInt(101 + i), price }))
  const bidders = new Set([...line.map(({ bidder }) => bidder), 201n])
  let review = beginReview(terms, reserve, line, bidders)
  let now = NOW
  for (const move of moves) {
    now += move.wait
    const one = actOf(review, move, [201n, 999n])
    const before = review
    try {
      review = afterAct(review, one, now)
      seen.add(one.type)
    } catch (error) {
      if (!(error instanceof BonginError)) throw error
    }
    expectPromises(before, review, one, now)
    seen.add(phaseOfReview(review, now))
  }
}

function expectPromises(before: Review, review: Review, one: ReviewAct, now: number): void {
  // Nobody is lost or appears from nowhere, and the announced order stays.
  expect(review.line.map(({ bidder }) => bidder)).to.deep.equal(before.line.map(({ bidder }) => bidder))
  expect(review.awards).to.be.within(before.awards, before.awards + 1)
  expect(openObjections(review)).to.be.at.most(review.bidders.size)
  const winner = review.line.find(({ bidder }) => bidder === review.winner)
  expect(winner === undefined).to.equal(review.winner === 0n)
  if (winner === undefined) return
  expect(winner.status).to.equal('Qualified')
  // Whoever wins is the best of those that nobody has removed.
  if (one.type === 'Award' && review !== before) expect(bestOf(before)?.bidder).to.equal(review.winner)
  for (const bid of review.line) if (bid.price < winner.price) expect(bid.status).to.not.equal('Acceptable')
  if (phaseOfReview(review, now) === 'Concluded') {
    for (const number of review.objections.keys()) expect(objectionState(review, number)).to.not.equal('Open')
  }
}
