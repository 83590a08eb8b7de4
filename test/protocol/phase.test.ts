import { expect } from 'chai'
import fc from 'fast-check'
import { PHASES, phaseOf, type TenderFacts } from '../../src/protocol/phase.ts'
import { RESERVE_KINDS } from '../../src/protocol/tender.ts'
import { TERMS } from './support.ts'

const { schedule } = TERMS
const { biddingAt, closingAt, openingAt, fallbackAt, fallbackEndAt } = schedule

/** A tender with two sealed bids, both needed. */
const SEALED: TenderFacts = {
  schedule,
  minimumBids: 2,
  reserveKind: 'Multiple',
  bids: 2,
  aside: 0,
  opened: 0,
  valid: 0,
  ranked: 0,
  reserveOpened: false,
  reserve: 0n,
  secretAt: 0,
  acceptable: 0,
  awardedAt: 0,
  winner: 0n,
  openObjections: 0,
  objectionPeriod: 100,
  concludedAt: 0,
  cancelledAt: 0,
}
const OPENED: TenderFacts = { ...SEALED, secretAt: openingAt, opened: 2, valid: 2 }
const RANKED: TenderFacts = { ...OPENED, ranked: 2, reserve: 1n, acceptable: 1 }
const AWARDED: TenderFacts = { ...RANKED, awardedAt: openingAt + 9, winner: 7n }
/** Everybody was disqualified, or the last winner lost the award. */
const NOBODY_LEFT: TenderFacts = { ...AWARDED, winner: 0n }

describe('phase', () => {
  it('follows the clock to the second until the opening', () => {
    const phases = [biddingAt - 1, biddingAt, closingAt - 1, closingAt, openingAt - 1, openingAt].map(now =>
      phaseOf(SEALED, now),
    )
    expect(phases).to.deep.equal(['Scheduled', 'Bidding', 'Bidding', 'Closed', 'Closed', 'Opening'])
  })

  it('has failed at closing when too few bids came, and never opens them', () => {
    for (const now of [closingAt, openingAt, fallbackAt, fallbackEndAt]) {
      expect(phaseOf({ ...SEALED, bids: 1 }, now)).to.equal('Failed')
    }
    expect(phaseOf({ ...SEALED, bids: 1 }, closingAt - 1)).to.equal('Bidding')
  })

  it('goes to the fallback when the key is late, and on when the fallback ends', () => {
    const phases = [fallbackAt - 1, fallbackAt, fallbackEndAt - 1].map(now => phaseOf(SEALED, now))
    expect(phases).to.deep.equal(['Opening', 'Fallback', 'Fallback'])
    expect(phaseOf(SEALED, fallbackEndAt)).to.equal('Failed')
    expect(phaseOf({ ...SEALED, bids: 3, opened: 2, valid: 2 }, fallbackEndAt)).to.equal('Ranking')
  })

  it('stays open for the rest of the bids once the key is there, also when it came late', () => {
    for (const secretAt of [fallbackAt - 1, fallbackAt, fallbackEndAt - 1]) {
      expect(phaseOf({ ...SEALED, secretAt }, secretAt)).to.equal('Opening')
      expect(phaseOf({ ...SEALED, secretAt }, fallbackEndAt)).to.equal('Opening')
    }
  })

  it('waits for the single reserve price too', () => {
    const single: TenderFacts = { ...OPENED, reserveKind: 'Single' }
    expect(phaseOf(single, openingAt)).to.equal('Opening')
    expect(phaseOf({ ...single, reserveOpened: true, reserve: 5n }, openingAt)).to.equal('Ranking')
    expect(phaseOf({ ...single, reserveOpened: true, reserve: 0n }, openingAt)).to.equal('Failed')
    expect(phaseOf({ ...single, secretAt: 0 }, fallbackEndAt)).to.equal('Failed')
  })

  it('goes through ranking, review and standstill by facts alone', () => {
    expect(phaseOf(OPENED, openingAt)).to.equal('Ranking')
    expect(phaseOf({ ...OPENED, valid: 1 }, openingAt)).to.equal('Failed')
    expect(phaseOf({ ...OPENED, ranked: 1 }, openingAt)).to.equal('Ranking')
    expect(phaseOf(RANKED, fallbackEndAt)).to.equal('Review')
    expect(phaseOf({ ...RANKED, acceptable: 0 }, openingAt)).to.equal('Failed')
    for (const now of [openingAt + 9, fallbackEndAt]) expect(phaseOf(AWARDED, now)).to.equal('Standstill')
    expect(phaseOf({ ...AWARDED, concludedAt: 9 }, openingAt)).to.equal('Concluded')
    expect(phaseOf({ ...AWARDED, cancelledAt: 9 }, openingAt)).to.equal('Cancelled')
  })

  it('leaves everybody the time to object before it fails for want of a winner', () => {
    const end = NOBODY_LEFT.awardedAt + NOBODY_LEFT.objectionPeriod
    const phases = [end - 1, end].map(now => phaseOf(NOBODY_LEFT, now))
    expect(phases).to.deep.equal(['Standstill', 'Failed'])
    expect(phaseOf({ ...NOBODY_LEFT, openObjections: 1 }, fallbackEndAt)).to.equal('Standstill')
  })

  it('is always one of the listed phases, and a late clock never opens bidding again', () => {
    const time = fc.constantFrom(
      0,
      biddingAt,
      closingAt,
      openingAt,
      fallbackAt,
      fallbackEndAt,
      fallbackEndAt + 1,
    )
    const few = fc.nat(3)
    const facts = fc.record({
      schedule: fc.constant(schedule),
      minimumBids: fc.integer({ min: 1, max: 3 }),
      reserveKind: fc.constantFrom(...RESERVE_KINDS),
      bids: few,
      aside: few,
      opened: few,
      valid: few,
      ranked: few,
      reserveOpened: fc.boolean(),
      reserve: fc.bigInt({ min: 0n, max: 1n }),
      secretAt: time,
      acceptable: few,
      awardedAt: time,
      winner: fc.bigInt({ min: 0n, max: 1n }),
      openObjections: few,
      objectionPeriod: fc.nat(100),
      concludedAt: fc.constantFrom(0, 0, 1),
      cancelledAt: fc.constantFrom(0, 0, 1),
    })
    fc.assert(
      fc.property(facts, time, time, (tender, a, b) => {
        const [before, after] = [phaseOf(tender, Math.min(a, b)), phaseOf(tender, Math.max(a, b))]
        expect(PHASES).to.include(before).and.to.include(after)
        const early = ['Scheduled', 'Bidding', 'Closed', 'Opening', 'Fallback']
        if (early.includes(after))
          expect(early.indexOf(before)).to.be.at.most(early.indexOf(after)).and.at.least(0)
      }),
      { numRuns: 500 },
    )
  })
})
