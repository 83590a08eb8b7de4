import { KEY_STATES, type Phase } from '../../protocol/tender.ts'
import type { Queryable } from '../database.ts'
import { toJsonText } from '../values.ts'
import { phaseExpression } from './tenderPhase.ts'

/** What a key is there for: a tender that is still to be opened, or the next one to be announced. */
export type KeyUse = 'InUse' | 'Ready'

/** Keys of which the same guardians hold shares. */
export type KeyGroup = {
  readonly set: number
  /** Places in the set, as bits, of those who hold no share: see `OpeningKey.without`. */
  readonly without: number
  readonly use: KeyUse
  readonly keys: number
  /** Opening time of the first of them that is to be opened, in seconds since 1970; null for ready keys. */
  readonly nextOpeningAt: number | null
}

/** Phases of a tender whose key has still to be opened: in all others, or when it is open, nobody waits for the guardians. */
const WAITING: readonly Phase[] = ['Scheduled', 'Bidding', 'Closed', 'Opening', 'Fallback']

const READY = KEY_STATES.indexOf('Ready')

/**
 * The keys for which guardians must be there, however many tenders there were before.
 * @param now the chain's time, in seconds since 1970
 */
export const listKeyGroups = (database: Queryable, now: number): Promise<KeyGroup[]> =>
  database.query<KeyGroup>(
    `WITH needed AS (
       SELECT key, 'InUse' AS use, opening_at FROM tenders
       WHERE secret_at = 0 AND cancelled_at = 0 AND fallback_end_at > $1::int8
         AND ${phaseExpression('$1')} IN (SELECT json_array_elements_text($2::json))
       UNION ALL
       SELECT key, 'Ready', NULL FROM keys WHERE state = ${READY} AND NOT EXISTS (
         SELECT 1 FROM guardian_sets
         WHERE guardian_sets.guardian_set = keys.guardian_set AND retired_at IS NOT NULL)
     )
     SELECT ceremonies.guardian_set AS set, without, use, count(*) AS keys, min(opening_at) AS next_opening_at
     FROM needed JOIN keys USING (key) JOIN ceremonies USING (ceremony)
     GROUP BY ceremonies.guardian_set, without, use ORDER BY ceremonies.guardian_set, without, use`,
    [now, toJsonText(WAITING)],
  )
