import { expect } from 'chai'
import { hashText } from '../../../src/protocol/bytes.ts'
import { OPEN_RESULTS, type OpenResult } from '../../../src/protocol/tender.ts'
import {
  AGENCY,
  act,
  bring,
  deployLedger,
  draftTender,
  FIELD,
  flipped,
  forgedSeal,
  loadFixture,
  MULTIPLE,
  OTHER_AGENCY,
  openBids,
  ordinal,
  reserveOpening,
  SINGLE,
  type Station,
  sealedBid,
  supplier,
  type TenderAt,
  tenderAt,
  verifyPhase,
  verifyRefusal,
  verifyWrongPhase,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const RESERVE = 95_000_000n
type Opening = ReturnType<typeof reserveOpening>

async function opened(): Promise<World & TenderAt> {
  const world = await deployLedger()
  return { ...world, ...(await tenderAt(world, 'Opened', { terms: SINGLE, reservePrice: RESERVE })) }
}

const FORGERIES: readonly (readonly [OpenResult, string, (opening: Opening) => Opening])[] = [
  [
    'WrongSeal',
    'in the name of another agency',
    opening => ({ ...opening, bidder: OTHER_AGENCY.participant }),
  ],
  ['WrongSeal', 'with a changed price', opening => sealed(opening, { price: flipped(opening.seal.price) })],
  ['WrongSeal', 'with a changed tag', opening => sealed(opening, { tag: flipped(opening.seal.tag) })],
  ['WrongHint', 'with the opposite of D', opening => ({ ...opening, dy: FIELD - opening.dy })],
  ['WrongHint', 'with a wrong inverse', opening => ({ ...opening, hint: opening.hint + 1n })],
]

function sealed(opening: Opening, fields: Partial<Opening['seal']>): Opening {
  return { ...opening, seal: { ...opening.seal, ...fields } }
}

describe('TenderLedger', () => {
  describe('openReserve', () => {
    followsTree(import.meta.url)

    describe('with the key open', () => {
      let world: World & TenderAt
      beforeEach(async () => {
        world = await loadFixture(opened)
      })

      const send = (opening = reserveOpening(world.tender)) =>
        world.ledger.openReserve(world.tender.id, opening)

      it("opens the agency's sealed price", async () => {
        const { dx, dy } = reserveOpening(world.tender)
        await expect(send())
          .to.emit(world.ledger, 'ReserveOpened')
          .withArgs(world.tender.id, RESERVE, 0, dx, dy)
        const { reserve, reserveOpened } = await world.ledger.tenderOf(world.tender.id)
        expect([reserve, reserveOpened]).to.deep.equal([RESERVE, true])
      })

      it('holds the ranking back until it is open', async () => {
        await openBids(world, world.tender, world.bids)
        await verifyPhase(world, world.tender, 'Opening')
        await send()
        await verifyPhase(world, world.tender, 'Ranking')
      })

      for (const [result, name, forge] of FORGERIES) {
        it(`is ${result} ${name}`, async () => {
          const sent = send(forge(reserveOpening(world.tender)))
          const code = ordinal(OPEN_RESULTS, result)
          await verifyRefusal(sent, world.ledger, 'WrongOpening', world.tender.id, code)
        })
      }

      it('refuses a second opening', async () => {
        await send()
        await verifyRefusal(send(), world.ledger, 'ReserveAlreadyOpened', world.tender.id)
      })
    })

    describe('a reserve seal that does not open to a price', () => {
      for (const [name, forgery] of [
        ['sealed as a bid', { kind: 'bid' }],
        ['of zero won', { kind: 'reserve', price: 0n }],
        ['with picks', { kind: 'reserve', choices: 0x0201n }],
      ] as const) {
        it(`fails the tender: ${name}`, async () => {
          const world = await loadFixture(deployLedger)
          const { tender, statement } = await draftTender(world, { terms: SINGLE })
          tender.reserveSeal = forgedSeal(world, tender, AGENCY, forgery)
          await act(world, AGENCY, { ...statement, reserveSeal: tender.reserveSeal })
          const bids = [0, 1].map(place => sealedBid(world, tender, supplier(place)))
          await bring(world, { tender, bids }, 'Scheduled', 'Opened')
          const { dx, dy } = reserveOpening(tender)
          await expect(world.ledger.openReserve(tender.id, reserveOpening(tender)))
            .to.emit(world.ledger, 'ReserveOpened')
            .withArgs(tender.id, 0, 0, dx, dy)
          await openBids(world, tender, bids)
          await verifyPhase(world, tender, 'Failed')
        })
      }
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
        'Ranking',
        'Review',
      ] as const satisfies Station[]) {
        it(`refuses while the tender is ${station}`, async () => {
          const { tender } = await tenderAt(world, station, { terms: SINGLE })
          const sent = world.ledger.openReserve(tender.id, reserveOpening(tender))
          await verifyWrongPhase(world, sent, tender, station, 'Opening')
        })
      }

      it('refuses before the key is open', async () => {
        const { tender } = await tenderAt(world, 'Opening', { terms: SINGLE })
        const sent = world.ledger.openReserve(tender.id, reserveOpening(tender))
        await verifyRefusal(sent, world.ledger, 'KeyNotOpen', tender.id)
      })

      for (const [name, terms] of Object.entries({ none: {}, multiple: MULTIPLE })) {
        it(`refuses where the reserve price is ${name}`, async () => {
          const { tender, bids } = await tenderAt(world, 'Opened', { terms })
          const [bid] = bids
          if (bid === undefined) throw new Error('a bid is needed')
          const seal = bid.statement.seal
          const sent = world.ledger.openReserve(tender.id, {
            ...reserveOpening({ ...tender, reserveSeal: seal }),
          })
          await verifyRefusal(sent, world.ledger, 'NoReserveSeal', tender.id)
        })
      }

      it('refuses a tender that is not announced', async () => {
        const { tender } = await tenderAt(world, 'Scheduled', { terms: SINGLE })
        const id = hashText('nothing')
        const sent = world.ledger.openReserve(id, reserveOpening(tender))
        await verifyRefusal(sent, world.ledger, 'UnknownTender', id)
      })
    })
  })
})
