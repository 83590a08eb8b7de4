import type { EventName, EventNamed, LedgerEvent } from '../chain/events.ts'
import type { Change } from '../db/tables.ts'
import type { Known } from './known.ts'
import { ACT_PROJECTIONS } from './projections/acts.ts'
import { BID_PROJECTIONS } from './projections/bids.ts'
import { feedRow } from './projections/feed.ts'
import { KEY_PROJECTIONS } from './projections/keys.ts'
import { PARTICIPANT_PROJECTIONS } from './projections/participants.ts'
import type { Projection, Projections } from './projections/projection.ts'
import { TENDER_PROJECTIONS } from './projections/tenders.ts'

/**
 * Every event has its entry: an event that is new in a contract does not compile until somebody says what it
 * changes.
 */
const PROJECTIONS: Projections<EventName> = {
  ...PARTICIPANT_PROJECTIONS,
  ...KEY_PROJECTIONS,
  ...TENDER_PROJECTIONS,
  ...BID_PROJECTIONS,
  ...ACT_PROJECTIONS,
}

/**
 * What one event makes of the tables. Pure: the same event and the same known facts give the same changes for
 * ever.
 * @throws INDEX_INCONSISTENT if `known` lacks what the event needs
 */
export const project = <Name extends EventName>(event: EventNamed<Name>, known: Known): Change[] => {
  // Indexing a table of functions by the event's own name gives the function for that event; TypeScript loses
  // the thread here.
  const projection = PROJECTIONS[event.name as Name] as Projection<Name>
  return [blockOf(event), feedRow(event), ...projection(event, known)]
}

const blockOf = ({ block, blockHash, timestamp }: LedgerEvent): Change => ({
  table: 'blocks',
  put: { number: block, hash: blockHash, timestamp },
})
