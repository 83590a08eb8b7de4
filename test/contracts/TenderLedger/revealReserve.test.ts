import { expect } from 'chai'
import { hashText } from '../../../src/protocol/bytes.ts'
import { ScalarField } from '../../../src/protocol/point.ts'
import { degradedSeed } from '../../../src/protocol/reserve.ts'
import { OPEN_RESULTS, type OpenResult } from '../../../src/protocol/tender.ts'
import {
  deployLedger,
  FIELD,
  loadFixture,
  OTHER_AGENCY,
  ordinal,
  rankBids,
  reserveReveal,
  reveals,
  SINGLE,
  type Station,
  type TenderAt,
  tenderAt,
  travelTo,
  verifyPhase,
  verifyRefusal,
  verifyWrongPhase,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const RESERVE = 95_000_000n
type Reveal = ReturnType<typeof reserveReveal>

async function fallback(): Promise<World & TenderAt> {
  const world = await deployLedger()
  const underWay = await tenderAt(world, 'Opening', { terms: SINGLE, reservePrice: RESERVE })
  await travelTo(underWay.tender, 'fallbackAt')
  return { ...world, ...underWay }
}

const FORGERIES: readonly (readonly [OpenResult, string, (reveal: Reveal) => Reveal])[] = [
  [
    'WrongSeal',
    'in the name of another agency',
    reveal => opening(reveal, { bidder: OTHER_AGENCY.participant }),
  ],
  ['WrongHint', 'with another note', reveal => ({ ...reveal, r: reveal.r + 1n })],
  ['WrongHint', 'with the opposite of the note', reveal => ({ ...reveal, r: ScalarField.neg(reveal.r) })],
  ['WrongHint', "with a wrong inverse for the seal's point", reveal => ({ ...reveal, hint: 0n })],
  ['WrongHint', 'with the opposite of D', reveal => opening(reveal, { dy: FIELD - reveal.opening.dy })],
]

function opening(reveal: Reveal, fields: Partial<Reveal['opening']>): Reveal {
  return { ...reveal, opening: { ...reveal.opening, ...fields } }
}

describe('TenderLedger', () => {
  describe('revealReserve', () => {
    followsTree(import.meta.url)

    describe('in the fallback', () => {
      let world: World & TenderAt
      beforeEach(async () => {
        world = await loadFixture(fallback)
      })

      const send = (reveal = reserveReveal(world.tender), joint = world.tender.key.joint) =>
        world.ledger.revealReserve(world.tender.id, joint, reveal)

      it("opens the agency's sealed price with its note, and publishes it", async () => {
        const { dx, dy } = reserveReveal(world.tender).opening
        await expect(send())
          .to.emit(world.ledger, 'ReserveOpened')
          .withArgs(world.tender.id, RESERVE, world.tender.note, dx, dy)
        const { reserve, reserveOpened } = await world.ledger.tenderOf(world.tender.id)
        expect([reserve, reserveOpened]).to.deep.equal([RESERVE, true])
      })

      it("adds the agency's note to the seed", async () => {
        await send()
        const { id, key, agency, note } = world.tender
        const revealed = reveals(world.tender, world.bids)
        await world.ledger.revealBids(id, key.joint, revealed)
        await rankBids(world, world.tender, world.bids)
        const notes = revealed.map(({ r, opening: { bidder: author } }) => ({ r, author }))
        const seed = degradedSeed([...notes, { r: note, author: agency.participant }])
        expect((await world.ledger.tenderOf(id)).seed).to.equal(seed)
      })

      it('keeps the bids sealed when the agency does not reveal, and fails the tender', async () => {
        const { id, key } = world.tender
        const sent = world.ledger.revealBids(id, key.joint, reveals(world.tender, world.bids))
        await verifyRefusal(sent, world.ledger, 'ReserveStillSealed', id)
        await verifyPhase(world, world.tender, 'Fallback')
        await travelTo(world.tender, 'fallbackEndAt')
        await verifyPhase(world, world.tender, 'Failed')
      })

      for (const [result, name, forge] of FORGERIES) {
        it(`is ${result} ${name}`, async () => {
          const sent = send(forge(reserveReveal(world.tender)))
          const code = ordinal(OPEN_RESULTS, result)
          await verifyRefusal(sent, world.ledger, 'WrongOpening', world.tender.id, code)
        })
      }

      it('refuses points other than those of the key', async () => {
        const { key } = world.tender
        const joint = { ...key.joint, shares: key.joint.shares.slice(1) }
        await verifyRefusal(send(reserveReveal(world.tender), joint), world.ledger, 'WrongKey', key.id)
      })

      it('refuses a second opening', async () => {
        await send()
        await verifyRefusal(send(), world.ledger, 'ReserveAlreadyOpened', world.tender.id)
      })
    })

    describe('at other times', () => {
      let world: World
      beforeEach(async () => {
        world = await loadFixture(deployLedger)
      })

      for (const station of [
        'Scheduled',
        'Bidding',
        'Closed',
        'Opening',
        'Ranking',
      ] as const satisfies Station[]) {
        it(`refuses while the tender is ${station}`, async () => {
          const { tender } = await tenderAt(world, station, { terms: SINGLE })
          const sent = world.ledger.revealReserve(tender.id, tender.key.joint, reserveReveal(tender))
          await verifyWrongPhase(world, sent, tender, station, 'Fallback')
        })
      }

      it('refuses where there is no sealed reserve price', async () => {
        const { tender, bids } = await tenderAt(world, 'Opening')
        await travelTo(tender, 'fallbackAt')
        const [reveal] = reveals(tender, bids)
        if (reveal === undefined) throw new Error('a bid is needed')
        const sent = world.ledger.revealReserve(tender.id, tender.key.joint, reveal)
        await verifyRefusal(sent, world.ledger, 'NoReserveSeal', tender.id)
      })

      it('refuses a tender that is not announced', async () => {
        const { tender } = await tenderAt(world, 'Scheduled', { terms: SINGLE })
        const id = hashText('nothing')
        const sent = world.ledger.revealReserve(id, tender.key.joint, reserveReveal(tender))
        await verifyRefusal(sent, world.ledger, 'UnknownTender', id)
      })
    })
  })
})
