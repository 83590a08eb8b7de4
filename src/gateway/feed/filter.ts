import { z } from 'zod'
import { DECODERS } from '../../chain/eventDecoder.ts'
import type { FeedEvent } from '../../db/queries/feed.ts'
import { bytes32, participantId } from '../../protocol/value.ts'

/** Every event of the contracts. */
export const EVENT_NAMES: readonly string[] = [...DECODERS.values()].map(({ name }) => name).toSorted()

const known = new Set(EVENT_NAMES)

const types = z
  .string()
  .max(2_000)
  .refine(
    text => text.split(',').every(name => known.has(name)),
    'must be names of events, with commas between',
  )
  .transform(text => text.split(','))

/** Which events somebody wants: all that fit everything that is given. */
export const filterFields = {
  tender: bytes32.optional().meta({ description: 'Only of this tender' }),
  participant: participantId.optional().meta({ description: 'Only what concerns this participant first' }),
  type: types
    .optional()
    .meta({ description: 'Only events of these names, with commas between: `BidAccepted,Awarded`' }),
}

export type FeedFilter = {
  readonly tender?: string | undefined
  readonly participant?: bigint | undefined
  readonly type?: readonly string[] | undefined
}

export const fits = ({ tender, participant, type }: FeedFilter, event: FeedEvent): boolean =>
  (tender === undefined || event.tender === tender) &&
  (participant === undefined || event.participant === participant) &&
  (type === undefined || type.includes(event.name))
