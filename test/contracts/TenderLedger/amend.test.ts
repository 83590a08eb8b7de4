import { anyValue } from '@nomicfoundation/hardhat-ethers-chai-matchers/withArgs'
import { expect } from 'chai'
import { word } from '../../../src/protocol/bytes.ts'
import { EMPTY_SEAL } from '../../../src/protocol/seal.ts'
import { digest } from '../../../src/protocol/statement.ts'
import type { Terms } from '../../../src/protocol/terms.ts'
import {
  AGENCY,
  act,
  agencyAct,
  amendTender,
  at,
  confirmBid,
  deepValues,
  deployLedger,
  ethers,
  guardsAct,
  LOWEST_PRICE,
  laterBy,
  loadFixture,
  MULTIPLE,
  nextBlockAt,
  SINGLE,
  type Station,
  sealedBid,
  submit,
  supplier,
  type TenderAt,
  tenderAt,
  termsFor,
  time,
  travelTo,
  verifyBid,
  verifyPhase,
  verifyRefusal,
  type World,
  withdrawBid,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const HOUR = 3_600
const ANOTHER = word(5n)

/** A tender in bidding with three bids that are not sent yet. Its fallback is longer than it must be. */
async function bidding(): Promise<World & TenderAt> {
  const world = await deployLedger()
  const { schedule } = await termsFor('')
  const terms = { schedule: { ...schedule, fallbackEndAt: schedule.fallbackEndAt + HOUR } }
  return { ...world, ...(await tenderAt(world, 'Bidding', { terms })) }
}

describe('TenderLedger', () => {
  describe('amend', () => {
    followsTree(import.meta.url)

    let world: World & TenderAt
    beforeEach(async () => {
      world = await loadFixture(bidding)
    })

    const statement = (changes: Partial<Terms> = {}) =>
      ({
        type: 'Amend',
        tender: world.tender.id,
        act: 0,
        terms: { ...world.tender.terms, ...changes },
        reserveSeal: world.tender.reserveSeal,
      }) as const

    const send = (changes: Partial<Terms>) => act(world, AGENCY, statement(changes))
    const refused = (changes: Partial<Terms>, field: string) =>
      verifyRefusal(
        send(changes),
        world.ledger,
        'InvalidChange',
        world.tender.id,
        ethers.encodeBytes32String(field),
      )

    it('gives the terms a new version with everything in it', async () => {
      const changes = {
        document: ANOTHER,
        schedule: laterBy(HOUR, world.tender.terms.schedule),
        objectionPeriod: 30 * 24 * HOUR,
        amendmentTime: 48 * HOUR,
        minimumBids: 3,
        bidPolicy: 1,
        award: { ...LOWEST_PRICE.award, baseAmount: 99_000_000n },
      }
      const { terms, reserveSeal } = statement(changes)
      await expect(send(changes))
        .to.emit(world.ledger, 'Amended')
        .withArgs(
          world.tender.id,
          0,
          2,
          deepValues(terms),
          deepValues(reserveSeal),
          digest(statement(changes), world.deployment),
          anyValue,
        )
      const { termsVersion, acts } = await world.ledger.tenderOf(world.tender.id)
      expect([termsVersion, acts]).to.deep.equal([2n, 1n])
      expect(deepValues(await world.ledger.termsOf(world.tender.id))).to.deep.equal(deepValues(terms))
    })

    it('changes the times of a tender that is not open for bids yet, the beginning too', async () => {
      const { tender } = await tenderAt(world, 'Scheduled', { key: world.tender.key.id + 1n })
      const { schedule } = tender.terms
      const later = { ...laterBy(HOUR, schedule), biddingAt: schedule.biddingAt + HOUR }
      await amendTender(world, tender, { schedule: later })
      await time.increaseTo(later.biddingAt - 1)
      await verifyPhase(world, tender, 'Scheduled')
      await time.increaseTo(later.biddingAt)
      await verifyPhase(world, tender, 'Bidding')
    })

    it("replaces the agency's sealed reserve price", async () => {
      const { tender } = await tenderAt(world, 'Bidding', { key: world.tender.key.id + 1n, terms: SINGLE })
      const reserveSeal = { ...tender.reserveSeal, tag: ANOTHER }
      const { terms } = tender
      await expect(agencyAct(world, tender, { type: 'Amend', terms, reserveSeal }))
        .to.emit(world.ledger, 'Amended')
        .withArgs(tender.id, 0, 2, deepValues(terms), deepValues(reserveSeal), anyValue, anyValue)
    })

    describe('and the bids that are there', () => {
      beforeEach(() => submit(world, world.bids))

      it('do not stand any more, and the tender fails at the closing if nobody confirms or bids again', async () => {
        await amendTender(world, world.tender)
        const { bids, aside } = await world.ledger.tenderOf(world.tender.id)
        expect([bids, aside]).to.deep.equal([3n, 3n])
        await travelTo(world.tender, 'closingAt')
        await verifyPhase(world, world.tender, 'Failed')
      })

      it('stand again when enough are confirmed or replaced, and the others open as superseded', async () => {
        const [first, second, third] = world.bids
        if (!first || !second || !third) throw new Error('three bids are needed')
        await amendTender(world, world.tender)
        await confirmBid(world, first)
        const again = sealedBid(world, world.tender, supplier(1), { termsVersion: 2, sequence: 1, r: 5n })
        await submit(world, [again])
        expect((await world.ledger.tenderOf(world.tender.id)).aside).to.equal(1n)
        await travelTo(world.tender, 'closingAt')
        await verifyPhase(world, world.tender, 'Closed')
      })

      it('step aside anew with each amendment', async () => {
        await amendTender(world, world.tender)
        await confirmBid(world, at(world.bids, 0))
        await amendTender(world, world.tender)
        const { bids, aside, termsVersion } = await world.ledger.tenderOf(world.tender.id)
        expect([bids, aside, termsVersion]).to.deep.equal([3n, 3n, 3n])
      })

      it('stay withdrawn if they were, and count once as aside', async () => {
        await withdrawBid(world, world.tender, at(world.bids, 0))
        await amendTender(world, world.tender)
        expect((await world.ledger.tenderOf(world.tender.id)).aside).to.equal(3n)
        await verifyBid(world, at(world.bids, 0), { status: 'Withdrawn', invalidity: 'Withdrawn' })
      })
    })

    it('refuses terms that could not be announced', async () => {
      await verifyRefusal(
        send({ minimumBids: 0 }),
        world.ledger,
        'InvalidTerms',
        ethers.encodeBytes32String('minimumBids'),
      )
    })

    it('refuses a reserve seal where there is none', async () => {
      const reserveSeal = { ...EMPTY_SEAL, tag: ANOTHER }
      await verifyRefusal(
        act(world, AGENCY, { ...statement(), reserveSeal }),
        world.ledger,
        'InvalidReserveSeal',
      )
    })

    it('refuses another notice number', () => refused({ notice: 'OTHER' }, 'notice'))
    it('refuses another predecessor', () => refused({ predecessor: ANOTHER }, 'predecessor'))
    it('refuses another rule for re-tenders', () => refused({ retender: 1 }, 'retender'))
    it('refuses a shorter time between amendments and closing', async () => {
      const choices = { key: world.tender.key.id + 1n, terms: { amendmentTime: 36 * HOUR } }
      const { tender } = await tenderAt(world, 'Bidding', choices)
      await verifyRefusal(
        amendTender(world, tender, { amendmentTime: 36 * HOUR - 1 }),
        world.ledger,
        'InvalidChange',
        tender.id,
        ethers.encodeBytes32String('amendmentTime'),
      )
    })
    it('refuses a shorter time for objections', () =>
      refused({ objectionPeriod: 7 * 24 * HOUR - 1 }, 'objectionPeriod'))
    it('refuses another kind of reserve price, for which no bid is sealed', () =>
      refused(MULTIPLE, 'reserve'))

    it('refuses another beginning of bidding when it has begun, later or earlier', async () => {
      const { schedule } = world.tender.terms
      for (const step of [1, -1]) {
        await refused({ schedule: { ...schedule, biddingAt: schedule.biddingAt + step } }, 'biddingAt')
      }
    })

    it('refuses an earlier beginning of bidding before it has begun', async () => {
      const { tender } = await tenderAt(world, 'Scheduled', { key: world.tender.key.id + 1n })
      const { schedule } = tender.terms
      const early = { schedule: { ...schedule, biddingAt: schedule.biddingAt - 1 } }
      await verifyRefusal(
        amendTender(world, tender, early),
        world.ledger,
        'InvalidChange',
        tender.id,
        ethers.encodeBytes32String('biddingAt'),
      )
    })

    for (const moment of ['closingAt', 'openingAt', 'fallbackAt', 'fallbackEndAt'] as const) {
      it(`refuses an earlier ${moment}`, async () => {
        const { schedule } = world.tender.terms
        await refused({ schedule: { ...schedule, [moment]: schedule[moment] - 1 } }, moment)
      })
    }

    it('takes a closing just as far ahead as announced, and none that is nearer by a second', async () => {
      const { tender } = world
      const { closingAt } = tender.terms.schedule
      await nextBlockAt(closingAt - 24 * HOUR)
      await amendTender(world, tender, { document: ANOTHER })
      await nextBlockAt(closingAt - 24 * HOUR + 1)
      const sent = act(world, AGENCY, { ...statement(), act: 1 })
      await verifyRefusal(sent, world.ledger, 'ClosingTooSoon', tender.id, closingAt + 1)
    })

    guardsAct({
      due: () => ({ world, tender: world.tender, statement: statement() }),
      phases: ['Scheduled', 'Bidding'],
      elsewhere: ['Closed', 'Opening', 'Review', 'Standstill', 'Concluded'] satisfies Station[],
    })
  })
})
