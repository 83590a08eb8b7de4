import fc from 'fast-check'
import { hashText, ZERO_WORD } from '../../src/protocol/bytes.ts'
import {
  MAX_BASE_AMOUNT,
  MAX_BIDS,
  MAX_LIFE,
  MAX_OBJECTION_PERIOD,
  MIN_AMENDMENT_TIME,
  MIN_FALLBACK_TIME,
  MIN_OBJECTION_PERIOD,
  MIN_RELEASE_TIME,
} from '../../src/protocol/limits.ts'
import type { Schedule, Terms } from '../../src/protocol/terms.ts'

const WEEK = 7 * 24 * 3_600

/** Terms that the ledger takes at the time `now`, in seconds since 1970; bidding may have begun. */
export function announceableTerms(now: number): fc.Arbitrary<Terms> {
  return fc
    .record({
      notice: fc.stringMatching(/^[ -~]{1,64}$/),
      document: fc.string().map(hashText),
      schedule: schedules(now),
      predecessor: fc.constant(ZERO_WORD),
      objectionPeriod: fc.integer({ min: MIN_OBJECTION_PERIOD, max: MAX_OBJECTION_PERIOD }),
      amendmentTime: fc.integer({ min: MIN_AMENDMENT_TIME, max: MAX_LIFE }),
      minimumBids: fc.integer({ min: 1, max: MAX_BIDS }),
      bidPolicy: fc.integer({ min: 0, max: 1 }),
      retender: fc.integer({ min: 0, max: 1 }),
      byScore: fc.boolean(),
      pricing: fc.constantFrom(...PRICINGS),
    })
    .map(({ pricing, byScore, ...terms }) => {
      const tieRule = byScore && pricing.award.qualification !== 0 ? 1 : 0
      return { ...terms, ...pricing, tieRule }
    })
}

const NO_RESERVE = { kind: 0, spread: 0, cellsAbove: 0 }
const LOWEST = {
  rule: 0,
  baseAmount: 1_000_000n,
  aValue: 0n,
  netCostBase: 0n,
  floorRate: 0,
  netCostRate: 0,
  qualification: 0,
}
const FLOOR = {
  rule: 1,
  baseAmount: 4_323_358_000n,
  aValue: 255_517_579n,
  netCostBase: 4_075_808_043n,
  floorRate: 86_745,
  netCostRate: 98_000,
  qualification: 0,
}

/** Reserve and award terms that go together. */
const PRICINGS: Pick<Terms, 'reserve' | 'award'>[] = [
  { reserve: NO_RESERVE, award: LOWEST },
  { reserve: { ...NO_RESERVE, kind: 1 }, award: { ...LOWEST, baseAmount: MAX_BASE_AMOUNT } },
  { reserve: { ...NO_RESERVE, kind: 1 }, award: FLOOR },
  { reserve: { ...NO_RESERVE, kind: 1 }, award: { ...FLOOR, qualification: 1 } },
  { reserve: { kind: 2, spread: 200, cellsAbove: 0 }, award: { ...FLOOR, qualification: 4 } },
  { reserve: { kind: 2, spread: 300, cellsAbove: 7 }, award: { ...FLOOR, netCostBase: 0n, netCostRate: 0 } },
]

/** Closing stays an hour ahead of the clock, which goes on while the test runs. */
function schedules(now: number): fc.Arbitrary<Schedule> {
  const step = fc.integer({ min: 1, max: WEEK })
  return fc
    .record({
      start: fc.integer({ min: -WEEK, max: WEEK }),
      bidding: step,
      closed: step,
      opening: step,
      fallback: step,
    })
    .map(({ start, bidding, closed, opening, fallback }) => {
      const biddingAt = now + start
      const closingAt = Math.max(biddingAt, now + 3_600) + bidding
      const openingAt = closingAt + closed
      const fallbackAt = openingAt + MIN_RELEASE_TIME - 1 + opening
      const fallbackEndAt = fallbackAt + MIN_FALLBACK_TIME - 1 + fallback
      return { biddingAt, closingAt, openingAt, fallbackAt, fallbackEndAt }
    })
}
