import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { hashText, ZERO_WORD } from '../../src/protocol/bytes.ts'
import { RATE_SCALE } from '../../src/protocol/limits.ts'
import { AWARD_RULES, BID_POLICIES, RESERVE_KINDS, RETENDERS, TIE_RULES } from '../../src/protocol/tender.ts'
import type { Schedule, Terms } from '../../src/protocol/terms.ts'

/** One tender of the demonstration: its terms, and what each bidder will seal. */
export interface Notice {
  readonly terms: Terms
  /** The agency's sealed price for a single reserve price. */
  readonly reserve?: bigint
  readonly bids: readonly { readonly price: bigint; readonly picks?: readonly [number, number] }[]
  /** When the notice was published, and when its contract was concluded. */
  readonly announcedAt: number
  readonly concludedAt: number
}

const won = z.int().positive().transform(BigInt)

const constructionSchema = z.object({
  baseAmount: won,
  netCostBase: won,
  aValue: won,
  reservePrice: won,
  floorRatePct: z.string().regex(/^\d+\.\d{3}$/),
  bids: z.array(z.object({ amount: won })),
})

const serviceSchema = z.object({
  baseAmount: won,
  prices: z.array(z.object({ number: z.int(), count: z.int() })),
})

const HOUR = 3600
const DAY = 24 * HOUR

/**
 * Notice 20241240614-001: 577 real bids for one construction work. The reserve price is single and equal to the official one, because
 * the bidders' own picks were never published. Of the times only the opening is published; the others follow the rules.
 */
export async function constructionNotice(): Promise<Notice> {
  const data = constructionSchema.parse(await readVector('20241240614-001.json'))
  const openingAt = korean('2025-01-15T11:00')
  const award = {
    rule: AWARD_RULES.indexOf('ReserveFloor'),
    baseAmount: data.baseAmount,
    aValue: data.aValue,
    netCostBase: data.netCostBase,
    floorRate: rate(data.floorRatePct),
    netCostRate: rate('98.000'),
    qualification: 0,
  }
  const terms: Terms = {
    notice: '20241240614-001',
    document: hashText('Documents of notice 20241240614-001, which are not part of the published data'),
    predecessor: ZERO_WORD,
    schedule: scheduleOf(openingAt),
    objectionPeriod: 30 * DAY,
    amendmentTime: 5 * DAY,
    minimumBids: 2,
    bidPolicy: BID_POLICIES.indexOf('OneShot'),
    retender: RETENDERS.indexOf('Free'),
    tieRule: TIE_RULES.indexOf('Seed'),
    reserve: { kind: RESERVE_KINDS.indexOf('Single'), spread: 0, cellsAbove: 0 },
    award,
  }
  const bids = byNumber(data.bids.map(({ amount }) => ({ price: amount })))
  return {
    terms,
    reserve: data.reservePrice,
    bids,
    announcedAt: openingAt - 16 * DAY,
    concludedAt: openingAt + 32 * DAY,
  }
}

/**
 * Notice R25BK00811340: a small service tender with a multiple reserve price. How often each number was picked is real; who picked
 * which pair and the five amounts are not published and stand here by way of example.
 */
export async function serviceNotice(): Promise<Notice> {
  const data = serviceSchema.parse(await readVector('R25BK00811340-reserve.json'))
  const openingAt = korean('2025-07-01T11:00')
  const terms: Terms = {
    notice: 'R25BK00811340',
    document: hashText('Documents of notice R25BK00811340, which are not part of the published data'),
    predecessor: ZERO_WORD,
    schedule: scheduleOf(openingAt),
    objectionPeriod: 30 * DAY,
    amendmentTime: 5 * DAY,
    minimumBids: 2,
    bidPolicy: BID_POLICIES.indexOf('OneShot'),
    retender: RETENDERS.indexOf('Free'),
    tieRule: TIE_RULES.indexOf('Seed'),
    reserve: { kind: RESERVE_KINDS.indexOf('Multiple'), spread: 200, cellsAbove: 0 },
    award: {
      rule: AWARD_RULES.indexOf('ReserveFloor'),
      baseAmount: data.baseAmount,
      aValue: 0n,
      netCostBase: 0n,
      floorRate: rate('87.745'),
      netCostRate: 0,
      qualification: 0,
    },
  }
  const picks = pairs(data.prices.flatMap(({ number, count }) => new Array<number>(count).fill(number)))
  const bids = picks.map((pair, place) => ({
    price: (data.baseAmount * (8_700n + 100n * BigInt(place))) / 10_000n,
    picks: pair,
  }))
  return { terms, bids, announcedAt: openingAt - 10 * DAY, concludedAt: openingAt + 32 * DAY }
}

/** Bidding opens 48 hours before it closes; the opening follows one hour after the closing. */
function scheduleOf(openingAt: number): Schedule {
  const closingAt = openingAt - HOUR
  return {
    biddingAt: closingAt - 48 * HOUR,
    closingAt,
    openingAt,
    fallbackAt: openingAt + 6 * HOUR,
    fallbackEndAt: openingAt + 3 * DAY,
  }
}

/** Published data is sorted by rank; bids did not come in that order. */
function byNumber<Bid extends { price: bigint }>(bids: Bid[]): Bid[] {
  return bids.toSorted((a, b) => Number((a.price % 9_973n) - (b.price % 9_973n)))
}

/** Splits picked numbers into pairs of two different ones: each number stands in as many pairs as it was picked. */
function pairs(numbers: number[]): [number, number][] {
  const sorted = numbers.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  return sorted.slice(0, half).map((number, place) => [number, sorted[place + half] ?? 0])
}

/** Three decimals of a per cent as 1/100,000. */
function rate(percent: string): number {
  const scaled = Number(percent.replace('.', ''))
  if (scaled < 0 || scaled > RATE_SCALE) throw new RangeError(`No rate: ${percent}`)
  return scaled
}

/** A Korean date and time in seconds since 1970. */
function korean(text: string): number {
  return Date.parse(`${text}:00+09:00`) / 1000
}

async function readVector(name: string): Promise<unknown> {
  const path = fileURLToPath(new URL(`../../test/vectors/koneps/${name}`, import.meta.url))
  return JSON.parse(await readFile(path, 'utf8'))
}
