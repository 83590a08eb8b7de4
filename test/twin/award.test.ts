import { expect } from 'chai'
import fc from 'fast-check'
import type { IAwardRule } from '../../src/generated/contracts/index.ts'
import { type AwardTerms, acceptsTerms, floorPrice, judge, netCostFloor } from '../../src/protocol/award.ts'
import { MAX_BASE_AMOUNT, PRICE_LIMIT } from '../../src/protocol/limits.ts'
import { nameAt, RESERVE_KINDS, VERDICTS } from '../../src/protocol/tender.ts'
import { ethers } from '../support/ledger.ts'
import { realFloors, realTender } from './koneps.ts'
import { prices, runs, TIMEOUT } from './support.ts'

const uint96 = fc.oneof(prices, fc.bigInt({ min: 0n, max: 300n }), fc.constantFrom(0n, PRICE_LIMIT - 1n))
const rate = fc.oneof(
  fc.integer({ min: 0, max: 100_001 }),
  fc.constantFrom(0, 1, 99_999, 100_000, 100_001, 2 ** 32 - 1),
)
const anyTerms: fc.Arbitrary<AwardTerms> = fc.record({
  rule: fc.constantFrom(0, 1),
  baseAmount: uint96,
  aValue: uint96,
  netCostBase: uint96,
  floorRate: rate,
  netCostRate: rate,
  qualification: fc.constantFrom(0, 1, 4, 5, 255),
})
const floorTerms = anyTerms.map((raw): AwardTerms => {
  const baseAmount = fold(raw.baseAmount, 1n, MAX_BASE_AMOUNT)
  const aValue = fold(raw.aValue, 0n, baseAmount - 1n)
  const floorRate = Math.max(1, Math.min(raw.floorRate, 100_000))
  const terms = { rule: 1, baseAmount, aValue, floorRate, qualification: raw.qualification % 5 }
  if (raw.rule === 0) return { ...terms, netCostBase: 0n, netCostRate: 0 }
  return {
    ...terms,
    netCostBase: fold(raw.netCostBase, 1n, baseAmount),
    netCostRate: Math.max(1, Math.min(raw.netCostRate, 100_000)),
  }
})
const lowestTerms = uint96.map((baseAmount): AwardTerms => {
  const unused = { aValue: 0n, netCostBase: 0n, floorRate: 0, netCostRate: 0, qualification: 0 }
  return { rule: 0, baseAmount: fold(baseAmount, 1n, PRICE_LIMIT - 1n), ...unused }
})
/** Floor terms of which one amount is as large as the base amount, give or take a won. */
const edgyFloorTerms = fc
  .record({
    terms: floorTerms,
    field: fc.constantFrom<(keyof AwardTerms)[]>('aValue', 'netCostBase'),
    step: fc.bigInt({ min: -1n, max: 1n }),
  })
  .map(({ terms, field, step }): AwardTerms => ({ ...terms, [field]: terms.baseAmount + step }))
/** Anywhere, or at a border of the rule, give or take two won. */
const spots = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.bigInt({ min: -2n, max: 2n }), prices)

describe('twins > award', function () {
  this.timeout(TIMEOUT)
  let rules: IAwardRule[]

  before(async () => {
    rules = [await ethers.deployContract('LowestPrice'), await ethers.deployContract('ReserveFloor')]
  })

  async function expectTwins(terms: AwardTerms, reserve: bigint, price: bigint): Promise<void> {
    const found = await ruleOf(terms).judge(terms, reserve, price)
    const expected = judge(terms, reserve, price)
    expect([nameAt(VERDICTS, found.verdict), found.sortKey]).to.deep.equal([
      expected.verdict,
      expected.sortKey,
    ])
  }

  function ruleOf({ rule }: AwardTerms): IAwardRule {
    const contract = rules[rule]
    if (contract === undefined) throw new Error(`no rule ${rule}`)
    return contract
  }

  it('accepts the same terms', async () => {
    const kinds = fc.integer({ min: 0, max: 2 })
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(anyTerms, floorTerms, edgyFloorTerms, lowestTerms),
        kinds,
        async (terms, kind) => {
          const expected = acceptsTerms(terms, nameAt(RESERVE_KINDS, kind))
          expect(await ruleOf(terms).accepts(terms, kind)).to.equal(expected)
        },
      ),
      runs(),
    )
  })

  it('judges any price alike under the lowest price', async () => {
    await fc.assert(
      fc.asyncProperty(lowestTerms, prices, spots, (terms, reserve, spot) => {
        return expectTwins(terms, reserve, priceAt(terms, reserve, spot))
      }),
      runs(),
    )
  })

  it('judges any price alike under floor and net-cost floor, and at their borders', async () => {
    const around = fc.record({
      terms: floorTerms,
      reserve: uint96,
      step: fc.bigInt({ min: -3n, max: 3n }),
      atA: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(around, spots, ({ terms, reserve, step, atA }, spot) => {
        const settled = atA ? fold(terms.aValue + step + PRICE_LIMIT, 0n, PRICE_LIMIT - 1n) : reserve
        return expectTwins(terms, settled, priceAt(terms, settled, spot))
      }),
      runs(0.2),
    )
  })

  it('finds all 37 published floor prices on the contract', async () => {
    const cases = realFloors()
    expect(cases).to.have.lengthOf(37)
    for (const { terms, reserve, floor } of cases) {
      for (const price of [floor - 1n, floor]) {
        const { verdict } = await ruleOf(terms).judge(terms, reserve, price)
        expect(nameAt(VERDICTS, verdict)).to.equal(price === floor ? 'Acceptable' : 'BelowFloor')
        await expectTwins(terms, reserve, price)
      }
    }
  })

  it('gives all 577 verdicts of the real tender on the contract', async () => {
    const { terms, reserve, bids } = realTender()
    const verdicts = await Promise.all(bids.map(({ price }) => ruleOf(terms).judge(terms, reserve, price)))
    const acceptable = verdicts.map(({ verdict }) => nameAt(VERDICTS, verdict) === 'Acceptable')
    expect(acceptable).to.deep.equal(bids.map(({ rank }) => rank > 0))
    expect(acceptable.filter(Boolean)).to.have.lengthOf(505)
    expect(verdicts.map(({ verdict }) => nameAt(VERDICTS, verdict))).to.deep.equal(
      bids.map(({ price }) => judge(terms, reserve, price).verdict),
    )
  })
})

function fold(value: bigint, min: bigint, max: bigint): bigint {
  return min + (value % (max - min + 1n))
}

function priceAt(
  terms: AwardTerms,
  reserve: bigint,
  [border, step, anywhere]: [number, bigint, bigint],
): bigint {
  const borders = [anywhere, reserve, floorPrice(terms, reserve), netCostFloor(terms, reserve)]
  return fold((borders[border] ?? anywhere) + step + PRICE_LIMIT, 1n, PRICE_LIMIT - 1n)
}
