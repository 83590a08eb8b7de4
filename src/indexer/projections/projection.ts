import type { EventName, EventNamed, EventPosition } from '../../chain/events.ts'
import type { Change, Origin } from '../../db/tables.ts'
import type { Hex } from '../../protocol/bytes.ts'
import type { Known } from '../known.ts'

/** What an event makes of the tables: a pure function of the event and of facts that earlier events gave. */
export type Projection<Name extends EventName> = (event: EventNamed<Name>, known: Known) => readonly Change[]

export type Projections<Names extends EventName> = { readonly [Name in Names]: Projection<Name> }

export const originOf = ({ block, logIndex, transaction }: EventPosition): Origin => ({
  block,
  logIndex,
  transaction,
})

export const ZERO_HASH: Hex = `0x${'0'.repeat(64)}`
