import { expect } from 'chai'
import { hashText } from '../../../src/protocol/bytes.ts'
import { G } from '../../../src/protocol/point.ts'
import { nameAt, OPEN_RESULTS, type OpenResult } from '../../../src/protocol/tender.ts'
import {
  at,
  bring,
  deployLedger,
  FIELD,
  flipped,
  loadFixture,
  openBids,
  openings,
  ordinal,
  releaseShares,
  type Station,
  supplier,
  type TenderAt,
  tenderAt,
  time,
  travelTo,
  verifyBid,
  verifyPhase,
  verifyRefusal,
  verifyWrongPhase,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

type Opened = World & TenderAt
type Opening = ReturnType<typeof openings>[number]

async function opened(): Promise<Opened> {
  const world = await deployLedger()
  return { ...world, ...(await tenderAt(world, 'Opened')) }
}

/** The opening of the first bid made wrong in one way; the second bid's lies ready to be mixed up with it. */
const FORGERIES: readonly (readonly [OpenResult, string, (first: Opening, second: Opening) => Opening])[] = [
  ['NoSealedBid', 'for a bidder without a bid', first => ({ ...first, bidder: supplier(9).participant })],
  ['WrongSeal', 'with a changed price', first => changed(first, { price: flipped(first.seal.price) })],
  ['WrongSeal', 'with changed choices', first => changed(first, { choices: flipped(first.seal.choices) })],
  ['WrongSeal', 'with a changed tag', first => changed(first, { tag: flipped(first.seal.tag) })],
  ['WrongSeal', 'with a changed point', first => changed(first, { y: FIELD - first.seal.y })],
  ['WrongSeal', 'under the number of another bidder', (first, { bidder }) => ({ ...first, bidder })],
  ['WrongHint', 'with a D that is not on the curve', first => ({ ...first, dx: 1n, dy: 1n })],
  ['WrongHint', 'with another point as D', (first, { dx, dy, hint }) => ({ ...first, dx, dy, hint })],
  ['WrongHint', 'with the opposite of D', first => ({ ...first, dy: FIELD - first.dy })],
  ['WrongHint', 'with a D beyond the field', first => ({ ...first, dx: FIELD })],
  ['WrongHint', 'with a wrong inverse', first => ({ ...first, hint: first.hint + 1n })],
  ['WrongHint', 'with the inverse of zero', first => ({ ...first, hint: 0n })],
  ['WrongHint', 'with the generator as D', first => ({ ...first, dx: G.x, dy: G.y })],
]

function changed(opening: Opening, fields: Partial<Opening['seal']>): Opening {
  return { ...opening, seal: { ...opening.seal, ...fields } }
}

describe('TenderLedger', () => {
  describe('openBids', () => {
    followsTree(import.meta.url)

    describe('an opening', () => {
      let world: Opened
      beforeEach(async () => {
        world = await loadFixture(opened)
      })

      function three(): [Opening, Opening, Opening] {
        const hints = openings(world.tender, world.bids)
        return [at(hints, 0), at(hints, 1), at(hints, 2)]
      }

      it('is Opened in any order and any portions, and ends with the last bid', async () => {
        const [a, b, c] = three()
        await world.ledger.openBids(world.tender.id, [c, b])
        await verifyPhase(world, world.tender, 'Opening')
        await world.ledger.openBids(world.tender.id, [a])
        await verifyPhase(world, world.tender, 'Ranking')
      })

      it('of nothing does nothing', async () => {
        await world.ledger.openBids(world.tender.id, [])
        expect((await world.ledger.tenderOf(world.tender.id)).opened).to.equal(0n)
      })

      for (const [result, name, forge] of FORGERIES) {
        it(`is ${result} ${name}, and takes no other down`, async () => {
          const [first, second, third] = three()
          const forged = forge(first, second)
          const batch = [forged, third]
          const codes = await world.ledger.openBids.staticCall(world.tender.id, batch)
          expect(codes.map(code => nameAt(OPEN_RESULTS, code))).to.deep.equal([result, 'Opened'])
          await expect(world.ledger.openBids(world.tender.id, batch))
            .to.emit(world.ledger, 'OpeningRefused')
            .withArgs(world.tender.id, forged.bidder, ordinal(OPEN_RESULTS, result))
          await verifyBid(world, at(world.bids, 0), { status: 'Sealed' })
          expect((await world.ledger.tenderOf(world.tender.id)).opened).to.equal(1n)
        })
      }

      it('is NoSealedBid for a bid that is open already', async () => {
        const [first] = three()
        const codes = await world.ledger.openBids.staticCall(world.tender.id, [first, first])
        expect(codes.map(code => nameAt(OPEN_RESULTS, code))).to.deep.equal(['Opened', 'NoSealedBid'])
      })
    })

    describe('the time', () => {
      let world: World
      beforeEach(async () => {
        world = await loadFixture(deployLedger)
      })

      for (const [station, phase] of [
        ['Scheduled', 'Scheduled'],
        ['Bidding', 'Bidding'],
        ['Closed', 'Closed'],
        ['Ranking', 'Ranking'],
        ['Review', 'Review'],
        ['Standstill', 'Standstill'],
        ['Concluded', 'Concluded'],
      ] as const satisfies [Station, string][]) {
        it(`is not when the tender is ${phase}`, async () => {
          const { tender, bids } = await tenderAt(world, station)
          await verifyWrongPhase(world, openBids(world, tender, bids), tender, phase, 'Opening')
        })
      }

      it('is not when too few have bid: what was sealed stays sealed', async () => {
        const { tender, bids } = await tenderAt(world, 'Opening', { prices: [1n] })
        await verifyWrongPhase(world, openBids(world, tender, bids), tender, 'Failed', 'Opening')
      })

      it('is not before the key is open', async () => {
        const { tender, bids } = await tenderAt(world, 'Opening')
        await releaseShares(world, tender.key.id, [0, 1])
        await verifyRefusal(openBids(world, tender, bids), world.ledger, 'KeyNotOpen', tender.id)
      })

      it('has no end when the key came in time', async () => {
        const { tender, bids } = await tenderAt(world, 'Opened')
        await time.increaseTo(tender.terms.schedule.fallbackEndAt + 1_000_000)
        await openBids(world, tender, bids)
        await verifyPhase(world, tender, 'Ranking')
      })

      it('is not in the fallback, until the key comes late', async () => {
        const underWay = await tenderAt(world, 'Opening')
        const { tender, bids } = underWay
        await travelTo(tender, 'fallbackAt')
        await verifyWrongPhase(world, openBids(world, tender, bids), tender, 'Fallback', 'Opening')
        await bring(world, underWay, 'Opening', 'Ranking')
        await verifyPhase(world, tender, 'Ranking')
      })

      it('has no end once the key is there, also when it came late', async () => {
        const { tender, bids } = await tenderAt(world, 'Opening')
        await travelTo(tender, 'fallbackAt')
        await releaseShares(world, tender.key.id)
        await travelTo(tender, 'fallbackEndAt')
        await openBids(world, tender, bids)
        await verifyPhase(world, tender, 'Ranking')
      })

      it('is never for a tender that is not announced', async () => {
        const id = hashText('nothing')
        await verifyRefusal(world.ledger.openBids(id, []), world.ledger, 'UnknownTender', id)
      })
    })
  })
})
