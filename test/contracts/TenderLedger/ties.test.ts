import { expect } from 'chai'
import {
  agencyAct,
  at,
  authorOf,
  award,
  bring,
  CONTRACT,
  DOCUMENT,
  decideObjection,
  deployLedger,
  disqualify,
  forfeit,
  KEY_IDS,
  lineOf,
  loadFixture,
  object,
  passObjections,
  qualify,
  SCORED,
  supplier,
  type TestBid,
  type TestTender,
  tenderAt,
  verifyBid,
  verifyPhase,
  verifyRefusal,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

/** 0.9000 of what competes: 80 points for the price, 20 for the rest. */
const PRICE = 90_200_000n

interface Tied extends World {
  tender: TestTender
  /** Three of one price as they stand in line, and one that bid more. */
  first: TestBid
  second: TestBid
  third: TestBid
  dearer: TestBid
}

async function tied(terms: typeof SCORED | (Omit<typeof SCORED, 'tieRule'> & { tieRule: 0 }) = SCORED) {
  const world = await deployLedger()
  const prices = [PRICE, PRICE, PRICE, 91_000_000n]
  const { tender, bids } = await tenderAt(world, 'Review', { terms, prices })
  const [first, second, third, dearer] = (await lineOf(world, tender)).map(number =>
    bids.find(({ statement }) => statement.bidder === number),
  )
  if (!first || !second || !third || !dearer) throw new Error('four bids stand in line')
  return { ...world, tender, first, second, third, dearer }
}

const bySeed = () => tied({ ...SCORED, tieRule: 0 })
const byScore = () => tied()
const bidderOf = ({ statement }: TestBid) => statement.bidder

describe('TenderLedger', () => {
  describe('ties by the score of the review', () => {
    followsTree(import.meta.url)

    let world: Tied
    beforeEach(async () => {
      world = await loadFixture(byScore)
    })

    const refused = (sent: Promise<unknown>, error: string, ...values: unknown[]) =>
      verifyRefusal(sent, world.ledger, error, world.tender.id, ...values)
    const give = (bid: TestBid, score: number) => qualify(world, world.tender, bid, score)
    const facts = () => world.ledger.tenderOf(world.tender.id)

    /** All three are found qualified, with these points beside the price's. */
    async function qualifyAll(...scores: [number, number, number]): Promise<void> {
      await give(world.third, scores[2])
      await give(world.first, scores[0])
      await give(world.second, scores[1])
    }

    describe('the review', () => {
      it('takes any bid of the best price, in any order', async () => {
        await qualifyAll(1_500, 1_600, 1_700)
        for (const [bid, score, next] of [
          [world.first, 9_500n, bidderOf(world.second)],
          [world.second, 9_600n, bidderOf(world.third)],
          [world.third, 9_700n, bidderOf(world.dearer)],
        ] as const) {
          await verifyBid(world, bid, { status: 'Qualified', price: PRICE, next, score })
        }
        expect((await facts()).first).to.equal(bidderOf(world.first))
      })

      it('disqualifies any of them, also one that was qualified; the first stays first', async () => {
        await give(world.third, 2_000)
        for (const bid of [world.third, world.second]) await disqualify(world, world.tender, bid)
        expect((await facts()).first).to.equal(bidderOf(world.first))
        await verifyPhase(world, world.tender, 'Review')
      })

      it('moves to the next that stands, and to the next price when nobody of this one is left', async () => {
        await disqualify(world, world.tender, world.second)
        await disqualify(world, world.tender, world.first)
        expect((await facts()).first).to.equal(bidderOf(world.third))
        await disqualify(world, world.tender, world.third)
        expect((await facts()).first).to.equal(bidderOf(world.dearer))
        await give(world.dearer, 2_000)
        await award(world, world.tender, world.dearer)
      })

      it('refuses a bid of another price, one that was removed, and one that is not in line', async () => {
        const head = bidderOf(world.first)
        await disqualify(world, world.tender, world.second)
        const outsider = { ...world.dearer, statement: { ...world.dearer.statement, bidder: 555n } }
        for (const bid of [world.dearer, world.second, outsider]) {
          await refused(give(bid, 2_000), 'NotFirstInLine', head, bidderOf(bid))
          await refused(disqualify(world, world.tender, bid), 'NotFirstInLine', head, bidderOf(bid))
        }
      })

      it('is for the first alone where the seed breaks ties', async () => {
        world = await loadFixture(bySeed)
        const { first, second } = world
        await refused(give(second, 2_000), 'NotFirstInLine', bidderOf(first), bidderOf(second))
        await give(first, 1_500)
        await award(world, world.tender, first)
      })
    })

    describe('the award', () => {
      it('is to the highest score, wherever it stands in line, while the first stays first', async () => {
        await qualifyAll(1_500, 1_500, 1_501)
        await expect(award(world, world.tender, world.third)).to.emit(world.ledger, 'Awarded')
        const { first, winner, awards } = await facts()
        expect([first, winner, awards]).to.deep.equal([bidderOf(world.first), bidderOf(world.third), 1n])
      })

      it('is at equal scores to the earlier in line', async () => {
        await qualifyAll(1_500, 1_700, 1_700)
        const { first, second, third } = world
        await refused(award(world, world.tender, third), 'NotFirstInLine', bidderOf(second), bidderOf(third))
        await refused(award(world, world.tender, first), 'NotFirstInLine', bidderOf(second), bidderOf(first))
        await award(world, world.tender, second)
      })

      it('waits for the review of every bid of that price, whoever is named', async () => {
        const { tender, first, second, third, dearer } = world
        await refused(award(world, tender, first), 'ReviewIncomplete', bidderOf(first))
        await give(first, 2_000)
        await give(third, 1_500)
        for (const bid of [first, second, third, dearer])
          await refused(award(world, tender, bid), 'ReviewIncomplete', bidderOf(second))
        await disqualify(world, tender, second)
        await award(world, tender, first)
      })

      it('passes over who was disqualified, however high its score had been', async () => {
        await qualifyAll(1_500, 2_000, 1_600)
        await disqualify(world, world.tender, world.second)
        await award(world, world.tender, world.third)
        expect((await facts()).winner).to.equal(bidderOf(world.third))
      })

      it('is at the price of the bid', async () => {
        await qualifyAll(2_000, 1_500, 1_500)
        const wrong = { ...world.first, price: PRICE + 1n }
        await refused(award(world, world.tender, wrong), 'WrongAmount', PRICE, PRICE + 1n)
      })
    })

    describe('after the award to another than the first', () => {
      beforeEach(async () => {
        await qualifyAll(1_500, 1_600, 1_700)
        await award(world, world.tender, world.third)
      })

      it('the contract is with the winner and nobody else', async () => {
        await passObjections(world.tender)
        const [first, third] = [bidderOf(world.first), bidderOf(world.third)]
        const conclude = (bidder: bigint) =>
          agencyAct(world, world.tender, { type: 'Conclude', bidder, amount: PRICE, contractHash: CONTRACT })
        await refused(conclude(first), 'NotWinner', third, first)
        await refused(forfeit(world, world.tender, world.first), 'NotWinner', third, first)
        await conclude(third)
        await verifyPhase(world, world.tender, 'Concluded')
      })

      it('a forfeit leaves the second highest score, and no new review is needed', async () => {
        await passObjections(world.tender)
        await forfeit(world, world.tender, world.third)
        const { first, winner } = await facts()
        expect([first, winner]).to.deep.equal([bidderOf(world.first), 0n])
        const next = bidderOf(world.dearer)
        await verifyBid(world, world.third, { status: 'Forfeited', price: PRICE, next, score: 9_700n })
        await award(world, world.tender, world.second)
      })

      it('an upheld objection makes the agency look at the winner anew, and at nobody else', async () => {
        await object(world, world.tender, supplier(3))
        await decideObjection(world, world.tender, 0, true)
        const winner = bidderOf(world.third)
        const next = bidderOf(world.dearer)
        await verifyBid(world, world.third, { status: 'Acceptable', price: PRICE, next })
        await refused(award(world, world.tender, world.second), 'ReviewIncomplete', winner)
        await give(world.third, 1_550)
        await award(world, world.tender, world.second)
      })

      it('whoever was removed from the middle and is put back by an objection does not become first', async () => {
        const { tender, first, second, third } = world
        await object(world, tender, supplier(3))
        await decideObjection(world, tender, 0, true)
        await disqualify(world, tender, second)
        await give(third, 1_700)
        await award(world, tender, third)
        await object(world, tender, authorOf(bidderOf(second)))
        await decideObjection(world, tender, 1, true)
        expect((await facts()).first).to.equal(bidderOf(first))
        await verifyBid(world, second, { status: 'Acceptable', price: PRICE, next: bidderOf(third) })
      })
    })

    it('a bid that an objection puts back is first again if its tie comes before that of the head', async () => {
      const { tender, first, second, third } = world
      await disqualify(world, tender, first)
      await give(second, 1_600)
      await give(third, 1_500)
      await award(world, tender, second)
      await object(world, tender, authorOf(bidderOf(first)))
      await decideObjection(world, tender, 0, true)
      expect((await facts()).first).to.equal(bidderOf(first))
      await refused(award(world, tender, third), 'ReviewIncomplete', bidderOf(first))
    })

    it('a bid alone at its price is reviewed and awarded as under the seed', async () => {
      const prices = [PRICE, PRICE + 1n]
      const underWay = await tenderAt(world, 'Review', { key: at(KEY_IDS, 3), terms: SCORED, prices })
      const bid = at(underWay.bids, 0)
      const { tender } = underWay
      const named = { bidder: bidderOf(bid), otherScore: 2_000, document: DOCUMENT }
      await agencyAct(world, tender, { type: 'Qualify', ...named })
      await bring(world, underWay, 'Qualified', 'Concluded')
      await verifyPhase(world, tender, 'Concluded')
    })
  })
})
