import { expect } from 'chai'
import { supplier } from '../../scripts/vectors/evidence/cast.ts'
import { parseEvidence } from '../../src/verify/evidence.ts'
import { type Facts, factsOf } from '../../src/verify/facts.ts'
import { type Tender, tenderOf } from '../../src/verify/tender.ts'
import { type EvidenceJson, logOf, readVector, remove, repeat } from './support/evidence.ts'

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
    expect(tender.before(disqualified)).to.include({ first, next: tied[0], isQualified: false, awardedAt: 0 })
    expect(tender.before(awarded)).to.include({ first: tied[0], next: tied[1], isQualified: true })
    const [concluded = awarded] = facts.named('Concluded')
    expect(tender.before(concluded)).to.include({ awardedAt: awarded.at.timestamp })
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
