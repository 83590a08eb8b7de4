import { z } from 'zod'
import { findParticipant, listParticipants } from '../../db/queries/participants.ts'
import { ROLES, type Role } from '../../protocol/participant.ts'
import { participantId } from '../../protocol/value.ts'
import { gatewayError } from '../error.ts'
import { plain } from '../plain.ts'
import { defineRoute, NOTHING, type Route } from '../route.ts'
import { count, decimal, hex, inclusion, pageOf, paging, seconds, word } from '../schema/fields.ts'

const tag = 'participants'
const roles = Object.keys(ROLES) as [Role, ...Role[]]

const participantSchema = z
  .strictObject({
    participant: decimal,
    roles: z.array(z.enum(roles)),
    signers: z.array(hex).meta({ description: 'ERC-7913 signers that count now, the oldest first' }),
    revision: count.meta({ description: 'Which the next statement about this participant names' }),
    profile: word.meta({ description: 'Hash of its profile, which is not on the ledger' }),
    suspendedFrom: seconds,
    suspendedUntil: seconds,
    suspensionReason: word.nullable().meta({ description: 'Hash of the decision' }),
    registeredAt: seconds,
    ...inclusion,
  })
  .meta({
    id: 'Participant',
    description: 'An organisation. Suspended at t means suspendedFrom <= t < suspendedUntil',
  })

export const participantRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/participants',
    tag,
    isIndexed: true,
    summary: { en: 'Participants, by number', ko: '참가자 목록' },
    params: NOTHING,
    query: z.strictObject({ ...paging, role: z.enum(roles).optional() }),
    answer: pageOf(participantSchema),
    codes: ['INVALID_CURSOR'],
    handle: async ({ query }, { database }) => plain(await listParticipants(database, query)),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/participants/{participant}',
    tag,
    isIndexed: true,
    summary: { en: 'One participant', ko: '참가자 하나' },
    params: z.strictObject({ participant: participantId }),
    query: NOTHING,
    answer: participantSchema,
    codes: ['NOT_FOUND'],
    handle: async ({ params: { participant } }, { database }) => {
      const found = await findParticipant(database, participant)
      if (found === undefined)
        throw gatewayError('NOT_FOUND', `There is no participant ${participant}.`, { participant })
      return plain(found)
    },
  }),
]
