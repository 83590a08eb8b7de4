import { expect } from 'chai'
import fc from 'fast-check'
import { word } from '../../src/protocol/bytes.ts'
import { type Phase, phaseOf, type TenderFacts } from '../../src/protocol/phase.ts'
import { nameAt, PHASES, RESERVE_KINDS } from '../../src/protocol/tender.ts'
import {
  act,
  at,
  connection,
  deployLedgerWithLevers,
  draftTender,
  loadFixture,
  SUPPLIERS,
  sealedBid,
  submit,
  type TestBid,
  type TestTender,
  time,
  travelTo,
} from '../support/ledger.ts'
import { type Plan, perform, plans, SURE, type World } from './lives.ts'
import { runs, TIMEOUT } from './support.ts'

describe('twins > phase', function () {
  this.timeout(TIMEOUT)

  it('follow from the same facts and the same clock, now and at every border to come', async () => {
    const seen = new Set<Phase>()
    await fc.assert(
      fc.asyncProperty(plans, async plan => {
        for (const phase of await live(plan)) seen.add(phase)
      }),
      { ...runs(4), examples: SURE.map((plan): [Plan] => [plan]) },
    )
    expect([...PHASES].filter(phase => !seen.has(phase))).to.deep.equal([])
  })
})

/** Lives one life and compares after every step. @returns the phases it saw */
async function live({ terms, minimumBids, badReserve, bids: kinds, life }: Plan): Promise<Set<Phase>> {
  const seen = new Set<Phase>()
  const world = await loadFixture(deployLedgerWithLevers)
  const { tender, statement } = await draftTender(world, { terms: { ...terms, minimumBids } })
  if (badReserve && terms.reserve.kind === 1) tender.reserveSeal = { ...tender.reserveSeal, tag: word(1n) }
  await act(world, tender.agency, { ...statement, reserveSeal: tender.reserveSeal })
  await comparePhases(world, tender, seen)
  await travelTo(tender, 'biddingAt')
  const bids = kinds.map((kind, place) => bidOf(world, tender, kind, place))
  if (bids.length > 0) await submit(world, bids)
  await comparePhases(world, tender, seen)
  for (const name of life) {
    await perform(name, world, tender, bids)
    await comparePhases(world, tender, seen)
  }
  return seen
}

function bidOf(world: World, tender: TestTender, kind: Plan['bids'][number], place: number): TestBid {
  const price = kind === 'dear' ? 200_000_000n : 90_000_000n + BigInt(place)
  const bid = sealedBid(world, tender, at(SUPPLIERS, place), { price })
  if (kind !== 'broken') return bid
  return sealedBid(world, tender, at(SUPPLIERS, place), {
    price,
    seal: { ...bid.statement.seal, tag: word(1n) },
  })
}

/** Compares both at this moment, and at each border ahead as if nobody acted any more. */
async function comparePhases(world: World, tender: TestTender, seen: Set<Phase>): Promise<void> {
  const facts = await factsOf(world, tender)
  const snapshot = await connection.networkHelpers.takeSnapshot()
  const now = await time.latest()
  const times = [...Object.values(tender.terms.schedule), facts.awardedAt + facts.objectionPeriod]
  const borders = times.flatMap(border => [border - 1, border]).toSorted((a, b) => a - b)
  for (const moment of [now, ...borders.filter(border => border > now)]) {
    if (moment > now) await time.increaseTo(moment)
    const phase = nameAt(PHASES, await world.ledger.phaseOf(tender.id))
    expect(phase, `at ${moment - tender.terms.schedule.biddingAt} s of bidding`).to.equal(
      phaseOf(facts, moment),
    )
    seen.add(phase)
  }
  await snapshot.restore()
}

/** What the ledger says of a tender, as the rule takes it. */
async function factsOf(world: World, { id, terms, key }: TestTender): Promise<TenderFacts> {
  const found = await world.ledger.tenderOf(id)
  const { openedAt } = await world.keys.secretOf(key.id)
  return {
    schedule: terms.schedule,
    minimumBids: terms.minimumBids,
    reserveKind: nameAt(RESERVE_KINDS, terms.reserve.kind),
    bids: Number(found.bids),
    aside: Number(found.aside),
    opened: Number(found.opened),
    valid: Number(found.valid),
    ranked: Number(found.ranked),
    reserveOpened: found.reserveOpened,
    reserve: found.reserve,
    secretAt: Number(openedAt),
    acceptable: Number(found.acceptable),
    awardedAt: Number(found.awardedAt),
    winner: found.winner,
    openObjections: Number(found.openObjections),
    objectionPeriod: terms.objectionPeriod,
    concludedAt: Number(found.concludedAt),
    cancelledAt: Number(found.cancelledAt),
  }
}
