import { anyValue } from '@nomicfoundation/hardhat-ethers-chai-matchers/withArgs'
import { expect } from 'chai'
import { hashText, ZERO_WORD } from '../../../src/protocol/bytes.ts'
import { countersign, digest, signStatement } from '../../../src/protocol/statement.ts'
import {
  AGENCY,
  act,
  agencyAct,
  CONTRACT,
  decideObjection,
  deployLedger,
  loadFixture,
  nextBlockAt,
  OTHER_AGENCY,
  object,
  passObjections,
  relay,
  type Station,
  sign,
  supplier,
  suspend,
  type TenderAt,
  tenderAt,
  verifyPhase,
  verifyRefusal,
  verifyUnauthorized,
  verifyWrongPhase,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const [FIRST, SECOND] = [0, 1].map(place => supplier(place).participant) as [bigint, bigint]
const AMOUNT = 90_000_000n

async function awarded(): Promise<World & TenderAt> {
  const world = await deployLedger()
  return { ...world, ...(await tenderAt(world, 'Standstill')) }
}

describe('TenderLedger', () => {
  describe('conclude', () => {
    followsTree(import.meta.url)

    let world: World & TenderAt
    beforeEach(async () => {
      world = await loadFixture(awarded)
    })

    const statement = (bidder = FIRST, amount = AMOUNT, number = 2) =>
      ({
        type: 'Conclude',
        tender: world.tender.id,
        act: number,
        bidder,
        amount,
        contractHash: CONTRACT,
      }) as const

    async function endOfPeriod(): Promise<number> {
      const { awardedAt } = await world.ledger.tenderOf(world.tender.id)
      return Number(awardedAt) + world.tender.terms.objectionPeriod
    }

    it('ends the tender with the hash of the contract, at the second when the objection period is over', async () => {
      const until = await endOfPeriod()
      await nextBlockAt(until)
      await expect(act(world, AGENCY, statement()))
        .to.emit(world.ledger, 'Concluded')
        .withArgs(
          world.tender.id,
          FIRST,
          2,
          AMOUNT,
          CONTRACT,
          digest(statement(), world.deployment),
          anyValue,
        )
      expect((await world.ledger.tenderOf(world.tender.id)).concludedAt).to.equal(BigInt(until))
      await verifyPhase(world, world.tender, 'Concluded')
    })

    it('refuses one second before the objection period is over', async () => {
      const until = await endOfPeriod()
      await nextBlockAt(until - 1)
      const sent = act(world, AGENCY, statement())
      await verifyRefusal(sent, world.ledger, 'ObjectionPeriodRunning', world.tender.id, until)
    })

    it('waits for every objection, and goes on when the last is rejected', async () => {
      for (const place of [1, 2]) await object(world, world.tender, supplier(place))
      await passObjections(world.tender)
      for (const open of [2, 1]) {
        const number = 4 - open
        const sent = act(world, AGENCY, statement(FIRST, AMOUNT, number))
        await verifyRefusal(sent, world.ledger, 'ObjectionsOpen', world.tender.id, open)
        await decideObjection(world, world.tender, 2 - open, false)
      }
      await act(world, AGENCY, statement(FIRST, AMOUNT, 4))
      await verifyPhase(world, world.tender, 'Concluded')
    })

    describe('after the objection period', () => {
      beforeEach(() => passObjections(world.tender))

      it('refuses another bidder than the one to whom it was awarded', async () => {
        const sent = act(world, AGENCY, statement(SECOND, 91_000_000n))
        await verifyRefusal(sent, world.ledger, 'NotWinner', world.tender.id, FIRST, SECOND)
      })

      for (const amount of [AMOUNT - 1n, AMOUNT + 1n]) {
        it(`refuses ${amount} won where ${AMOUNT} was awarded`, async () => {
          const sent = act(world, AGENCY, statement(FIRST, amount))
          await verifyRefusal(sent, world.ledger, 'WrongAmount', world.tender.id, AMOUNT, amount)
        })
      }

      it('refuses without the hash of the contract', async () => {
        const sent = act(world, AGENCY, { ...statement(), contractHash: ZERO_WORD })
        await verifyRefusal(sent, world.ledger, 'ReasonMissing', world.tender.id)
      })

      it('refuses another number than that of the next act', async () => {
        const sent = act(world, AGENCY, statement(FIRST, AMOUNT, 1))
        await verifyRefusal(sent, world.ledger, 'WrongAct', world.tender.id, 2, 1)
      })

      it('refuses the same statement a second time', async () => {
        const signed = sign(world, AGENCY, statement())
        await relay(world, signed)
        await verifyWrongPhase(world, relay(world, signed), world.tender, 'Concluded', 'Standstill')
      })

      for (const [signer, name] of [
        [supplier(1), 'another bidder'],
        [AGENCY, 'the agency itself'],
      ] as const) {
        it(`refuses the countersignature of ${name}`, async () => {
          const signed = signStatement(statement(), world.deployment, AGENCY.secretKey)
          const sent = relay(world, countersign(signed, world.deployment, signer.secretKey))
          await verifyUnauthorized(world, sent, FIRST, 'UnknownSigner')
        })
      }

      it('refuses a countersignature under other words', async () => {
        const signed = sign(world, AGENCY, statement())
        const { countersignature } = sign(world, AGENCY, { ...statement(), contractHash: hashText('other') })
        if (countersignature === undefined) throw new Error('it was not countersigned')
        const sent = relay(world, { ...signed, countersignature })
        await verifyUnauthorized(world, sent, FIRST, 'BadSignature')
      })

      it('refuses a winner that is suspended', async () => {
        await suspend(world, supplier(0))
        await verifyUnauthorized(world, act(world, AGENCY, statement()), FIRST, 'Suspended')
      })

      it('refuses an agency that is suspended', async () => {
        await suspend(world, AGENCY)
        await verifyUnauthorized(world, act(world, AGENCY, statement()), AGENCY.participant, 'Suspended')
      })

      it('refuses another agency', async () => {
        await verifyUnauthorized(
          world,
          act(world, OTHER_AGENCY, statement()),
          AGENCY.participant,
          'UnknownSigner',
        )
      })
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

    for (const station of ['Opening', 'Ranking', 'Review'] as const satisfies Station[]) {
      it(`refuses while the tender is ${station}`, async () => {
        const { tender } = await tenderAt(world, station, { key: world.tender.key.id + 1n })
        const { tender: _, act: __, ...fields } = statement()
        await verifyWrongPhase(world, agencyAct(world, tender, fields), tender, station, 'Standstill')
      })
    }
  })
})
