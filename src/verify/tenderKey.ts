import { word } from '../protocol/bytes.ts'
import { type CeremonySize, membersOf } from '../protocol/ceremonyPackage.ts'
import { type JointKey, splitKeyId } from '../protocol/openingKey.ts'
import type { Point } from '../protocol/point.ts'
import type { Context, Notes } from './check.ts'
import type { EventName } from './event.ts'
import type { PlacedLog } from './facts.ts'

/** What the evidence has about the tender's key. Nothing of it is checked: of each event there may be none, or several. */
export interface TenderKey {
  readonly announced: PlacedLog<'Announced'>
  /** The announced key: its number, its ceremony, and its place in it. */
  readonly id: bigint
  readonly ceremony: number
  readonly position: number
  readonly started: readonly PlacedLog<'CeremonyStarted'>[]
  readonly sets: readonly PlacedLog<'GuardianSetFormed'>[]
  readonly packages: readonly PlacedLog<'PackagePosted'>[]
  readonly proposals: readonly PlacedLog<'KeysProposed'>[]
  readonly confirmations: readonly PlacedLog<'KeysConfirmed'>[]
  readonly ready: readonly PlacedLog<'KeysReady'>[]
  /** By the first event of each kind: who made the key, and how many of them open it. */
  readonly guardians: readonly bigint[]
  /** Those of them who took part in the ceremony; the others hold no share. */
  readonly members: readonly bigint[]
  readonly size: CeremonySize
  /** As the guardians confirmed it. */
  readonly joint: JointKey | undefined
}

/** @returns undefined if no tender is announced */
export function tenderKeyOf({ facts, tender }: Context): TenderKey | undefined {
  const announced = tender.announcement
  if (announced === undefined) return undefined
  const { ceremony, position } = splitKeyId(announced.args.key)
  const started = facts.named('CeremonyStarted').filter(({ args }) => args.ceremony === ceremony)
  const sets = facts.named('GuardianSetFormed').filter(({ args }) => args.set === started[0]?.args.set)
  const proposals = facts.named('KeysProposed').filter(({ args }) => args.ceremony === ceremony)
  const { guardians = [], threshold = 0 } = sets[0]?.args ?? {}
  const { without = 0, keys = 0 } = started[0]?.args ?? {}
  const size: CeremonySize = { guardians: guardians.length, threshold, keys, without }
  return {
    announced,
    id: announced.args.key,
    ceremony,
    position,
    started,
    sets,
    packages: facts.named('PackagePosted').filter(({ args }) => args.ceremony === ceremony),
    proposals,
    confirmations: facts.named('KeysConfirmed').filter(({ args }) => args.ceremony === ceremony),
    ready: facts.named('KeysReady').filter(({ args }) => args.ceremony === ceremony),
    guardians,
    members: membersOf(size).flatMap(index => guardians[index - 1] ?? []),
    size,
    joint: tender.joint,
  }
}

/** The same for a check, which says that it lacks if it does. */
export function requireTenderKey(context: Context, notes: Notes): TenderKey | undefined {
  const key = tenderKeyOf(context)
  if (key === undefined) notes.lack('NOT_THERE', { field: 'Announced' })
  return key
}

/** The one event of a kind that happens once. */
export function theOnly<Log extends PlacedLog>(
  logs: readonly Log[],
  event: EventName,
  notes: Notes,
): Log | undefined {
  const [first, ...others] = logs
  if (first === undefined) notes.lack('NOT_THERE', { field: event })
  for (const { at } of others) notes.refute('THERE_TWICE', { at, field: event })
  return first
}

/** A point as a finding shows it. */
export function coordinates(point: Point | undefined): readonly string[] | 'none' {
  return point === undefined ? 'none' : [word(point.x), word(point.y)]
}

/** A receipt is about one bid; the key and what came of it is a matter of the whole tender. */
export function isOfTender({ facts }: Context): boolean {
  return facts.evidence.kind === 'tender'
}
