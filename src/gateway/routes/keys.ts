import { z } from 'zod'
import { findGuardianSets } from '../../db/queries/guardianSets.ts'
import { findKey, listKeys, type OpeningKey } from '../../db/queries/keys.ts'
import { KEY_STATES, type KeyState } from '../../protocol/tender.ts'
import { uint64 } from '../../protocol/value.ts'
import { holdersOf, keyCareOf } from '../care.ts'
import type { Context } from '../context.ts'
import { gatewayError } from '../error.ts'
import { plain } from '../plain.ts'
import { defineRoute, NOTHING, type Route } from '../route.ts'
import { count, decimal, inclusion, joint, pageOf, paging, point, seconds, word } from '../schema/fields.ts'
import { keyCareSchema } from './care.ts'

const tag = 'keys'

const facts = {
  key: decimal.meta({ description: '`ceremony << 16 | position`' }),
  ceremony: count,
  position: count,
  set: count.nullable().meta({ description: 'The guardian set; null until every guardian has confirmed' }),
  state: z.enum(KEY_STATES).meta({ description: '`None`: proposed, not yet confirmed by every guardian' }),
  publicKey: point,
  joint,
  tender: word.nullable().meta({ description: 'The tender that it opens' }),
  heldBy: z.array(decimal).meta({ description: 'Guardians that hold a share of it, once it is confirmed' }),
  retired: z.boolean().meta({ description: 'Whether its set is retired: then it serves no new tender' }),
  care: keyCareSchema
    .nullable()
    .meta({ description: 'How its guardians stand; null for a key that nobody needs yet or any more' }),
  secret: word.nullable().meta({ description: 'The secret scalar, once `k` shares are on the ledger' }),
}

const keySchema = z
  .strictObject(facts)
  .meta({ id: 'OpeningKey', description: 'An opening key of the guardians' })

const share = z.strictObject({ guardian: decimal, share: word, releasedAt: seconds, ...inclusion })

const keyWithSharesSchema = z
  .strictObject({
    ...facts,
    openedAt: seconds.nullable(),
    shares: z.array(share),
    rehearsal: z
      .strictObject({ participant: decimal, rehearsedAt: seconds, ...inclusion })
      .nullable()
      .meta({ description: 'Who had it opened for no tender, to see which guardians answer' }),
    refused: z.array(share).meta({ description: 'Shares that their guardian signed and that were false' }),
  })
  .meta({ id: 'OpeningKeyWithShares', description: 'An opening key and what its guardians have released' })

const LOOKED_AFTER: readonly KeyState[] = ['Ready', 'Assigned', 'Rehearsing']

const viewsOf = async <Key extends OpeningKey>(keys: readonly Key[], { database, now }: Context) => {
  const time = await now()
  const sets = await findGuardianSets(
    database,
    keys.flatMap(({ set }) => set ?? []),
  )
  return keys.map(({ without, ...key }) => {
    const set = sets.get(key.set ?? 0)
    if (set === undefined) return plain({ ...key, heldBy: [], care: null })
    const care = LOOKED_AFTER.includes(key.state) ? keyCareOf(set, without, time) : null
    return plain({ ...key, heldBy: holdersOf(set, without, time).map(({ guardian }) => guardian), care })
  })
}

export const keyRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/keys',
    tag,
    isIndexed: true,
    summary: { en: 'Opening keys, the oldest first', ko: '개찰 키 목록' },
    params: NOTHING,
    query: z.strictObject({
      ...paging,
      state: z.enum(KEY_STATES).optional(),
      set: z.coerce.number<string>().int().min(1).max(4_294_967_295).optional(),
    }),
    answer: pageOf(keySchema),
    codes: ['INVALID_CURSOR'],
    handle: async ({ query }, context) => {
      const { items, next } = await listKeys(context.database, query)
      return { items: await viewsOf(items, context), next }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/keys/{key}',
    tag,
    isIndexed: true,
    summary: { en: 'One opening key and its shares', ko: '개찰 키와 공개된 조각' },
    params: z.strictObject({ key: uint64 }),
    query: NOTHING,
    answer: keyWithSharesSchema,
    codes: ['UNKNOWN_KEY'],
    handle: async ({ params: { key } }, context) => {
      const found = await findKey(context.database, key)
      if (found === undefined) throw gatewayError('UNKNOWN_KEY', `There is no key ${key}.`, { key })
      const [view] = await viewsOf([found], context)
      return view as NonNullable<typeof view>
    },
  }),
]
