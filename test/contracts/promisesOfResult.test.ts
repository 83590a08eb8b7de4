import { expect } from 'chai'
import { rank } from '../../src/protocol/order.ts'
import { countPicks, draw, preliminaryPrices, reservePrice } from '../../src/protocol/reserve.ts'
import { openings as openingsOf } from '../../src/protocol/seal.ts'
import { nameAt, OPEN_RESULTS } from '../../src/protocol/tender.ts'
import {
  agencyAct,
  announceTender,
  at,
  bring,
  CONTRACT,
  DOCUMENT,
  deployLedger,
  draftTender,
  KEY_IDS,
  lineOf,
  loadFixture,
  MULTIPLE,
  openBids,
  openings,
  passObjections,
  releaseShares,
  reserveOpening,
  SINGLE,
  scalarOf,
  sealedBid,
  supplier,
  tenderAt,
  verifyBid,
  verifyKey,
  verifyPhase,
  verifyRefusal,
  verifyWrongPhase,
  type World,
} from '../support/ledger.ts'

/** Of a review without a scale. */
const REVIEW = { otherScore: 0, document: DOCUMENT }

describe('the promises of protocol.md about the result, under attack', () => {
  let world: World
  beforeEach(async () => {
    world = await loadFixture(deployLedger)
  })

  describe('P5: the contract alone decides what a bid said', () => {
    it('no other point than the true D is taken for one bid', async () => {
      const { tender, bids } = await tenderAt(world, 'Opened')
      const [bid] = bids
      if (!bid) throw new Error('a bid is needed')
      const [opening] = openings(tender, [bid])
      if (!opening) throw new Error('an opening is needed')
      const strangers = Array.from({ length: 8 }, (_, place) => scalarOf(`stranger ${place}`))
      const hints = strangers.flatMap(secret => openingsOf([bid.statement.seal], secret))
      const forged = hints.map(hint => ({ ...opening, ...hint }))
      const codes = await world.ledger.openBids.staticCall(tender.id, forged)
      expect(codes.map(code => nameAt(OPEN_RESULTS, code))).to.deep.equal(forged.map(() => 'WrongHint'))
      await world.ledger.openBids(tender.id, forged)
      await verifyBid(world, bid, { status: 'Sealed' })
    })

    it('no other seal than the accepted one is opened, although it would open to a lower price', async () => {
      const { tender, bids } = await tenderAt(world, 'Opened')
      const cheaper = sealedBid(world, tender, supplier(0), { price: 1n, r: 77n })
      const codes = await world.ledger.openBids.staticCall(tender.id, openings(tender, [cheaper]))
      expect(codes.map(code => nameAt(OPEN_RESULTS, code))).to.deep.equal(['WrongSeal'])
      await openBids(world, tender, bids)
      await verifyBid(world, at(bids, 0), { status: 'Valid', price: 90_000_000n })
    })
  })

  describe('P6: the reserve price cannot be known, chosen or steered', () => {
    const PICKS = [
      [
        [1, 2],
        [1, 2],
        [3, 4],
      ],
      [
        [15, 14],
        [13, 12],
        [15, 11],
      ],
    ] as const

    it('the fifteen prices follow from the secret alone: bids and picks choose among them, and move none', async () => {
      const { id, key } = (await draftTender(world)).tender
      const expected = preliminaryPrices(key.secret, id, 100_000_000n, MULTIPLE.reserve)
      for (const [round, picks] of PICKS.entries()) {
        world = await loadFixture(deployLedger)
        const tender = await announceTender(world, { terms: MULTIPLE })
        const bids = picks.map((pair, place) => {
          const price = 90_000_000n + BigInt(1_000 * round + place)
          return sealedBid(world, tender, supplier(place), { price, picks: pair })
        })
        await bring(world, { tender, bids }, 'Scheduled', 'Review')
        const counts = countPicks(picks)
        expect((await world.ledger.tenderOf(tender.id)).reserve).to.equal(reservePrice(expected, counts))
        expect(draw(counts)).to.deep.equal(round === 0 ? [1, 2, 3, 4] : [15, 11, 12, 13])
      }
    })

    it('the agency cannot announce again under another key until it likes the prices', async () => {
      const tender = await announceTender(world, { terms: MULTIPLE, notice: 'N-1' })
      const again = announceTender(world, { terms: MULTIPLE, notice: 'N-1', key: at(KEY_IDS, 1) })
      await verifyRefusal(again, world.ledger, 'AlreadyAnnounced', tender.id)
    })

    it('the agency cannot exchange its sealed price after the bids', async () => {
      const { tender } = await tenderAt(world, 'Opened', { terms: SINGLE, reservePrice: 95_000_000n })
      const other = await draftTender(world, { terms: SINGLE, reservePrice: 89_000_000n, key: tender.key.id })
      const forged = reserveOpening({ ...tender, reserveSeal: other.tender.reserveSeal })
      await verifyRefusal(
        world.ledger.openReserve(tender.id, forged),
        world.ledger,
        'WrongOpening',
        tender.id,
        2,
      )
      await world.ledger.openReserve(tender.id, reserveOpening(tender))
      expect((await world.ledger.tenderOf(tender.id)).reserve).to.equal(95_000_000n)
    })

    it('the seed is not on the ledger before the key is open', async () => {
      const { tender } = await tenderAt(world, 'Opening', { terms: MULTIPLE })
      await releaseShares(world, tender.key.id, [0, 1])
      expect((await world.ledger.tenderOf(tender.id)).seed).to.equal(0n)
      await verifyKey(world, tender.key.id, false)
    })
  })

  describe('P7: the award follows the announced rule', () => {
    /** Two ties among four acceptable bids. */
    const PRICES = [90_000_000n, 91_000_000n, 90_000_000n, 91_000_000n]

    async function tied(): Promise<World> {
      const base = await deployLedger()
      await tenderAt(base, 'Ranking', { prices: PRICES })
      return base
    }

    async function rankable() {
      const base = await loadFixture(tied)
      const { tender } = await draftTender(base)
      const numbers = PRICES.map((_, place) => supplier(place).participant)
      return { base, tender, numbers }
    }

    it('every permutation of the bids, in every portion, gives the same line', async () => {
      const { tender, numbers } = await rankable()
      const { secret: seed } = tender.key
      const bids = numbers.map((bidder, place) => ({ bidder, price: at(PRICES, place) }))
      const expected = rank(bids, {
        tender: tender.id,
        seed,
        reserve: 100_000_000n,
        award: tender.terms.award,
      }).line
      for (const [turn, order] of permutations(numbers).entries()) {
        const { base } = await rankable()
        const portion = (turn % 4) + 1
        for (let start = 0; start < order.length; start += portion) {
          const batch = order.slice(start, start + portion).map(bidder => ({ bidder, behind: 0n }))
          await base.ledger.rankBids(tender.id, batch)
        }
        expect(await lineOf(base, tender)).to.deep.equal(expected)
      }
    })

    it('a proposer that skips, repeats or misplaces bids blocks nobody and bends nothing', async () => {
      const { base, tender, numbers } = await rankable()
      const [a, b, c, d] = numbers as [bigint, bigint, bigint, bigint]
      await base.ledger.rankBids(tender.id, [
        { bidder: d, behind: 0n },
        { bidder: d, behind: 0n },
      ])
      const misplaced = base.ledger.rankBids(tender.id, [{ bidder: a, behind: d }])
      await verifyRefusal(misplaced, base.ledger, 'WrongPlacement', tender.id, a, d)
      await verifyPhase(base, tender, 'Ranking')
      await base.ledger.rankBids(
        tender.id,
        [a, b, c, d].map(bidder => ({ bidder, behind: 0n })),
      )
      await verifyPhase(base, tender, 'Review')
      expect(await lineOf(base, tender))
        .to.have.members(numbers)
        .and.to.have.length(4)
    })

    it('the agency cannot award before every valid bid is judged', async () => {
      const { base, tender, numbers } = await rankable()
      await base.ledger.rankBids(tender.id, [{ bidder: at(numbers, 1), behind: 0n }])
      const bidder = at(numbers, 1)
      const sent = agencyAct(base, tender, { type: 'Qualify', bidder, ...REVIEW })
      await verifyWrongPhase(base, sent, tender, 'Ranking', 'Review')
    })

    it('the agency cannot award to the second, at another amount, unreviewed, or without a reason for the first', async () => {
      const { tender, bids } = await tenderAt(world, 'Review')
      const [first, second] = [0, 1].map(place => supplier(place).participant) as [bigint, bigint]
      const { id } = tender
      const attempts = [
        [{ type: 'Qualify', bidder: second, ...REVIEW }, 'NotFirstInLine', id, first, second],
        [{ type: 'Award', bidder: second, amount: 91_000_000n }, 'NotFirstInLine', id, first, second],
        [{ type: 'Award', bidder: first, amount: 90_000_000n }, 'NotQualified', id, first],
        [{ type: 'Disqualify', bidder: first, reason: 0, ...REVIEW }, 'ReasonMissing', id],
      ] as const
      for (const [fields, error, ...values] of attempts) {
        await verifyRefusal(agencyAct(world, tender, fields), world.ledger, error, ...values)
      }
      await bring(world, { tender, bids }, 'Review', 'Qualified')
      const dearer = agencyAct(world, tender, { type: 'Award', bidder: first, amount: 90_000_001n })
      await verifyRefusal(dearer, world.ledger, 'WrongAmount', id, 90_000_000n, 90_000_001n)
    })

    it('the agency cannot conclude with another, at another amount, or before objections could be made', async () => {
      const { tender } = await tenderAt(world, 'Standstill')
      const [first, second] = [0, 1].map(place => supplier(place).participant) as [bigint, bigint]
      const conclude = (bidder: bigint, amount: bigint) =>
        agencyAct(world, tender, { type: 'Conclude', bidder, amount, contractHash: CONTRACT })
      const { awardedAt } = await world.ledger.tenderOf(tender.id)
      const until = Number(awardedAt) + tender.terms.objectionPeriod
      await verifyRefusal(
        conclude(first, 90_000_000n),
        world.ledger,
        'ObjectionPeriodRunning',
        tender.id,
        until,
      )
      await passObjections(tender)
      await verifyRefusal(conclude(second, 91_000_000n), world.ledger, 'NotWinner', tender.id, first, second)
      await verifyRefusal(conclude(first, 1n), world.ledger, 'WrongAmount', tender.id, 90_000_000n, 1n)
    })
  })
})

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length <= 1) return [[...items]]
  return items.flatMap((first, place) =>
    permutations(items.filter((_, other) => other !== place)).map(rest => [first, ...rest]),
  )
}
