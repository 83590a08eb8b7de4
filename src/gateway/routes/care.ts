import { z } from 'zod'
import { CARES, RESERVES, STAGES } from '../../protocol/care.ts'
import { readCare } from '../care.ts'
import { plain } from '../plain.ts'
import { defineRoute, NOTHING } from '../route.ts'
import { count, decimal, seconds, word } from '../schema/fields.ts'

const state = z.enum(CARES).meta({
  description:
    '`Healthy`: every guardian that holds a share is alive. `Weak`: some are not, the others are enough. `Alarm`: fewer than `threshold` are',
})

const keyCare = {
  state,
  alive: count.meta({ description: 'Holders of a share that were heard of within the last hour' }),
  holders: count.meta({ description: 'Guardians that hold a share' }),
  threshold: count.meta({ description: 'How many of them open the key' }),
}

export const keyCareSchema = z
  .strictObject(keyCare)
  .meta({ id: 'KeyCare', description: 'How the guardians of a key stand' })

export const memberSchema = z
  .strictObject({
    guardian: decimal,
    alive: z.boolean().meta({ description: 'Whether it was heard of within the last hour' }),
    lastSignAt: seconds.nullable().meta({ description: 'When it was last heard of; null: never' }),
    lastSignBy: z.string().nullable().meta({
      description: 'The event: `GuardianAlive`, `PackagePosted`, `KeysConfirmed` or `ShareReleased`',
    }),
  })
  .meta({ id: 'GuardianMember', description: 'A guardian of a set, and its last sign of life for that set' })

export const silencesSchema = z
  .array(z.strictObject({ guardian: decimal, stage: z.enum(STAGES) }))
  .meta({ description: 'Who kept a ceremony waiting beyond its time, and where' })

export const accusationsSchema = z
  .array(
    z.strictObject({
      guardian: decimal,
      accused: decimal,
      key: word.meta({ description: "The accuser's disclosed key: with it anybody repeats the check" }),
    }),
  )
  .meta({ description: 'Guardians that say another sent them a bad share' })

const group = {
  set: count,
  use: z.enum(['InUse', 'Ready']).meta({ description: 'Of a tender still to be opened, or of the next one' }),
  keys: count.meta({ description: 'How many keys have these holders' }),
  nextOpeningAt: seconds.nullable().meta({ description: 'When the first of them is to be opened' }),
  ...keyCare,
  away: z.array(decimal).meta({ description: 'Holders that are not alive' }),
}

const alarm = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('GuardiansAway'), ...group }),
  z.strictObject({
    kind: z.literal('GuardiansLeftOut'),
    state,
    set: count,
    ceremony: count,
    without: z.array(decimal),
    reserve: z.enum(RESERVES).meta({
      description:
        '`Last`: the guardians that take part are just enough. `None`: too few, the set makes no keys',
    }),
  }),
  z.strictObject({ kind: z.literal('NoReadyKey'), state }),
  z.strictObject({
    kind: z.literal('CeremonyFailed'),
    state,
    set: count,
    ceremony: count,
    silent: silencesSchema,
    accusations: accusationsSchema,
  }),
])

const careSchema = z
  .strictObject({
    time: seconds,
    state: state.meta({ description: 'The worst of the alarms; `Healthy` without any' }),
    alarms: z.array(alarm).meta({
      description:
        '`GuardiansAway`: keys whose holders are not all alive. `GuardiansLeftOut`: the last ceremony of a set left somebody out. `NoReadyKey`: no agency can announce a tender. `CeremonyFailed`: the last ceremony of a set made no keys',
    }),
    sets: z.array(
      z.strictObject({
        set: count,
        threshold: count,
        retiredAt: seconds.nullable(),
        members: z.array(memberSchema),
        keys: z.array(z.strictObject(group)),
      }),
    ),
  })
  .meta({ id: 'Care', description: 'How the guardians stand, and the keys that need them' })

export const showCare = defineRoute({
  method: 'get',
  path: '/v1/care',
  tag: 'keys',
  summary: { en: 'Which guardians are alive, and what gives cause for alarm', ko: '수호자 상태와 경보' },
  params: NOTHING,
  query: NOTHING,
  answer: careSchema,
  codes: [],
  handle: async (_input, { database, now }) => {
    const time = await now()
    return plain({ time, ...(await readCare(database, time)) })
  },
})
