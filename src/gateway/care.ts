import type { Queryable } from '../db/database.ts'
import { type KeyGroup, listKeyGroups } from '../db/queries/care.ts'
import { type Ceremony, listLastCeremonies } from '../db/queries/ceremonies.ts'
import { findGuardianSets, type GuardianSet } from '../db/queries/guardianSets.ts'
import {
  CARES,
  type Care,
  careOf,
  isAlive,
  type Reserve,
  reserveOf,
  type Silence,
  silentIn,
} from '../protocol/care.ts'
import { membersOf } from '../protocol/ceremonyPackage.ts'

/** A guardian of a set, and when it was last heard of: the event, and seconds since 1970; null: never. */
export type MemberCare = {
  readonly guardian: bigint
  readonly alive: boolean
  readonly lastSignAt: number | null
  readonly lastSignBy: string | null
}

/** How the guardians of a key stand. `holders` of a share of it, of whom `alive` are; `threshold` open it. */
export type KeyCare = {
  readonly state: Care
  readonly alive: number
  readonly holders: number
  readonly threshold: number
}

export const ALARM_KINDS = ['GuardiansAway', 'GuardiansLeftOut', 'NoReadyKey', 'CeremonyFailed'] as const

export type GroupCare = KeyCare & Omit<KeyGroup, 'without'> & { readonly away: readonly bigint[] }

/**
 * What an operator has to hear of. `GuardiansAway`: keys that are `Weak` or in `Alarm`. `GuardiansLeftOut`: the last ceremony of a set
 * left somebody out, who holds no share of its newest keys. `NoReadyKey`: no agency can announce. `CeremonyFailed`: a set does not get
 * new keys.
 */
export type CareAlarm =
  | ({ readonly kind: 'GuardiansAway' } & GroupCare)
  | ({ readonly kind: 'GuardiansLeftOut'; readonly state: Care; readonly reserve: Reserve } & LeftOut)
  | { readonly kind: 'NoReadyKey'; readonly state: Care }
  | ({ readonly kind: 'CeremonyFailed'; readonly state: Care; readonly set: number } & CeremonyCare)

export type LeftOut = Pick<Ceremony, 'set' | 'ceremony' | 'without'>

export type CeremonyCare = Pick<Ceremony, 'ceremony' | 'accusations'> & {
  readonly silent: readonly Silence[]
}

export type SetCare = Pick<GuardianSet, 'set' | 'threshold' | 'retiredAt'> & {
  readonly members: readonly MemberCare[]
  readonly keys: readonly GroupCare[]
}

export type CareReport = {
  /** The worst of the alarms. */
  readonly state: Care
  readonly alarms: readonly CareAlarm[]
  /** Those that are not retired, and those whose keys are in use. */
  readonly sets: readonly SetCare[]
}

/** @param now the chain's time in seconds since 1970 */
export const memberCares = ({ members }: GuardianSet, now: number): MemberCare[] =>
  members.map(({ guardian, lastSign }) => ({
    guardian,
    alive: isAlive(lastSign?.at, now),
    lastSignAt: lastSign?.at ?? null,
    lastSignBy: lastSign?.name ?? null,
  }))

/** Who holds a share. @param without places in the set, as bits, of those who do not */
export const holdersOf = (set: GuardianSet, without: number, now: number): MemberCare[] => {
  const cares = memberCares(set, now)
  return membersOf({ guardians: cares.length, without }).flatMap(index => cares[index - 1] ?? [])
}

/** @param without as in `holdersOf` */
export const keyCareOf = (set: GuardianSet, without: number, now: number): KeyCare => {
  const holders = holdersOf(set, without, now)
  const { threshold } = set
  const alive = holders.filter(holder => holder.alive).length
  const state = careOf({ alive, members: holders.length, threshold })
  return { state, alive, holders: holders.length, threshold }
}

/** Who keeps a ceremony waiting; nobody once its keys are ready. */
export const silentInCeremony = (ceremony: Ceremony, now: number): Silence[] =>
  ceremony.ready ? [] : silentIn({ ...ceremony, isAccused: ceremony.accusations.length > 0 }, now)

/** How all guardians and the keys that need them stand. @param now the chain's time in seconds since 1970 */
export const readCare = async (database: Queryable, now: number): Promise<CareReport> => {
  const groups = await listKeyGroups(database, now)
  const found = await findGuardianSets(
    database,
    groups.map(({ set }) => set),
    { serving: true },
  )
  const sets = [...found.values()].map((set): SetCare => {
    const { threshold, retiredAt } = set
    const keys = groups.filter(group => group.set === set.set).map(group => groupCareOf(set, group, now))
    return { set: set.set, threshold, retiredAt, members: memberCares(set, now), keys }
  })
  const last = await listLastCeremonies(database)
  const alarms = [...alarmsOf(sets), ...leftOutOf(last, found), ...failuresOf(last, now)]
  return { state: worstOf(alarms), alarms, sets }
}

const groupCareOf = (set: GuardianSet, { without, ...group }: KeyGroup, now: number): GroupCare => {
  const away = holdersOf(set, without, now).filter(({ alive }) => !alive)
  return { ...group, ...keyCareOf(set, without, now), away: away.map(({ guardian }) => guardian) }
}

const alarmsOf = (sets: readonly SetCare[]): CareAlarm[] => {
  const groups = sets.flatMap(({ keys }) => keys)
  const away = groups.filter(({ state }) => state !== 'Healthy')
  const isDry = sets.some(({ retiredAt }) => retiredAt === null) && !groups.some(({ use }) => use === 'Ready')
  return [
    ...away.map(group => ({ kind: 'GuardiansAway', ...group }) as const),
    ...(isDry ? [{ kind: 'NoReadyKey', state: 'Weak' } as const] : []),
  ]
}

/** A set that was formed without anybody to spare needs no reminder; one that has lost its spare guardians does. */
const leftOutOf = (ceremonies: readonly Ceremony[], sets: ReadonlyMap<number, GuardianSet>): CareAlarm[] =>
  ceremonies.flatMap(({ set, ceremony, members, without }) => {
    const threshold = sets.get(set)?.threshold ?? 0
    if (without.length === 0) return []
    const reserve = reserveOf({ members: members.length, threshold })
    const state = reserve === 'Ample' ? 'Weak' : 'Alarm'
    return [{ kind: 'GuardiansLeftOut', state, set, ceremony, without, reserve } as const]
  })

const failuresOf = (ceremonies: readonly Ceremony[], now: number): CareAlarm[] =>
  ceremonies.flatMap(ceremony => {
    const silent = silentInCeremony(ceremony, now)
    const { set, accusations } = ceremony
    if (silent.length === 0 && accusations.length === 0) return []
    const failure = { set, ceremony: ceremony.ceremony, silent, accusations }
    return [{ kind: 'CeremonyFailed', state: 'Weak', ...failure } as const]
  })

const worstOf = (alarms: readonly CareAlarm[]): Care => {
  const ranks = alarms.map(({ state }) => CARES.indexOf(state))
  return CARES[Math.max(0, ...ranks)] ?? 'Alarm'
}
