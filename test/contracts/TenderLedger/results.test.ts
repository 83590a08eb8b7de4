import { expect } from 'chai'
import {
  type Author,
  agencyAct,
  announceTender,
  at,
  award,
  bring,
  CONTRACT,
  cancelTender,
  decideObjection,
  deployLedger,
  disqualify,
  forfeit,
  KEY_IDS,
  loadFixture,
  nextBlockAt,
  object,
  passObjections,
  qualify,
  supplier,
  type TenderAt,
  tenderAt,
  time,
  verifyBid,
  verifyPhase,
  verifyRefusal,
  verifyWrongPhase,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

type Story = World & TenderAt

const [FIRST, SECOND, THIRD] = [0, 1, 2].map(place => supplier(place).participant) as [bigint, bigint, bigint]
/** Its bid is above the reserve price. */
const REJECTED = supplier(3)
const PRICES = [90_000_000n, 91_000_000n, 92_000_000n, 100_000_001n]

async function review(): Promise<Story> {
  const world = await deployLedger()
  return { ...world, ...(await tenderAt(world, 'Review', { prices: PRICES })) }
}

/** The first two are disqualified, the third was awarded. */
async function awardedToTheThird(): Promise<Story> {
  const world = await review()
  const { tender, bids } = world
  for (const bid of bids.slice(0, 2)) await disqualify(world, tender, bid)
  await bring(world, { tender, bids: bids.slice(2) }, 'Review', 'Standstill')
  return world
}

/** All three are disqualified. */
async function emptied(): Promise<Story> {
  const world = await review()
  for (const bid of world.bids.slice(0, 3)) await disqualify(world, world.tender, bid)
  return world
}

describe('TenderLedger', () => {
  describe('results', () => {
    followsTree(import.meta.url)

    let world: Story

    const facts = () => world.ledger.tenderOf(world.tender.id)
    const refused = (sent: Promise<unknown>, error: string, ...values: unknown[]) =>
      verifyRefusal(sent, world.ledger, error, world.tender.id, ...values)
    /** Objects, and the agency upholds it. */
    const uphold = async (author: Author) => {
      await object(world, world.tender, author)
      const { objections } = await facts()
      await decideObjection(world, world.tender, Number(objections) - 1, true)
    }

    describe('a result without a winner', () => {
      beforeEach(async () => {
        world = await loadFixture(emptied)
      })

      it('is there when the last in line is disqualified: it counts as an award does', async () => {
        const { first, winner, awards, awardedAt } = await facts()
        expect([first, winner, awards, awardedAt]).to.deep.equal([0n, 0n, 1n, BigInt(await time.latest())])
        await verifyPhase(world, world.tender, 'Standstill')
      })

      it('is there when the last in line forfeits: it counts after the award that fell', async () => {
        world = await loadFixture(awardedToTheThird)
        await passObjections(world.tender)
        await forfeit(world, world.tender, at(world.bids, 2))
        const { first, winner, awards, awardedAt } = await facts()
        expect([first, winner, awards, awardedAt]).to.deep.equal([0n, 0n, 2n, BigInt(await time.latest())])
        await verifyPhase(world, world.tender, 'Standstill')
      })

      it('leaves nobody to conclude with, and nobody to forfeit', async () => {
        const third = at(world.bids, 2)
        const amount = third.price
        const conclusion = { type: 'Conclude', bidder: THIRD, amount, contractHash: CONTRACT } as const
        await refused(agencyAct(world, world.tender, conclusion), 'NotWinner', 0, THIRD)
        await refused(forfeit(world, world.tender, third), 'NotWinner', 0, THIRD)
      })

      it('is neither reviewed nor cancelled nor repeated before the time to object is over', async () => {
        const { tender, bids } = world
        await verifyWrongPhase(world, qualify(world, tender, at(bids, 2)), tender, 'Standstill', 'Review')
        await verifyWrongPhase(world, award(world, tender, at(bids, 2)), tender, 'Standstill', 'Review')
        await verifyWrongPhase(world, cancelTender(world, tender), tender, 'Standstill')
        const terms = { predecessor: tender.id }
        const repeat = announceTender(world, { key: at(KEY_IDS, 1), terms })
        await verifyWrongPhase(world, repeat, tender, 'Standstill', 'Failed', 'Cancelled')
        await passObjections(tender)
        await verifyPhase(world, tender, 'Failed')
        await announceTender(world, { key: at(KEY_IDS, 1), terms })
      })

      it('takes objections until one second before the end of the period, and none afterwards', async () => {
        const until = Number((await facts()).awardedAt) + world.tender.terms.objectionPeriod
        await nextBlockAt(until - 1)
        await object(world, world.tender, supplier(0))
        await nextBlockAt(until)
        await refused(object(world, world.tender, supplier(1)), 'ObjectionPeriodOver', until)
        await decideObjection(world, world.tender, 0, false)
        await verifyWrongPhase(
          world,
          object(world, world.tender, supplier(1)),
          world.tender,
          'Failed',
          'Standstill',
        )
      })

      it('falls when the last in line objects with success: it is first again, and can win', async () => {
        await uphold(supplier(2))
        const { first, winner, awardedAt, openObjections } = await facts()
        expect([first, winner, awardedAt, openObjections]).to.deep.equal([THIRD, 0n, 0n, 0n])
        const { tender, bids } = world
        await verifyBid(world, at(bids, 2), { status: 'Acceptable', price: at(PRICES, 2) })
        await bring(world, { tender, bids: bids.slice(2) }, 'Review', 'Concluded')
        expect((await facts()).awards).to.equal(2n)
      })

      it('comes again when it is disqualified again, with a period of its own', async () => {
        await uphold(supplier(2))
        await disqualify(world, world.tender, at(world.bids, 2))
        const { awards, awardedAt } = await facts()
        expect([awards, awardedAt]).to.deep.equal([2n, BigInt(await time.latest())])
        await object(world, world.tender, supplier(2))
        await verifyPhase(world, world.tender, 'Standstill')
      })

      it('gives way to another one when somebody succeeds whose bid was never acceptable: nobody is in line', async () => {
        await uphold(REJECTED)
        const { tender, bids } = world
        const { first, winner, awards, awardedAt, openObjections } = await facts()
        expect([first, winner, openObjections]).to.deep.equal([0n, 0n, 0n])
        expect([awards, awardedAt]).to.deep.equal([2n, BigInt(await time.latest())])
        await verifyBid(world, at(bids, 3), {
          status: 'Rejected',
          verdict: 'AboveReserve',
          price: at(PRICES, 3),
        })
        await verifyWrongPhase(world, qualify(world, tender, at(bids, 3)), tender, 'Standstill', 'Review')
        await object(world, tender, supplier(2))
        await decideObjection(world, tender, 1, false)
        await passObjections(tender)
        await verifyPhase(world, tender, 'Failed')
      })
    })

    describe('an upheld objection', () => {
      beforeEach(async () => {
        world = await loadFixture(awardedToTheThird)
      })

      it('puts an earlier bidder that was disqualified back at the head', async () => {
        const { tender, bids } = world
        await object(world, tender, supplier(0))
        await expect(decideObjection(world, tender, 0, true)).to.emit(world.ledger, 'ObjectionDecided')
        expect((await facts()).first).to.equal(FIRST)
        await verifyBid(world, at(bids, 0), { status: 'Acceptable', price: at(PRICES, 0), next: SECOND })
        await verifyBid(world, at(bids, 2), { status: 'Acceptable', price: at(PRICES, 2) })
        await bring(world, world, 'Review', 'Concluded')
        await verifyPhase(world, tender, 'Concluded')
      })

      it('puts nobody back but the one that objects: the head passes over the others', async () => {
        const { tender, bids } = world
        await uphold(supplier(0))
        await verifyBid(world, at(bids, 1), { status: 'Disqualified', price: at(PRICES, 1), next: THIRD })
        await refused(qualify(world, tender, at(bids, 1)), 'NotFirstInLine', FIRST, SECOND)
        await disqualify(world, tender, at(bids, 0))
        expect((await facts()).first).to.equal(THIRD)
      })

      it('leaves the head where it is when it is that of the winner, or of one that is not in line', async () => {
        for (const author of [supplier(2), REJECTED]) {
          world = await loadFixture(awardedToTheThird)
          await uphold(author)
          expect((await facts()).first).to.equal(THIRD)
          await verifyBid(world, at(world.bids, 2), { status: 'Acceptable', price: at(PRICES, 2) })
          await verifyPhase(world, world.tender, 'Review')
        }
      })

      it('lets one after the other back, each against another result', async () => {
        const { tender, bids } = world
        await uphold(supplier(1))
        expect((await facts()).first).to.equal(SECOND)
        await bring(world, { tender, bids: bids.slice(1) }, 'Review', 'Standstill')
        await uphold(supplier(0))
        expect((await facts()).first).to.equal(FIRST)
        await bring(world, world, 'Review', 'Concluded')
        expect((await facts()).winner).to.equal(FIRST)
      })

      it('puts a winner back that had forfeited, before the one that won after it', async () => {
        world = await loadFixture(review)
        const { tender, bids } = world
        await bring(world, world, 'Review', 'Standstill')
        await passObjections(tender)
        await forfeit(world, tender, at(bids, 0))
        await bring(world, { tender, bids: bids.slice(1) }, 'Review', 'Standstill')
        expect((await facts()).winner).to.equal(SECOND)
        await uphold(supplier(0))
        const { first, winner } = await facts()
        expect([first, winner]).to.deep.equal([FIRST, 0n])
        await verifyBid(world, at(bids, 0), { status: 'Acceptable', price: at(PRICES, 0), next: SECOND })
        await verifyBid(world, at(bids, 1), { status: 'Acceptable', price: at(PRICES, 1), next: THIRD })
        await bring(world, world, 'Review', 'Concluded')
      })
    })
  })
})
