import { expect } from 'chai'
import fc from 'fast-check'
import { word } from '../../src/protocol/bytes.ts'
import { isSuspendedAt, type Suspension } from '../../src/protocol/participant.ts'
import { opening, type Seal, unseal } from '../../src/protocol/seal.ts'
import { INVALIDITIES, type Invalidity, nameAt, RESERVE_KINDS } from '../../src/protocol/tender.ts'
import {
  type Author,
  act,
  amendTender,
  announceTender,
  at,
  contextOf,
  deployLedgerWithLevers,
  draftTender,
  loadFixture,
  openBids,
  REGISTRAR,
  releaseShares,
  reserveOpening,
  SINGLE,
  SUPPLIERS,
  sealedBid,
  submit,
  type TestBid,
  type TestTender,
  time,
  travelTo,
} from '../support/ledger.ts'
import { type Case, cases, forgedSeal, HONEST, type Plan, plans, SURE } from './sealedPlans.ts'
import { runs, TIMEOUT } from './support.ts'

type World = Awaited<ReturnType<typeof deployLedgerWithLevers>>

/** What one bid opened to, by the ledger's event or by the rule. */
interface Outcome {
  bidder: bigint
  invalidity: Invalidity
  price: bigint
  choices: number
}

describe('twins > opening', function () {
  this.timeout(TIMEOUT)

  it('the contract finds of every bid what TypeScript finds', async () => {
    const seen = new Set<Invalidity>()
    await fc.assert(
      fc.asyncProperty(cases, async one => {
        const { found, expected } = await open(one)
        expect(found).to.deep.equal(expected)
        for (const { invalidity } of found) seen.add(invalidity)
      }),
      { ...runs(5), examples: SURE.map((one): [Case] => [one]) },
    )
    // What was withdrawn is never opened.
    expect([...INVALIDITIES].filter(invalidity => !seen.has(invalidity))).to.deep.equal(['Withdrawn'])
  })

  it('the contract finds the same sealed reserve price', async () => {
    const sure: Plan[] = [{ ...HONEST, choices: 0n }, HONEST, { ...HONEST, choices: 0n, how: 'D = G' }]
    const forged = plans.filter(({ how }) => how !== 'copied')
    await fc.assert(
      fc.asyncProperty(forged, async plan => {
        const { found, expected } = await openReserve(plan)
        expect(found).to.equal(expected)
      }),
      { ...runs(10), examples: sure.map((plan): [Plan] => [plan]) },
    )
  })
})

/** Announces with any seal in the place of the reserve price, and opens it by both. */
async function openReserve(plan: Plan): Promise<{ found: bigint; expected: bigint }> {
  const world = await loadFixture(deployLedgerWithLevers)
  const { tender: draft, statement } = await draftTender(world, { terms: { ...SINGLE, minimumBids: 1 } })
  const context = contextOf(world, 'reserve', draft.id, draft.agency)
  const reserveSeal = forgedSeal(draft, context, plan)
  const tender = { ...draft, reserveSeal }
  await act(world, tender.agency, { ...statement, reserveSeal })
  await travelTo(tender, 'biddingAt')
  await submit(world, [sealedBid(world, tender, at(SUPPLIERS, 0))])
  await travelTo(tender, 'openingAt')
  await releaseShares(world, tender.key.id)
  await world.ledger.openReserve(tender.id, reserveOpening(tender))
  const { dx, dy } = opening(reserveSeal, tender.key.secret)
  const content = unseal(reserveSeal, { x: dx, y: dy }, context, 'Single')
  return { found: (await world.ledger.tenderOf(tender.id)).reserve, expected: content.price }
}

/** Brings the bids to their opening, by both. */
async function open({ terms, plans, amended }: Case): Promise<{ found: Outcome[]; expected: Outcome[] }> {
  const world = await loadFixture(deployLedgerWithLevers)
  const tender = await announceTender(world, { terms: { ...terms, minimumBids: 1 } })
  await travelTo(tender, 'biddingAt')
  const bids = plans.map((plan, place) => bidOf(world, tender, at(SUPPLIERS, place), plan))
  await submit(world, bids)
  const suspensions: (Suspension | undefined)[] = []
  for (const [place, { suspendedFor }] of plans.entries()) {
    suspensions.push(await suspend(world, tender, at(SUPPLIERS, place), suspendedFor))
  }
  if (amended) {
    await amendTender(world, tender)
    // Without a bid for the new terms the tender would have failed at the closing.
    await submit(world, [sealedBid(world, tender, at(SUPPLIERS, 8), { termsVersion: 2 })])
  }
  await travelTo(tender, 'openingAt')
  await releaseShares(world, tender.key.id)
  const expected = bids.map((bid, place): Outcome => {
    const suspension = suspensions[place]
    return outcomeOf(world, tender, bid, amended, suspension === undefined ? [] : [suspension])
  })
  return { found: await openOnLedger(world, tender, bids), expected }
}

function bidOf(world: World, tender: TestTender, bidder: Author, plan: Plan): TestBid {
  return sealedBid(world, tender, bidder, { seal: sealOf(world, tender, bidder, plan) })
}

function sealOf(world: World, tender: TestTender, bidder: Author, plan: Plan): Seal {
  if (plan.how === 'copied') return sealedBid(world, tender, at(SUPPLIERS, 9)).statement.seal
  return forgedSeal(tender, contextOf(world, 'bid', tender.id, bidder), plan)
}

/** Suspends a bidder after its bid. */
async function suspend(
  world: World,
  tender: TestTender,
  { participant }: Author,
  seconds: 0 | 1 | undefined,
): Promise<Suspension | undefined> {
  if (seconds === undefined) return undefined
  const until = tender.terms.schedule.openingAt + seconds
  await act(world, REGISTRAR, {
    type: 'SuspendParticipant',
    participant,
    until,
    reason: word(1n),
    revision: 1,
  })
  return { at: await time.latest(), until }
}

/** The first rule that a bid breaks, in the order of SPEC.md. */
function outcomeOf(
  world: World,
  tender: TestTender,
  { statement }: TestBid,
  amended: boolean,
  suspensions: Suspension[],
): Outcome {
  const { bidder, seal } = statement
  const nothing = { bidder, price: 0n, choices: 0 }
  if (amended) return { ...nothing, invalidity: 'Superseded' }
  if (isSuspendedAt(suspensions, tender.terms.schedule.openingAt))
    return { ...nothing, invalidity: 'Suspended' }
  const { chainId, ledger } = world.deployment
  const context = { kind: 'bid', chainId, ledger, tender: tender.id, author: bidder } as const
  const { dx, dy } = opening(seal, tender.key.secret)
  const kind = nameAt(RESERVE_KINDS, tender.terms.reserve.kind)
  return { bidder, ...unseal(seal, { x: dx, y: dy }, context, kind) }
}

async function openOnLedger(world: World, tender: TestTender, bids: TestBid[]): Promise<Outcome[]> {
  const receipt = await (await openBids(world, tender, bids)).wait()
  const events = receipt?.logs.map(log => world.ledger.interface.parseLog(log)) ?? []
  return events.flatMap((event): Outcome[] => {
    if (event?.name !== 'BidOpened') return []
    const { bidder, invalidity, price, choices } = event.args.toObject()
    return [{ bidder, invalidity: nameAt(INVALIDITIES, invalidity), price, choices: Number(choices) }]
  })
}
