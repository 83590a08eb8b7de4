import { expect } from 'chai'
import type { LedgerLevers } from '../../../src/generated/contracts/mocks/LedgerLevers.ts'
import { hashText } from '../../../src/protocol/bytes.ts'
import type { Phase } from '../../../src/protocol/tender.ts'
import type { Schedule } from '../../../src/protocol/terms.ts'
import {
  announceTender,
  bring,
  cancelTender,
  decideObjection,
  deployLedgerWithLevers,
  disqualify,
  ethers,
  KEY_IDS,
  loadFixture,
  object,
  openBids,
  rankBids,
  releaseShares,
  reveals,
  SINGLE,
  STRANGER,
  type Station,
  sealedBid,
  submit,
  supplier,
  type TestTender,
  tenderAt,
  time,
  travelTo,
  verifyPhase,
  verifyRefusal,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

describe('TenderLedger', () => {
  describe('phaseOf', () => {
    followsTree(import.meta.url)

    let world: World & { ledger: LedgerLevers }
    beforeEach(async () => {
      world = await loadFixture(deployLedgerWithLevers)
    })

    /** The phase one second before a time, and at it. Only the clock moves. */
    async function around(
      tender: TestTender,
      moment: keyof Schedule,
      before: Phase,
      after: Phase,
    ): Promise<void> {
      const seconds = tender.terms.schedule[moment]
      await time.increaseTo(seconds - 1)
      await verifyPhase(world, tender, before)
      await time.increaseTo(seconds)
      await verifyPhase(world, tender, after)
    }

    /** All three are disqualified. */
    async function tenderWithoutWinner() {
      const underWay = await tenderAt(world, 'Review')
      for (const bid of underWay.bids) await disqualify(world, underWay.tender, bid)
      return underWay
    }

    async function endOfPeriod({ id, terms }: TestTender): Promise<number> {
      const { awardedAt } = await world.ledger.tenderOf(id)
      return Number(awardedAt) + terms.objectionPeriod
    }

    describe('by the clock alone', () => {
      it('goes from Scheduled to Bidding to Closed to Opening to Fallback, second by second', async () => {
        const { tender, bids } = await tenderAt(world, 'Scheduled')
        await around(tender, 'biddingAt', 'Scheduled', 'Bidding')
        await submit(world, bids)
        await around(tender, 'closingAt', 'Bidding', 'Closed')
        await around(tender, 'openingAt', 'Closed', 'Opening')
        await around(tender, 'fallbackAt', 'Opening', 'Fallback')
        await around(tender, 'fallbackEndAt', 'Fallback', 'Failed')
      })

      it('is Failed from the closing when fewer have bid than the terms ask for', async () => {
        const { tender, bids } = await tenderAt(world, 'Bidding', { prices: [1n] })
        await submit(world, bids)
        await around(tender, 'closingAt', 'Bidding', 'Failed')
        await around(tender, 'openingAt', 'Failed', 'Failed')
      })

      it('is Failed from the closing when nobody has bid', async () => {
        const tender = await announceTender(world, { terms: { minimumBids: 1 } })
        await around(tender, 'closingAt', 'Bidding', 'Failed')
      })

      it('stays Opening through the time of the fallback when the key came in time', async () => {
        const { tender } = await tenderAt(world, 'Opened')
        await around(tender, 'fallbackAt', 'Opening', 'Opening')
        await around(tender, 'fallbackEndAt', 'Opening', 'Opening')
      })

      it('is Opening again when the key came in the fallback, without an end', async () => {
        const { tender } = await tenderAt(world, 'Opening')
        await releaseShares(world, tender.key.id, [0, 1])
        await time.setNextBlockTimestamp(tender.terms.schedule.fallbackAt)
        await releaseShares(world, tender.key.id, [2])
        await around(tender, 'fallbackEndAt', 'Opening', 'Opening')
      })

      it('does not move a tender that is opened, ranked or awarded', async () => {
        for (const [place, station] of (['Ranking', 'Review', 'Standstill'] as const).entries()) {
          const { tender } = await tenderAt(world, station, { key: KEY_IDS[place] ?? 0n })
          await travelTo(tender, 'fallbackEndAt')
          await verifyPhase(world, tender, station)
        }
      })
    })

    describe('by the facts', () => {
      for (const station of ['Ranking', 'Review', 'Standstill', 'Concluded'] as const satisfies Station[]) {
        it(`is ${station} after the act that leads there`, async () => {
          const { tender } = await tenderAt(world, station)
          await verifyPhase(world, tender, station)
        })
      }

      it('is Failed when fewer bids are valid than the terms ask for', async () => {
        const tender = await announceTender(world)
        const good = sealedBid(world, tender, supplier(0))
        const { seal } = sealedBid(world, tender, supplier(1)).statement
        const bad = sealedBid(world, tender, supplier(1), { seal: { ...seal, tag: hashText('no tag') } })
        await bring(world, { tender, bids: [good, bad] }, 'Scheduled', 'Opened')
        await openBids(world, tender, [good, bad])
        await verifyPhase(world, tender, 'Failed')
      })

      it('is Failed when no bid is acceptable', async () => {
        const { tender, bids } = await tenderAt(world, 'Ranking', { prices: [100_000_001n, 100_000_002n] })
        await rankBids(world, tender, bids)
        await verifyPhase(world, tender, 'Failed')
      })

      it('is Standstill for the time of objections when nobody is left in line, then Failed', async () => {
        const { tender } = await tenderWithoutWinner()
        const until = await endOfPeriod(tender)
        await time.increaseTo(until - 1)
        await verifyPhase(world, tender, 'Standstill')
        await time.increaseTo(until)
        await verifyPhase(world, tender, 'Failed')
      })

      it('is Standstill while an objection to that is open, also after the time, then Failed', async () => {
        const { tender } = await tenderWithoutWinner()
        await object(world, tender, supplier(2))
        await time.increaseTo(await endOfPeriod(tender))
        await verifyPhase(world, tender, 'Standstill')
        await decideObjection(world, tender, 0, false)
        await verifyPhase(world, tender, 'Failed')
      })

      it('is Failed when the sealed reserve price was opened by nobody', async () => {
        const { tender } = await tenderAt(world, 'Opening', { terms: SINGLE })
        await travelTo(tender, 'fallbackAt')
        await around(tender, 'fallbackEndAt', 'Fallback', 'Failed')
      })

      it('is Ranking after the fallback when enough bids were revealed, and Failed otherwise', async () => {
        for (const [place, revealed, phase] of [
          [0, 2, 'Ranking'],
          [1, 1, 'Failed'],
        ] as const) {
          const { tender, bids } = await tenderAt(world, 'Opening', { key: KEY_IDS[place] ?? 0n })
          await travelTo(tender, 'fallbackAt')
          await world.ledger.revealBids(tender.id, tender.key.joint, reveals(tender, bids).slice(0, revealed))
          await around(tender, 'fallbackEndAt', 'Fallback', phase)
        }
      })

      for (const station of ['Scheduled', 'Bidding', 'Opening', 'Review'] as const satisfies Station[]) {
        it(`is Cancelled when it is cancelled while ${station}`, async () => {
          const { tender } = await tenderAt(world, station)
          await cancelTender(world, tender)
          await verifyPhase(world, tender, 'Cancelled')
          await travelTo(tender, 'fallbackEndAt')
          await verifyPhase(world, tender, 'Cancelled')
        })
      }
    })

    describe('and the other views', () => {
      it('refuse a tender that is not announced', async () => {
        const { ledger } = world
        const id = hashText('nothing')
        for (const view of [
          ledger.phaseOf(id),
          ledger.tenderOf(id),
          ledger.termsOf(id),
          ledger.bidOf(id, 1n),
        ]) {
          await verifyRefusal(view, ledger, 'UnknownTender', id)
        }
      })

      it('show nothing of a bid that was never made', async () => {
        const { tender } = await tenderAt(world, 'Bidding')
        const found = await world.ledger.bidOf(tender.id, STRANGER.participant)
        expect(found.map(value => BigInt(value))).to.deep.equal(found.map(() => 0n))
      })

      it('name the contracts that the ledger rests on, and its award rules', async () => {
        const { registry, keys } = world.deployment
        expect((await world.ledger.registry()).toLowerCase()).to.equal(registry)
        expect((await world.ledger.openingKeys()).toLowerCase()).to.equal(keys)
        const rules = await world.ledger.awardRules()
        expect(rules.map(rule => ethers.isAddress(rule))).to.deep.equal([true, true])
      })
    })
  })
})
