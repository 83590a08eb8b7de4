import type { Terms } from '../../src/protocol/terms.ts'
import { supplier } from '../vectors/evidence/cast.ts'
import type { OpenedKey } from '../vectors/evidence/ceremony.ts'
import { endObjections } from '../vectors/evidence/disputes.ts'
import { plainTerms } from '../vectors/evidence/plain.ts'
import type { Stage } from '../vectors/evidence/stage.ts'
import { awardFirst, conclude, rankAll } from '../vectors/evidence/steps.ts'
import {
  type Announced,
  announce,
  type Bid,
  type BidChoices,
  bid,
  openingCall,
  release,
  submission,
} from '../vectors/evidence/tender.ts'

// The moves that most stories have in common, in tenders whose lowest price wins.

/** A bid whose price the story knows. */
export interface Offer extends Bid {
  readonly price: bigint
}

/** @param number of the bidder, as `supplier` counts  @param millions of won */
export function offer(
  stage: Stage,
  tender: Announced,
  number: number,
  millions: number,
  choices?: BidChoices,
): Offer {
  const price = BigInt(millions) * 1_000_000n
  return { ...bid(stage, tender, supplier(number), { price }, choices), price }
}

/** Announces a tender, and waits until bidding begins. */
export async function startBidding(
  stage: Stage,
  key: OpenedKey,
  notice: string,
  changes?: Partial<Terms>,
): Promise<Announced> {
  const tender = await announce(stage, key, plainTerms(stage, notice, changes))
  stage.moveTo(tender.terms.schedule.biddingAt)
  return tender
}

/** One bid for each price: the first by 1001, the second by 1002, and so on. */
export async function submitOffers(
  stage: Stage,
  tender: Announced,
  ...millions: readonly number[]
): Promise<Offer[]> {
  const offers = millions.map((price, i) => offer(stage, tender, i + 1, price))
  await stage.send(submission(stage, offers))
  return offers
}

/**
 * At the time of the opening guardians release the key, and everything is opened and put in line.
 * @param valid those of the offers that can be ranked: at least three
 * @param guardians by their places in the set, who releases
 * @returns the line
 */
export async function openAndRank(
  stage: Stage,
  tender: Announced,
  offers: readonly Offer[],
  valid = offers,
  guardians: readonly number[] = [0, 1],
): Promise<readonly bigint[]> {
  const { key, terms } = tender
  stage.moveTo(terms.schedule.openingAt)
  await stage.send(...guardians.map(place => release(stage, tender, place)))
  await stage.send(openingCall(stage, tender, offers))
  return rankAll(stage, tender, key.secret, terms.award.baseAmount, valid)
}

/** Bids of 1001, 1002 and 1003, opened and in line in this order. */
export async function playToReview(stage: Stage, key: OpenedKey, notice: string): Promise<Announced> {
  const tender = await startBidding(stage, key, notice)
  await openAndRank(stage, tender, await submitOffers(stage, tender, 41, 42, 43))
  return tender
}

/** A bid for which something can be signed. */
type Placed = Pick<Offer, 'bidder' | 'price'>

/** @param number of the agency's next act; this takes two */
export function award(
  stage: Stage,
  tender: Announced,
  number: number,
  { bidder, price }: Placed,
): Promise<void> {
  return awardFirst(stage, tender, number, bidder.id, price)
}

/** Qualified and awarded; nobody objects, and both parties sign. @param number of the agency's next act; this takes three */
export async function awardAndConclude(
  stage: Stage,
  tender: Announced,
  number: number,
  winner: Placed,
): Promise<void> {
  await award(stage, tender, number, winner)
  await signContract(stage, tender, number + 2, winner)
}

/** When the time for objections is over, both parties sign. */
export async function signContract(
  stage: Stage,
  tender: Announced,
  number: number,
  { bidder, price }: Placed,
): Promise<void> {
  endObjections(stage, tender)
  await conclude(stage, tender, number, bidder.id, price)
}

/** Those of `playToReview`. */
export const FIRST: Placed = { bidder: supplier(1), price: 41_000_000n }
export const SECOND: Placed = { bidder: supplier(2), price: 42_000_000n }
export const THIRD: Placed = { bidder: supplier(3), price: 43_000_000n }
