import { hashText } from '../../src/protocol/bytes.ts'
import { keyId } from '../../src/protocol/openingKey.ts'
import {
  agencyAct,
  amendTender,
  announceTender,
  at,
  authorOf,
  award,
  cancelTender,
  confirmBid,
  DOCUMENT,
  decideObjection,
  disqualify,
  forfeit,
  grantByRegistrar,
  grantWithdrawal,
  object,
  openBids,
  passObjections,
  postponeTender,
  qualify,
  rankBids,
  releaseShares,
  requestWithdrawal,
  runCeremony,
  SCORED,
  SUPPLIERS,
  sealedBid,
  submit,
  type TestBid,
  type TestTender,
  tenderAt,
  travelTo,
  type World,
  withdrawBid,
} from '../support/ledger.ts'

/** Tenders that change on their way. */
export type EventfulTenders = {
  /** Amended, postponed, with withdrawn bids, two awards that fell, and an objection that is open. */
  readonly disputed: TestTender
  /** Reviewed by scores; nobody is left in line, and an objection to that is open. */
  readonly scored: TestTender
  readonly cancelled: TestTender
  /** Repeats the cancelled one. */
  readonly repeated: TestTender
}

const CEREMONY = 2

/** Keys of a ceremony of their own: the others are for tests that announce more tenders. */
export const EVENTFUL_KEYS: readonly bigint[] = [0, 1, 2, 3].map(position => keyId(CEREMONY, position))

export const tellEventfulTenders = async (world: World): Promise<EventfulTenders> => {
  await runCeremony(world, { ceremony: CEREMONY, keys: EVENTFUL_KEYS.length })
  const disputed = await disputeAwards(world)
  const scored = await reviewByScore(world)
  const cancelled = await cancelAmended(world)
  const repeated = await announceTender(world, {
    key: at(EVENTFUL_KEYS, 2),
    terms: { predecessor: cancelled.id },
  })
  return { disputed, scored, cancelled, repeated }
}

const disputeAwards = async (world: World): Promise<TestTender> => {
  const announced = await announceTender(world, { key: at(EVENTFUL_KEYS, 0) })
  const { tender, bids } = await changeBeforeOpening(world, announced)
  await travelTo(tender, 'openingAt')
  await releaseShares(world, tender.key.id)
  await openBids(world, tender, bids)
  await rankBids(world, tender, bids.slice(0, 3))
  const [next, cheapest] = [at(bids, 0), at(bids, 2)]

  await awardTo(world, tender, cheapest)
  await object(world, tender, at(SUPPLIERS, 0))
  await object(world, tender, at(SUPPLIERS, 1))
  await decideObjection(world, tender, 0, true)

  await awardTo(world, tender, cheapest)
  await object(world, tender, at(SUPPLIERS, 0))
  await decideObjection(world, tender, 2, false)
  await passObjections(tender)
  await forfeit(world, tender, cheapest)

  await awardTo(world, tender, next)
  await object(world, tender, at(SUPPLIERS, 1))
  return tender
}

/**
 * Six bid; of these, one withdraws before the amendment and one after it, three confirm, one replaces its bid, and one does nothing.
 * @returns the bids that are to be opened, the three that stand first
 */
const changeBeforeOpening = async (world: World, announced: TestTender) => {
  await travelTo(announced, 'biddingAt')
  const first = [0, 1, 2, 3, 4, 5].map(place =>
    sealedBid(world, announced, at(SUPPLIERS, place), { price: 80_000_000n + BigInt(place) * 1_000_000n }),
  )
  await submit(world, first)
  await withdrawBid(world, announced, at(first, 4))
  const amended = await amendTender(world, announced, { document: hashText('corrected documents') })
  await confirmBid(world, at(first, 0))
  await confirmBid(world, at(first, 1))
  const replacement = sealedBid(world, amended, at(SUPPLIERS, 2), {
    price: 79_000_000n,
    sequence: 1,
    termsVersion: 2,
  })
  await submit(world, [replacement])
  await confirmBid(world, at(first, 5))
  await requestWithdrawal(world, at(first, 5), 2)
  await grantByRegistrar(world, amended, at(first, 5))
  await requestWithdrawal(world, at(first, 1), 2)
  const tender = await postponeTender(world, amended)
  const bids: TestBid[] = [at(first, 0), at(first, 1), replacement, at(first, 3)]
  return { tender, bids }
}

const awardTo = async (world: World, tender: TestTender, bid: TestBid, otherScore = 0): Promise<void> => {
  await qualify(world, tender, bid, otherScore)
  await award(world, tender, bid)
}

/**
 * Three bids of one price and a higher one, reviewed by scores. The first in line comes back when its objection is upheld, the best
 * forfeits, and in the end nobody is left, which is disputed twice.
 */
const reviewByScore = async (world: World): Promise<TestTender> => {
  const prices = [90_200_000n, 90_200_000n, 90_200_000n, 91_000_000n, 101_000_000n]
  const choices = { key: at(EVENTFUL_KEYS, 3), terms: SCORED, prices }
  const { tender, bids } = await tenderAt(world, 'Review', choices)
  const first = await world.ledger.tenderOf(tender.id).then(({ first }) => first)
  const head = at(
    bids,
    bids.findIndex(({ statement }) => statement.bidder === first),
  )
  const [one, two] = bids.slice(0, 3).filter(bid => bid !== head) as [TestBid, TestBid]
  const last = at(bids, 3)

  await disqualify(world, tender, head)
  await qualify(world, tender, one, 1_500)
  await awardTo(world, tender, two, 1_600)
  await object(world, tender, authorOf(head.statement.bidder))
  await decideObjection(world, tender, 0, true)

  await qualify(world, tender, head, 1_550)
  await awardTo(world, tender, two, 1_700)
  await passObjections(tender)
  await forfeit(world, tender, two)
  const low = { reason: 2, otherScore: 1_400, document: DOCUMENT }
  const tooLow = (bid: TestBid) =>
    agencyAct(world, tender, { type: 'Disqualify', bidder: bid.statement.bidder, ...low })
  await tooLow(head)
  await tooLow(one)
  await disqualify(world, tender, last)
  // Above the reserve price, and so never in line: that it is right brings nobody back.
  await object(world, tender, authorOf(at(bids, 4).statement.bidder))
  await decideObjection(world, tender, 1, true)
  await object(world, tender, authorOf(last.statement.bidder))
  return tender
}

/** It has a bid that nobody confirmed, and one that was withdrawn at the second request. */
const cancelAmended = async (world: World): Promise<TestTender> => {
  const { tender, bids } = await tenderAt(world, 'Bidding', { key: at(EVENTFUL_KEYS, 1) })
  await submit(world, bids.slice(0, 2))
  await requestWithdrawal(world, at(bids, 0))
  const amended = await amendTender(world, tender)
  await confirmBid(world, at(bids, 0))
  await requestWithdrawal(world, at(bids, 0), 2)
  await grantWithdrawal(world, tender, at(bids, 0))
  await cancelTender(world, tender)
  return amended
}
