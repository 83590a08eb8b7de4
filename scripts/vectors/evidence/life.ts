import { netCostFloor } from '../../../src/protocol/award.ts'
import type { Hex } from '../../../src/protocol/bytes.ts'
import { supplier } from './cast.ts'
import type { OpenedKey } from './ceremony.ts'
import { amend, confirmation, postponeAfter, withdraw } from './changes.ts'
import { disqualify, endObjections, forfeit, objectAndDecide } from './disputes.ts'
import type { Stage } from './stage.ts'
import { awardFirst, conclude, priced, rankAll } from './steps.ts'
import {
  type Announced,
  announce,
  type Bid,
  bid,
  DAY,
  FLOOR,
  HOUR,
  openingCall,
  release,
  reserveOpeningCall,
  SINGLE,
  submission,
  termsOf,
} from './tender.ts'

const RESERVE = 98_000_000n
const LEAST = netCostFloor(FLOOR, RESERVE)
/** Of 1001, 1002, 1003, 1005, 1006 and 1007. */
const BIDDERS = [1, 2, 3, 5, 6, 7].map(supplier)
const PRICES = BIDDERS.map((_, place) => LEAST + BigInt(place) * 1_000_000n)

/**
 * Everything that can change a tender. Amended: 1001 and 1005 confirm their bids, 1002 and 1006 replace theirs, 1003 does neither, 1007 bids
 * only now. Postponed after an outage. 1007 withdraws. 1001 is disqualified, 1002 awarded; an objection is upheld, and 1002
 * disqualified too. 1005 is awarded, an objection rejected, and the award forfeited. 1006 is awarded, an objection rejected, and
 * both sign.
 * @param onAmended told the tender when 1001 has confirmed its bid
 */
export async function playLife(
  stage: Stage,
  key: OpenedKey,
  onAmended: (tender: Hex) => Promise<void>,
): Promise<Announced> {
  const terms = termsOf(stage, 'VECTOR-LIFE', {
    reserve: SINGLE,
    award: FLOOR,
    objectionPeriod: DAY,
    amendmentTime: 2 * DAY,
  })
  const announced = await announce(stage, key, terms, 97_000_000n)
  stage.moveTo(terms.schedule.biddingAt + HOUR)
  const first = BIDDERS.slice(0, 5).map((each, i) => bid(stage, announced, each, { price: PRICES[i] ?? 0n }))
  await stage.send(submission(stage, first))

  stage.moveTo(terms.schedule.biddingAt + 2 * HOUR)
  const amended = await amend(stage, announced, 0, RESERVE)
  const bids = await follow(stage, amended, first)
  await onAmended(amended.id)
  const tender = await postpone(stage, amended)
  await withdraw(stage, tender, 2, supplier(7), 2)
  await open(stage, tender, bids)
  await review(stage, tender)
  return tender
}

/** @returns every bid with the seal that counts, but for the withdrawn one */
async function follow(stage: Stage, tender: Announced, first: readonly Bid[]): Promise<Bid[]> {
  const confirm = (number: number) => confirmation(stage, tender, supplier(number))
  const again = [1, 4].map(place => newBid(stage, tender, place, 1))
  await stage.send(confirm(1), confirm(5), submission(stage, again))
  await stage.send(submission(stage, [newBid(stage, tender, 5, 0)]))
  const [one, , three, five] = first
  return [one, again[0], three, five, again[1]].filter(each => each !== undefined)
}

function newBid(stage: Stage, tender: Announced, place: number, sequence: number): Bid {
  const bidder = BIDDERS[place] ?? supplier(1)
  return bid(stage, tender, bidder, { price: PRICES[place] ?? 0n }, { sequence, termsVersion: 2 })
}

/** By the rule for outages: bidding was impossible for an hour shortly before the closing. */
function postpone(stage: Stage, tender: Announced): Promise<Announced> {
  const { closingAt } = tender.terms.schedule
  return postponeAfter(stage, tender, 1, { from: closingAt - 2 * HOUR, until: closingAt - HOUR })
}

async function open(stage: Stage, tender: Announced, bids: readonly Bid[]): Promise<void> {
  stage.moveTo(tender.terms.schedule.openingAt)
  await stage.send(release(stage, tender, 0), release(stage, tender, 2))
  await stage.send(reserveOpeningCall(stage, tender), openingCall(stage, tender, bids))
  const valid = bids.filter(({ bidder }) => bidder.id !== supplier(3).id)
  const prices = [0, 1, 3, 4].map(place => PRICES[place] ?? 0n)
  await rankAll(stage, tender, tender.key.secret, RESERVE, priced(valid, prices))
}

async function review(stage: Stage, tender: Announced): Promise<void> {
  const award = (number: number, place: number) =>
    awardFirst(stage, tender, number, BIDDERS[place]?.id ?? 0n, PRICES[place] ?? 0n)

  await disqualify(stage, tender, 3, { bidder: 1, reason: 4 })
  await award(4, 1)
  await objectAndDecide(stage, tender, { objection: 0, award: 1, by: 5, number: 6, upheld: true })
  await disqualify(stage, tender, 7, { bidder: 2, reason: 3 })
  await award(8, 3)
  await objectAndDecide(stage, tender, { objection: 1, award: 2, by: 1, number: 10, upheld: false })
  endObjections(stage, tender)
  await forfeit(stage, tender, 11, 5)
  await award(12, 4)
  await objectAndDecide(stage, tender, { objection: 2, award: 3, by: 2, number: 14, upheld: false })
  endObjections(stage, tender)
  await conclude(stage, tender, 15, supplier(6).id, PRICES[4] ?? 0n)
}
