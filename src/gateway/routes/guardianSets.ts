import { z } from 'zod'
import { findGuardianSet, type GuardianSet, listGuardianSets } from '../../db/queries/guardianSets.ts'
import { memberCares } from '../care.ts'
import { gatewayError } from '../error.ts'
import { plain } from '../plain.ts'
import { defineRoute, NOTHING, type Route } from '../route.ts'
import { count, decimal, inclusion, pageOf, paging, seconds } from '../schema/fields.ts'
import { memberSchema } from './care.ts'

const tag = 'keys'

const guardianSetSchema = z
  .strictObject({
    set: count,
    threshold: count.meta({ description: 'How many of them open a key' }),
    guardians: z
      .array(decimal)
      .meta({ description: "In the set's order: a guardian's index is its place plus one" }),
    members: z.array(memberSchema),
    formedAt: seconds,
    retiredAt: seconds
      .nullable()
      .meta({ description: 'Since when it makes no keys and serves no new tender; null: it is not retired' }),
    ...inclusion,
  })
  .meta({ id: 'GuardianSet', description: 'Independent bodies that make and open keys together' })

const viewOf = (set: GuardianSet, now: number) => {
  const members = memberCares(set, now)
  return plain({ ...set, guardians: members.map(({ guardian }) => guardian), members })
}

export const guardianSetRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/guardian-sets',
    tag,
    isIndexed: true,
    summary: { en: 'Guardian sets, the newest first', ko: '수호자 집합 목록' },
    params: NOTHING,
    query: z.strictObject(paging),
    answer: pageOf(guardianSetSchema),
    codes: ['INVALID_CURSOR'],
    handle: async ({ query }, { database, now }) => {
      const time = await now()
      const { items, next } = await listGuardianSets(database, query)
      return { items: items.map(set => viewOf(set, time)), next }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/guardian-sets/{set}',
    tag,
    isIndexed: true,
    summary: { en: 'One guardian set', ko: '수호자 집합 하나' },
    params: z.strictObject({ set: z.coerce.number<string>().int().min(1).max(4_294_967_295) }),
    query: NOTHING,
    answer: guardianSetSchema,
    codes: ['UNKNOWN_GUARDIAN_SET'],
    handle: async ({ params: { set } }, { database, now }) => {
      const found = await findGuardianSet(database, set)
      if (found === undefined)
        throw gatewayError('UNKNOWN_GUARDIAN_SET', `There is no guardian set ${set}.`, { set })
      return viewOf(found, await now())
    },
  }),
]
