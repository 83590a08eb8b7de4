import { expect } from 'chai'
import { AbiCoder, keccak256 } from 'ethers'
import fc from 'fast-check'
import {
  areDrawable,
  cells,
  countPicks,
  degradedSeed,
  draw,
  packCounts,
  preliminaryPrices,
  type ReserveTerms,
  reservePrice,
  unpackCounts,
} from '../../src/protocol/reserve.ts'
import { caught, participants, picks, readVector, scalars, TENDER, words } from './support.ts'

const NATIONAL: ReserveTerms = { kind: 2, spread: 200, cellsAbove: 0 }
const LOCAL: ReserveTerms = { kind: 2, spread: 300, cellsAbove: 7 }

const bases = fc.bigInt({ min: 10_000_000n, max: 1n << 90n })
const splits = fc.record({
  kind: fc.constant(2),
  spread: fc.integer({ min: 150, max: 1000 }),
  cellsAbove: fc.integer({ min: 0, max: 14 }),
})

/** How many of the prices lie in each cell. */
function occupancy(base: bigint, terms: ReserveTerms, prices: readonly bigint[]): number[] {
  return cells(base, terms).map(
    ({ first, last }) => prices.filter(price => first <= price && price <= last).length,
  )
}

describe('reserve', function () {
  this.timeout(60_000)

  describe('real data', () => {
    const draw811340 = JSON.parse(readVector('koneps/R25BK00811340-reserve.json'))
    const real614001 = JSON.parse(readVector('koneps/20241240614-001.json'))

    it('draws the published numbers of R25BK00811340 and gives its reserve price', () => {
      const published = draw811340.prices as {
        number: number
        price: number
        drawn: boolean
        count: number
      }[]
      const counts = published.map(({ count }) => count)
      const numbers = published.filter(({ drawn }) => drawn).map(({ number }) => number)
      expect(draw(counts)).to.deep.equal([8, 12, 4, 6])
      expect(draw(counts).sort((a, b) => a - b)).to.deep.equal(numbers)
      const prices = published.map(({ price }) => BigInt(price))
      expect(reservePrice(prices, counts)).to.equal(BigInt(draw811340.reservePrice))
    })

    it('gives the published reserve price of 20241240614-001 from its four selected prices', () => {
      const prices = real614001.preliminaryPrices.map(BigInt)
      const counts = prices.map((_: bigint, i: number) => (real614001.selected.includes(i + 1) ? 1 : 0))
      expect(reservePrice(prices, counts)).to.equal(BigInt(real614001.reservePrice))
    })

    const lists: [string, bigint, bigint[]][] = [
      [
        'R25BK00811340',
        BigInt(draw811340.baseAmount),
        draw811340.prices.map(({ price }: { price: number }) => BigInt(price)),
      ],
      ['20241240614-001', BigInt(real614001.baseAmount), real614001.preliminaryPrices.map(BigInt)],
    ]
    for (const [notice, base, prices] of lists) {
      it(`finds one published price of ${notice} in each of our fifteen cells, all on the grid`, () => {
        expect(occupancy(base, NATIONAL, prices)).to.deep.equal(new Array(15).fill(1))
        expect(prices.every(price => price % 100n === 0n)).to.equal(true)
      })
    }
  })

  describe('cells', () => {
    it('cover the whole range without a gap or an overlap', () => {
      fc.assert(
        fc.property(bases, splits, (base, terms) => {
          fc.pre(areDrawable(base, terms))
          const all = cells(base, terms)
          const spread = BigInt(terms.spread)
          const low = base * (10_000n - spread)
          const high = base * (10_000n + spread)
          const [first, last] = [all[0]?.first ?? 0n, all[14]?.last ?? 0n]
          expect(first * 10_000n >= low && (first - 100n) * 10_000n < low).to.equal(true)
          expect(last * 10_000n <= high && (last + 100n) * 10_000n > high).to.equal(true)
          const steps = all.slice(1).map((cell, i) => cell.first - (all[i]?.last ?? 0n))
          expect(new Set(steps)).to.deep.equal(new Set([100n]))
          expect(all.every(cell => cell.first % 100n === 0n && cell.last >= cell.first)).to.equal(true)
        }),
      )
    })

    it('put exactly seven above the base amount in a local tender', () => {
      const all = cells(1_000_000_000n, LOCAL)
      expect(all.filter(({ first }) => first >= 1_000_000_000n)).to.have.length(7)
      expect(all[0]?.first).to.equal(970_000_000n)
      expect(all[7]).to.deep.equal({ first: 996_250_000n, last: 999_999_900n })
      expect(all[14]?.last).to.equal(1_030_000_000n)
    })

    it('exist only from two grid steps a cell and up to 10 %', () => {
      // 15 cells of 200 won on ±2 %: 3,000 won = 4 % of 75,000.
      expect(areDrawable(75_000n, NATIONAL)).to.equal(true)
      expect(areDrawable(74_999n, NATIONAL)).to.equal(false)
      expect(areDrawable(10n ** 9n, { ...NATIONAL, spread: 0 })).to.equal(false)
      expect(areDrawable(10n ** 9n, { ...NATIONAL, spread: 1000 })).to.equal(true)
      expect(areDrawable(10n ** 9n, { ...NATIONAL, spread: 1001 })).to.equal(false)
      expect(areDrawable(10n ** 9n, { ...NATIONAL, cellsAbove: 15 })).to.equal(false)
    })
  })

  describe('preliminary prices', () => {
    it('lie one in each cell, on the grid, for any seed', () => {
      fc.assert(
        fc.property(words, bases, splits, (seed, base, terms) => {
          fc.pre(areDrawable(base, terms))
          const prices = preliminaryPrices(seed, TENDER, base, terms)
          expect(occupancy(base, terms, prices)).to.deep.equal(new Array(15).fill(1))
          expect(prices.every(price => price % 100n === 0n)).to.equal(true)
        }),
      )
    })

    it('depend on the seed and on the tender', () => {
      const prices = preliminaryPrices(1n, TENDER, 10n ** 9n, NATIONAL)
      expect(preliminaryPrices(2n, TENDER, 10n ** 9n, NATIONAL)).to.not.deep.equal(prices)
      expect(preliminaryPrices(1n, `0x${'7f'.repeat(32)}`, 10n ** 9n, NATIONAL)).to.not.deep.equal(prices)
    })

    it('equal a second derivation from the text of the specification', () => {
      const coder = AbiCoder.defaultAbiCoder()
      const number = (types: string[], values: unknown[]) => BigInt(keccak256(coder.encode(types, values)))
      const [seed, base] = [12345n, 404_282_000n]
      const s = keccak256(coder.encode(['string', 'uint256', 'bytes32'], ['reserve', seed, TENDER]))
      const bound = (c: bigint) =>
        [base * (10_000n * 15n - 15n * 200n + 2n * 200n * c), 10_000n * 15n] as const
      const prices = Array.from({ length: 15 }, (_, c) => {
        const [low, scale] = bound(BigInt(c))
        const [high] = bound(BigInt(c + 1))
        const first = ((low + scale * 100n - 1n) / (scale * 100n)) * 100n
        const last =
          c === 14
            ? (high / (scale * 100n)) * 100n
            : ((high + scale * 100n - 1n) / (scale * 100n)) * 100n - 100n
        return first + 100n * (number(['bytes32', 'uint256'], [s, c]) % ((last - first) / 100n + 1n))
      })
      for (let i = 14; i > 0; i--) {
        const j = Number(number(['bytes32', 'uint256'], [s, 15 + i]) % BigInt(i + 1))
        const moved = prices[i] as bigint
        prices[i] = prices[j] as bigint
        prices[j] = moved
      }
      expect(preliminaryPrices(seed, TENDER, base, NATIONAL)).to.deep.equal(prices)
    })
  })

  describe('draw', () => {
    it('takes the lower number at a tie, and fills up with the lowest', () => {
      expect(draw(new Array(15).fill(0))).to.deep.equal([1, 2, 3, 4])
      expect(draw(new Array(15).fill(7))).to.deep.equal([1, 2, 3, 4])
      expect(draw(countPicks([[15, 2]]))).to.deep.equal([2, 15, 1, 3])
      const counts = countPicks([
        [15, 14],
        [15, 13],
        [9, 14],
        [9, 13],
        [8, 12],
      ])
      expect(draw(counts)).to.deep.equal([9, 13, 14, 15])
    })

    it('never leaves out a number that was picked more often than a drawn one', () => {
      fc.assert(
        fc.property(fc.array(fc.nat(10_000), { minLength: 15, maxLength: 15 }), counts => {
          const numbers = draw(counts)
          const weight = (number: number) => (counts[number - 1] ?? 0) * 16 - number
          const left = counts.map((_, i) => i + 1).filter(number => !numbers.includes(number))
          expect(new Set(numbers).size).to.equal(4)
          expect(Math.min(...numbers.map(weight))).to.be.greaterThan(Math.max(...left.map(weight)))
        }),
      )
    })

    it('does not depend on the order in which bids are counted', () => {
      fc.assert(
        fc.property(fc.array(picks), all => {
          expect(countPicks([...all].reverse())).to.deep.equal(countPicks(all))
          expect(countPicks(all).reduce((total, count) => total + count, 0)).to.equal(2 * all.length)
        }),
      )
    })

    it('refuses counts and picks of other numbers', () => {
      expect(caught(() => draw([1, 2, 3])).code).to.equal('INVALID_INPUT')
      expect(caught(() => countPicks([[1, 16]])).code).to.equal('INVALID_CHOICES')
      expect(caught(() => countPicks([[0, 1]])).code).to.equal('INVALID_CHOICES')
      expect(caught(() => reservePrice([1n], new Array(15).fill(0))).code).to.equal('INVALID_INPUT')
    })
  })

  it('takes the degraded seed from all notes in any order', () => {
    const notes = fc.array(fc.record({ r: scalars, author: participants }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(notes, all => {
        const seed = degradedSeed(all)
        expect(degradedSeed([...all].reverse())).to.equal(seed)
        expect(degradedSeed(all.slice(1))).to.not.equal(seed)
      }),
    )
  })

  it('packs the counts as the ledger does, number 1 lowest, and unpacks them', () => {
    const counts = [1, 2, 0, 65_535, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3]
    expect(packCounts(counts)).to.equal(1n | (2n << 16n) | (65_535n << 48n) | (3n << 224n))
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 65_535 }), { minLength: 15, maxLength: 15 }), some => {
        expect(unpackCounts(packCounts(some))).to.deep.equal(some)
      }),
    )
  })
})
