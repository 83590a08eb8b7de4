import type { LedgerEvent } from '../../chain/events.ts'
import type { Change } from '../../db/tables.ts'
import type { Hex } from '../../protocol/bytes.ts'
import { originOf } from './projection.ts'

/** Names of the arguments that hold a participant, the one that an event concerns first before the others. */
const PARTICIPANTS = ['bidder', 'guardian', 'participant', 'agency', 'registrar'] as const

/** A hash fits, a seal does not: what is longer is read where it belongs. */
const MAX_LENGTH = 100

/** The event itself, for the change feed. */
export const feedRow = (event: LedgerEvent): Change => {
  const { tender, ...others } = event.args as { tender?: Hex } & Record<string, unknown>
  const [participant] = PARTICIPANTS.map(name => others[name]).filter(value => typeof value === 'bigint')
  const short = Object.entries(others).filter(([, value]) => isShort(value))
  const facts = {
    tender: tender ?? null,
    participant: participant ?? null,
    arguments: Object.fromEntries(short),
  }
  return { table: 'events', put: { ...originOf(event), name: event.name, ...facts } }
}

const isShort = (value: unknown): boolean =>
  typeof value === 'string' ? value.length <= MAX_LENGTH : typeof value !== 'object'
