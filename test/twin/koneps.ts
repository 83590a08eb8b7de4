import type { AwardTerms } from '../../src/protocol/award.ts'
import { readVector } from './support.ts'

/** A published floor price and what it was computed from, in won. */
export interface RealFloor {
  terms: AwardTerms
  reserve: bigint
  floor: bigint
}

export interface RealTender {
  terms: AwardTerms
  reserve: bigint
  /** In the order of publication; a rejected bid has a negative rank. */
  bids: { rank: number; price: bigint }[]
}

export function realFloors(): RealFloor[] {
  const [, ...rows] = readVector('koneps/floor-price-cases.csv').trim().split('\n')
  return rows.map(row => {
    const [, , base = '', aValue = '', reserve = '', , rate = '', floor = ''] = row.split(',')
    const terms = { rule: 1, baseAmount: BigInt(base), aValue: BigInt(aValue), floorRate: rateOf(rate) }
    return {
      terms: { ...terms, netCostBase: 0n, netCostRate: 0, qualification: 0 },
      reserve: BigInt(reserve),
      floor: BigInt(floor),
    }
  })
}

/** Notice 20241240614-001 with all its bids. */
export function realTender(): RealTender {
  const data = JSON.parse(readVector('koneps/20241240614-001.json')) as {
    baseAmount: number
    netCostBase: number
    aValue: number
    reservePrice: number
    floorRatePct: string
    bids: { rank: number; amount: number }[]
  }
  const terms = {
    rule: 1,
    baseAmount: BigInt(data.baseAmount),
    aValue: BigInt(data.aValue),
    netCostBase: BigInt(data.netCostBase),
    floorRate: rateOf(data.floorRatePct),
    netCostRate: 98_000,
    qualification: 0,
  }
  const bids = data.bids.map(({ rank, amount }) => ({ rank, price: BigInt(amount) }))
  return { terms, reserve: BigInt(data.reservePrice), bids }
}

/** Per cent with three decimals as 1/100,000. */
function rateOf(percent: string): number {
  const [whole = '', decimals = ''] = percent.split('.')
  return Number(whole) * 1_000 + Number(decimals.padEnd(3, '0'))
}
