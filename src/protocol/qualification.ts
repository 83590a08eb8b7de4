import { MAX_SCORE, PASS_MARK } from './limits.ts'

/** A scale of the qualification review (적격심사) by the estimate of the works. */
interface Scale {
  /** The price part's maximum in points, and the points lost with each hundredth between `r` and 0.90. */
  base: number
  slope: number
  /** From this `r`, in ten-thousandths, the price part has `flatScore`, in hundredths of a point. */
  flat: number
  flatScore: number
}

/** What the price part is computed from, in won. */
export interface ScoredPrice {
  price: bigint
  reserve: bigint
  aValue: bigint
}

/** By `AwardTerms.qualification`, from 1: estimates of 5 to 10 billion won, 1 to 5, 0.3 to 1, and below. */
const SCALES: readonly Scale[] = [
  { base: 50, slope: 2, flat: 9_250, flatScore: 4_500 },
  { base: 70, slope: 4, flat: 9_125, flatScore: 6_500 },
  { base: 80, slope: 20, flat: 9_025, flatScore: 7_500 },
  { base: 90, slope: 20, flat: 9_025, flatScore: 8_500 },
]

const WHOLE = 10_000n
const BEST_RATIO = 9_000
const LEAST_SCORE = 200
const POINT = 100

/** Whether the terms may name this scale; zero: no scores. */
export function isQualification(qualification: number): boolean {
  return qualification <= SCALES.length
}

/**
 * The price part of the score: `B − k·|0.90 − r|·100`, `r = (price − A) / (reserve − A)` to four decimals, flat from a ratio that each
 * scale names and never below two points.
 * @param qualification number of the scale; zero has no scores
 * @returns hundredths of a point
 */
export function priceScore(qualification: number, { price, reserve, aValue }: ScoredPrice): number {
  const scale = SCALES[qualification - 1]
  if (scale === undefined) return 0
  if (reserve <= aValue) return LEAST_SCORE
  const ratio = ratioOf(price > aValue ? price - aValue : 0n, reserve - aValue)
  if (ratio >= scale.flat) return scale.flatScore
  const score = scale.base * POINT - scale.slope * Math.abs(BEST_RATIO - Number(ratio))
  return Math.max(score, LEAST_SCORE)
}

/** The most that all other parts of the score can be together, in hundredths of a point; zero where there are no scores. */
export function maxOtherScore(qualification: number): number {
  const scale = SCALES[qualification - 1]
  return scale === undefined ? 0 : MAX_SCORE - scale.base * POINT
}

/** Whether a bid with this total, in hundredths of a point, has passed. */
export function isPass(total: number): boolean {
  return total >= PASS_MARK
}

/** In ten-thousandths, half up at the fifth decimal. */
function ratioOf(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend * WHOLE + divisor) / (2n * divisor)
}
