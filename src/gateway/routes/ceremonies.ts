import { z } from 'zod'
import { type Ceremony, findCeremony, listCeremonies } from '../../db/queries/ceremonies.ts'
import { silentInCeremony } from '../care.ts'
import { gatewayError } from '../error.ts'
import { plain } from '../plain.ts'
import { defineRoute, NOTHING, type Route } from '../route.ts'
import { count, decimal, hex, inclusion, pageOf, paging, seconds, word } from '../schema/fields.ts'
import { accusationsSchema, silencesSchema } from './care.ts'

const tag = 'keys'

const deeds = z.array(z.strictObject({ guardian: decimal, at: seconds }))

const facts = {
  ceremony: count,
  set: count,
  keys: count.meta({ description: 'How many keys it makes' }),
  guardian: decimal.meta({ description: 'Who started it' }),
  members: z.array(decimal).meta({ description: 'Who takes part' }),
  without: z.array(decimal).meta({ description: 'Guardians of the set that were left out' }),
  packages: word.meta({ description: 'Running hash of all packages posted' }),
  transcript: word.nullable().meta({ description: 'What the guardians confirmed' }),
  postedFirst: count,
  postedSecond: count,
  confirmed: count,
  firstBy: deeds.meta({ description: 'Who has posted round 1, and when' }),
  secondBy: deeds.meta({ description: 'Who has posted round 2, and when' }),
  confirmedBy: deeds,
  ready: z.boolean(),
  silent: silencesSchema,
  leftOutNext: z.array(decimal).meta({
    description: 'Members whom the next ceremony of the set leaves out: its members found them at fault here',
  }),
  accusations: accusationsSchema,
  startedAt: seconds,
  ...inclusion,
}

const ceremonySchema = z
  .strictObject(facts)
  .meta({ id: 'Ceremony', description: 'A ceremony in which guardians make keys' })

const ceremonyWithPackagesSchema = z
  .strictObject({
    ...facts,
    posted: z.array(
      z.strictObject({ round: count, guardian: decimal, package: hex, packages: word, ...inclusion }),
    ),
    confirmations: z.array(z.strictObject({ guardian: decimal, transcript: word, ...inclusion })),
  })
  .meta({
    id: 'CeremonyWithPackages',
    description: 'A ceremony with all that was posted, in the order of the ledger',
  })

const viewOf = <C extends Ceremony>(ceremony: C, now: number) => {
  const { firstBy, secondBy, confirmedBy } = ceremony
  const done = { firstBy: deedsOf(firstBy), secondBy: deedsOf(secondBy), confirmedBy: deedsOf(confirmedBy) }
  return plain({ ...ceremony, ...done, silent: silentInCeremony(ceremony, now) })
}

const deedsOf = (times: ReadonlyMap<bigint, number>) => [...times].map(([guardian, at]) => ({ guardian, at }))

const number = z.coerce.number<string>().int().min(1).max(281_474_976_710_655)

export const ceremonyRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/ceremonies',
    tag,
    isIndexed: true,
    summary: { en: 'Key ceremonies, the newest first', ko: '키 생성 절차 목록' },
    params: NOTHING,
    query: z.strictObject({ ...paging, set: number.optional() }),
    answer: pageOf(ceremonySchema),
    codes: ['INVALID_CURSOR'],
    handle: async ({ query }, { database, now }) => {
      const time = await now()
      const { items, next } = await listCeremonies(database, query)
      return { items: items.map(ceremony => viewOf(ceremony, time)), next }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/ceremonies/{ceremony}',
    tag,
    isIndexed: true,
    summary: { en: 'One ceremony and its packages', ko: '키 생성 절차 하나' },
    params: z.strictObject({ ceremony: number }),
    query: NOTHING,
    answer: ceremonyWithPackagesSchema,
    codes: ['UNKNOWN_CEREMONY'],
    handle: async ({ params: { ceremony } }, { database, now }) => {
      const found = await findCeremony(database, ceremony)
      if (found === undefined)
        throw gatewayError('UNKNOWN_CEREMONY', `There is no ceremony ${ceremony}.`, { ceremony })
      return viewOf(found, await now())
    },
  }),
]
