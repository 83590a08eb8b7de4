/** Rounds up; `dividend` is not negative, `divisor` positive. */
export function ceilDivide(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor
}
