import { z } from 'zod'
import { ceilDivide } from './amount.ts'
import { type Hex, hashLabelled, hashWords } from './bytes.ts'
import { protocolError } from './error.ts'
import { DRAWN_PRICES, MAX_SPREAD, MIN_CELL_WIDTH, PRELIMINARY_PRICES, PRICE_GRID } from './limits.ts'
import { abiTypes, uint8, uint16 } from './value.ts'

/**
 * How the reserve price comes about. `kind` by its place in `RESERVE_KINDS`. For `Multiple` only, otherwise zero: `spread` in
 * ten-thousandths of the base amount, `cellsAbove` of fifteen cells above it (zero: fifteen equal cells).
 */
export const reserveTermsSchema = z
  .strictObject({ kind: uint8, spread: uint16, cellsAbove: uint8 })
  .register(abiTypes, { abi: 'ReserveTerms' })

export type ReserveTerms = z.output<typeof reserveTermsSchema>

/** The first and the last price of one cell, both on the grid. */
export interface Cell {
  first: bigint
  last: bigint
}

const WHOLE = 10_000n
const CELLS = BigInt(PRELIMINARY_PRICES)

/** Whether the fifteen cells exist: the spread is at most 10 %, and each cell is at least two grid steps wide. */
export function areDrawable(base: bigint, terms: ReserveTerms): boolean {
  if (terms.spread < 1 || terms.spread > MAX_SPREAD || terms.cellsAbove >= PRELIMINARY_PRICES) return false
  const { above, below, scale } = sides(terms.cellsAbove)
  const width = base * BigInt(terms.spread) * scale
  return width >= MIN_CELL_WIDTH * WHOLE * above && width >= MIN_CELL_WIDTH * WHOLE * below
}

/**
 * The fifteen cells from low to high, without a gap and without an overlap on the grid.
 * @param base the published base amount in won
 */
export function cells(base: bigint, terms: ReserveTerms): Cell[] {
  const starts = indices(PRELIMINARY_PRICES).map(cell => ceilToGrid(bound(base, terms, cell)))
  const high = bound(base, terms, PRELIMINARY_PRICES)
  const end = (high.numerator / (high.denominator * PRICE_GRID) + 1n) * PRICE_GRID
  return starts.map((first, cell) => ({ first, last: (starts[cell + 1] ?? end) - PRICE_GRID }))
}

/**
 * The fifteen preliminary prices in the order of their numbers 1 to 15. They follow from the opening key's secret alone,
 * so before the opening they exist nowhere.
 * @param seed the secret of the opening key, or `degradedSeed` in the fallback
 * @param base the published base amount in won; the terms are those that `areDrawable` accepts
 */
export function preliminaryPrices(seed: bigint, tender: Hex, base: bigint, terms: ReserveTerms): bigint[] {
  const reserveSeed = hashLabelled('reserve', seed, tender)
  const prices = cells(base, terms).map(({ first, last }, cell) => {
    const count = (last - first) / PRICE_GRID + 1n
    return first + PRICE_GRID * (random(reserveSeed, cell) % count)
  })
  return shuffle(prices, reserveSeed)
}

/**
 * How often each number was picked, number 1 first.
 * @param picks the two picks of each valid bid, numbers 1 to 15
 */
export function countPicks(picks: Iterable<readonly [number, number]>): number[] {
  const counts = new Array<number>(PRELIMINARY_PRICES).fill(0)
  for (const pair of picks) {
    for (const number of pair) counts[number - 1] = countAt(counts, number) + 1
  }
  return counts
}

const COUNT_BITS = 16n

/** The fifteen counts as the ledger holds them in one word: sixteen bits each, number 1 lowest. */
export function packCounts(counts: readonly number[]): bigint {
  return counts.reduceRight((packed, count) => (packed << COUNT_BITS) | BigInt(count), 0n)
}

/** The inverse of `packCounts`. */
export function unpackCounts(packed: bigint): number[] {
  const bits = Number(COUNT_BITS)
  return indices(PRELIMINARY_PRICES).map(place =>
    Number(BigInt.asUintN(bits, packed >> (COUNT_BITS * BigInt(place)))),
  )
}

/**
 * The four most picked numbers, most picked first; at a tie the lower number, which also fills up when fewer were picked.
 * @param counts as from `countPicks`
 * @throws INVALID_INPUT unless there are fifteen counts
 */
export function draw(counts: readonly number[]): number[] {
  if (counts.length !== PRELIMINARY_PRICES) {
    throw protocolError('INVALID_INPUT', `Fifteen counts are needed, not ${counts.length}`)
  }
  const numbers = indices(PRELIMINARY_PRICES).map(index => index + 1)
  numbers.sort((a, b) => countAt(counts, b) - countAt(counts, a) || a - b)
  return numbers.slice(0, DRAWN_PRICES)
}

/**
 * The reserve price: the exact mean of the four drawn prices.
 * @param prices as from `preliminaryPrices`
 * @param counts as from `countPicks`
 */
export function reservePrice(prices: readonly bigint[], counts: readonly number[]): bigint {
  const sum = draw(counts).reduce((total, number) => total + priceAt(prices, number), 0n)
  return sum / BigInt(DRAWN_PRICES)
}

/**
 * The seed of the fallback, in which nobody knows the key's secret: XOR of `keccak256(abi.encode(r, author))` over all revealed notes.
 * Whoever reveals last can choose between revealing and not: that is why the ledger says that the fallback was used.
 */
export function degradedSeed(notes: Iterable<{ r: bigint; author: bigint }>): bigint {
  let seed = 0n
  for (const { r, author } of notes) seed ^= BigInt(hashWords(r, author))
  return seed
}

interface Fraction {
  numerator: bigint
  denominator: bigint
}

/** The lower bound of a cell as an exact fraction: evenly spread below the base amount, and above it. */
function bound(base: bigint, terms: ReserveTerms, cell: number): Fraction {
  const { above, below, scale } = sides(terms.cellsAbove)
  const spread = BigInt(terms.spread)
  const place = scale * BigInt(cell)
  if (place <= below) {
    return { numerator: base * (WHOLE * below - spread * (below - place)), denominator: WHOLE * below }
  }
  return { numerator: base * (WHOLE * above + spread * (place - below)), denominator: WHOLE * above }
}

/** Cells above and below the base amount in units of 1/scale: fifteen equal cells are 7.5 on each side, fifteen halves. */
function sides(cellsAbove: number): { above: bigint; below: bigint; scale: bigint } {
  if (cellsAbove === 0) return { above: CELLS, below: CELLS, scale: 2n }
  return { above: BigInt(cellsAbove), below: CELLS - BigInt(cellsAbove), scale: 1n }
}

function ceilToGrid({ numerator, denominator }: Fraction): bigint {
  return ceilDivide(numerator, denominator * PRICE_GRID) * PRICE_GRID
}

/** Fisher–Yates, from the last place to the second. */
function shuffle(prices: readonly bigint[], seed: Hex): bigint[] {
  const shuffled = [...prices]
  for (let i = PRELIMINARY_PRICES - 1; i > 0; i--) {
    const j = Number(random(seed, PRELIMINARY_PRICES + i) % BigInt(i + 1))
    const moved = priceAt(shuffled, i + 1)
    shuffled[i] = priceAt(shuffled, j + 1)
    shuffled[j] = moved
  }
  return shuffled
}

function random(seed: Hex, index: number): bigint {
  return BigInt(hashWords(seed, index))
}

function indices(length: number): number[] {
  return Array.from({ length }, (_, index) => index)
}

function countAt(counts: readonly number[], number: number): number {
  const count = counts[number - 1]
  if (count === undefined)
    throw protocolError('INVALID_CHOICES', `No preliminary price has the number ${number}`)
  return count
}

function priceAt(prices: readonly bigint[], number: number): bigint {
  const price = prices[number - 1]
  if (price === undefined) throw protocolError('INVALID_INPUT', `The price with number ${number} is missing`)
  return price
}
