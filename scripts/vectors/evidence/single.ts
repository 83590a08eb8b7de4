import { netCostFloor } from '../../../src/protocol/award.ts'
import { supplier } from './cast.ts'
import type { OpenedKey } from './ceremony.ts'
import type { Stage } from './stage.ts'
import { awardFirst, priced, rankAll, suspend } from './steps.ts'
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

/** One sealed reserve price; a bid replaced twice, a bidder suspended before the opening; awarded, within the objection period. */
export async function playSingle(stage: Stage, key: OpenedKey): Promise<Announced> {
  const terms = termsOf(stage, 'VECTOR-SINGLE', { reserve: SINGLE, award: FLOOR, bidPolicy: 1 })
  const reserve = 99_000_000n
  const tender = await announce(stage, key, terms, reserve)
  const least = netCostFloor(FLOOR, reserve)
  const first = [95_000_000n, 92_000_000n, least].map((price, sequence) =>
    bid(stage, tender, supplier(1), { price }, { sequence }),
  )
  const others = [91_000_000n, 93_000_000n, least + 1n].map((price, i) =>
    bid(stage, tender, supplier(i + 2), { price }),
  )
  stage.moveTo(terms.schedule.biddingAt + HOUR)
  await stage.send(submission(stage, [...first.slice(0, 1), ...others]))
  await stage.send(submission(stage, first.slice(1)))
  await suspend(stage, supplier(4), 1, stage.now() + 365 * DAY)
  const valid = [first[2] as Bid, ...others.slice(0, 2)]

  stage.moveTo(terms.schedule.openingAt + HOUR)
  await stage.send(release(stage, tender, 2), release(stage, tender, 0))
  await stage.send(
    reserveOpeningCall(stage, tender),
    openingCall(stage, tender, valid),
    openingCall(stage, tender, others.slice(2)),
  )
  const prices = [least, 91_000_000n, 93_000_000n]
  const line = await rankAll(stage, tender, key.secret, reserve, priced(valid, prices))
  await awardFirst(stage, tender, 0, line[0] ?? 0n, least)
  return tender
}
