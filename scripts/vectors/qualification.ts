import { maxOtherScore, priceScore, type ScoredPrice } from '../../src/protocol/qualification.ts'

/** Won between A-value and reserve price; a ten-thousandth of it is a whole number. */
const SPAN = 3_000_000_000n
const A_VALUE = 255_517_579n
const FLATS = [9_250n, 9_125n, 9_025n, 9_025n]

/** qualification.json: the price part of the score on each scale, at every edge of the formula. */
export function qualificationVectors(): unknown {
  const scales = FLATS.map((flat, place) => ({
    qualification: place + 1,
    maxOtherScore: maxOtherScore(place + 1),
    cases: casesOf(flat).map(([name, scored]) => caseOf(place + 1, name, scored)),
  }))
  return { scales }
}

function casesOf(flat: bigint): [string, ScoredPrice][] {
  return [
    ['the best ratio', at(9_000n)],
    ['a ten-thousandth above the best ratio', at(9_001n)],
    ['a ten-thousandth below the best ratio', at(8_999n)],
    ['just rounded up to the best ratio', at(9_000n, -SPAN / 20_000n)],
    ['just not rounded up to the best ratio', at(9_000n, -SPAN / 20_000n - 1n)],
    ['the last ratio before the flat part', at(flat - 1n)],
    ['just rounded up into the flat part', at(flat, -SPAN / 20_000n)],
    ['just not rounded up into the flat part', at(flat, -SPAN / 20_000n - 1n)],
    ['the first ratio of the flat part', at(flat)],
    ['the reserve price', at(10_000n)],
    ['the floor rate of works of that size', at(8_774n, SPAN / 20_000n)],
    ['the first ratio of two points on the first scale', at(6_600n)],
    ['the first ratio of two points on the second scale', at(7_300n)],
    ['the first ratio of two points on the third scale', at(8_610n)],
    ['the first ratio of two points on the fourth scale', at(8_560n)],
    ['far below', at(5_000n)],
    ['at the A-value', at(0n)],
    ['below the A-value', at(0n, -1n)],
    ['one won', { price: 1n, reserve: A_VALUE + SPAN, aValue: A_VALUE }],
    ['no A-value', { price: 9n, reserve: 10n, aValue: 0n }],
    ['thirds', { price: 2n, reserve: 3n, aValue: 0n }],
    ['a reserve price at the A-value', { price: A_VALUE, reserve: A_VALUE, aValue: A_VALUE }],
    ['a reserve price below the A-value', { price: 1n, reserve: 1n, aValue: A_VALUE }],
    ['the highest amounts', { price: (1n << 96n) - 1n, reserve: (1n << 96n) - 1n, aValue: 1n }],
    ['a ratio above every other', { price: (1n << 96n) - 1n, reserve: 1n, aValue: 0n }],
  ]
}

/** The price with this ratio, in ten-thousandths, and so many won more. */
function at(ratio: bigint, more = 0n): ScoredPrice {
  return { price: A_VALUE + (SPAN * ratio) / 10_000n + more, reserve: A_VALUE + SPAN, aValue: A_VALUE }
}

function caseOf(qualification: number, name: string, { price, reserve, aValue }: ScoredPrice) {
  return {
    name,
    price: `${price}`,
    reserve: `${reserve}`,
    aValue: `${aValue}`,
    priceScore: priceScore(qualification, { price, reserve, aValue }),
  }
}
