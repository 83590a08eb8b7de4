import { expect } from 'chai'
import {
  awarded,
  beginReview,
  bestOf,
  concluded,
  decided,
  disqualified,
  firstOf,
  forfeited,
  groupOf,
  isReviewable,
  objected,
  objectionState,
  openObjections,
  phaseOfReview,
  qualified,
  type Review,
} from '../../src/protocol/review.ts'
import { FLOOR_TERMS } from './support.ts'

const PERIOD = 100
const AWARDED_AT = 1_000
const END = AWARDED_AT + PERIOD

/** Bids of 101 to 104 in line; 105 bid too, but its bid was rejected. */
function begin(tieRule: 0 | 1, prices = [900n, 900n, 900n, 950n]): Review {
  const award = { ...FLOOR_TERMS, qualification: tieRule }
  const line = prices.map((price, place) => ({ bidder: BigInt(101 + place), price }))
  const bidders = new Set([...line.map(({ bidder }) => bidder), 105n])
  return beginReview({ tieRule, award, objectionPeriod: PERIOD }, 1_000n, line, bidders)
}

const bySeed = begin(0)
const byScore = begin(1)
const ids = (bids: readonly { bidder: bigint }[]) => bids.map(({ bidder }) => bidder)
const bidOf = (review: Review, bidder: bigint) => review.line.find(bid => bid.bidder === bidder)

describe('review', () => {
  describe('who is to be looked at', () => {
    it('is the first in line alone where the seed breaks ties', () => {
      expect(ids(groupOf(bySeed))).to.deep.equal([101n])
      expect([101n, 102n, 999n].map(bidder => isReviewable(bySeed, bidder))).to.deep.equal([
        true,
        false,
        false,
      ])
    })

    it('is whoever bid the price of the first where scores break ties', () => {
      expect(ids(groupOf(byScore))).to.deep.equal([101n, 102n, 103n])
      expect(isReviewable(byScore, 104n)).to.equal(false)
      const fewer = disqualified(byScore, 102n, 5)
      expect(ids(groupOf(fewer))).to.deep.equal([101n, 103n])
      expect(firstOf(fewer)?.bidder).to.equal(101n)
    })

    it('is the next price when a group is used up', () => {
      const next = [101n, 102n, 103n].reduce((review, bidder) => disqualified(review, bidder, 5), byScore)
      expect(ids(groupOf(next))).to.deep.equal([104n])
    })
  })

  describe('who is to be awarded', () => {
    it('is the qualified first in line', () => {
      expect(bestOf(bySeed)).to.equal(undefined)
      expect(bestOf(qualified(bySeed, 101n, 0))?.bidder).to.equal(101n)
    })

    it('is the highest score, once the whole group is reviewed', () => {
      const two = qualified(qualified(byScore, 101n, 9_500), 103n, 9_600)
      expect(bestOf(two)).to.equal(undefined)
      expect(bestOf(qualified(two, 102n, 9_550))?.bidder).to.equal(103n)
      expect(bestOf(disqualified(two, 102n, 5))?.bidder).to.equal(103n)
    })

    it('is the earlier in line of two equal scores', () => {
      const equal = qualified(qualified(byScore, 103n, 9_600), 102n, 9_600)
      expect(bestOf(qualified(equal, 101n, 9_500))?.bidder).to.equal(102n)
    })
  })

  describe('a result', () => {
    const won = awarded(qualified(bySeed, 101n, 0), 101n, AWARDED_AT)
    const last = begin(0, [900n])
    const nobody = disqualified(last, 101n, AWARDED_AT)

    it('with a winner stands until the contract', () => {
      expect(won).to.include({ winner: 101n, awards: 1, awardedAt: AWARDED_AT })
      expect([AWARDED_AT, END, END * 9].map(now => phaseOfReview(won, now))).to.deep.equal([
        'Standstill',
        'Standstill',
        'Standstill',
      ])
      expect(phaseOfReview(concluded(won, END), END)).to.equal('Concluded')
    })

    it('without a winner can be objected to for as long, and then is the end', () => {
      expect(nobody).to.include({ winner: 0n, awards: 1, awardedAt: AWARDED_AT })
      expect([END - 1, END].map(now => phaseOfReview(nobody, now))).to.deep.equal(['Standstill', 'Failed'])
      const contested = objected(nobody, 101n)
      expect(phaseOfReview(contested, END)).to.equal('Standstill')
      expect(phaseOfReview(decided(contested, 0, false, END), END)).to.equal('Failed')
    })

    it('falls with a forfeit, and the next follows', () => {
      const lost = forfeited(won, 101n, END)
      expect(lost).to.include({ winner: 0n, awards: 1, awardedAt: 0 })
      expect(firstOf(lost)?.bidder).to.equal(102n)
      expect(phaseOfReview(lost, END)).to.equal('Review')
    })

    it('follows a forfeit too if nobody is left', () => {
      const lost = forfeited(awarded(qualified(last, 101n, 0), 101n, AWARDED_AT), 101n, END)
      expect(lost).to.include({ winner: 0n, awards: 2, awardedAt: END })
      expect([END + PERIOD - 1, END + PERIOD].map(now => phaseOfReview(lost, now))).to.deep.equal([
        'Standstill',
        'Failed',
      ])
    })

    it('is none where nobody was acceptable: such a tender has failed at once', () => {
      expect(phaseOfReview(begin(0, []), 0)).to.equal('Failed')
    })
  })

  describe('an upheld objection', () => {
    const won = awarded(qualified(disqualified(bySeed, 101n, 5), 102n, 9_600), 102n, AWARDED_AT)

    it('puts the winner back to be reviewed', () => {
      const fallen = decided(objected(won, 105n), 0, true, END)
      expect(fallen).to.include({ winner: 0n, awards: 1, awardedAt: 0 })
      expect(bidOf(fallen, 102n)).to.include({ status: 'Acceptable', score: 0 })
      expect(bidOf(fallen, 101n)?.status).to.equal('Disqualified')
      expect(firstOf(fallen)?.bidder).to.equal(102n)
    })

    it('puts the objector back at its place, before the winner', () => {
      const fallen = decided(objected(won, 101n), 0, true, END)
      expect(firstOf(fallen)?.bidder).to.equal(101n)
      expect(bidOf(fallen, 101n)?.status).to.equal('Acceptable')
    })

    it('leaves the qualification of a bid that neither won nor objects', () => {
      const scored = [101n, 102n, 103n].reduce((review, bidder) => qualified(review, bidder, 9_500), byScore)
      const fallen = decided(objected(awarded(scored, 101n, AWARDED_AT), 102n), 0, true, END)
      expect(fallen.line.map(({ status }) => status)).to.deep.equal([
        'Acceptable',
        'Qualified',
        'Qualified',
        'Acceptable',
      ])
    })

    it('puts a forfeited winner back, and the last that was removed', () => {
      const alone = begin(0, [900n])
      const lost = forfeited(awarded(qualified(alone, 101n, 9_500), 101n, AWARDED_AT), 101n, END)
      const back = decided(objected(lost, 101n), 0, true, END)
      expect(bidOf(back, 101n)).to.include({ status: 'Acceptable', score: 0 })
      expect(phaseOfReview(back, END)).to.equal('Review')
    })

    it('is a new result at once where the objector never stood in line and nobody does', () => {
      const nobody = disqualified(begin(0, [900n]), 101n, AWARDED_AT)
      const outsider = { ...nobody, bidders: new Set([101n, 900n]) }
      const upheld = decided(objected(outsider, 900n), 0, true, END)
      expect(upheld).to.include({ winner: 0n, awards: 2, awardedAt: END })
      expect(phaseOfReview(upheld, END)).to.equal('Standstill')
      expect(phaseOfReview(upheld, END + upheld.terms.objectionPeriod)).to.equal('Failed')
    })

    it('lets the others lapse, and is upheld itself', () => {
      const fallen = decided(objected(objected(objected(won, 105n), 104n), 101n), 1, true, END)
      expect([0, 1, 2, 3].map(number => objectionState(fallen, number))).to.deep.equal([
        'Lapsed',
        'Upheld',
        'Lapsed',
        'None',
      ])
      expect(openObjections(fallen)).to.equal(0)
      const again = awarded(qualified(fallen, 102n, 0), 102n, END)
      expect(openObjections(again), 'not against the next result').to.equal(0)
      expect(objectionState(again, 0)).to.equal('Lapsed')
    })
  })

  it('a rejected objection changes nothing but itself', () => {
    const won = awarded(qualified(bySeed, 101n, 0), 101n, AWARDED_AT)
    const contested = objected(objected(won, 105n), 104n)
    const rejected = decided(contested, 0, false, END)
    expect([0, 1].map(number => objectionState(rejected, number))).to.deep.equal(['Rejected', 'Open'])
    expect(openObjections(rejected)).to.equal(1)
    expect({ ...rejected, objections: [] }).to.deep.equal({ ...contested, objections: [] })
  })

  it('follows acts that no ledger would take, without a fault of its own', () => {
    const strange = [
      qualified(bySeed, 999n, 1),
      disqualified(bySeed, 999n, 1),
      forfeited(bySeed, 102n, 1),
      decided(bySeed, 7, true, END),
      concluded(bySeed, 1),
      objected(bySeed, 999n),
    ]
    for (const review of strange) expect(firstOf(review)?.bidder).to.equal(101n)
    expect(bestOf(awarded(bySeed, 999n, 1))).to.equal(undefined)
  })
})
