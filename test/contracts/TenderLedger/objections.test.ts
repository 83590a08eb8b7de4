import { anyValue } from '@nomicfoundation/hardhat-ethers-chai-matchers/withArgs'
import { expect } from 'chai'
import { hashText, ZERO_WORD } from '../../../src/protocol/bytes.ts'
import { digest } from '../../../src/protocol/statement.ts'
import { nameAt, OBJECTION_STATES, type ObjectionState } from '../../../src/protocol/tender.ts'
import {
  AGENCY,
  type Author,
  act,
  agencyAct,
  at,
  bring,
  DOCUMENT,
  decideObjection,
  deployLedger,
  disqualify,
  firstOf,
  guardsAct,
  KEY_IDS,
  loadFixture,
  nextBlockAt,
  object,
  ordinal,
  passObjections,
  relay,
  STRANGER,
  type Station,
  sign,
  supplier,
  suspend,
  type TenderAt,
  tenderAt,
  verifyBid,
  verifyPhase,
  verifyRefusal,
  verifyUnauthorized,
  verifyWrongPhase,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

type Story = World & TenderAt

/** Three have bid, and it was awarded to the first. */
async function awarded(): Promise<Story> {
  const world = await deployLedger()
  return { ...world, ...(await tenderAt(world, 'Standstill')) }
}

/** The second and the third object. */
async function disputed(): Promise<Story> {
  const world = await awarded()
  await object(world, world.tender, supplier(1))
  await object(world, world.tender, supplier(2))
  return world
}

describe('TenderLedger', () => {
  describe('objections', () => {
    followsTree(import.meta.url)

    let world: Story

    async function verifyObjection(number: number, author: Author, state: ObjectionState, award = 1n) {
      const found = await world.ledger.objectionOf(world.tender.id, number)
      expect([found.bidder, found.award, nameAt(OBJECTION_STATES, found.state)]).to.deep.equal([
        author.participant,
        award,
        state,
      ])
    }

    async function endOfPeriod(): Promise<number> {
      const { awardedAt } = await world.ledger.tenderOf(world.tender.id)
      return Number(awardedAt) + world.tender.terms.objectionPeriod
    }

    describe('object', () => {
      beforeEach(async () => {
        world = await loadFixture(awarded)
      })

      const statement = (bidder = supplier(1), award = 1) =>
        ({
          type: 'Object',
          tender: world.tender.id,
          bidder: bidder.participant,
          award,
          document: DOCUMENT,
        }) as const

      const refused = (sent: Promise<unknown>, error: string, ...values: unknown[]) =>
        verifyRefusal(sent, world.ledger, error, world.tender.id, ...values)

      it('records the objection of a bidder that lost', async () => {
        await expect(act(world, supplier(1), statement()))
          .to.emit(world.ledger, 'Objected')
          .withArgs(
            world.tender.id,
            supplier(1).participant,
            0,
            1,
            DOCUMENT,
            digest(statement(), world.deployment),
            anyValue,
          )
        await verifyObjection(0, supplier(1), 'Open')
        const { objections, openObjections, acts } = await world.ledger.tenderOf(world.tender.id)
        expect([objections, openObjections, acts]).to.deep.equal([1n, 1n, 2n])
        await verifyPhase(world, world.tender, 'Standstill')
      })

      it('gives each bidder the next number, the winner too', async () => {
        await object(world, world.tender, supplier(2))
        await object(world, world.tender, supplier(0))
        await verifyObjection(0, supplier(2), 'Open')
        await verifyObjection(1, supplier(0), 'Open')
      })

      it('is open to who was disqualified before', async () => {
        const { tender, bids } = await tenderAt(world, 'Review', { key: at(KEY_IDS, 1) })
        await disqualify(world, tender, at(bids, 0))
        await bring(world, { tender, bids: bids.slice(1) }, 'Review', 'Standstill')
        await object(world, tender, supplier(0))
        expect((await world.ledger.tenderOf(tender.id)).openObjections).to.equal(1n)
      })

      it('is in time until one second before the end of the period', async () => {
        await nextBlockAt((await endOfPeriod()) - 1)
        await act(world, supplier(1), statement())
        await verifyObjection(0, supplier(1), 'Open')
      })

      it('refuses at the second of the end of the period', async () => {
        const until = await endOfPeriod()
        await nextBlockAt(until)
        await refused(act(world, supplier(1), statement()), 'ObjectionPeriodOver', until)
      })

      it('refuses a supplier that did not bid', async () => {
        const outsider = supplier(5)
        await refused(act(world, outsider, statement(outsider)), 'NoBid', outsider.participant)
      })

      it('refuses another award than the one that stands', async () => {
        for (const award of [0, 2])
          await refused(act(world, supplier(1), statement(supplier(1), award)), 'WrongAward', 1, award)
      })

      it('refuses what was signed against the award before and kept back', async () => {
        const kept = sign(world, supplier(1), statement())
        await object(world, world.tender, supplier(2))
        await decideObjection(world, world.tender, 0, true)
        await bring(world, world, 'Review', 'Standstill')
        await refused(relay(world, kept), 'WrongAward', 2, 1)
      })

      it('does not mind who comes first: two that were signed at the same time both count', async () => {
        const signed = [1, 2].map(place => sign(world, supplier(place), statement(supplier(place))))
        for (const one of signed.toReversed()) await relay(world, one)
        await verifyObjection(0, supplier(2), 'Open')
        await verifyObjection(1, supplier(1), 'Open')
      })

      it('refuses a second objection of the same bidder to the same award', async () => {
        const signed = sign(world, supplier(1), statement())
        await relay(world, signed)
        await refused(relay(world, signed), 'AlreadyObjected', supplier(1).participant)
        await decideObjection(world, world.tender, 0, false)
        await refused(relay(world, signed), 'AlreadyObjected', supplier(1).participant)
      })

      it('refuses without a document', async () => {
        await refused(act(world, supplier(1), { ...statement(), document: ZERO_WORD }), 'ReasonMissing')
      })

      it('refuses another signer than the bidder', async () => {
        const { participant } = supplier(1)
        await verifyUnauthorized(world, act(world, STRANGER, statement()), participant, 'UnknownSigner')
      })

      it('refuses a bidder that is suspended', async () => {
        await suspend(world, supplier(1))
        const sent = act(world, supplier(1), statement())
        await verifyUnauthorized(world, sent, supplier(1).participant, 'Suspended')
      })

      it('refuses a tender that is not announced', async () => {
        const tender = hashText('nothing')
        const sent = act(world, supplier(1), { ...statement(), tender })
        await verifyRefusal(sent, world.ledger, 'UnknownTender', tender)
      })

      for (const station of ['Bidding', 'Opening', 'Review', 'Concluded'] as const satisfies Station[]) {
        it(`refuses while the tender is ${station}`, async () => {
          const { tender } = await tenderAt(world, station, { key: at(KEY_IDS, 1) })
          const sent = act(world, supplier(1), { ...statement(), tender: tender.id })
          await verifyWrongPhase(world, sent, tender, station, 'Standstill')
        })
      }
    })

    describe('decideObjection', () => {
      beforeEach(async () => {
        world = await loadFixture(disputed)
      })

      const statement = (objection = 0, upheld = false, number = 2) =>
        ({
          type: 'DecideObjection',
          tender: world.tender.id,
          act: number,
          objection,
          upheld,
          document: DOCUMENT,
        }) as const

      const refused = (sent: Promise<unknown>, objection: number, state: ObjectionState) =>
        verifyRefusal(
          sent,
          world.ledger,
          'NoOpenObjection',
          world.tender.id,
          objection,
          ordinal(OBJECTION_STATES, state),
        )

      it('rejects one, and the award stands', async () => {
        await expect(act(world, AGENCY, statement()))
          .to.emit(world.ledger, 'ObjectionDecided')
          .withArgs(
            world.tender.id,
            0,
            false,
            2,
            DOCUMENT,
            supplier(0).participant,
            digest(statement(), world.deployment),
            anyValue,
          )
        await verifyObjection(0, supplier(1), 'Rejected')
        await verifyObjection(1, supplier(2), 'Open')
        expect((await world.ledger.tenderOf(world.tender.id)).openObjections).to.equal(1n)
        await verifyPhase(world, world.tender, 'Standstill')
      })

      it('upholds one: the award falls, and with it every other objection against it', async () => {
        await expect(act(world, AGENCY, statement(1, true)))
          .to.emit(world.ledger, 'ObjectionDecided')
          .withArgs(
            world.tender.id,
            1,
            true,
            2,
            DOCUMENT,
            supplier(0).participant,
            digest(statement(1, true), world.deployment),
            anyValue,
          )
        await verifyObjection(1, supplier(2), 'Upheld')
        await verifyObjection(0, supplier(1), 'Lapsed')
        const { openObjections, awardedAt, first, winner } = await world.ledger.tenderOf(world.tender.id)
        expect([openObjections, awardedAt, first, winner]).to.deep.equal([
          0n,
          0n,
          supplier(0).participant,
          0n,
        ])
        await verifyPhase(world, world.tender, 'Review')
      })

      it('makes the agency look anew at the bid whose award fell', async () => {
        await act(world, AGENCY, statement(0, true))
        const [first, second] = world.bids
        if (!first || !second) throw new Error('two bids are needed')
        const next = second.statement.bidder
        await verifyBid(world, first, { status: 'Acceptable', price: first.price, next })
        const again = agencyAct(world, world.tender, { type: 'Award', ...firstOf(world.bids) })
        await verifyRefusal(again, world.ledger, 'NotQualified', world.tender.id, first.statement.bidder)
        await disqualify(world, world.tender, first)
        expect((await world.ledger.tenderOf(world.tender.id)).first).to.equal(next)
      })

      it('leaves room for objections to the next award, by whoever has objected before', async () => {
        await act(world, AGENCY, statement(0, true))
        await bring(world, world, 'Review', 'Standstill')
        await verifyObjection(1, supplier(2), 'Lapsed')
        await refused(act(world, AGENCY, statement(1, false, 5)), 1, 'Lapsed')
        await object(world, world.tender, supplier(2))
        await verifyObjection(2, supplier(2), 'Open', 2n)
      })

      it('decides after the period too', async () => {
        await passObjections(world.tender)
        await act(world, AGENCY, statement(0, true))
        await verifyPhase(world, world.tender, 'Review')
      })

      it('refuses an objection that nobody raised', async () => {
        await refused(act(world, AGENCY, statement(2)), 2, 'None')
      })

      it('refuses an objection that is decided, also the other way', async () => {
        await act(world, AGENCY, statement())
        for (const upheld of [false, true]) {
          await refused(act(world, AGENCY, statement(0, upheld, 3)), 0, 'Rejected')
        }
      })

      it('refuses without a document', async () => {
        const sent = act(world, AGENCY, { ...statement(), document: ZERO_WORD })
        await verifyRefusal(sent, world.ledger, 'ReasonMissing', world.tender.id)
      })

      guardsAct({
        due: () => ({ world, tender: world.tender, statement: statement() }),
        phases: ['Standstill'],
        elsewhere: ['Bidding', 'Opening', 'Review', 'Concluded'] satisfies Station[],
      })
    })
  })
})
