import { anyValue } from '@nomicfoundation/hardhat-ethers-chai-matchers/withArgs'
import { expect } from 'chai'
import { ZERO_WORD } from '../../../src/protocol/bytes.ts'
import { digest } from '../../../src/protocol/statement.ts'
import {
  AGENCY,
  act,
  at,
  bring,
  DOCUMENT,
  decideObjection,
  deployLedger,
  guardsAct,
  KEY_IDS,
  loadFixture,
  nextBlockAt,
  object,
  passObjections,
  type Station,
  supplier,
  suspend,
  type TenderAt,
  tenderAt,
  verifyBid,
  verifyPhase,
  verifyRefusal,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const [FIRST, SECOND] = [0, 1].map(place => supplier(place).participant) as [bigint, bigint]

async function awarded(): Promise<World & TenderAt> {
  const world = await deployLedger()
  return { ...world, ...(await tenderAt(world, 'Standstill')) }
}

async function undisputed(): Promise<World & TenderAt> {
  const world = await awarded()
  await passObjections(world.tender)
  return world
}

describe('TenderLedger', () => {
  describe('forfeit', () => {
    followsTree(import.meta.url)

    let world: World & TenderAt
    beforeEach(async () => {
      world = await loadFixture(undisputed)
    })

    const statement = (bidder = FIRST) =>
      ({
        type: 'Forfeit',
        tender: world.tender.id,
        act: 2,
        bidder,
        reason: 1,
        document: DOCUMENT,
      }) as const

    it('takes the award from the winner, and the next in line follows', async () => {
      await expect(act(world, AGENCY, statement()))
        .to.emit(world.ledger, 'Forfeited')
        .withArgs(
          world.tender.id,
          FIRST,
          2,
          1,
          DOCUMENT,
          SECOND,
          digest(statement(), world.deployment),
          anyValue,
        )
      const first = at(world.bids, 0)
      await verifyBid(world, first, { status: 'Forfeited', price: first.price, next: SECOND })
      const { first: next, awardedAt, winner, awards } = await world.ledger.tenderOf(world.tender.id)
      expect([next, awardedAt, winner, awards]).to.deep.equal([SECOND, 0n, 0n, 1n])
      await verifyPhase(world, world.tender, 'Review')
    })

    it('lets the next be qualified, awarded and concluded with, after a period of its own', async () => {
      await act(world, AGENCY, statement())
      const { tender, bids } = world
      await bring(world, { tender, bids: bids.slice(1) }, 'Review', 'Standstill')
      await object(world, tender, supplier(0))
      await decideObjection(world, tender, 0, false)
      await bring(world, { tender, bids: bids.slice(1) }, 'Standstill', 'Concluded')
      await verifyPhase(world, tender, 'Concluded')
    })

    it('leaves a failed tender when nobody follows, after the time to object', async () => {
      const { tender, bids } = await tenderAt(world, 'Standstill', {
        key: at(KEY_IDS, 1),
        terms: { minimumBids: 1 },
        prices: [90_000_000n],
      })
      await passObjections(tender)
      await act(world, AGENCY, { ...statement(at(bids, 0).statement.bidder), tender: tender.id })
      await verifyPhase(world, tender, 'Standstill')
      await passObjections(tender)
      await verifyPhase(world, tender, 'Failed')
    })

    it('is the way out when the winner was suspended after the award', async () => {
      await suspend(world, supplier(0))
      await act(world, AGENCY, statement())
      await verifyPhase(world, world.tender, 'Review')
    })

    it('refuses one second before the objection period is over, and takes it then', async () => {
      world = await loadFixture(awarded)
      const { awardedAt } = await world.ledger.tenderOf(world.tender.id)
      const until = Number(awardedAt) + world.tender.terms.objectionPeriod
      await nextBlockAt(until - 1)
      const sent = act(world, AGENCY, statement())
      await verifyRefusal(sent, world.ledger, 'ObjectionPeriodRunning', world.tender.id, until)
      await nextBlockAt(until)
      await act(world, AGENCY, statement())
      await verifyPhase(world, world.tender, 'Review')
    })

    it('refuses while an objection is open', async () => {
      world = await loadFixture(awarded)
      await object(world, world.tender, supplier(1))
      await passObjections(world.tender)
      await verifyRefusal(act(world, AGENCY, statement()), world.ledger, 'ObjectionsOpen', world.tender.id, 1)
    })

    it('refuses another bidder than the winner', async () => {
      const sent = act(world, AGENCY, statement(SECOND))
      await verifyRefusal(sent, world.ledger, 'NotWinner', world.tender.id, FIRST, SECOND)
    })

    for (const [name, change] of [
      ['without a reason code', { reason: 0 }],
      ['without a document', { document: ZERO_WORD }],
    ] as const) {
      it(`refuses ${name}`, async () => {
        const sent = act(world, AGENCY, { ...statement(), ...change })
        await verifyRefusal(sent, world.ledger, 'ReasonMissing', world.tender.id)
      })
    }

    guardsAct({
      due: () => ({ world, tender: world.tender, statement: statement() }),
      phases: ['Standstill'],
      after: 'Review',
      elsewhere: ['Bidding', 'Opening', 'Review', 'Concluded'] satisfies Station[],
    })
  })
})
