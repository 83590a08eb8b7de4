import { anyValue } from '@nomicfoundation/hardhat-ethers-chai-matchers/withArgs'
import { expect } from 'chai'
import { digest } from '../../../src/protocol/statement.ts'
import {
  AGENCY,
  act,
  at,
  DOCUMENT,
  deployLedger,
  KEY_IDS,
  loadFixture,
  qualify,
  SCORED,
  supplier,
  type TenderAt,
  type TenderChoices,
  tenderAt,
  verifyBid,
  verifyRefusal,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

type Scored = World & TenderAt

const [FIRST, SECOND] = [0, 1].map(place => supplier(place).participant) as [bigint, bigint]
const TOO_LOW = 2
/** Reserve price 100 million won, A-value 2 million: the first bids 0.8980 of what competes, and 76 points are for that. */
const PRICES = [90_000_000n, 91_000_000n, 92_000_000n]
const SEED = { ...SCORED, tieRule: 0 } as const

async function scored(): Promise<Scored> {
  const world = await deployLedger()
  return { ...world, ...(await tenderAt(world, 'Review', { terms: SEED, prices: PRICES })) }
}

/** Without a scale. */
async function unscored(): Promise<Scored> {
  const world = await deployLedger()
  return { ...world, ...(await tenderAt(world, 'Review')) }
}

describe('TenderLedger', () => {
  describe('the score of a review', () => {
    followsTree(import.meta.url)

    let world: Scored

    const qualification = (otherScore: number, number = 0) =>
      ({
        type: 'Qualify',
        tender: world.tender.id,
        act: number,
        bidder: FIRST,
        otherScore,
        document: DOCUMENT,
      }) as const
    const disqualification = (otherScore: number, reason = TOO_LOW, number = 0) =>
      ({ ...qualification(otherScore, number), type: 'Disqualify', reason }) as const

    const refused = (sent: Promise<unknown>, error: string, ...values: unknown[]) =>
      verifyRefusal(sent, world.ledger, error, world.tender.id, ...values)

    describe('under a scale', () => {
      beforeEach(async () => {
        world = await loadFixture(scored)
      })

      it("qualifies with 95 points: the price's, computed here, and the agency's word on the rest", async () => {
        const statement = qualification(1_900)
        await expect(act(world, AGENCY, statement))
          .to.emit(world.ledger, 'Qualified')
          .withArgs(
            world.tender.id,
            FIRST,
            0,
            1_900,
            7_600,
            DOCUMENT,
            digest(statement, world.deployment),
            anyValue,
          )
        const first = at(world.bids, 0)
        await verifyBid(world, first, {
          status: 'Qualified',
          price: first.price,
          next: SECOND,
          score: 9_500n,
        })
      })

      it('qualifies with all that the other parts are worth', async () => {
        await act(world, AGENCY, qualification(2_000))
        expect((await world.ledger.bidOf(world.tender.id, FIRST)).score).to.equal(9_600n)
      })

      it('refuses to qualify with a hundredth of a point less than 95', async () => {
        await refused(act(world, AGENCY, qualification(1_899)), 'ScoreTooLow', FIRST, 9_499)
        await refused(act(world, AGENCY, qualification(0)), 'ScoreTooLow', FIRST, 7_600)
      })

      it('refuses more than the other parts are worth, to qualify and to disqualify', async () => {
        for (const score of [2_001, 10_000, 65_535]) {
          await refused(act(world, AGENCY, qualification(score)), 'InvalidScore', score)
          await refused(act(world, AGENCY, disqualification(score)), 'InvalidScore', score)
        }
      })

      it('disqualifies for a score that is a hundredth of a point too low', async () => {
        const statement = disqualification(1_899)
        await expect(act(world, AGENCY, statement))
          .to.emit(world.ledger, 'Disqualified')
          .withArgs(
            world.tender.id,
            FIRST,
            0,
            TOO_LOW,
            1_899,
            7_600,
            DOCUMENT,
            SECOND,
            digest(statement, world.deployment),
            anyValue,
          )
        const first = at(world.bids, 0)
        await verifyBid(world, first, { status: 'Disqualified', price: first.price, next: SECOND })
      })

      it('refuses to disqualify for its score who reaches 95 points', async () => {
        await refused(act(world, AGENCY, disqualification(1_900)), 'ScoreSuffices', FIRST, 9_500)
        await refused(act(world, AGENCY, disqualification(2_000)), 'ScoreSuffices', FIRST, 9_600)
      })

      it('disqualifies for another reason without scores, and refuses scores there', async () => {
        await refused(act(world, AGENCY, disqualification(1, 1)), 'InvalidScore', 1)
        const statement = disqualification(0, 1)
        await expect(act(world, AGENCY, statement))
          .to.emit(world.ledger, 'Disqualified')
          .withArgs(
            world.tender.id,
            FIRST,
            0,
            1,
            0,
            0,
            DOCUMENT,
            SECOND,
            digest(statement, world.deployment),
            anyValue,
          )
      })

      it('goes with the qualification that rested on it', async () => {
        await qualify(world, world.tender, at(world.bids, 0), 2_000)
        await act(world, AGENCY, disqualification(0, 3, 1))
        const first = at(world.bids, 0)
        await verifyBid(world, first, { status: 'Disqualified', price: first.price, next: SECOND })
      })
    })

    describe('of the price', () => {
      beforeEach(async () => {
        world = await loadFixture(deployLedger as () => Promise<Scored>)
      })

      /** What the ledger finds the price of the first bid worth when all else is worth what it can be. */
      async function totalOf(choices: TenderChoices & { prices: bigint[] }, other: number): Promise<bigint> {
        const { tender, bids } = await tenderAt(world, 'Review', choices)
        await qualify(world, tender, at(bids, 0), other)
        return (await world.ledger.bidOf(tender.id, FIRST)).score
      }

      for (const [qualification, other, flat] of [
        [1, 5_000, 4_500n],
        [2, 3_000, 6_500n],
        [3, 2_000, 7_500n],
        [4, 1_000, 8_500n],
      ] as const) {
        it(`is best at nine tenths of what competes, and flat above, under scale ${qualification}`, async () => {
          const terms = { ...SEED, award: { ...SEED.award, qualification } }
          const best = { key: at(KEY_IDS, 0), terms, prices: [90_200_000n, 99_000_000n] }
          expect(await totalOf(best, other)).to.equal(10_000n)
          const high = { key: at(KEY_IDS, 1), terms, prices: [98_000_000n, 99_000_000n] }
          expect(await totalOf(high, other)).to.equal(flat + BigInt(other))
        })
      }

      it('rests on the reserve price that was opened, not on the base amount', async () => {
        const reservePrice = 95_000_000n
        const choices = { terms: SEED, reservePrice, prices: [90_000_000n, 91_000_000n] }
        expect(await totalOf(choices, 2_000)).to.equal(9_500n)
      })

      it('cannot be made up for where the price is far below', async () => {
        const prices = [88_200_000n, 91_000_000n]
        const { tender, bids } = await tenderAt(world, 'Review', { terms: SEED, prices })
        const sent = qualify(world, tender, at(bids, 0), 2_000)
        await verifyRefusal(sent, world.ledger, 'ScoreTooLow', tender.id, FIRST, 5_920)
      })
    })

    describe('without a scale', () => {
      beforeEach(async () => {
        world = await loadFixture(unscored)
      })

      it('is refused, to qualify and to disqualify', async () => {
        await refused(act(world, AGENCY, qualification(1)), 'InvalidScore', 1)
        await refused(act(world, AGENCY, disqualification(1)), 'InvalidScore', 1)
      })

      it('leaves the agency free to call it too low', async () => {
        await act(world, AGENCY, disqualification(0))
        expect((await world.ledger.tenderOf(world.tender.id)).first).to.equal(SECOND)
      })
    })
  })
})
