import type { Terms } from '../../../src/protocol/terms.ts'
import type { OpenedKey } from './ceremony.ts'
import type { Stage } from './stage.ts'
import { type Announced, announce, termsOf } from './tender.ts'

const NO_RESERVE = { kind: 0, spread: 0, cellsAbove: 0 } as const
const LOWEST = {
  rule: 0,
  baseAmount: 50_000_000n,
  aValue: 0n,
  netCostBase: 0n,
  floorRate: 0,
  netCostRate: 0,
  qualification: 0,
} as const

/** Without a reserve price: the lowest price up to the base amount of 50 million won wins. */
export function plainTerms(stage: Stage, notice: string, changes: Partial<Terms> = {}): Terms {
  return termsOf(stage, notice, { reserve: NO_RESERVE, award: LOWEST, ...changes })
}

/** Repeats a tender under the same terms at other times. */
export function retender(
  stage: Stage,
  key: OpenedKey,
  notice: string,
  { id: predecessor, terms: old }: Announced,
): Promise<Announced> {
  const { schedule } = termsOf(stage, notice, { reserve: old.reserve, award: old.award })
  return announce(stage, key, { ...old, notice, predecessor, schedule })
}
