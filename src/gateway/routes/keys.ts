import { z } from 'zod'
import { findKey, listKeys } from '../../db/queries/keys.ts'
import { KEY_STATES } from '../../protocol/tender.ts'
import { uint64 } from '../../protocol/value.ts'
import { gatewayError } from '../error.ts'
import { plain } from '../plain.ts'
import { defineRoute, NOTHING, type Route } from '../route.ts'
import { count, decimal, inclusion, joint, pageOf, paging, point, seconds, word } from '../schema/fields.ts'

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
    refused: z.array(share).meta({ description: 'Shares that their guardian signed and that were false' }),
  })
  .meta({ id: 'OpeningKeyWithShares', description: 'An opening key and what its guardians have released' })

export const keyRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/keys',
    tag,
    summary: { en: 'Opening keys, the oldest first', ko: '개찰 키 목록' },
    params: NOTHING,
    query: z.strictObject({
      ...paging,
      state: z.enum(KEY_STATES).optional(),
      set: z.coerce.number<string>().int().min(1).max(4_294_967_295).optional(),
    }),
    answer: pageOf(keySchema),
    codes: ['INVALID_CURSOR'],
    handle: async ({ query }, { database }) => plain(await listKeys(database, query)),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/keys/{key}',
    tag,
    summary: { en: 'One opening key and its shares', ko: '개찰 키와 공개된 조각' },
    params: z.strictObject({ key: uint64 }),
    query: NOTHING,
    answer: keyWithSharesSchema,
    codes: ['UNKNOWN_KEY'],
    handle: async ({ params: { key } }, { database }) => {
      const found = await findKey(database, key)
      if (found === undefined) throw gatewayError('UNKNOWN_KEY', `There is no key ${key}.`, { key })
      return plain(found)
    },
  }),
]
