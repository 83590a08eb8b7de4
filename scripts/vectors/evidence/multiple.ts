import { floorPrice, netCostFloor } from '../../../src/protocol/award.ts'
import type { Hex } from '../../../src/protocol/bytes.ts'
import { scalar, supplier } from './cast.ts'
import type { OpenedKey } from './ceremony.ts'
import type { Stage } from './stage.ts'
import {
  act,
  awardFirst,
  conclude,
  document,
  type Picks,
  payload,
  priced,
  rankAll,
  reserveOf,
} from './steps.ts'
import {
  type Announced,
  announce,
  type Bid,
  bid,
  FLOOR,
  MULTIPLE,
  openingCall,
  release,
  submission,
  termsOf,
} from './tender.ts'

const PICKS: readonly Picks[] = [
  [3, 15],
  [3, 7],
  [15, 7],
  [1, 2],
  [4, 5],
  [3, 1],
]

/**
 * Fifteen prices, seven bids: one below the floor, one below the net-cost floor, one above the reserve price, one sealed wrongly, two
 * alike; a second bid and a late one refused; a false share refused; the first disqualified, the next awarded and concluded.
 * @param onBids told the tender when the bids are in, and bidding is still open
 */
export async function playMultiple(
  stage: Stage,
  key: OpenedKey,
  onBids: (tender: Hex) => Promise<void>,
): Promise<Announced> {
  const terms = termsOf(stage, 'VECTOR-MULTIPLE', { reserve: MULTIPLE, award: FLOOR })
  const tender = await announce(stage, key, terms)
  const { schedule, objectionPeriod } = terms
  const reserve = reserveOf(tender, key.secret, PICKS)
  const prices = pricesAround(reserve)
  const bids = bidsFor(stage, tender, prices)

  stage.moveTo(schedule.biddingAt)
  await submitAll(stage, bids)
  stage.moveTo(schedule.closingAt - 1)
  await onBids(tender.id)
  stage.moveTo(schedule.closingAt)
  await stage.send(submission(stage, [bids.late]))
  stage.moveTo(schedule.openingAt)
  await openAll(stage, tender, bids)
  const line = await rankAll(stage, tender, key.secret, reserve, priced(bids.sealed, prices))

  const [first = 0n, second = 0n] = line
  const amount = prices[1] ?? 0n
  await act(stage, tender, 0, {
    type: 'Disqualify',
    bidder: first,
    reason: 2,
    otherScore: 0,
    document: document(tender, 0),
  })
  await awardFirst(stage, tender, 1, second, amount)
  stage.moveTo(stage.now() + objectionPeriod)
  await conclude(stage, tender, 3, second, amount)
  return tender
}

function pricesAround(reserve: bigint): bigint[] {
  const [floor, netFloor] = [floorPrice(FLOOR, reserve), netCostFloor(FLOOR, reserve)]
  const alike = netFloor + 500_000n
  return [netFloor + 100_000n, alike, alike, floor - 1n, netFloor - 1n, reserve + 1n]
}

interface Bids {
  readonly sealed: readonly Bid[]
  /** Sealed for another bidder. */
  readonly copied: Bid
  readonly late: Bid
  /** A second one of the first bidder. */
  readonly again: Bid
}

function bidsFor(stage: Stage, tender: Announced, prices: readonly bigint[]): Bids {
  const [price = 0n] = prices
  return {
    sealed: prices.map((each, i) => bid(stage, tender, supplier(i + 1), payload(each, PICKS[i]))),
    copied: bid(stage, tender, supplier(7), payload(price, [8, 9]), { sealedFor: supplier(1) }),
    late: bid(stage, tender, supplier(8), payload(price, [8, 9])),
    again: bid(stage, tender, supplier(1), payload(price, [8, 9]), { sequence: 1 }),
  }
}

async function submitAll(stage: Stage, { sealed, copied, again }: Bids): Promise<void> {
  await stage.send(
    submission(stage, sealed.slice(0, 3)),
    submission(stage, [again, ...sealed.slice(3, 5)]),
    submission(stage, [...sealed.slice(5), copied]),
  )
}

async function openAll(stage: Stage, tender: Announced, { sealed, copied, late }: Bids): Promise<void> {
  await stage.send(
    release(stage, tender, 0, scalar('false share')),
    release(stage, tender, 1),
    release(stage, tender, 2),
  )
  const [opened, closed] = [sealed.slice(0, 3), sealed.slice(3)]
  // Two of the second call are refused: one is open already, the other is no bid.
  await stage.send(
    openingCall(stage, tender, opened),
    openingCall(stage, tender, [...opened.slice(0, 1), late, ...closed, copied]),
  )
}
