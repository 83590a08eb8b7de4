import { anyValue } from '@nomicfoundation/hardhat-ethers-chai-matchers/withArgs'
import { expect } from 'chai'
import { hashText } from '../../../src/protocol/bytes.ts'
import { digest } from '../../../src/protocol/statement.ts'
import {
  AGENCY,
  act,
  agencyAct,
  at,
  deployLedger,
  disqualify,
  loadFixture,
  nextBlockAt,
  OTHER_AGENCY,
  qualify,
  relay,
  type Station,
  sign,
  supplier,
  type TenderAt,
  tenderAt,
  time,
  verifyPhase,
  verifyRefusal,
  verifyUnauthorized,
  verifyWrongPhase,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const [FIRST, SECOND] = [0, 1].map(place => supplier(place).participant) as [bigint, bigint]
const AMOUNT = 90_000_000n

async function qualified(): Promise<World & TenderAt> {
  const world = await deployLedger()
  return { ...world, ...(await tenderAt(world, 'Qualified')) }
}

describe('TenderLedger', () => {
  describe('award', () => {
    followsTree(import.meta.url)

    let world: World & TenderAt
    beforeEach(async () => {
      world = await loadFixture(qualified)
    })

    const statement = (bidder = FIRST, amount = AMOUNT, number = 1) =>
      ({ type: 'Award', tender: world.tender.id, act: number, bidder, amount }) as const

    it('goes to the qualified first in line at its own price', async () => {
      const seconds = (await time.latest()) + 10
      await nextBlockAt(seconds)
      await expect(act(world, AGENCY, statement()))
        .to.emit(world.ledger, 'Awarded')
        .withArgs(world.tender.id, FIRST, 1, AMOUNT, digest(statement(), world.deployment), anyValue)
      const { awardedAt, winner, awards } = await world.ledger.tenderOf(world.tender.id)
      expect([awardedAt, winner, awards]).to.deep.equal([BigInt(seconds), FIRST, 1n])
      await verifyPhase(world, world.tender, 'Standstill')
    })

    it('goes to the second once the first is disqualified and the second found qualified', async () => {
      const { tender } = world
      await disqualify(world, tender, at(world.bids, 0))
      await qualify(world, tender, at(world.bids, 1))
      await act(world, AGENCY, statement(SECOND, 91_000_000n, 3))
      await verifyPhase(world, tender, 'Standstill')
    })

    it('refuses the second in line', async () => {
      const sent = act(world, AGENCY, statement(SECOND, 91_000_000n))
      await verifyRefusal(sent, world.ledger, 'NotFirstInLine', world.tender.id, FIRST, SECOND)
    })

    it('refuses the first in line before it is found qualified', async () => {
      const { tender } = await tenderAt(world, 'Review', { key: world.tender.key.id + 1n })
      const sent = agencyAct(world, tender, { type: 'Award', bidder: FIRST, amount: AMOUNT })
      await verifyRefusal(sent, world.ledger, 'NotQualified', tender.id, FIRST)
    })

    for (const amount of [AMOUNT - 1n, AMOUNT + 1n, 0n]) {
      it(`refuses ${amount} won where ${AMOUNT} was bid`, async () => {
        const sent = act(world, AGENCY, statement(FIRST, amount))
        await verifyRefusal(sent, world.ledger, 'WrongAmount', world.tender.id, AMOUNT, amount)
      })
    }

    it('refuses another number than that of the next act', async () => {
      const sent = act(world, AGENCY, statement(FIRST, AMOUNT, 2))
      await verifyRefusal(sent, world.ledger, 'WrongAct', world.tender.id, 1, 2)
    })

    it('refuses the same statement a second time', async () => {
      const signed = sign(world, AGENCY, statement())
      await relay(world, signed)
      await verifyWrongPhase(world, relay(world, signed), world.tender, 'Standstill', 'Review')
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

    for (const station of ['Opening', 'Ranking', 'Concluded'] as const satisfies Station[]) {
      it(`refuses while the tender is ${station}`, async () => {
        const { tender } = await tenderAt(world, station, { key: world.tender.key.id + 1n })
        const sent = agencyAct(world, tender, { type: 'Award', bidder: FIRST, amount: AMOUNT })
        await verifyWrongPhase(world, sent, tender, station, 'Review')
      })
    }
  })
})
