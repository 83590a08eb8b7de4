import { expect } from 'chai'
import fc from 'fast-check'
import type { QualificationScoresHarness } from '../../src/generated/contracts/index.ts'
import { PRICE_LIMIT } from '../../src/protocol/limits.ts'
import { maxOtherScore, priceScore } from '../../src/protocol/qualification.ts'
import { deployScores } from './scores.ts'
import { prices, runs, TIMEOUT } from './support.ts'

const scales = fc.integer({ min: 1, max: 4 })
const uint96 = fc.oneof(prices, fc.bigInt({ min: 0n, max: 300n }), fc.constantFrom(0n, PRICE_LIMIT - 1n))

/** Ratios in 1/100,000,000 around every bend of every scale, give or take what rounding may take. */
const ratios = fc
  .tuple(
    fc.constantFrom(6_600, 7_300, 8_560, 8_610, 8_774, 9_000, 9_025, 9_125, 9_250, 10_000),
    fc.integer({ min: -10_001, max: 10_001 }),
  )
  .map(([bend, step]) => BigInt(bend) * 10_000n + BigInt(step))

describe('twins > qualification', function () {
  this.timeout(TIMEOUT)
  let scores: QualificationScoresHarness

  before(async () => {
    scores = await deployScores()
  })

  async function expectTwins(scale: number, price: bigint, reserve: bigint, aValue: bigint): Promise<void> {
    const found = await scores.priceScore(scale, price, reserve, aValue)
    expect(Number(found)).to.equal(priceScore(scale, { price, reserve, aValue }))
  }

  it('gives the same price part for any amounts', async () => {
    await fc.assert(fc.asyncProperty(scales, uint96, uint96, uint96, expectTwins), runs())
  })

  it('gives it around every bend of the formula', async () => {
    const spans = fc.bigInt({ min: 1n, max: 1n << 50n })
    await fc.assert(
      fc.asyncProperty(
        scales,
        spans,
        fc.bigInt({ min: 0n, max: 1n << 40n }),
        ratios,
        (scale, span, aValue, ratio) => {
          const price = aValue + (span * ratio) / 100_000_000n
          return expectTwins(scale, price, aValue + span, aValue)
        },
      ),
      runs(0.2),
    )
  })

  it('leaves the same for all other parts', async () => {
    for (const scale of [1, 2, 3, 4])
      expect(Number(await scores.maxOtherScore(scale))).to.equal(maxOtherScore(scale))
  })
})
