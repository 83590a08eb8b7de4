import { expect } from 'chai'
import type { LedgerLevers } from '../../../src/generated/contracts/mocks/LedgerLevers.ts'
import { hashText } from '../../../src/protocol/bytes.ts'
import { G, ScalarField } from '../../../src/protocol/point.ts'
import { INVALIDITIES, type Invalidity } from '../../../src/protocol/tender.ts'
import {
  act,
  amendTender,
  announceTender,
  at,
  type BidChoices,
  confirmBid,
  deployLedgerWithLevers,
  FIELD,
  flipped,
  forgedSeal,
  LOWEST_PRICE,
  loadFixture,
  MULTIPLE,
  nextBlockAt,
  openBids,
  openings,
  ordinal,
  REGISTRAR,
  releaseShares,
  sealedBid,
  submit,
  supplier,
  type TestBid,
  type TestTender,
  time,
  travelTo,
  verifyBid,
  verifyPhase,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

type Levers = World & { ledger: LedgerLevers }
type Terms = typeof LOWEST_PRICE | typeof MULTIPLE
type Seal = TestBid['statement']['seal']
type Fault = (seal: Seal, world: World, tender: TestTender) => Seal

/** Seals that no honest client makes, and what they open to. */
const FAULTS: readonly (readonly [Invalidity, string, Terms, Fault])[] = [
  ['BadTag', 'with a changed price', LOWEST_PRICE, seal => ({ ...seal, price: flipped(seal.price) })],
  ['BadTag', 'with changed choices', MULTIPLE, seal => ({ ...seal, choices: flipped(seal.choices) })],
  ['BadTag', 'with a changed tag', LOWEST_PRICE, seal => ({ ...seal, tag: flipped(seal.tag) })],
  ['BadTag', 'with the point the other way up', LOWEST_PRICE, seal => ({ ...seal, y: FIELD - seal.y })],
  [
    'BadTag',
    'sealed as a reserve price',
    LOWEST_PRICE,
    (_, w, t) => forgedSeal(w, t, supplier(0), { kind: 'reserve' }),
  ],
  ['BadTag', 'sealed by another bidder', LOWEST_PRICE, (_, w, t) => forgedSeal(w, t, supplier(1), {})],
  ['PriceOutOfRange', 'at zero won', LOWEST_PRICE, (_, w, t) => forgedSeal(w, t, supplier(0), { price: 0n })],
  [
    'PriceOutOfRange',
    'at 2^96 won',
    LOWEST_PRICE,
    (_, w, t) => forgedSeal(w, t, supplier(0), { price: 1n << 96n }),
  ],
  ['ChoicesOutOfRange', 'with picks where there are none', LOWEST_PRICE, picks(0x0201n)],
  ['ChoicesOutOfRange', 'without picks', MULTIPLE, picks(0n)],
  ['ChoicesOutOfRange', 'with one pick', MULTIPLE, picks(0x0001n)],
  ['ChoicesOutOfRange', 'with the second pick only', MULTIPLE, picks(0x0100n)],
  ['ChoicesOutOfRange', 'with the same pick twice', MULTIPLE, picks(0x0707n)],
  ['ChoicesOutOfRange', 'with the number 16 as first pick', MULTIPLE, picks(0x0110n)],
  ['ChoicesOutOfRange', 'with the number 16 as second pick', MULTIPLE, picks(0x1001n)],
  ['ChoicesOutOfRange', 'with a third number', MULTIPLE, picks(0x030201n)],
]

function picks(choices: bigint): Fault {
  return (_, world, tender) => forgedSeal(world, tender, supplier(0), { choices })
}

describe('TenderLedger', () => {
  describe('openBids: what a bid opens to', () => {
    followsTree(import.meta.url)

    let world: Levers
    beforeEach(async () => {
      world = await loadFixture(deployLedgerWithLevers)
    })

    for (const [name, terms, choices] of [
      ['without picks', LOWEST_PRICE, 0],
      ['with its picks', MULTIPLE, (15 << 8) | 3],
    ] as const) {
      it(`opens to its price ${name}`, async () => {
        const { tender, odd: bid } = await openedWith(world, terms, () => ({
          price: 89_999_900n,
          picks: [3, 15],
        }))
        const { dx, dy } = at(openings(tender, [bid]), 0)
        await expect(openBids(world, tender, [bid]))
          .to.emit(world.ledger, 'BidOpened')
          .withArgs(tender.id, bid.statement.bidder, 0, 89_999_900n, choices, 0, dx, dy)
        await verifyBid(world, bid, { status: 'Valid', price: 89_999_900n })
        const { opened, valid } = await world.ledger.tenderOf(tender.id)
        expect([opened, valid]).to.deep.equal([1n, 1n])
      })
    }

    for (const price of [1n, (1n << 96n) - 1n]) {
      it(`is Valid at ${price} won`, async () => {
        const { tender, odd: bid } = await openedWith(world, LOWEST_PRICE, () => ({ price }))
        await openBids(world, tender, [bid])
        await verifyBid(world, bid, { status: 'Valid', price })
      })
    }

    for (const [invalidity, name, terms, fault] of FAULTS) {
      it(`is ${invalidity} ${name}`, async () => {
        const { tender, odd, good } = await openedWith(world, terms, tender => ({
          seal: fault(sealedBid(world, tender, supplier(0)).statement.seal, world, tender),
        }))
        await verifyInvalid(world, tender, odd, good, invalidity)
      })
    }

    it('is BadPoint when D is the generator, which has no hint', async () => {
      for (const sign of [1n, -1n]) {
        world = await loadFixture(deployLedgerWithLevers)
        const { tender, odd, good } = await openedWith(world, LOWEST_PRICE, tender => {
          const r = ScalarField.inv(ScalarField.create(sign * tender.key.secret))
          return { seal: forgedSeal(world, tender, supplier(0), { r }) }
        })
        const y = sign === 1n ? G.y : FIELD - G.y
        const { bidder, seal } = odd.statement
        const opening = { bidder, seal, dx: G.x, dy: y, hint: 0n }
        await verifyOutcome(world, tender, odd, opening, 'BadPoint')
        await openBids(world, tender, good)
        await verifyPhase(world, tender, 'Ranking')
      }
    })

    it('is Superseded when the terms were amended after it', async () => {
      const { tender, odd } = await openedWith(world, LOWEST_PRICE, () => ({}), amendForAllButTheFirst)
      await verifyOutcome(world, tender, odd, at(openings(tender, [odd]), 0), 'Superseded')
    })

    it('is Suspended when its bidder is at the time of the opening', async () => {
      const { tender, odd, good } = await openedWith(
        world,
        LOWEST_PRICE,
        () => ({}),
        suspendUntilAfterOpening,
      )
      await verifyInvalid(world, tender, odd, good, 'Suspended')
    })

    it('stays Suspended when the registrar lifts the suspension and suspends anew after the opening time', async () => {
      const { tender, odd, good } = await openedWith(
        world,
        LOWEST_PRICE,
        () => ({}),
        suspendUntilAfterOpening,
      )
      await suspend(world, 0, 2)
      await suspend(world, (await time.latest()) + 1_000, 3)
      await verifyInvalid(world, tender, odd, good, 'Suspended')
    })

    it('is Valid when its bidder is suspended in the second of the opening, when prices may be known', async () => {
      const { tender, odd } = await openedWith(
        world,
        LOWEST_PRICE,
        () => ({}),
        async (world, tender) => {
          await nextBlockAt(tender.terms.schedule.openingAt)
          await suspendUntilAfterOpening(world, tender)
        },
      )
      await openBids(world, tender, [odd])
      await verifyBid(world, odd, { status: 'Valid', price: odd.price })
    })

    it('is Valid when the suspension of its bidder ends at the second of the opening', async () => {
      const { tender, odd } = await openedWith(
        world,
        LOWEST_PRICE,
        () => ({}),
        (world, { terms }) => suspend(world, terms.schedule.openingAt, 1),
      )
      await openBids(world, tender, [odd])
      await verifyBid(world, odd, { status: 'Valid', price: odd.price })
    })

    it('is Valid when its bidder is suspended after the opening time only', async () => {
      const { tender, odd } = await openedWith(world, LOWEST_PRICE, () => ({}))
      await suspend(world, (await time.latest()) + 1_000, 1)
      await openBids(world, tender, [odd])
      await verifyBid(world, odd, { status: 'Valid', price: odd.price })
    })

    it('has the outcome of the first rule that it breaks', async () => {
      const { tender, odd } = await openedWith(
        world,
        MULTIPLE,
        tender => ({ seal: forgedSeal(world, tender, supplier(0), { price: 0n, choices: 0n }) }),
        async (world, tender, good) => {
          await suspendUntilAfterOpening(world, tender)
          await amendForAllButTheFirst(world, tender, good)
        },
      )
      await verifyOutcome(world, tender, odd, at(openings(tender, [odd]), 0), 'Superseded')
    })

    it('shows a price out of range before choices out of range', async () => {
      const { tender, odd, good } = await openedWith(world, MULTIPLE, tender => ({
        seal: forgedSeal(world, tender, supplier(0), { price: 0n, choices: 0n }),
      }))
      await verifyInvalid(world, tender, odd, good, 'PriceOutOfRange')
    })
  })
})

/** One more bid of this kind among good ones, in a tender whose key is open. */
async function openedWith(
  world: Levers,
  terms: Terms,
  choices: (tender: TestTender) => BidChoices,
  meanwhile: (world: Levers, tender: TestTender, good: TestBid[]) => Promise<unknown> = async () => undefined,
) {
  const tender = await announceTender(world, { terms })
  const odd = sealedBid(world, tender, supplier(0), choices(tender))
  const good = [1, 2].map(place => sealedBid(world, tender, supplier(place)))
  await travelTo(tender, 'biddingAt')
  await submit(world, [odd, ...good])
  await meanwhile(world, tender, good)
  await travelTo(tender, 'openingAt')
  await releaseShares(world, tender.key.id)
  return { tender, odd, good }
}

async function verifyInvalid(
  world: World,
  tender: TestTender,
  odd: TestBid,
  good: TestBid[],
  invalidity: Invalidity,
) {
  await verifyOutcome(world, tender, odd, at(openings(tender, [odd]), 0), invalidity)
  await openBids(world, tender, good)
  await verifyPhase(world, tender, 'Ranking')
}

/** The bid has an outcome, and it is this one: it counts as opened, not as valid. */
async function verifyOutcome(
  world: World,
  tender: TestTender,
  bid: TestBid,
  opening: ReturnType<typeof openings>[number],
  invalidity: Invalidity,
): Promise<void> {
  const { dx, dy, bidder } = opening
  await expect(world.ledger.openBids(tender.id, [opening]))
    .to.emit(world.ledger, 'BidOpened')
    .withArgs(tender.id, bidder, ordinal(INVALIDITIES, invalidity), 0, 0, 0, dx, dy)
  await verifyBid(world, bid, { status: 'Invalid', invalidity })
  const { opened, valid } = await world.ledger.tenderOf(tender.id)
  expect([opened, valid]).to.deep.equal([1n, 0n])
}

async function amendForAllButTheFirst(world: World, tender: TestTender, good: TestBid[]): Promise<void> {
  await amendTender(world, tender)
  for (const bid of good) await confirmBid(world, bid)
}

async function suspendUntilAfterOpening(world: World, { terms }: TestTender): Promise<void> {
  await suspend(world, terms.schedule.openingAt + 1_000, 1)
}

async function suspend(world: World, until: number, revision: number): Promise<void> {
  const { participant } = supplier(0)
  const reason = hashText('reason')
  await act(world, REGISTRAR, { type: 'SuspendParticipant', participant, until, reason, revision })
}
