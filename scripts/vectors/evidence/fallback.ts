import { netCostFloor } from '../../../src/protocol/award.ts'
import { degradedSeed } from '../../../src/protocol/reserve.ts'
import { type Member, supplier } from './cast.ts'
import type { OpenedKey } from './ceremony.ts'
import type { Stage } from './stage.ts'
import { type Picks, payload, priced, qualify, rankAll, reserveOf } from './steps.ts'
import {
  type Announced,
  announce,
  bid,
  FLOOR,
  HOUR,
  MULTIPLE,
  noteOf,
  release,
  revealCall,
  submission,
  termsOf,
} from './tender.ts'

/** One guardian of the two that are needed answers; three of four bidders reveal, and the reserve price is drawn from their notes. */
export async function playFallback(stage: Stage, key: OpenedKey): Promise<Announced> {
  const { tender, first } = await playReveals(stage, key, 'VECTOR-FALLBACK')
  await qualify(stage, tender, 0, first.id)
  return tender
}

/** The same until the order stands. @returns who is first in line, with what price */
export async function playReveals(
  stage: Stage,
  key: OpenedKey,
  notice: string,
): Promise<{ readonly tender: Announced; readonly first: Member; readonly price: bigint }> {
  const terms = termsOf(stage, notice, { reserve: MULTIPLE, award: FLOOR })
  const tender = await announce(stage, key, terms)
  const picks: Picks[] = [
    [1, 2],
    [2, 3],
    [10, 11],
    [4, 5],
  ]
  // 1004 is suspended.
  const bidders = [1, 2, 3, 5].map(supplier)
  const notes = bidders.slice(0, 3).map(bidder => ({ r: noteOf(terms, bidder), author: bidder.id }))
  const seed = degradedSeed(notes)
  const reserve = reserveOf(tender, seed, picks.slice(0, 3))
  const least = netCostFloor(FLOOR, reserve)
  const prices = [least + 2_000_000n, least, least + 1_000_000n, least]
  const bids = bidders.map((bidder, i) => bid(stage, tender, bidder, payload(prices[i] ?? 0n, picks[i])))

  stage.moveTo(terms.schedule.biddingAt)
  await stage.send(submission(stage, bids))
  stage.moveTo(terms.schedule.openingAt)
  await stage.send(release(stage, tender, 1))
  stage.moveTo(terms.schedule.fallbackAt)
  await stage.send(revealCall(stage, tender, bids.slice(0, 2)))
  stage.moveTo(terms.schedule.fallbackAt + HOUR)
  await stage.send(revealCall(stage, tender, bids.slice(2, 3)))
  stage.moveTo(terms.schedule.fallbackEndAt)
  await rankAll(stage, tender, seed, reserve, priced(bids.slice(0, 3), prices))
  return { tender, first: supplier(2), price: least }
}
