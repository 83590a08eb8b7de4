import type { Phase } from '../../protocol/tender.ts'

const CASES: readonly (readonly [condition: string, phase: Phase])[] = [
  ['cancelled_at <> 0', 'Cancelled'],
  ['concluded_at <> 0', 'Concluded'],
  [':now < bidding_at', 'Scheduled'],
  [':now < closing_at', 'Bidding'],
  ['standing < minimum_bids', 'Failed'],
  [':now < opening_at', 'Closed'],
  [':sealed AND (secret_at <> 0 OR :now < fallback_at)', 'Opening'],
  [':sealed AND :now < fallback_end_at', 'Fallback'],
  ['valid < minimum_bids OR reserve_kind = 1 AND (NOT reserve_opened OR reserve = 0)', 'Failed'],
  ['ranked < valid', 'Ranking'],
  ['acceptable = 0', 'Failed'],
  ['awarded_at = 0', 'Review'],
  ['winner <> 0 OR :now < awarded_at + objection_period OR open_objections <> 0', 'Standstill'],
]

const SEALED = '(opened <> bids OR reserve_kind = 1 AND NOT reserve_opened)'

/**
 * The rule of `protocol/phase.ts` as an SQL expression over a row of `tenders`, so that a list can be
 * filtered by phase where the rows are; a test holds both together.
 * @param now placeholder of the chain's time, such as `$1`
 */
export const phaseExpression = (now: string): string => {
  const cases = CASES.map(([condition, phase]) => `WHEN ${condition} THEN '${phase}'`).join(' ')
  return `CASE ${cases} ELSE 'Failed' END`.replaceAll(':now', `${now}::int8`).replaceAll(':sealed', SEALED)
}
