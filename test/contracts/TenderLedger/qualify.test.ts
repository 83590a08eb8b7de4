import { anyValue } from '@nomicfoundation/hardhat-ethers-chai-matchers/withArgs'
import { expect } from 'chai'
import { hashText, ZERO_WORD } from '../../../src/protocol/bytes.ts'
import { digest } from '../../../src/protocol/statement.ts'
import { BID_STATUSES } from '../../../src/protocol/tender.ts'
import {
  AGENCY,
  act,
  at,
  DOCUMENT,
  deployLedger,
  loadFixture,
  OTHER_AGENCY,
  ordinal,
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

const FIRST = supplier(0).participant
const SECOND = supplier(1).participant

async function review(): Promise<World & TenderAt> {
  const world = await deployLedger()
  return { ...world, ...(await tenderAt(world, 'Review')) }
}

describe('TenderLedger', () => {
  describe('qualify', () => {
    followsTree(import.meta.url)

    let world: World & TenderAt
    beforeEach(async () => {
      world = await loadFixture(review)
    })

    const statement = (bidder = FIRST, number = 0) =>
      ({
        type: 'Qualify',
        tender: world.tender.id,
        act: number,
        bidder,
        otherScore: 0,
        document: DOCUMENT,
      }) as const

    it('finds the first in line qualified, and counts as an act', async () => {
      await expect(act(world, AGENCY, statement()))
        .to.emit(world.ledger, 'Qualified')
        .withArgs(world.tender.id, FIRST, 0, 0, 0, DOCUMENT, digest(statement(), world.deployment), anyValue)
      await verifyBid(world, at(world.bids, 0), { status: 'Qualified', price: 90_000_000n, next: SECOND })
      await verifyPhase(world, world.tender, 'Review')
      expect((await world.ledger.tenderOf(world.tender.id)).acts).to.equal(1n)
    })

    it('needs no document', async () => {
      await act(world, AGENCY, { ...statement(), document: ZERO_WORD })
      await verifyBid(world, at(world.bids, 0), { status: 'Qualified', price: 90_000_000n, next: SECOND })
    })

    it('refuses the second in line', async () => {
      const sent = act(world, AGENCY, statement(SECOND))
      await verifyRefusal(sent, world.ledger, 'NotFirstInLine', world.tender.id, FIRST, SECOND)
    })

    it('refuses a bidder that is qualified already', async () => {
      await act(world, AGENCY, statement())
      const status = ordinal(BID_STATUSES, 'Qualified')
      const sent = act(world, AGENCY, statement(FIRST, 1))
      await verifyRefusal(sent, world.ledger, 'NotRankable', world.tender.id, FIRST, status)
    })

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

    for (const station of [
      'Scheduled',
      'Bidding',
      'Closed',
      'Opening',
      'Ranking',
      'Standstill',
      'Concluded',
    ] as const satisfies Station[]) {
      it(`refuses while the tender is ${station}`, async () => {
        const { tender } = await tenderAt(world, station, { key: world.tender.key.id + 1n })
        const sent = qualify(world, tender, at(world.bids, 0))
        await verifyWrongPhase(world, sent, tender, station, 'Review')
      })
    }
  })
})
