import { anyValue } from '@nomicfoundation/hardhat-ethers-chai-matchers/withArgs'
import { expect } from 'chai'
import { hashText, ZERO_WORD } from '../../../src/protocol/bytes.ts'
import { digest } from '../../../src/protocol/statement.ts'
import {
  AGENCY,
  act,
  at,
  DOCUMENT,
  deployLedger,
  disqualify,
  lineOf,
  loadFixture,
  OTHER_AGENCY,
  passObjections,
  qualify,
  relay,
  type Station,
  sign,
  supplier,
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

const [FIRST, SECOND, THIRD] = [0, 1, 2].map(place => supplier(place).participant) as [bigint, bigint, bigint]
const REASON = 2

async function review(): Promise<World & TenderAt> {
  const world = await deployLedger()
  return { ...world, ...(await tenderAt(world, 'Review')) }
}

describe('TenderLedger', () => {
  describe('disqualify', () => {
    followsTree(import.meta.url)

    let world: World & TenderAt
    beforeEach(async () => {
      world = await loadFixture(review)
    })

    const statement = (bidder = FIRST, number = 0) =>
      ({
        type: 'Disqualify',
        tender: world.tender.id,
        act: number,
        bidder,
        reason: REASON,
        otherScore: 0,
        document: DOCUMENT,
      }) as const

    it('moves to the next in line, with a reason and a document', async () => {
      const signed = digest(statement(), world.deployment)
      await expect(act(world, AGENCY, statement()))
        .to.emit(world.ledger, 'Disqualified')
        .withArgs(world.tender.id, FIRST, 0, REASON, 0, 0, DOCUMENT, SECOND, signed, anyValue)
      await verifyBid(world, at(world.bids, 0), { status: 'Disqualified', price: 90_000_000n, next: SECOND })
      expect(await lineOf(world, world.tender)).to.deep.equal([SECOND, THIRD])
      await verifyPhase(world, world.tender, 'Review')
    })

    it('takes a bidder out that was found qualified before', async () => {
      await qualify(world, world.tender, at(world.bids, 0))
      await act(world, AGENCY, statement(FIRST, 1))
      expect(await lineOf(world, world.tender)).to.deep.equal([SECOND, THIRD])
    })

    it('fails the tender when nobody is left, after the time to object', async () => {
      for (const [number, bidder] of [FIRST, SECOND, THIRD].entries())
        await act(world, AGENCY, statement(bidder, number))
      expect((await world.ledger.tenderOf(world.tender.id)).first).to.equal(0n)
      await verifyPhase(world, world.tender, 'Standstill')
      await passObjections(world.tender)
      await verifyPhase(world, world.tender, 'Failed')
    })

    it('refuses the second in line', async () => {
      const sent = act(world, AGENCY, statement(SECOND))
      await verifyRefusal(sent, world.ledger, 'NotFirstInLine', world.tender.id, FIRST, SECOND)
    })

    it('refuses to disqualify the same bidder again', async () => {
      await act(world, AGENCY, statement())
      const sent = act(world, AGENCY, statement(FIRST, 1))
      await verifyRefusal(sent, world.ledger, 'NotFirstInLine', world.tender.id, SECOND, FIRST)
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

    it('refuses another number than that of the next act', async () => {
      const sent = act(world, AGENCY, statement(FIRST, 1))
      await verifyRefusal(sent, world.ledger, 'WrongAct', world.tender.id, 0, 1)
    })

    it('refuses the same statement a second time', async () => {
      const signed = sign(world, AGENCY, statement())
      await relay(world, signed)
      await verifyRefusal(relay(world, signed), world.ledger, 'WrongAct', world.tender.id, 1, 0)
    })

    it('refuses another agency', async () => {
      await verifyUnauthorized(
        world,
        act(world, OTHER_AGENCY, statement()),
        AGENCY.participant,
        'UnknownSigner',
      )
    })

    it('refuses a tender that is not announced', async () => {
      const tender = hashText('nothing')
      await verifyRefusal(
        act(world, AGENCY, { ...statement(), tender }),
        world.ledger,
        'UnknownTender',
        tender,
      )
    })

    for (const station of ['Opening', 'Ranking', 'Standstill', 'Concluded'] as const satisfies Station[]) {
      it(`refuses while the tender is ${station}`, async () => {
        const { tender } = await tenderAt(world, station, { key: world.tender.key.id + 1n })
        const sent = disqualify(world, tender, at(world.bids, 0))
        await verifyWrongPhase(world, sent, tender, station, 'Review')
      })
    }
  })
})
