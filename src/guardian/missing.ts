import type { Ledger } from '../chain/contracts.ts'
import { reach } from '../chain/reach.ts'
import { splitKeyId } from '../protocol/openingKey.ts'
import { KEY_STATES, nameAt, PHASES } from '../protocol/tender.ts'
import { alarm, type Office } from './office.ts'
import { isNeeded } from './release.ts'
import type { View } from './view.ts'

const KEYS_AT_ONCE = 50

/** Looks into the keys of which this guardian has no share, and raises the alarm for those that are still to be opened. */
export async function reportMissing(office: Office, view: View): Promise<void> {
  const keys = [...view.missing]
  const lost: bigint[] = []
  for (let i = 0; i < keys.length; i += KEYS_AT_ONCE) {
    const some = keys.slice(i, i + KEYS_AT_ONCE)
    const needed = await Promise.all(some.map(key => willOpen(office.ledger, key)))
    lost.push(...some.filter((_, place) => needed[place]))
  }
  for (const [ceremony, ofIt] of Map.groupBy(lost, key => splitKeyId(key).ceremony)) {
    const message =
      'this guardian has no share of keys that its set made: if it confirmed them, restore the newest backup of its keyfile; if not, somebody else did so in its name'
    alarm(office, 'SHARE_MISSING', { ceremony, missing: ofIt.length }, message)
  }
  for (const key of keys) view.missing.delete(key)
}

async function willOpen({ keys, ledger }: Ledger, key: bigint): Promise<boolean> {
  const state = nameAt(KEY_STATES, await reach(keys.keyStateOf(key)))
  if (state !== 'Assigned') return state === 'Ready' || state === 'Rehearsing'
  // Of a tender whose opening is past the share was forgotten on purpose.
  return isNeeded(nameAt(PHASES, await reach(ledger.phaseOf(await reach(keys.tenderOf(key))))))
}
