import { expect } from 'chai'
import { supplier } from '../../scripts/vectors/evidence/cast.ts'
import { firstOf, openObjections } from '../../src/protocol/review.ts'
import { parseEvidence } from '../../src/verify/evidence.ts'
import { type Facts, factsOf, type PlacedLog } from '../../src/verify/facts.ts'
import { type Tender, tenderOf } from '../../src/verify/tender.ts'
import { type EvidenceJson, logOf, logsOf, readVector, remove, repeat } from './support/evidence.ts'

function play(
  file: string,
  alter: (json: EvidenceJson) => void = () => {},
): { facts: Facts; tender: Tender } {
  const json = readVector(file)
  alter(json)
  const facts = factsOf(parseEvidence(json))
  return { facts, tender: tenderOf(facts) }
}

/** The phases in which the events of each name happened. */
function phasesOf({ facts, tender }: { facts: Facts; tender: Tender }): Record<string, string[]> {
  const phases: Record<string, Set<string>> = {}
  for (const log of facts.logs) {
    if (!('tender' in log.args)) continue
    const seen = phases[log.event] ?? new Set()
    phases[log.event] = seen.add(tender.before(log).phase ?? 'none')
  }
  return Object.fromEntries(Object.entries(phases).map(([event, seen]) => [event, [...seen]]))
}

const ids = (...numbers: number[]) => numbers.map(number => supplier(number).id)

describe('tender', () => {
  it('is played again with the phases that the ledger had', () => {
    expect(phasesOf(play('multiple'))).to.deep.equal({
      Announced: ['none'],
      KeyAssigned: ['Scheduled'],
      BidAccepted: ['Bidding'],
      BidRefused: ['Bidding', 'Closed'],
      ShareRefused: ['Opening'],
      ShareReleased: ['Opening'],
      KeyOpened: ['Opening'],
      BidOpened: ['Opening'],
      OpeningRefused: ['Opening'],
      ReserveSettled: ['Ranking'],
      BidRanked: ['Ranking'],
      OrderCompleted: ['Review'],
      Disqualified: ['Review'],
      Qualified: ['Review'],
      Awarded: ['Review'],
      Concluded: ['Standstill'],
    })
  })

  it('reaches its fallback when too few guardians answer', () => {
    const { ShareReleased, BidOpened, ReserveSettled } = phasesOf(play('fallback'))
    expect({ ShareReleased, BidOpened, ReserveSettled }).to.deep.equal({
      ShareReleased: ['Opening'],
      BidOpened: ['Fallback'],
      ReserveSettled: ['Ranking'],
    })
  })

  it('is played again through everything that changes it', () => {
    const { Announced, KeyAssigned, ShareReleased, KeyOpened, ReserveOpened, ...phases } = phasesOf(
      play('life'),
    )
    expect(phases).to.deep.equal({
      Amended: ['Bidding'],
      Postponed: ['Bidding'],
      BidAccepted: ['Bidding'],
      BidConfirmed: ['Bidding'],
      WithdrawalRequested: ['Bidding'],
      BidWithdrawn: ['Closed'],
      BidOpened: ['Opening'],
      ReserveSettled: ['Ranking'],
      BidRanked: ['Ranking'],
      OrderCompleted: ['Review'],
      Disqualified: ['Review'],
      Qualified: ['Review'],
      Awarded: ['Review'],
      Objected: ['Standstill'],
      ObjectionDecided: ['Standstill'],
      Forfeited: ['Standstill'],
      Concluded: ['Standstill'],
    })
  })

  it('has the last terms at the times to which they were postponed, and knows whose bids stand for them', () => {
    const { facts, tender } = play('life')
    const [amended, postponed] = [facts.named('Amended')[0], facts.named('Postponed')[0]]
    expect(tender.termsVersion).to.equal(2)
    expect(tender.terms).to.deep.equal({ ...amended?.args.terms, schedule: postponed?.args.schedule })
    expect(tender.reserveSeal).to.deep.equal(amended?.args.reserveSeal)
    const states = [1, 2, 3, 5, 6, 7].map(number => tender.states.get(supplier(number).id))
    expect(states.map(state => state?.termsVersion)).to.deep.equal([2, 2, 1, 2, 2, 2])
    expect(states.map(state => state?.sequence)).to.deep.equal([0, 1, 0, 0, 1, 0])
    expect(states.map(state => state?.isWithdrawn)).to.deep.equal([false, false, false, false, false, true])
    expect(tender.standing).to.equal(4)
  })

  it('fails at the closing where too few bids stand, though enough were placed', () => {
    const phases = phasesOf(
      play('life', json => {
        const replacements = logsOf(json, 'BidAccepted').filter(
          log => log.signed?.statement.termsVersion === 2,
        )
        remove(json, ...logsOf(json, 'BidConfirmed'), ...replacements)
      }),
    )
    expect(phases.BidWithdrawn).to.deep.equal(['Failed'])
    expect(phases.ShareReleased).to.deep.equal(['Failed'])
  })

  it('takes an award back when it is forfeited or an objection upheld, and lets the next one follow', () => {
    const { facts, tender } = play('life')
    const line = tender.line ?? []
    const [, second] = facts.named('Disqualified')
    const [forfeited] = facts.named('Forfeited')
    const [concluded] = facts.named('Concluded')
    if (second === undefined || forfeited === undefined || concluded === undefined) return expect.fail()
    // Upheld: the bid that won has to be reviewed anew.
    const reviewBefore = (log: PlacedLog) => tender.before(log).review ?? expect.fail()
    expect(reviewBefore(second)).to.include({ awardedAt: 0, awards: 1, winner: 0n })
    expect(firstOf(reviewBefore(second))).to.include({ bidder: line[1], status: 'Acceptable' })
    expect(reviewBefore(forfeited)).to.include({ winner: line[2], awards: 2 })
    expect(openObjections(reviewBefore(forfeited))).to.equal(0)
    expect(reviewBefore(concluded)).to.include({ winner: line[3], awards: 3 })
    expect(reviewBefore(concluded).objections).to.have.length(3)
  })

  it('stays cancelled', () => {
    const { tender } = play('cancelled')
    expect(tender.end(Number.MAX_SAFE_INTEGER).phase).to.equal('Cancelled')
  })

  it('stays in the opening until the reserve price is open', () => {
    const phases = phasesOf(play('single', json => remove(json, logOf(json, 'ReserveOpened'))))
    expect(phases.ReserveSettled).to.deep.equal(['Opening'])
  })

  it('has the line that follows from prices and ties, and somebody who comes next', () => {
    const { facts, tender } = play('multiple')
    const [first, ...tied] = tender.line ?? []
    expect(first).to.equal(supplier(1).id)
    expect(tied.toSorted()).to.deep.equal(ids(2, 3))
    const [disqualified] = facts.named('Disqualified')
    const [awarded] = facts.named('Awarded')
    if (disqualified === undefined || awarded === undefined) return expect.fail()
    const reviewBefore = (log: PlacedLog) => tender.before(log).review ?? expect.fail()
    expect(firstOf(reviewBefore(disqualified))).to.include({ bidder: first, status: 'Acceptable' })
    expect(firstOf(reviewBefore(awarded))).to.include({ bidder: tied[0], status: 'Qualified' })
    const [concluded = awarded] = facts.named('Concluded')
    expect(reviewBefore(concluded)).to.include({ awardedAt: awarded.at.timestamp, winner: tied[0] })
  })

  it("counts a bidder's last bid, and the first opening of it", () => {
    expect(play('single').tender.bids.get(supplier(1).id)?.args.sequence).to.equal(2)
    const { facts, tender } = play('multiple', json => {
      repeat(json, logOf(json, 'BidOpened')).price = '1'
    })
    expect(facts.named('BidOpened')).to.have.length(8)
    expect(tender.openings.get(supplier(1).id)?.args.price).not.to.equal(1n)
    expect(phasesOf({ facts, tender }).ReserveSettled).to.deep.equal(['Ranking'])
  })

  it('has no line without a reserve price, and no phase without terms', () => {
    expect(play('failed').tender.line).to.equal(undefined)
    const { facts, tender } = play('multiple', json => remove(json, logOf(json, 'Announced')))
    expect(tender).to.include({
      announcement: undefined,
      terms: undefined,
      joint: undefined,
      line: undefined,
    })
    expect(new Set(Object.values(phasesOf({ facts, tender })).flat())).to.deep.equal(new Set(['none']))
  })

  it('is not played by the events of another tender', () => {
    const { tender } = play('multiple', json => {
      repeat(json, logOf(json, 'BidOpened')).tender = readVector('single').tender
    })
    expect(tender.openings.size).to.equal(7)
  })
})
