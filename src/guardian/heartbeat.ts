import { reach } from '../chain/reach.ts'
import type { Hex } from '../protocol/bytes.ts'
import { HEARTBEAT_TIME } from '../protocol/limits.ts'
import { type Office, submit } from './office.ts'
import type { View } from './view.ts'

/** When the guardian's heart has beaten last for each set, in seconds since 1970 by its own clock. */
export type Beats = Map<number, number>

/** The sets that are to hear from the guardian now: those with a key that is ready, or in use. */
export function setsToHear(view: View, beats: Beats, now: number): number[] {
  const waiting = new Set([...view.keys.values()].map(({ origin }) => origin.set))
  return [...waiting].filter(set => now - (beats.get(set) ?? Number.NEGATIVE_INFINITY) >= HEARTBEAT_TIME)
}

/**
 * Shows on the ledger that the guardian is there, by naming the block before its newest one: nodes try a statement out as if it stood
 * in the newest, which then has no hash yet.
 */
export async function beat(office: Office, set: number, beats: Beats): Promise<void> {
  const { self, ledger, clock, log } = office
  const now = clock()
  const block = await reach(ledger.provider.getBlock('latest'))
  if (block === null || block.number === 0) return
  const { guardian } = self
  const height = block.number - 1
  const statement = { type: 'Heartbeat' as const, set, guardian, height, blockHash: block.parentHash as Hex }
  // No block since the last one: the ledger knows already.
  const isNew = await submit(office, statement, ['STALE_HEARTBEAT'])
  beats.set(set, now)
  if (isNew) log.debug({ set, height }, 'heartbeat')
}
