import { expect } from 'chai'
import fc from 'fast-check'
import type { ReservePricesHarness } from '../../src/generated/contracts/index.ts'
import { word } from '../../src/protocol/bytes.ts'
import { MAX_BASE_AMOUNT } from '../../src/protocol/limits.ts'
import {
  areDrawable,
  countPicks,
  draw,
  preliminaryPrices,
  type ReserveTerms,
  reservePrice,
} from '../../src/protocol/reserve.ts'
import { choicesWord } from '../../src/protocol/seal.ts'
import { ethers } from '../support/ledger.ts'
import { picks, runs, TIMEOUT, words } from './support.ts'

const amounts = fc.oneof(
  fc.bigInt({ min: 0n, max: MAX_BASE_AMOUNT }),
  fc.bigInt({ min: 0n, max: 40_000_000n }),
  fc.constantFrom(MAX_BASE_AMOUNT, 4_323_358_000n, 404_282_000n),
)
const anyTerms: fc.Arbitrary<ReserveTerms> = fc.record({
  kind: fc.constant(2),
  spread: fc.oneof(fc.integer({ min: 0, max: 1_001 }), fc.constantFrom(200, 300, 65_535)),
  cellsAbove: fc.oneof(fc.integer({ min: 0, max: 15 }), fc.constantFrom(0, 7, 8, 255)),
})
/** Terms and base amount that can be drawn from; half of them with cells of few steps. */
const drawable = fc
  .record({
    spread: fc.integer({ min: 1, max: 1_000 }),
    cellsAbove: fc.integer({ min: 0, max: 14 }),
    base: fc.oneof(amounts, fc.bigInt({ min: 0n, max: 5_000n })),
    narrow: fc.boolean(),
  })
  .map(({ spread, cellsAbove, base, narrow }) => {
    const least = (200n * 10_000n * 15n) / BigInt(spread) + 1n
    return {
      base: least + (narrow ? base % 5_000n : base % (MAX_BASE_AMOUNT - least)),
      terms: { kind: 2, spread, cellsAbove },
    }
  })
  .filter(({ base, terms }) => areDrawable(base, terms))
/** Few numbers and few different counts, so that ties and gaps are frequent. */
const bids = fc.oneof(
  fc.array(picks, { maxLength: 40, size: 'max' }),
  fc.array(fc.constantFrom<[number, number][]>([1, 2], [2, 1], [15, 14], [3, 15], [7, 8]), { maxLength: 12 }),
)

describe('twins > reserve', function () {
  this.timeout(TIMEOUT)
  let harness: ReservePricesHarness

  before(async () => {
    harness = await ethers.deployContract('ReservePricesHarness')
  })

  it('agrees on the terms from which fifteen prices can be drawn', async () => {
    await fc.assert(
      fc.asyncProperty(anyTerms, amounts, async (terms, base) => {
        expect(await harness.areDrawable(terms, base)).to.equal(areDrawable(base, terms))
      }),
      runs(0.5),
    )
  })

  it('finds the same narrowest cell', async () => {
    const few = fc.bigInt({ min: -2n, max: 2n })
    await fc.assert(
      fc.asyncProperty(drawable, few, async ({ terms }, step) => {
        const most = BigInt(terms.cellsAbove === 0 ? 15 : Math.max(terms.cellsAbove, 15 - terms.cellsAbove))
        const scale = terms.cellsAbove === 0 ? 2n : 1n
        const base = (200n * 10_000n * most) / (BigInt(terms.spread) * scale) + step
        expect(await harness.areDrawable(terms, base)).to.equal(areDrawable(base, terms))
      }),
      runs(),
    )
  })

  it('makes the same fifteen prices in the same order', async () => {
    await fc.assert(
      fc.asyncProperty(words, words, drawable, async (seed, tender, { base, terms }) => {
        const found = await harness.pricesOf(seed, word(tender), base, terms)
        expect([...found]).to.deep.equal(preliminaryPrices(seed, word(tender), base, terms))
      }),
      runs(),
    )
  })

  it('counts the same picks and draws the same numbers', async () => {
    await fc.assert(
      fc.asyncProperty(bids, async pairs => {
        const counts = countPicks(pairs)
        expect(await harness.tally(pairs.map(pair => BigInt(choicesWord(pair))))).to.equal(packed(counts))
        expect((await harness.draw(packed(counts))).map(Number)).to.deep.equal(draw(counts))
      }),
      runs(),
    )
  })

  it('settles the same reserve price', async () => {
    await fc.assert(
      fc.asyncProperty(words, words, drawable, bids, async (seed, tender, { base, terms }, pairs) => {
        const counts = countPicks(pairs)
        const expected = reservePrice(preliminaryPrices(seed, word(tender), base, terms), counts)
        expect(await harness.reserveOf(seed, word(tender), base, terms, packed(counts))).to.equal(expected)
      }),
      runs(),
    )
  })
})

/** The ledger's form of the counts: 16 bits each, number 1 lowest. */
function packed(counts: readonly number[]): bigint {
  return counts.reduce((bits, count, place) => bits | (BigInt(count) << BigInt(16 * place)), 0n)
}
