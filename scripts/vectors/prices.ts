import { readFileSync } from 'node:fs'
import {
  type AwardTerms,
  awardTermsSchema,
  floorPrice,
  judge,
  netCostFloor,
} from '../../src/protocol/award.ts'
import { word } from '../../src/protocol/bytes.ts'
import { type PricedBid, placements, rank, tie } from '../../src/protocol/order.ts'
import {
  cells,
  countPicks,
  degradedSeed,
  draw,
  preliminaryPrices,
  type ReserveTerms,
  reservePrice,
} from '../../src/protocol/reserve.ts'
import { toJson } from '../../src/protocol/value.ts'
import { FLOOR_TERMS, LOWEST_TERMS, repeated, TENDER } from './fixtures.ts'

const SEED = BigInt(repeated('5c', 32))
const RESERVE = 4_290_738_325n

type Picks = [number, number][]

/** reserve.json: the fifteen prices, the draw and the mean. */
export function reserveVectors(): unknown {
  const equal: ReserveTerms = { kind: 2, spread: 200, cellsAbove: 0 }
  const local: ReserveTerms = { kind: 2, spread: 300, cellsAbove: 7 }
  const many: Picks = [
    [4, 8],
    [12, 8],
    [6, 8],
    [12, 10],
    [13, 15],
  ]
  const cases: [string, bigint, ReserveTerms, Picks][] = [
    ['national, picked as in R25BK00811340', 404_282_000n, equal, many],
    ['local, seven cells above', 404_282_000n, local, many],
    ['nobody picked: the lowest numbers', 4_323_358_000n, equal, []],
    ['two numbers picked: filled up by the lowest', 4_323_358_000n, local, [[15, 2]]],
    ['the narrowest cells', 75_000n, equal, many],
    ['the widest spread, one cell above', 1_000_003n, { kind: 2, spread: 1000, cellsAbove: 1 }, many],
    ['the widest spread, fourteen cells above', 1_000_003n, { kind: 2, spread: 1000, cellsAbove: 14 }, many],
    ['the highest base amount', (1n << 95n) - 1n, equal, many],
  ]
  const notes = [
    { r: 1n, author: 1001n },
    { r: SEED, author: 42n },
  ]
  return {
    seed: word(SEED),
    tender: TENDER,
    cases: cases.map(([name, base, terms, picks]) => reserveCase(name, base, terms, picks)),
    degraded: {
      notes: notes.map(({ r, author }) => ({ r: word(r), author: `${author}` })),
      seed: word(degradedSeed(notes)),
    },
  }
}

function reserveCase(name: string, base: bigint, terms: ReserveTerms, picks: Picks) {
  const counts = countPicks(picks)
  const prices = preliminaryPrices(SEED, TENDER, base, terms)
  const bounds = cells(base, terms).map(({ first, last }) => ({ first: `${first}`, last: `${last}` }))
  const packed = counts.reduce((bits, count, i) => bits | (BigInt(count) << BigInt(16 * i)), 0n)
  return {
    name,
    base: `${base}`,
    terms,
    cells: bounds,
    prices: prices.map(String),
    picks,
    counts,
    packedCounts: word(packed),
    drawn: draw(counts),
    reserve: `${reservePrice(prices, counts)}`,
  }
}

/** award.json: both rules at their edges, and the 37 real floor prices. */
export function awardVectors(): unknown {
  const noNetCost = { ...FLOOR_TERMS, netCostBase: 0n, netCostRate: 0 }
  const edges: [string, AwardTerms, bigint, bigint][] = [
    ['lowest price: one won', LOWEST_TERMS, 1_000_000n, 1n],
    ['lowest price: at the reserve price', LOWEST_TERMS, 1_000_000n, 1_000_000n],
    ['lowest price: above the reserve price', LOWEST_TERMS, 1_000_000n, 1_000_001n],
    ['floor: at the reserve price', FLOOR_TERMS, RESERVE, RESERVE],
    ['floor: above the reserve price', FLOOR_TERMS, RESERVE, RESERVE + 1n],
    ['floor: at the net-cost floor', FLOOR_TERMS, RESERVE, 3_964_155_007n],
    ['floor: below the net-cost floor', FLOOR_TERMS, RESERVE, 3_964_155_006n],
    ['floor: at the floor price, below the net-cost floor', FLOOR_TERMS, RESERVE, 3_755_869_816n],
    ['floor: below the floor price', FLOOR_TERMS, RESERVE, 3_755_869_815n],
    ['floor without net cost: at the floor price', noNetCost, RESERVE, 3_755_869_816n],
    ['floor: reserve price at the A-value', FLOOR_TERMS, FLOOR_TERMS.aValue, FLOOR_TERMS.aValue],
    ['floor: reserve price below the A-value', FLOOR_TERMS, 1n, 1n],
    ['floor: rate of one', { ...noNetCost, floorRate: 100_000 }, RESERVE, RESERVE],
    [
      'floor: the highest amounts',
      { ...FLOOR_TERMS, baseAmount: (1n << 95n) - 1n },
      (1n << 96n) - 1n,
      (1n << 96n) - 1n,
    ],
  ]
  return {
    cases: [...edges, ...realFloors()].map(([name, terms, reserve, price]) =>
      awardCase(name, terms, reserve, price),
    ),
  }
}

function realFloors(): [string, AwardTerms, bigint, bigint][] {
  const csv = readFileSync(
    new URL('../../test/vectors/koneps/floor-price-cases.csv', import.meta.url),
    'utf8',
  )
  const [, ...rows] = csv.trim().split('\n')
  return rows.map(row => {
    const [notice = '', , base = '', aValue = '', reserve = '', , rate = '', floor = ''] = row.split(',')
    const terms = {
      ...FLOOR_TERMS,
      netCostBase: 0n,
      netCostRate: 0,
      baseAmount: BigInt(base),
      aValue: BigInt(aValue),
    }
    return [
      `real floor of ${notice}`,
      { ...terms, floorRate: Number(rate.replace('.', '')) },
      BigInt(reserve),
      BigInt(floor),
    ]
  })
}

function awardCase(name: string, terms: AwardTerms, reserve: bigint, price: bigint) {
  const { verdict, sortKey } = judge(terms, reserve, price)
  return {
    name,
    terms: toJson(awardTermsSchema, terms),
    reserve: `${reserve}`,
    price: `${price}`,
    floor: `${floorPrice(terms, reserve)}`,
    netCostFloor: `${netCostFloor(terms, reserve)}`,
    verdict,
    sortKey: `${sortKey}`,
  }
}

/** order.json: a line with ties, and bids that are not in it. */
export function orderVectors(): unknown {
  const prices = [900n, 700n, 700n, 1_001n, 700n, 1_000n, 1n, 900n, 2_000n, 700n]
  const bids: PricedBid[] = prices.map((price, i) => ({ bidder: BigInt(1001 + i), price }))
  const award = LOWEST_TERMS
  const ranking = rank(bids, { tender: TENDER, seed: SEED, reserve: 1_000n, award })
  return {
    seed: word(SEED),
    tender: TENDER,
    reserve: '1000',
    award: toJson(awardTermsSchema, award),
    bids: bids.map(({ bidder, price }) => ({
      bidder: `${bidder}`,
      price: `${price}`,
      tie: word(tie(SEED, TENDER, bidder)),
    })),
    line: ranking.line.map(String),
    rejected: ranking.rejected.map(({ bidder, verdict }) => ({ bidder: `${bidder}`, verdict })),
    placements: placements(ranking).map(batch =>
      batch.map(({ bidder, behind }) => ({ bidder: `${bidder}`, behind: `${behind}` })),
    ),
  }
}
