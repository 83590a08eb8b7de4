import { expect } from 'chai'
import fc from 'fast-check'
import { MAX_SCORE, PASS_MARK } from '../../src/protocol/limits.ts'
import { isPass, isQualification, maxOtherScore, priceScore } from '../../src/protocol/qualification.ts'

/** Base B in points, slope k, ratio in ten-thousandths from which the score is flat, and that score in points. */
const SCALES = [
  [50n, 2n, 9_250n, 45n],
  [70n, 4n, 9_125n, 65n],
  [80n, 20n, 9_025n, 75n],
  [90n, 20n, 9_025n, 85n],
] as const

const amounts = fc.bigInt({ min: 0n, max: (1n << 96n) - 1n })

describe('qualification', () => {
  it('knows four scales, and none', () => {
    expect([0, 1, 2, 3, 4, 5].map(isQualification)).to.deep.equal([true, true, true, true, true, false])
    expect([0, 1, 2, 3, 4].map(maxOtherScore)).to.deep.equal([0, 5_000, 3_000, 2_000, 1_000])
    expect(priceScore(0, { price: 1n, reserve: 1n, aValue: 0n })).to.equal(0)
  })

  for (const [place, [base, slope, flat, flatPoints]] of SCALES.entries()) {
    const qualification = place + 1
    const scoreAt = (ratio: bigint) =>
      priceScore(qualification, { price: 50n + ratio, reserve: 10_050n, aValue: 50n })

    describe(`on scale ${qualification}`, () => {
      it('is full at 0.90, and loses its slope with each hundredth to either side', () => {
        expect(scoreAt(9_000n)).to.equal(Number(base * 100n))
        expect(scoreAt(8_900n)).to.equal(Number(base * 100n - slope * 100n))
        expect(scoreAt(9_001n)).to.equal(Number(base * 100n - slope))
        expect(scoreAt(8_999n)).to.equal(Number(base * 100n - slope))
      })

      it('is flat from where the notice says, without a step', () => {
        expect(scoreAt(flat)).to.equal(Number(flatPoints * 100n))
        expect(scoreAt(flat - 1n)).to.equal(Number(flatPoints * 100n + slope))
        expect(scoreAt(10_000n)).to.equal(Number(flatPoints * 100n))
        expect(scoreAt(20_000n)).to.equal(Number(flatPoints * 100n))
      })

      it('is never below two points', () => {
        const ratio = 9_000n - (base * 100n - 200n) / slope
        expect([ratio, ratio - 1n, 0n].map(scoreAt)).to.deep.equal([200, 200, 200])
        expect(scoreAt(ratio + 1n)).to.equal(Number(200n + slope))
        expect(priceScore(qualification, { price: 1n, reserve: 5n, aValue: 5n })).to.equal(200)
        expect(priceScore(qualification, { price: 9n, reserve: 4n, aValue: 5n })).to.equal(200)
      })

      it('never makes more than a hundred points with the other parts', () => {
        expect(scoreAt(9_000n) + maxOtherScore(qualification)).to.equal(MAX_SCORE)
      })
    })
  }

  it('rounds the ratio half up at the fifth decimal', () => {
    // 0.87745 → 0.8775 and 0.877449… → 0.8774, as a calculator with five decimals rounds.
    const scored = (price: bigint) => priceScore(3, { price, reserve: 100_000_000n, aValue: 0n })
    expect(scored(87_745_000n)).to.equal(8_000 - 20 * 225)
    expect(scored(87_744_999n)).to.equal(8_000 - 20 * 226)
  })

  it('equals the law’s formula in decimals', () => {
    const ratios = fc.tuple(fc.integer({ min: 0, max: 3 }), amounts, amounts, amounts)
    fc.assert(
      fc.property(ratios, ([place, price, reserve, aValue]) => {
        expect(priceScore(place + 1, { price, reserve, aValue })).to.equal(
          decimalScore(place, price, reserve, aValue),
        )
      }),
      { numRuns: 500 },
    )
  })

  it('equals it also close to 0.90, where real bids stand', () => {
    const near = fc.tuple(
      fc.integer({ min: 0, max: 3 }),
      fc.bigInt({ min: 300_000_000n, max: 10_000_000_000n }),
      fc.integer({ min: 0, max: 900_000_000 }),
      fc.integer({ min: 840_000_000, max: 1_000_000_000 }),
    )
    fc.assert(
      fc.property(near, ([place, reserve, part, rate]) => {
        const aValue = (reserve * BigInt(part)) / 1_000_000_000n
        const price = aValue + ((reserve - aValue) * BigInt(rate)) / 1_000_000_000n
        expect(priceScore(place + 1, { price, reserve, aValue })).to.equal(
          decimalScore(place, price, reserve, aValue),
        )
      }),
      { numRuns: 1_000 },
    )
  })

  it('passes from 95 points on', () => {
    expect([PASS_MARK - 1, PASS_MARK, PASS_MARK + 1].map(isPass)).to.deep.equal([false, true, true])
  })
})

/** Digit by digit: the ratio's first five decimals, the fifth rounded, and the formula of the notice on it. */
function decimalScore(place: number, price: bigint, reserve: bigint, aValue: bigint): number {
  const [base, slope, flat, flatPoints] = SCALES[place] ?? SCALES[0]
  if (reserve <= aValue) return 200
  const fiveDecimals = ((price < aValue ? 0n : price - aValue) * 100_000n) / (reserve - aValue)
  const lastDigit = fiveDecimals % 10n
  const ratio = fiveDecimals / 10n + (lastDigit >= 5n ? 1n : 0n)
  if (ratio >= flat) return Number(flatPoints * 100n)
  const distance = ratio > 9_000n ? ratio - 9_000n : 9_000n - ratio
  const score = base * 100n - slope * distance
  return Number(score < 200n ? 200n : score)
}
