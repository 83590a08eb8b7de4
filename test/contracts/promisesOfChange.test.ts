import { expect } from 'chai'
import type { Statement } from '../../src/protocol/statement.ts'
import { nameAt, OPEN_RESULTS } from '../../src/protocol/tender.ts'
import {
  AGENCY,
  agencyAct,
  amendTender,
  announceTender,
  at,
  bring,
  CONTRACT,
  cancelTender,
  confirmBid,
  DOCUMENT,
  decideObjection,
  deployLedger,
  ethers,
  firstOf,
  forfeit,
  grantWithdrawal,
  KEY_IDS,
  loadFixture,
  nextBlockAt,
  object,
  openBids,
  passObjections,
  postponeTender,
  rankBids,
  recordOf,
  releaseShares,
  requestWithdrawal,
  reveals,
  sealedBid,
  submit,
  supplier,
  type TenderAt,
  type TestBid,
  type TestTender,
  tenderAt,
  travelTo,
  verifyBid,
  verifyBidAccepted,
  verifyPhase,
  verifyRecord,
  verifyRefusal,
  verifyWrongPhase,
  type World,
  withdrawBid,
} from '../support/ledger.ts'

const HOUR = 3_600
const field = ethers.encodeBytes32String

describe('what may change in the life of a tender, under attack', () => {
  let world: World
  beforeEach(async () => {
    world = await loadFixture(deployLedger)
  })

  describe('an agency that favours one bidder', () => {
    let story: TenderAt
    beforeEach(async () => {
      story = await tenderAt(world, 'Bidding')
      await submit(world, story.bids)
    })

    it('cannot shut rivals out by new terms in the last minute, nor by shortening their time first', async () => {
      const { tender } = story
      const { closingAt } = tender.terms.schedule
      const shorter = amendTender(world, tender, { amendmentTime: 0 })
      await verifyRefusal(shorter, world.ledger, 'InvalidTerms', field('amendmentTime'))
      const now = closingAt - 60
      await nextBlockAt(now)
      await verifyRefusal(
        amendTender(world, tender),
        world.ledger,
        'ClosingTooSoon',
        tender.id,
        now + 24 * HOUR,
      )
      expect((await world.ledger.tenderOf(tender.id)).aside).to.equal(0n)
    })

    it("cannot void a rival's bid: without its bidder's word there is no withdrawal", async () => {
      const { tender, bids } = story
      const rival = at(bids, 1)
      await requestWithdrawal(world, at(bids, 0))
      const sent = grantWithdrawal(world, tender, rival)
      await verifyRefusal(sent, world.ledger, 'NotRequested', tender.id, rival.statement.bidder)
      await verifyBid(world, rival, { status: 'Sealed' })
    })

    it('cannot move the closing when it knows who has bid in time', async () => {
      const { tender } = story
      await travelTo(tender, 'closingAt')
      for (const sent of [postponeTender(world, tender), amendTender(world, tender)]) {
        await verifyWrongPhase(world, sent, tender, 'Closed', 'Scheduled', 'Bidding')
      }
    })

    it('may cancel when it has seen the prices, but not unseen: act, reason and record stand there, and one re-tender', async () => {
      await bring(world, { ...story, bids: [] }, 'Bidding', 'Opening')
      const { tender, bids } = story
      await bring(world, story, 'Opening', 'Review')
      const before = await world.ledger.tenderOf(tender.id)
      await expect(cancelTender(world, tender)).to.emit(world.ledger, 'Cancelled')
      const after = await world.ledger.tenderOf(tender.id)
      expect(after.record).not.to.equal(before.record)
      expect(after.acts).to.equal(before.acts + 1n)
      const bid = at(bids, 0)
      await verifyBid(world, bid, {
        status: 'Acceptable',
        price: bid.price,
        next: at(bids, 1).statement.bidder,
      })
      const terms = { predecessor: tender.id }
      const next = await announceTender(world, { key: at(KEY_IDS, 1), terms })
      const again = announceTender(world, { key: at(KEY_IDS, 2), terms })
      await verifyRefusal(again, world.ledger, 'AlreadyRepeated', tender.id, next.id)
    })

    it('cannot cancel to take the award from the winner', async () => {
      await bring(world, { ...story, bids: [] }, 'Bidding', 'Opening')
      await bring(world, story, 'Opening', 'Standstill')
      await verifyWrongPhase(world, cancelTender(world, story.tender), story.tender, 'Standstill')
    })

    it('cannot conclude over an objection, nor pass over the winner in its period', async () => {
      await bring(world, { ...story, bids: [] }, 'Bidding', 'Opening')
      await bring(world, story, 'Opening', 'Standstill')
      const { tender, bids } = story
      const { awardedAt } = await world.ledger.tenderOf(tender.id)
      const until = Number(awardedAt) + tender.terms.objectionPeriod
      const { bidder } = firstOf(bids)
      const forfeit = { type: 'Forfeit', bidder, reason: 1, document: DOCUMENT } as const
      await verifyRefusal(
        agencyAct(world, tender, forfeit),
        world.ledger,
        'ObjectionPeriodRunning',
        tender.id,
        until,
      )
      await nextBlockAt(until - 1)
      await object(world, tender, supplier(1))
      const conclusion = { type: 'Conclude', ...firstOf(bids), contractHash: CONTRACT } as const
      for (const act of [conclusion, forfeit]) {
        await verifyRefusal(agencyAct(world, tender, act), world.ledger, 'ObjectionsOpen', tender.id, 1)
      }
    })
  })

  describe('a bidder that regrets its price', () => {
    it('cannot withdraw from the second of the opening on, not even what it had asked for before', async () => {
      const { tender, bids } = await tenderAt(world, 'Bidding')
      await submit(world, bids)
      const [asked, silent] = bids
      if (!asked || !silent) throw new Error('two bids are needed')
      await requestWithdrawal(world, asked)
      await nextBlockAt(tender.terms.schedule.openingAt)
      const late = grantWithdrawal(world, tender, asked)
      await verifyWrongPhase(world, late, tender, 'Opening', 'Bidding', 'Closed')
      await verifyWrongPhase(world, requestWithdrawal(world, silent), tender, 'Opening', 'Bidding', 'Closed')
      await releaseShares(world, tender.key.id)
      await openBids(world, tender, bids)
      await verifyBid(world, asked, { status: 'Valid', price: asked.price, withdrawalRequested: true })
    })

    it('is not back with a new bid, a confirmation or a revealed note when it has withdrawn', async () => {
      const { tender, bids } = await tenderAt(world, 'Bidding', { terms: { bidPolicy: 1 } })
      await submit(world, bids)
      const bid = at(bids, 0)
      await withdrawBid(world, tender, bid)
      await amendTender(world, tender)
      const { bidder } = bid.statement
      await verifyRefusal(confirmBid(world, bid), world.ledger, 'NoSealedBid', tender.id, bidder)
      for (const other of bids.slice(1)) await confirmBid(world, other)
      await travelTo(tender, 'fallbackAt')
      const codes = await world.ledger.revealBids.staticCall(
        tender.id,
        tender.key.joint,
        reveals(tender, bids),
      )
      expect(codes.map(code => nameAt(OPEN_RESULTS, code))).to.deep.equal(['NoSealedBid', 'Opened', 'Opened'])
    })
  })

  describe('an outsider', () => {
    it('cannot hold the contract back: whoever did not bid does not object', async () => {
      const { tender } = await tenderAt(world, 'Standstill')
      const outsider = supplier(7)
      await verifyRefusal(
        object(world, tender, outsider),
        world.ledger,
        'NoBid',
        tender.id,
        outsider.participant,
      )
    })

    it('cannot hold it back for ever either: a bidder objects once to one award', async () => {
      const { tender } = await tenderAt(world, 'Standstill')
      const { participant } = supplier(1)
      await object(world, tender, supplier(1))
      await verifyRefusal(
        object(world, tender, supplier(1)),
        world.ledger,
        'AlreadyObjected',
        tender.id,
        participant,
      )
    })
  })

  it('a postponed and amended tender still takes the bid of who followed, to the last second', async () => {
    const { tender } = await tenderAt(world, 'Bidding')
    const postponed = await postponeTender(world, await amendTender(world, tender), HOUR)
    const bid = sealedBid(world, postponed, supplier(0), { termsVersion: 2 })
    await nextBlockAt(tender.terms.schedule.closingAt + HOUR - 1)
    await verifyBidAccepted(world, await submit(world, [bid]), bid)
  })

  it('the record holds every change in its order, and no omission goes unseen', async () => {
    const life = await eventfulLife(world)
    const { tender } = life
    const statements = statementsOf(life)
    await verifyPhase(world, tender, 'Concluded')
    await verifyRecord(world, tender, statements)
    const { record } = await world.ledger.tenderOf(tender.id)
    for (const left of statements.keys()) {
      const others = statements.filter((_, place) => place !== left)
      expect(recordOf(world, others)).not.to.equal(record)
    }
  })
})

interface EventfulLife {
  /** As it was announced. */
  tender: TestTender
  amended: TestTender
  postponed: TestTender
  /** Three that are confirmed, and one that is withdrawn. */
  kept: TestBid[]
  withdrawn: TestBid
}

/** Everything that can happen to a tender on its way to a contract. */
async function eventfulLife(world: World): Promise<EventfulLife> {
  const prices = [90_000_000n, 91_000_000n, 92_000_000n, 93_000_000n]
  const { tender, bids } = await tenderAt(world, 'Bidding', { prices })
  const [kept, withdrawn] = [bids.slice(0, 3), at(bids, 3)]
  await submit(world, bids)
  await withdrawBid(world, tender, withdrawn)
  const amended = await amendTender(world, tender, { minimumBids: 1 })
  const postponed = await postponeTender(world, amended)
  for (const bid of kept) await confirmBid(world, bid)
  await travelTo(postponed, 'openingAt')
  await releaseShares(world, postponed.key.id)
  await openBids(world, postponed, kept)
  await rankBids(world, postponed, kept)
  await bring(world, { tender: postponed, bids: kept }, 'Review', 'Standstill')
  await object(world, postponed, supplier(1))
  await decideObjection(world, postponed, 0, true)
  await bring(world, { tender: postponed, bids: kept }, 'Review', 'Standstill')
  await passObjections(postponed)
  await forfeit(world, postponed, at(kept, 0))
  await bring(world, { tender: postponed, bids: kept.slice(1) }, 'Review', 'Concluded')
  return { tender, amended, postponed, kept, withdrawn }
}

/** The statements of that life in their order. */
function statementsOf({ tender, amended, postponed, kept, withdrawn }: EventfulLife): Statement[] {
  const { id, agency, terms, key, reserveSeal } = tender
  const document = DOCUMENT
  const named = { tender: id, bidder: withdrawn.statement.bidder }
  const [winner, next] = [firstOf(kept), firstOf(kept.slice(1))]
  const award = (act: number, { bidder, amount }: typeof winner): Statement[] => [
    { type: 'Qualify', tender: id, act, bidder, otherScore: 0, document },
    { type: 'Award', tender: id, act: act + 1, bidder, amount },
  ]
  return [
    { type: 'Announce', agency: agency.participant, terms, key: key.id, reserveSeal },
    ...[...kept, withdrawn].map(({ statement }) => statement),
    { type: 'RequestWithdrawal', ...named, termsVersion: 1, sequence: 0, document },
    { type: 'GrantWithdrawal', ...named, act: 0, sequence: 0, document, author: AGENCY.participant },
    { type: 'Amend', tender: id, act: 1, terms: amended.terms, reserveSeal },
    { type: 'Postpone', tender: id, act: 2, schedule: postponed.terms.schedule, reason: 1, document },
    ...kept.map(({ statement: { bidder } }): Statement => {
      return { type: 'ConfirmBid', tender: id, termsVersion: 2, bidder, sequence: 0 }
    }),
    ...award(3, winner),
    { type: 'Object', tender: id, bidder: supplier(1).participant, award: 1, document },
    { type: 'DecideObjection', tender: id, act: 5, objection: 0, upheld: true, document },
    ...award(6, winner),
    { type: 'Forfeit', tender: id, act: 8, bidder: winner.bidder, reason: 1, document },
    ...award(9, next),
    { type: 'Conclude', tender: id, act: 11, ...next, contractHash: CONTRACT },
  ]
}
