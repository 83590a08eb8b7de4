import { z } from 'zod'
import { ceilDivide } from './amount.ts'
import { protocolError } from './error.ts'
import { RATE_SCALE } from './limits.ts'
import { isQualification } from './qualification.ts'
import { AWARD_RULES, type AwardRule, type ReserveKind, type Verdict } from './tender.ts'
import { abiTypes, uint8, uint32, uint96 } from './value.ts'

/**
 * What an award rule needs from the notice. `rule` by its place in `AWARD_RULES`; amounts in won, rates in 1/100,000; `qualification`
 * is the number of a scale of the qualification review, zero: no scores.
 */
export const awardTermsSchema = z
  .strictObject({
    rule: uint8,
    baseAmount: uint96,
    aValue: uint96,
    netCostBase: uint96,
    floorRate: uint32,
    netCostRate: uint32,
    qualification: uint8,
  })
  .register(abiTypes, { abi: 'AwardTerms' })

export type AwardTerms = z.output<typeof awardTermsSchema>

export interface Judgement {
  verdict: Verdict
  /** The smallest acceptable key is first in line. */
  sortKey: bigint
}

interface Rule {
  accepts(terms: AwardTerms, kind: ReserveKind): boolean
  verdict(terms: AwardTerms, reserve: bigint, price: bigint): Verdict
}

const WHOLE = BigInt(RATE_SCALE)

const lowestPrice: Rule = {
  accepts: terms =>
    terms.baseAmount !== 0n &&
    terms.aValue === 0n &&
    terms.netCostBase === 0n &&
    terms.floorRate === 0 &&
    terms.netCostRate === 0 &&
    terms.qualification === 0,
  verdict: (_terms, reserve, price) => (price > reserve ? 'AboveReserve' : 'Acceptable'),
}

const reserveFloor: Rule = {
  accepts: (terms, kind) =>
    kind !== 'None' &&
    terms.floorRate > 0 &&
    terms.floorRate <= RATE_SCALE &&
    terms.netCostRate <= RATE_SCALE &&
    (terms.netCostRate === 0) === (terms.netCostBase === 0n) &&
    terms.aValue < terms.baseAmount &&
    terms.netCostBase <= terms.baseAmount &&
    isQualification(terms.qualification),
  verdict: (terms, reserve, price) => {
    if (price > reserve) return 'AboveReserve'
    if (price < floorPrice(terms, reserve)) return 'BelowFloor'
    if (price < netCostFloor(terms, reserve)) return 'BelowNetCostFloor'
    return 'Acceptable'
  },
}

const RULES: Record<AwardRule, Rule> = { LowestPrice: lowestPrice, ReserveFloor: reserveFloor }

/** Whether the rule can be applied: every amount it needs is there, every one it ignores is zero. An unknown rule accepts nothing. */
export function acceptsTerms(terms: AwardTerms, kind: ReserveKind): boolean {
  const name = AWARD_RULES[terms.rule]
  return name !== undefined && RULES[name].accepts(terms, kind)
}

/**
 * The award rule's word on one valid bid.
 * @param reserve the reserve price in won
 * @param price the bid in won, 1 to 2^96 - 1
 * @throws UNKNOWN_RULE
 */
export function judge(terms: AwardTerms, reserve: bigint, price: bigint): Judgement {
  const name = AWARD_RULES[terms.rule]
  if (name === undefined) throw protocolError('UNKNOWN_RULE', `No award rule has the number ${terms.rule}`)
  return { verdict: RULES[name].verdict(terms, reserve, price), sortKey: price }
}

/** 낙찰하한가: `ceil((reserve - A) × rate + A)`; at a reserve below A nothing competes and A itself is the floor. */
export function floorPrice(terms: AwardTerms, reserve: bigint): bigint {
  const competing = reserve > terms.aValue ? reserve - terms.aValue : 0n
  return ceilDivide(competing * BigInt(terms.floorRate), WHOLE) + terms.aValue
}

/** 순공사원가 rule: `ceil(rate × ceil(netCostBase × reserve / base))`; zero where the rule does not apply. */
export function netCostFloor(terms: AwardTerms, reserve: bigint): bigint {
  if (terms.netCostRate === 0) return 0n
  const adjusted = ceilDivide(terms.netCostBase * reserve, terms.baseAmount)
  return ceilDivide(adjusted * BigInt(terms.netCostRate), WHOLE)
}
