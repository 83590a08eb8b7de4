import type { EventNamed, LedgerEvent } from '../chain/events.ts'
import type { Queryable } from '../db/database.ts'
import { toJsonText } from '../db/values.ts'
import type { Hex } from '../protocol/bytes.ts'
import { broughtBack } from '../protocol/review.ts'
import { BID_STATUSES, type BidStatus } from '../protocol/tender.ts'

/** As much of a review as an objection can undo. */
type Review = {
  winner: bigint
  /** Disqualified, or having forfeited the contract. */
  readonly out: Set<bigint>
  readonly objectors: Map<number, bigint>
}

/** The reviews of some tenders, while events are gone through. */
export type Reviews = {
  /** Whose bid is acceptable again: the winner's, and that of an objector who was out. */
  broughtBackBy(event: EventNamed<'ObjectionDecided'>): readonly bigint[]
  follow(event: LedgerEvent): void
}

export const isUpheld = (event: LedgerEvent): event is EventNamed<'ObjectionDecided'> =>
  event.name === 'ObjectionDecided' && event.args.upheld

/** @param tenders of which an objection is upheld; others are followed in vain */
export const createReviews = async (session: Queryable, tenders: readonly Hex[]): Promise<Reviews> => {
  const reviews = await readReviews(session, [...new Set(tenders)])
  const broughtBackBy = ({ args }: EventNamed<'ObjectionDecided'>): bigint[] => {
    const { winner, out, objectors } = reviewOf(reviews, args.tender)
    const objector = objectors.get(args.objection) ?? 0n
    return broughtBack(winner, objector, out.has(objector))
  }
  const follow = (event: LedgerEvent): void => {
    if (isUpheld(event)) {
      const review = reviewOf(reviews, event.args.tender)
      for (const bidder of broughtBackBy(event)) review.out.delete(bidder)
      review.winner = 0n
    } else followStep(reviews, event)
  }
  return { broughtBackBy, follow }
}

const followStep = (reviews: Map<Hex, Review>, event: LedgerEvent): void => {
  switch (event.name) {
    case 'Awarded':
      reviewOf(reviews, event.args.tender).winner = event.args.bidder
      break
    case 'Disqualified':
      reviewOf(reviews, event.args.tender).out.add(event.args.bidder)
      break
    case 'Forfeited': {
      const review = reviewOf(reviews, event.args.tender)
      review.out.add(event.args.bidder)
      review.winner = 0n
      break
    }
    case 'Objected':
      reviewOf(reviews, event.args.tender).objectors.set(event.args.objection, event.args.bidder)
  }
}

const reviewOf = (reviews: Map<Hex, Review>, tender: Hex): Review => {
  const review = reviews.get(tender) ?? { winner: 0n, out: new Set(), objectors: new Map() }
  reviews.set(tender, review)
  return review
}

const readReviews = async (session: Queryable, tenders: readonly Hex[]): Promise<Map<Hex, Review>> => {
  const reviews = new Map<Hex, Review>()
  const named = [toJsonText(tenders)]
  const among = 'tender IN (SELECT json_array_elements_text($1::json))'
  const winners = await session.query<{ tender: Hex; winner: bigint }>(
    `SELECT tender, winner FROM tenders WHERE ${among}`,
    named,
  )
  const out = await session.query<{ tender: Hex; bidder: bigint }>(
    `SELECT tender, bidder FROM orders WHERE ${among} AND status IN (${OUT.join(', ')})`,
    named,
  )
  const objectors = await session.query<{ tender: Hex; objection: number; bidder: bigint }>(
    `SELECT tender, objection, bidder FROM objections WHERE ${among}`,
    named,
  )
  for (const { tender, winner } of winners) reviewOf(reviews, tender).winner = winner
  for (const { tender, bidder } of out) reviewOf(reviews, tender).out.add(bidder)
  for (const { tender, objection, bidder } of objectors)
    reviewOf(reviews, tender).objectors.set(objection, bidder)
  return reviews
}

const OUT = (['Disqualified', 'Forfeited'] satisfies BidStatus[]).map(name => BID_STATUSES.indexOf(name))
