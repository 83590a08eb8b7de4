import { acceptsTerms, floorPrice, netCostFloor } from '../../../protocol/award.ts'
import { areDrawable, draw, preliminaryPrices, unpackCounts } from '../../../protocol/reserve.ts'
import type { ReserveKind } from '../../../protocol/tender.ts'
import type { Facts } from '../../facts.ts'
import type { Tender } from '../../tender.ts'

/** The settled reserve price, and what follows from it. Amounts in won. */
export interface ReserveSummary {
  readonly kind: ReserveKind
  readonly amount: bigint
  readonly settledAt: number
  /** What a bid had to reach; undefined where the rule has no such floor. */
  readonly floor: bigint | undefined
  readonly netCostFloor: bigint | undefined
  /** Of a multiple reserve price. */
  readonly draw: DrawSummary | undefined
}

export interface DrawSummary {
  /** The four drawn numbers, the most picked first. */
  readonly drawn: readonly number[]
  /** By number, number 1 first: the fifteen prices, and how often each was picked. */
  readonly prices: readonly bigint[]
  readonly counts: readonly number[]
}

/** @returns undefined as long as no reserve price is settled */
export function reserveSummary(tender: Tender, facts: Facts): ReserveSummary | undefined {
  const { settlement, terms, reserveKind: kind } = tender
  if (settlement === undefined) return undefined
  const { reserve: amount } = settlement.args
  // Terms that no contract would have taken have no floors, and base amounts of zero no net-cost floor.
  const award = terms !== undefined && acceptsTerms(terms.award, kind) ? terms.award : undefined
  return {
    kind,
    amount,
    settledAt: settlement.at.timestamp,
    floor: award !== undefined && award.floorRate > 0 ? floorPrice(award, amount) : undefined,
    netCostFloor: award !== undefined && award.netCostRate > 0 ? netCostFloor(award, amount) : undefined,
    draw: drawSummary(tender, facts),
  }
}

function drawSummary({ settlement, terms, reserveKind }: Tender, facts: Facts): DrawSummary | undefined {
  if (settlement === undefined || terms === undefined || reserveKind !== 'Multiple') return undefined
  const { baseAmount } = terms.award
  if (!areDrawable(baseAmount, terms.reserve)) return undefined
  const counts = unpackCounts(settlement.args.counts)
  const prices = preliminaryPrices(settlement.args.seed, facts.evidence.tender, baseAmount, terms.reserve)
  return { drawn: draw(counts), prices, counts }
}
