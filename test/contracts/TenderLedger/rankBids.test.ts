import { anyValue } from '@nomicfoundation/hardhat-ethers-chai-matchers/withArgs'
import { expect } from 'chai'
import { hashText } from '../../../src/protocol/bytes.ts'
import { MAX_PLACEMENT_STEPS } from '../../../src/protocol/limits.ts'
import { rank } from '../../../src/protocol/order.ts'
import { countPicks, preliminaryPrices, reservePrice } from '../../../src/protocol/reserve.ts'
import { BID_STATUSES, type BidStatus, VERDICTS, type Verdict } from '../../../src/protocol/tender.ts'
import {
  announceTender,
  at,
  authorOf,
  bring,
  deployLedger,
  flipped,
  lineOf,
  loadFixture,
  MULTIPLE,
  openBids,
  ordinal,
  rankBids,
  register,
  releaseShares,
  reveals,
  SINGLE,
  type Station,
  sealedBid,
  submit,
  supplier,
  type TenderAt,
  tenderAt,
  travelTo,
  verifyBid,
  verifyPhase,
  verifyRefusal,
  verifyWrongPhase,
  type World,
  withdrawBid,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const NUMBERS = [0, 1, 2, 3].map(place => supplier(place).participant)
const [A, B, C, D] = NUMBERS as [bigint, bigint, bigint, bigint]

/** Prices rise with the bidder's number; the last is above the reserve price. */
const PRICES = [90_000_000n, 91_000_000n, 92_000_000n, 100_000_001n]

async function ranking(): Promise<World & TenderAt> {
  const world = await deployLedger()
  return { ...world, ...(await tenderAt(world, 'Ranking', { terms: SINGLE, prices: PRICES })) }
}

describe('TenderLedger', () => {
  describe('rankBids', () => {
    followsTree(import.meta.url)

    let world: World & TenderAt
    const place = (...placements: [bidder: bigint, behind: bigint][]) =>
      world.ledger.rankBids(
        world.tender.id,
        placements.map(([bidder, behind]) => ({ bidder, behind })),
      )
    const line = () => lineOf(world, world.tender)

    describe('the verdict', () => {
      for (const [price, verdict] of [
        [100_000_001n, 'AboveReserve'],
        [100_000_000n, 'Acceptable'],
        [88_200_000n, 'Acceptable'],
        [88_199_999n, 'BelowNetCostFloor'],
        [87_990_100n, 'BelowNetCostFloor'],
        [87_990_099n, 'BelowFloor'],
        [1n, 'BelowFloor'],
      ] as const satisfies [bigint, Verdict][]) {
        it(`is ${verdict} for ${price} won under a reserve price of 100,000,000`, async () => {
          const base = await loadFixture(deployLedger)
          world = {
            ...base,
            ...(await tenderAt(base, 'Ranking', { terms: SINGLE, prices: [price, 95_000_000n] })),
          }
          await expect(place([A, 0n]))
            .to.emit(world.ledger, 'BidRanked')
            .withArgs(world.tender.id, A, ordinal(VERDICTS, verdict), 0n)
          const status = verdict === 'Acceptable' ? 'Acceptable' : 'Rejected'
          await verifyBid(world, at(world.bids, 0), { status, verdict, price })
          expect(await line()).to.deep.equal(status === 'Acceptable' ? [A] : [])
        })
      }
    })

    describe('the line', () => {
      beforeEach(async () => {
        world = await loadFixture(ranking)
      })

      it('is sorted by price, and ends the ranking when every valid bid is judged', async () => {
        await place([C, 0n], [A, 0n], [D, 0n])
        await verifyPhase(world, world.tender, 'Ranking')
        await expect(place([B, A]))
          .to.emit(world.ledger, 'OrderCompleted')
          .withArgs(world.tender.id, 3, A)
        expect(await line()).to.deep.equal([A, B, C])
        await verifyBid(world, at(world.bids, 1), { status: 'Acceptable', price: at(PRICES, 1), next: C })
        const { ranked, acceptable, first } = await world.ledger.tenderOf(world.tender.id)
        expect([ranked, acceptable, first]).to.deep.equal([4n, 3n, A])
      })

      it('names the bid before each place', async () => {
        const sent = place([A, 0n], [C, A], [B, 0n])
        for (const [bidder, behind] of [
          [A, 0n],
          [C, A],
          [B, A],
        ] as const) {
          await expect(sent).to.emit(world.ledger, 'BidRanked').withArgs(world.tender.id, bidder, 0, behind)
        }
      })

      it('takes a distant hint: the place is searched from there', async () => {
        await place([A, 0n], [B, A], [C, A])
        expect(await line()).to.deep.equal([A, B, C])
      })

      it('passes over a bid that is ranked already, whatever the hint', async () => {
        await place([A, 0n], [D, 0n])
        await place([A, C], [D, B], [B, A])
        expect(await line()).to.deep.equal([A, B])
        expect((await world.ledger.tenderOf(world.tender.id)).ranked).to.equal(3n)
      })

      for (const [name, behind] of [
        ['a bid that is not in line yet', B],
        ['a rejected bid', D],
        ['itself', C],
        ['a bidder without a bid', 7n],
      ] as const) {
        it(`refuses a place behind ${name}`, async () => {
          const sent = place([A, 0n], [D, 0n], [C, behind])
          await verifyRefusal(sent, world.ledger, 'WrongPlacement', world.tender.id, C, behind)
        })
      }

      it('refuses a place behind a bid that comes after it', async () => {
        await verifyRefusal(place([B, 0n], [A, B]), world.ledger, 'WrongPlacement', world.tender.id, A, B)
      })

      it('is empty when no bid is acceptable: the tender has failed', async () => {
        const base = await loadFixture(deployLedger)
        const above = { terms: SINGLE, prices: [100_000_001n, 1n] }
        const { tender } = await tenderAt(base, 'Review', above)
        await verifyPhase(base, tender, 'Failed')
      })
    })

    it('takes a hint from which 64 bids are passed over, and none from which 65 are: a batch has a known cost', async () => {
      const base = await loadFixture(deployLedger)
      const bidders = Array.from({ length: MAX_PLACEMENT_STEPS + 2 }, (_, number) => authorOf(1_000 + number))
      await register(base, bidders, 'supplier')
      const tender = await announceTender(base)
      const prices = bidders.map((_, number) => BigInt(number + 1))
      const bids = bidders.map((bidder, number) =>
        sealedBid(base, tender, bidder, { price: prices[number] ?? 0n }),
      )
      world = { ...base, tender, bids }
      await bring(world, world, 'Scheduled', 'Ranking')
      const numbers = bidders.map(({ participant }) => participant)
      const inOrder = numbers.map((bidder, number): [bigint, bigint] => [bidder, numbers[number - 1] ?? 0n])
      await place(...inOrder.slice(0, MAX_PLACEMENT_STEPS))
      const [near, far] = numbers.slice(-2) as [bigint, bigint]
      await place([near, 0n])
      await verifyRefusal(place([far, 0n]), world.ledger, 'WrongPlacement', tender.id, far, 0n)
      await place([far, numbers[0] ?? 0n])
      expect(await line()).to.deep.equal(numbers)
    })

    it('breaks ties by the seed, as anybody can compute', async () => {
      const base = await loadFixture(deployLedger)
      const prices = Array.from({ length: 8 }, () => 90_000_000n)
      world = { ...base, ...(await tenderAt(base, 'Review', { prices })) }
      const { tender, bids } = world
      const facts = {
        tender: tender.id,
        seed: tender.key.secret,
        reserve: 100_000_000n,
        award: tender.terms.award,
      }
      const expected = rank(
        bids.map(({ statement, price }) => ({ bidder: statement.bidder, price })),
        facts,
      )
      expect(await line()).to.deep.equal(expected.line)
      expect(await line()).not.to.deep.equal(bids.map(({ statement }) => statement.bidder))
    })

    describe('the reserve price', () => {
      const settle = () => world.ledger.rankBids(world.tender.id, [])

      it('is settled by the first call, even without a placement, and never again', async () => {
        world = await loadFixture(ranking)
        const { id, key } = world.tender
        await expect(settle())
          .to.emit(world.ledger, 'ReserveSettled')
          .withArgs(id, 100_000_000n, key.secret, 0, false, 0b10101, 0)
        expect((await world.ledger.tenderOf(id)).seed).to.equal(key.secret)
        await expect(settle()).not.to.emit(world.ledger, 'ReserveSettled')
      })

      it('is the published ceiling where there is none', async () => {
        const base = await loadFixture(deployLedger)
        world = { ...base, ...(await tenderAt(base, 'Ranking')) }
        await settle()
        expect((await world.ledger.tenderOf(world.tender.id)).reserve).to.equal(100_000_000n)
      })

      it('is the mean of the four most picked of fifteen; only valid bids pick', async () => {
        const base = await loadFixture(deployLedger)
        const tender = await announceTender(base, { terms: MULTIPLE })
        const pairs = [
          [3, 15],
          [3, 7],
          [15, 2],
          [7, 9],
        ] as const
        const bids = pairs.map((picks, place) => sealedBid(base, tender, supplier(place), { picks }))
        const odd = sealedBid(base, tender, supplier(5), { picks: [1, 14] })
        const { seal } = odd.statement
        const bad = sealedBid(base, tender, supplier(5), { seal: { ...seal, tag: flipped(seal.tag) } })
        world = { ...base, tender, bids: [...bids, bad] }
        await bring(world, world, 'Scheduled', 'Ranking')
        const counts = countPicks(pairs)
        const packed = counts.reduce((sum, count, number) => sum + (BigInt(count) << BigInt(16 * number)), 0n)
        const { secret } = tender.key
        const expected = reservePrice(
          preliminaryPrices(secret, tender.id, 100_000_000n, MULTIPLE.reserve),
          counts,
        )
        await expect(settle())
          .to.emit(world.ledger, 'ReserveSettled')
          .withArgs(tender.id, expected, secret, packed, false, 0b10101, 0)
      })

      it('is degraded when the key came in the fallback, although its secret is the seed', async () => {
        const base = await loadFixture(deployLedger)
        const underWay = await tenderAt(base, 'Opening')
        await travelTo(underWay.tender, 'fallbackAt')
        await bring(base, underWay, 'Opening', 'Ranking')
        world = { ...base, ...underWay }
        const { id, key } = world.tender
        await expect(settle())
          .to.emit(world.ledger, 'ReserveSettled')
          .withArgs(id, 100_000_000n, key.secret, 0, true, 0b10101, 0)
      })

      it('is settled with the names of the guardians that had released, and the number of bids that stay closed', async () => {
        const base = await loadFixture(deployLedger)
        const { tender, bids } = await tenderAt(base, 'Opening')
        await releaseShares(base, tender.key.id, [1, 4])
        await travelTo(tender, 'fallbackAt')
        await base.ledger.revealBids(tender.id, tender.key.joint, reveals(tender, bids.slice(0, 2)))
        await travelTo(tender, 'fallbackEndAt')
        await expect(base.ledger.rankBids(tender.id, []))
          .to.emit(base.ledger, 'ReserveSettled')
          .withArgs(tender.id, 100_000_000n, anyValue, 0, true, 0b10010, 1)
      })

      it('counts what was withdrawn as no closed bid', async () => {
        const base = await loadFixture(deployLedger)
        const { tender, bids } = await tenderAt(base, 'Bidding')
        await submit(base, bids)
        await withdrawBid(base, tender, at(bids, 0))
        await bring(base, { tender, bids: [] }, 'Bidding', 'Opening')
        await releaseShares(base, tender.key.id)
        await openBids(base, tender, bids.slice(1))
        await expect(base.ledger.rankBids(tender.id, []))
          .to.emit(base.ledger, 'ReserveSettled')
          .withArgs(tender.id, 100_000_000n, tender.key.secret, 0, false, 0b10101, 0)
      })
    })

    describe('a bid that cannot be ranked', () => {
      const refuses = (status: BidStatus, bidder: bigint) =>
        verifyRefusal(
          place([bidder, 0n]),
          world.ledger,
          'NotRankable',
          world.tender.id,
          bidder,
          ordinal(BID_STATUSES, status),
        )

      it('is one that was never made', async () => {
        world = await loadFixture(ranking)
        await refuses('None', supplier(9).participant)
      })

      it('is an invalid one', async () => {
        const base = await loadFixture(deployLedger)
        const tender = await announceTender(base)
        const good = [0, 1].map(number => sealedBid(base, tender, supplier(number)))
        const { seal } = sealedBid(base, tender, supplier(2)).statement
        const bad = sealedBid(base, tender, supplier(2), { seal: { ...seal, tag: flipped(seal.tag) } })
        world = { ...base, tender, bids: [...good, bad] }
        await bring(world, world, 'Scheduled', 'Ranking')
        await refuses('Invalid', C)
      })

      it('is one that nobody revealed in the fallback', async () => {
        const base = await loadFixture(deployLedger)
        world = { ...base, ...(await tenderAt(base, 'Opening')) }
        const { tender, bids } = world
        await travelTo(tender, 'fallbackAt')
        await world.ledger.revealBids(tender.id, tender.key.joint, reveals(tender, bids).slice(0, 2))
        await travelTo(tender, 'fallbackEndAt')
        await refuses('Sealed', C)
      })
    })

    describe('at other times', () => {
      for (const station of [
        'Scheduled',
        'Bidding',
        'Closed',
        'Opening',
        'Review',
        'Standstill',
        'Concluded',
      ] as const satisfies Station[]) {
        it(`refuses while the tender is ${station}`, async () => {
          const base = await loadFixture(deployLedger)
          const { tender, bids } = await tenderAt(base, station)
          await verifyWrongPhase(base, rankBids(base, tender, bids), tender, station, 'Ranking')
        })
      }

      it('refuses while a bid is not opened: an order without it would not be complete', async () => {
        const base = await loadFixture(deployLedger)
        const { tender, bids } = await tenderAt(base, 'Opened')
        await openBids(base, tender, bids.slice(1))
        await verifyWrongPhase(base, rankBids(base, tender, bids.slice(1)), tender, 'Opening', 'Ranking')
      })

      it('refuses when the key has come in the fallback and bids are sealed', async () => {
        const base = await loadFixture(deployLedger)
        const { tender, bids } = await tenderAt(base, 'Opening')
        await travelTo(tender, 'fallbackAt')
        await releaseShares(base, tender.key.id)
        await verifyWrongPhase(base, rankBids(base, tender, bids), tender, 'Opening', 'Ranking')
      })

      it('refuses a tender that is not announced', async () => {
        const base = await loadFixture(deployLedger)
        const id = hashText('nothing')
        await verifyRefusal(base.ledger.rankBids(id, []), base.ledger, 'UnknownTender', id)
      })
    })
  })
})
