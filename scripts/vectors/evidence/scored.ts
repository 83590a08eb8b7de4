import { PASS_MARK } from '../../../src/protocol/limits.ts'
import { priceScore } from '../../../src/protocol/qualification.ts'
import { supplier } from './cast.ts'
import type { OpenedKey } from './ceremony.ts'
import { disqualify, endObjections, forfeit, objectAndDecide } from './disputes.ts'
import type { Stage } from './stage.ts'
import { act, conclude, priced, qualify, rankAll } from './steps.ts'
import {
  type Announced,
  announce,
  type Bid,
  bid,
  DAY,
  FLOOR,
  openingCall,
  release,
  reserveOpeningCall,
  SINGLE,
  submission,
  termsOf,
} from './tender.ts'

const RESERVE = 98_000_000n
/** The ratio with the most points is 0.90. */
export const EQUAL = 88_400_000n
const HIGHER = 89_000_000n
const SCALE = 2
const BIDDERS = [1, 2, 3, 5].map(supplier)
const PRICES = [EQUAL, EQUAL, EQUAL, HIGHER]
const AWARD = { ...FLOOR, qualification: SCALE }

/**
 * Three bids of the same price, between which the review scores decide; the key was made without one of the guardians. 1002 has too few
 * points, and 1003 is awarded; 1002 objects, is heard, reviewed anew, and has as many points as 1003. Which of the two stands earlier
 * in line is awarded and forfeits; then all are disqualified. 1005 objects to that, is heard, awarded, and both sign.
 */
export async function playScored(stage: Stage, key: OpenedKey): Promise<Announced> {
  const { tender, line } = await playToScores(stage, key, 'VECTOR-SCORED')
  await reviewByScore(stage, tender, line)
  await reviewToTheEnd(stage, tender, line)
  return tender
}

/** The same until the order stands. */
export async function playToScores(
  stage: Stage,
  key: OpenedKey,
  notice: string,
): Promise<{ readonly tender: Announced; readonly line: readonly bigint[] }> {
  const terms = termsOf(stage, notice, {
    reserve: SINGLE,
    award: AWARD,
    tieRule: 1,
    objectionPeriod: DAY,
  })
  const tender = await announce(stage, key, terms, RESERVE)
  const bids = BIDDERS.map((bidder, i) => bid(stage, tender, bidder, { price: PRICES[i] ?? 0n }))
  stage.moveTo(terms.schedule.biddingAt)
  await stage.send(submission(stage, bids))
  stage.moveTo(terms.schedule.openingAt)
  return { tender, line: await open(stage, tender, bids) }
}

/** Guardian 102 has no share. */
async function open(stage: Stage, tender: Announced, bids: readonly Bid[]): Promise<readonly bigint[]> {
  await stage.send(release(stage, tender, 0), release(stage, tender, 2))
  await stage.send(reserveOpeningCall(stage, tender), openingCall(stage, tender, bids))
  return rankAll(stage, tender, tender.key.secret, RESERVE, priced(bids, PRICES))
}

/** What is lacking to the pass mark, and what more or less. */
export function otherScore(price: bigint, more: number): number {
  return PASS_MARK + more - priceScore(SCALE, { price, reserve: RESERVE, aValue: FLOOR.aValue })
}

async function reviewByScore(stage: Stage, tender: Announced, line: readonly bigint[]): Promise<void> {
  const [one, two, three] = [1, 2, 3].map(number => supplier(number).id) as [bigint, bigint, bigint]
  await qualify(stage, tender, 0, one, otherScore(EQUAL, 100))
  await disqualify(stage, tender, 1, { bidder: 2, reason: 2, otherScore: otherScore(EQUAL, -1) })
  await qualify(stage, tender, 2, three, otherScore(EQUAL, 300))
  await act(stage, tender, 3, { type: 'Award', bidder: three, amount: EQUAL })
  await objectAndDecide(stage, tender, { objection: 0, award: 1, by: 2, number: 4, upheld: true })
  await qualify(stage, tender, 5, two, otherScore(EQUAL, 300))
  await qualify(stage, tender, 6, three, otherScore(EQUAL, 300))
  const winner = winnerOf(line)
  await act(stage, tender, 7, { type: 'Award', bidder: supplier(winner).id, amount: EQUAL })
  endObjections(stage, tender)
  await forfeit(stage, tender, 8, winner)
}

/** With the same score, who stands earlier in line: 1002 or 1003. */
function winnerOf(line: readonly bigint[]): number {
  return line.indexOf(supplier(2).id) < line.indexOf(supplier(3).id) ? 2 : 3
}

async function reviewToTheEnd(stage: Stage, tender: Announced, line: readonly bigint[]): Promise<void> {
  const removed = [5 - winnerOf(line), 1, 5]
  for (const [place, bidder] of removed.entries()) {
    await disqualify(stage, tender, 9 + place, { bidder, reason: 1 })
  }
  await objectAndDecide(stage, tender, { objection: 1, award: 3, by: 5, number: 12, upheld: true })
  const last = supplier(5).id
  await qualify(stage, tender, 13, last, otherScore(HIGHER, 0))
  await act(stage, tender, 14, { type: 'Award', bidder: last, amount: HIGHER })
  endObjections(stage, tender)
  await conclude(stage, tender, 15, last, HIGHER)
}
