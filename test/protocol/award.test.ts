import { expect } from 'chai'
import fc from 'fast-check'
import { ceilDivide } from '../../src/protocol/amount.ts'
import { type AwardTerms, acceptsTerms, floorPrice, judge, netCostFloor } from '../../src/protocol/award.ts'
import { caught, FLOOR_TERMS, LOWEST_TERMS, prices, readVector } from './support.ts'

/** The 37 real floor prices, as rows of the published file. */
function floorCases(): {
  notice: string
  terms: AwardTerms
  reserve: bigint
  floor: bigint
  first: bigint
}[] {
  const [, ...rows] = readVector('koneps/floor-price-cases.csv').trim().split('\n')
  return rows.map(row => {
    const [
      notice = '',
      ,
      base = '',
      aValue = '',
      reserve = '',
      netCost = '',
      rate = '',
      floor = '',
      first = '',
    ] = row.split(',')
    // The net-cost rule is for works below 10 billion won only; above, the notice does not announce it.
    const hasNetCost = netCost !== '' && BigInt(reserve) < 10_000_000_000n
    const terms: AwardTerms = {
      rule: 1,
      baseAmount: BigInt(base),
      aValue: BigInt(aValue),
      netCostBase: hasNetCost ? BigInt(netCost) : 0n,
      floorRate: Number(rate.replace('.', '')),
      netCostRate: hasNetCost ? 98_000 : 0,
      qualification: 0,
    }
    return { notice, terms, reserve: BigInt(reserve), floor: BigInt(floor), first: BigInt(first) }
  })
}

describe('award', () => {
  describe('real data', () => {
    it('has 37 floor prices to check', () => {
      expect(floorCases()).to.have.length(37)
    })

    for (const { notice, terms, reserve, floor, first } of floorCases()) {
      it(`gives the published floor price of ${notice} and accepts its winner`, () => {
        expect(floorPrice(terms, reserve)).to.equal(floor)
        expect(judge(terms, reserve, first)).to.deep.equal({ verdict: 'Acceptable', sortKey: first })
        expect(judge(terms, reserve, floor - 1n).verdict).to.equal('BelowFloor')
      })
    }

    it('gives the published verdict of all 577 bids of 20241240614-001', () => {
      const {
        bids,
        reservePrice,
        floorPrice: floor,
        netCost98,
      } = JSON.parse(readVector('koneps/20241240614-001.json'))
      const reserve = BigInt(reservePrice)
      expect(floorPrice(FLOOR_TERMS, reserve)).to.equal(BigInt(floor))
      expect(netCostFloor(FLOOR_TERMS, reserve)).to.equal(BigInt(netCost98)).and.to.equal(3_964_155_007n)
      const verdicts = bids.map(
        ({ amount }: { amount: number }) => judge(FLOOR_TERMS, reserve, BigInt(amount)).verdict,
      )
      const published = bids.map(({ rank }: { rank: number }) => rank > 0)
      expect(verdicts.map((verdict: string) => verdict === 'Acceptable')).to.deep.equal(published)
      expect(verdicts.filter((verdict: string) => verdict === 'Acceptable')).to.have.length(505)
      expect(verdicts.filter((verdict: string) => verdict === 'BelowFloor')).to.have.length(2)
      expect(verdicts.filter((verdict: string) => verdict === 'BelowNetCostFloor')).to.have.length(70)
    })
  })

  describe('LowestPrice', () => {
    it('accepts any price up to the reserve price', () => {
      expect(judge(LOWEST_TERMS, 1_000_000n, 1n).verdict).to.equal('Acceptable')
      expect(judge(LOWEST_TERMS, 1_000_000n, 1_000_000n).verdict).to.equal('Acceptable')
      expect(judge(LOWEST_TERMS, 1_000_000n, 1_000_001n)).to.deep.equal({
        verdict: 'AboveReserve',
        sortKey: 1_000_001n,
      })
    })

    it('takes terms only with a base amount and nothing that it ignores', () => {
      for (const kind of ['None', 'Single', 'Multiple'] as const)
        expect(acceptsTerms(LOWEST_TERMS, kind)).to.equal(true)
      const changes: Partial<AwardTerms>[] = [
        { baseAmount: 0n },
        { aValue: 1n },
        { netCostBase: 1n },
        { floorRate: 1 },
        { netCostRate: 1 },
        { qualification: 1 },
      ]
      for (const change of changes)
        expect(acceptsTerms({ ...LOWEST_TERMS, ...change }, 'None'), `${Object.keys(change)}`).to.equal(false)
    })
  })

  describe('ReserveFloor', () => {
    it('names the first rule that a bid breaks', () => {
      const reserve = 4_290_738_325n
      const verdicts = [
        reserve + 1n,
        reserve,
        3_964_155_007n,
        3_964_155_006n,
        3_755_869_816n,
        3_755_869_815n,
      ].map(price => judge(FLOOR_TERMS, reserve, price).verdict)
      expect(verdicts).to.deep.equal([
        'AboveReserve',
        'Acceptable',
        'Acceptable',
        'BelowNetCostFloor',
        'BelowNetCostFloor',
        'BelowFloor',
      ])
    })

    it('makes the A-value the floor when the reserve price does not exceed it', () => {
      expect(floorPrice(FLOOR_TERMS, FLOOR_TERMS.aValue)).to.equal(FLOOR_TERMS.aValue)
      expect(floorPrice(FLOOR_TERMS, 1n)).to.equal(FLOOR_TERMS.aValue)
      expect(floorPrice(FLOOR_TERMS, FLOOR_TERMS.aValue + 1n)).to.equal(FLOOR_TERMS.aValue + 1n)
    })

    it('takes only terms that it can be applied to', () => {
      expect(acceptsTerms(FLOOR_TERMS, 'Single')).to.equal(true)
      expect(acceptsTerms(FLOOR_TERMS, 'Multiple')).to.equal(true)
      expect(acceptsTerms(FLOOR_TERMS, 'None')).to.equal(false)
      expect(acceptsTerms({ ...FLOOR_TERMS, netCostBase: 0n, netCostRate: 0 }, 'Single')).to.equal(true)
      for (const qualification of [1, 2, 3, 4])
        expect(acceptsTerms({ ...FLOOR_TERMS, qualification }, 'Single')).to.equal(true)
      const changes: Partial<AwardTerms>[] = [
        { floorRate: 0 },
        { floorRate: 100_001 },
        { netCostRate: 100_001 },
        { netCostRate: 0 },
        { netCostBase: 0n },
        { aValue: FLOOR_TERMS.baseAmount },
        { netCostBase: FLOOR_TERMS.baseAmount + 1n },
        { qualification: 5 },
      ]
      for (const change of changes)
        expect(acceptsTerms({ ...FLOOR_TERMS, ...change }, 'Single'), `${Object.keys(change)}`).to.equal(
          false,
        )
    })

    it('equals exact rational arithmetic', () => {
      const terms = fc.record({
        rule: fc.constant(1),
        baseAmount: prices,
        aValue: prices,
        netCostBase: prices,
        floorRate: fc.integer({ min: 1, max: 100_000 }),
        netCostRate: fc.integer({ min: 1, max: 100_000 }),
        qualification: fc.constant(0),
      })
      fc.assert(
        fc.property(terms, prices, (award, reserve) => {
          const floor = floorPrice(award, reserve)
          // floor is the smallest whole number with floor × 100000 ≥ (reserve - A) × rate + A × 100000.
          const exact =
            (reserve > award.aValue ? reserve - award.aValue : 0n) * BigInt(award.floorRate) +
            award.aValue * 100_000n
          expect(floor * 100_000n >= exact && (floor - 1n) * 100_000n < exact).to.equal(true)
          const netCost = netCostFloor(award, reserve)
          const adjusted = netCost * 100_000n
          // netCost is the smallest whole number at or above rate × m, m the smallest at or above netCostBase × reserve / base.
          const m = smallest(candidate => candidate * award.baseAmount >= award.netCostBase * reserve)
          expect(
            adjusted >= m * BigInt(award.netCostRate) && adjusted - 100_000n < m * BigInt(award.netCostRate),
          ).to.equal(true)
        }),
      )
    })
  })

  it('refuses an unknown rule', () => {
    expect(caught(() => judge({ ...LOWEST_TERMS, rule: 2 }, 1n, 1n)).code).to.equal('UNKNOWN_RULE')
    expect(acceptsTerms({ ...LOWEST_TERMS, rule: 2 }, 'None')).to.equal(false)
  })

  it('divides rounding up, never down', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 1n << 200n }),
        fc.bigInt({ min: 1n, max: 1n << 100n }),
        (dividend, divisor) => {
          const quotient = ceilDivide(dividend, divisor)
          expect(quotient * divisor >= dividend && (quotient - 1n) * divisor < dividend).to.equal(true)
        },
      ),
    )
  })
})

/** The smallest whole number for which a rising condition holds: found by halving, without any division. */
function smallest(holds: (candidate: bigint) => boolean): bigint {
  let [low, high] = [0n, 1n << 200n]
  while (low < high) {
    const middle = (low + high) >> 1n
    if (holds(middle)) high = middle
    else low = middle + 1n
  }
  return low
}
