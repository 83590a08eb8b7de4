import { hashText } from '../../src/protocol/bytes.ts'
import { keyId } from '../../src/protocol/openingKey.ts'
import {
  agencyAct,
  amendTender,
  announceTender,
  at,
  cancelTender,
  confirmBid,
  DOCUMENT,
  decideObjection,
  grantWithdrawal,
  object,
  openBids,
  passObjections,
  postponeTender,
  rankBids,
  releaseShares,
  requestWithdrawal,
  runCeremony,
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
  readonly cancelled: TestTender
  /** Repeats the cancelled one. */
  readonly repeated: TestTender
}

const CEREMONY = 2

/** Keys of a ceremony of their own: the others are for tests that announce more tenders. */
export const EVENTFUL_KEYS: readonly bigint[] = [0, 1, 2].map(position => keyId(CEREMONY, position))

export const tellEventfulTenders = async (world: World): Promise<EventfulTenders> => {
  await runCeremony(world, { ceremony: CEREMONY, keys: EVENTFUL_KEYS.length })
  const disputed = await disputeAwards(world)
  const cancelled = await cancelAmended(world)
  const repeated = await announceTender(world, {
    key: at(EVENTFUL_KEYS, 2),
    terms: { predecessor: cancelled.id },
  })
  return { disputed, cancelled, repeated }
}

const bidder = (place: number) => at(SUPPLIERS, place).participant

const disputeAwards = async (world: World): Promise<TestTender> => {
  const announced = await announceTender(world, { key: at(EVENTFUL_KEYS, 0) })
  const { tender, bids } = await changeBeforeOpening(world, announced)
  await travelTo(tender, 'openingAt')
  await releaseShares(world, tender.key.id)
  await openBids(world, tender, bids)
  await rankBids(world, tender, bids.slice(0, 3))

  await awardTo(world, tender, 2, 79_000_000n)
  await object(world, tender, at(SUPPLIERS, 0))
  await object(world, tender, at(SUPPLIERS, 1))
  await decideObjection(world, tender, 0, true)

  await awardTo(world, tender, 2, 79_000_000n)
  await object(world, tender, at(SUPPLIERS, 0))
  await decideObjection(world, tender, 2, false)
  await passObjections(tender)
  await agencyAct(world, tender, { type: 'Forfeit', bidder: bidder(2), document: DOCUMENT })

  await awardTo(world, tender, 0, 80_000_000n)
  await object(world, tender, at(SUPPLIERS, 1))
  return tender
}

/**
 * Six bid; of these, one withdraws before the amendment and one after it, two confirm, one replaces its bid, and one does nothing.
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
  await withdrawBid(world, amended, at(first, 5))
  await requestWithdrawal(world, at(first, 1))
  const tender = await postponeTender(world, amended)
  const bids: TestBid[] = [at(first, 0), at(first, 1), replacement, at(first, 3)]
  return { tender, bids }
}

const awardTo = async (world: World, tender: TestTender, place: number, amount: bigint): Promise<void> => {
  await agencyAct(world, tender, { type: 'Qualify', bidder: bidder(place), document: DOCUMENT })
  await agencyAct(world, tender, { type: 'Award', bidder: bidder(place), amount })
}

/** It has two bids that nobody confirmed. */
const cancelAmended = async (world: World): Promise<TestTender> => {
  const { tender, bids } = await tenderAt(world, 'Bidding', { key: at(EVENTFUL_KEYS, 1) })
  await submit(world, bids.slice(0, 2))
  await requestWithdrawal(world, at(bids, 0))
  const amended = await amendTender(world, tender)
  await grantWithdrawal(world, tender, at(bids, 0))
  await cancelTender(world, tender)
  return amended
}
