import type { Invalidity, Verdict } from '../../../protocol/tender.ts'
import type { BidLine } from './bids.ts'

/** How many bids came to which end. */
export interface Tally {
  readonly bids: number
  readonly valid: number
  readonly closed: readonly bigint[]
  readonly replaced: number
  readonly revealed: number
  readonly invalid: ReadonlyMap<Exclude<Invalidity, 'None'>, number>
  readonly verdicts: ReadonlyMap<Verdict, number>
}

export function tallyOf(bids: readonly BidLine[]): Tally {
  const invalid = new Map<Exclude<Invalidity, 'None'>, number>()
  const verdicts = new Map<Verdict, number>()
  for (const { invalidity, verdict } of bids) {
    if (invalidity !== undefined && invalidity !== 'None') add(invalid, invalidity)
    if (verdict !== undefined) add(verdicts, verdict)
  }
  return {
    bids: bids.length,
    valid: bids.filter(({ invalidity }) => invalidity === 'None').length,
    closed: bids.filter(({ invalidity }) => invalidity === undefined).map(({ bidder }) => bidder),
    replaced: bids.reduce((sum, { replaced }) => sum + replaced, 0),
    revealed: bids.filter(({ isRevealed }) => isRevealed).length,
    invalid,
    verdicts,
  }
}

function add<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
