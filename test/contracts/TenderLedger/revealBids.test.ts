import { expect } from 'chai'
import { hashText } from '../../../src/protocol/bytes.ts'
import { additionHint, G, multiply, ScalarField } from '../../../src/protocol/point.ts'
import { degradedSeed } from '../../../src/protocol/reserve.ts'
import { INVALIDITIES, nameAt, OPEN_RESULTS, type OpenResult } from '../../../src/protocol/tender.ts'
import {
  announceTender,
  at,
  deployLedger,
  FIELD,
  flipped,
  forgedSeal,
  loadFixture,
  MULTIPLE,
  ordinal,
  rankBids,
  releaseShares,
  reveals,
  type Station,
  sealedBid,
  submit,
  supplier,
  type TenderAt,
  tenderAt,
  travelTo,
  verifyBid,
  verifyKey,
  verifyPhase,
  verifyRefusal,
  verifyWrongPhase,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

type Reveal = ReturnType<typeof reveals>[number]

/** Nobody has released a share: the fallback has begun. */
async function fallback(): Promise<World & TenderAt> {
  const world = await deployLedger()
  const underWay = await tenderAt(world, 'Opening', { terms: MULTIPLE })
  await travelTo(underWay.tender, 'fallbackAt')
  return { ...world, ...underWay }
}

/** The reveal of the first bid made wrong in one way; the second bid's lies ready to be mixed up with it. */
const FORGERIES: readonly (readonly [OpenResult, string, (first: Reveal, second: Reveal) => Reveal])[] = [
  ['NoSealedBid', 'for a bidder without a bid', first => opening(first, { bidder: supplier(9).participant })],
  ['WrongSeal', 'with a changed price', first => price(first)],
  [
    'WrongSeal',
    'under the number of another bidder',
    (first, { opening: { bidder } }) => opening(first, { bidder }),
  ],
  ['WrongHint', "with another bidder's note", (first, { r }) => ({ ...first, r })],
  ['WrongHint', 'with the opposite of the note', first => ({ ...first, r: ScalarField.neg(first.r) })],
  ['WrongHint', 'with the note zero', first => ({ ...first, r: 0n })],
  ['WrongHint', 'with the note N', first => ({ ...first, r: ScalarField.ORDER })],
  ['WrongHint', "with a wrong inverse for the seal's point", first => ({ ...first, hint: first.hint + 1n })],
  ['WrongHint', 'with a wrong inverse for D', first => opening(first, { hint: 0n })],
  ['WrongHint', 'with the opposite of D', first => opening(first, { dy: FIELD - first.opening.dy })],
  ['WrongHint', "with the seal's own point as D", ownPoint],
]

function opening(reveal: Reveal, fields: Partial<Reveal['opening']>): Reveal {
  return { ...reveal, opening: { ...reveal.opening, ...fields } }
}

function price(reveal: Reveal): Reveal {
  const { seal } = reveal.opening
  return opening(reveal, { seal: { ...seal, price: flipped(seal.price) } })
}

function ownPoint(reveal: Reveal): Reveal {
  const { x, y } = reveal.opening.seal
  return opening(reveal, { dx: x, dy: y, hint: reveal.hint })
}

describe('TenderLedger', () => {
  describe('revealBids', () => {
    followsTree(import.meta.url)

    describe('in the fallback', () => {
      let world: World & TenderAt
      beforeEach(async () => {
        world = await loadFixture(fallback)
      })

      const send = (sent: Reveal[], joint = world.tender.key.joint) =>
        world.ledger.revealBids(world.tender.id, joint, sent)

      function three(): [Reveal, Reveal, Reveal] {
        const all = reveals(world.tender, world.bids)
        return [at(all, 0), at(all, 1), at(all, 2)]
      }

      it("opens a bid with its bidder's note, and publishes the note", async () => {
        const [first] = three()
        const { dx, dy, bidder } = first.opening
        await expect(send([first]))
          .to.emit(world.ledger, 'BidOpened')
          .withArgs(world.tender.id, bidder, 0, 90_000_000n, 0x0201, first.r, dx, dy)
        await verifyBid(world, at(world.bids, 0), { status: 'Valid', price: 90_000_000n })
        const { opened, valid } = await world.ledger.tenderOf(world.tender.id)
        expect([opened, valid]).to.deep.equal([1n, 1n])
      })

      it('opens the last bid one second before its end; the secret stays unknown', async () => {
        await send(three())
        await verifyPhase(world, world.tender, 'Ranking')
        await verifyKey(world, world.tender.key.id, false)
      })

      it('takes the seed from the notes, in whatever order they come', async () => {
        const [a, b, c] = three()
        await send([c, a])
        await send([b])
        await rankBids(world, world.tender, world.bids)
        const notes = [a, b, c].map(({ r, opening: { bidder: author } }) => ({ r, author }))
        expect((await world.ledger.tenderOf(world.tender.id)).seed).to.equal(degradedSeed(notes))
      })

      it('goes on without the bids that nobody reveals, when it is over', async () => {
        const [first, second] = three()
        await send([first, second])
        await travelTo(world.tender, 'fallbackEndAt')
        await verifyPhase(world, world.tender, 'Ranking')
        await verifyBid(world, at(world.bids, 2), { status: 'Sealed' })
      })

      it('is NoSealedBid for a bid that is open already', async () => {
        const [first] = three()
        const { joint, id } = { ...world.tender.key, id: world.tender.id }
        const codes = await world.ledger.revealBids.staticCall(id, joint, [first, first])
        expect(codes.map(code => nameAt(OPEN_RESULTS, code))).to.deep.equal(['Opened', 'NoSealedBid'])
      })

      for (const [result, name, forge] of FORGERIES) {
        it(`is ${result} ${name}, and takes no other down`, async () => {
          const [first, second, third] = three()
          const batch = [forge(first, second), third]
          const { id, key } = world.tender
          const codes = await world.ledger.revealBids.staticCall(id, key.joint, batch)
          expect(codes.map(code => nameAt(OPEN_RESULTS, code))).to.deep.equal([result, 'Opened'])
          await expect(send(batch))
            .to.emit(world.ledger, 'OpeningRefused')
            .withArgs(id, at(batch, 0).opening.bidder, ordinal(OPEN_RESULTS, result))
          await verifyBid(world, at(world.bids, 0), { status: 'Sealed' })
        })
      }

      it('refuses points other than those of the key: a key of the caller would open to anything', async () => {
        const { key } = world.tender
        const own = { ...key.joint, publicKey: multiply(7n, G) }
        await verifyRefusal(send([], own), world.ledger, 'WrongKey', key.id)
      })
    })

    it('finds a forged seal as invalid as the secret would', async () => {
      const world = await loadFixture(deployLedger)
      const tender = await announceTender(world, { terms: MULTIPLE })
      const forged = sealedBid(world, tender, supplier(0), {
        seal: forgedSeal(world, tender, supplier(0), { choices: 0n, r: 5n }),
        r: 5n,
      })
      const good = sealedBid(world, tender, supplier(1))
      await travelTo(tender, 'biddingAt')
      await submit(world, [forged, good])
      await travelTo(tender, 'fallbackAt')
      const sent = world.ledger.revealBids(tender.id, tender.key.joint, reveals(tender, [forged, good]))
      const { dx, dy } = at(reveals(tender, [forged]), 0).opening
      await expect(sent)
        .to.emit(world.ledger, 'BidOpened')
        .withArgs(
          tender.id,
          supplier(0).participant,
          ordinal(INVALIDITIES, 'ChoicesOutOfRange'),
          0,
          0,
          5n,
          dx,
          dy,
        )
    })

    it('finds a bid BadPoint whose D is the generator', async () => {
      const world = await loadFixture(deployLedger)
      const tender = await announceTender(world)
      const r = ScalarField.inv(tender.key.secret)
      const odd = sealedBid(world, tender, supplier(0), {
        seal: forgedSeal(world, tender, supplier(0), { r }),
      })
      const good = sealedBid(world, tender, supplier(1))
      await travelTo(tender, 'biddingAt')
      await submit(world, [odd, good])
      await travelTo(tender, 'fallbackAt')
      const { bidder, seal } = odd.statement
      const reveal = { opening: { bidder, seal, dx: G.x, dy: G.y, hint: 0n }, r, hint: additionHint(seal) }
      await world.ledger.revealBids(tender.id, tender.key.joint, [reveal])
      await verifyBid(world, odd, { status: 'Invalid', invalidity: 'BadPoint' })
    })

    describe('at other times', () => {
      let world: World
      beforeEach(async () => {
        world = await loadFixture(deployLedger)
      })

      const send = ({ tender, bids }: TenderAt) =>
        world.ledger.revealBids(tender.id, tender.key.joint, reveals(tender, bids))

      for (const station of [
        'Scheduled',
        'Bidding',
        'Closed',
        'Opening',
        'Ranking',
        'Review',
      ] as const satisfies Station[]) {
        it(`refuses while the tender is ${station}`, async () => {
          const underWay = await tenderAt(world, station)
          await verifyWrongPhase(world, send(underWay), underWay.tender, station, 'Fallback')
        })
      }

      it('refuses when the key came in time: the normal way stays open', async () => {
        const underWay = await tenderAt(world, 'Opened')
        await travelTo(underWay.tender, 'fallbackAt')
        await verifyWrongPhase(world, send(underWay), underWay.tender, 'Opening', 'Fallback')
      })

      it('refuses when the key has come late: then everything is opened with it', async () => {
        const underWay = await tenderAt(world, 'Opening')
        await travelTo(underWay.tender, 'fallbackAt')
        await releaseShares(world, underWay.tender.key.id)
        await verifyWrongPhase(world, send(underWay), underWay.tender, 'Opening', 'Fallback')
      })

      it('refuses at the end of the fallback', async () => {
        const underWay = await tenderAt(world, 'Opening')
        await travelTo(underWay.tender, 'fallbackEndAt')
        await verifyWrongPhase(world, send(underWay), underWay.tender, 'Failed', 'Fallback')
      })

      it('refuses a tender that is not announced', async () => {
        const { tender } = await tenderAt(world, 'Scheduled')
        const id = hashText('nothing')
        await verifyRefusal(
          world.ledger.revealBids(id, tender.key.joint, []),
          world.ledger,
          'UnknownTender',
          id,
        )
      })
    })
  })
})
