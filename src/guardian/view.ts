import type { EventNamed, LedgerEvent } from '../chain/events.ts'
import type { Hex } from '../protocol/bytes.ts'
import { keyId } from '../protocol/openingKey.ts'
import {
  type Beginning,
  type Ceremony,
  type GuardianSet,
  type Position,
  participantsOf,
  startedCeremony,
  withEvent,
} from './ceremony.ts'

/** Where the keys of one ceremony come from: in which set, and in which blocks. */
export interface Origin {
  readonly ceremony: number
  readonly set: number
  readonly startedIn: number
  readonly readyIn: number
}

/** A key of one of this guardian's sets; `tender` once it is assigned. An open key is not known any more, unless it is rehearsed. */
export interface KnownKey {
  readonly origin: Origin
  /** Whether this guardian holds a share of it: it was not left out when the key was made. */
  readonly isHeld: boolean
  readonly tender?: Hex
  readonly isRehearsed?: true
}

/** A ceremony of one of this guardian's sets. */
export interface Attended {
  readonly ceremony: Ceremony
  /** Where in the ledger it began. */
  readonly startedIn: Position
  /** Its place among all ceremonies of its set with the same members, from 1. */
  readonly place: number
  /** Whether this guardian has nothing to do with it any more; it is kept because those after it are judged by it. */
  readonly isOver: boolean
}

/** What one guardian has read from the ledger, up to a block. All of it can be read again at any time. */
export interface View {
  /** The last block read. */
  block: number
  /** The last block of the first reading: what came after it, this guardian has seen come. */
  readonly since: number
  /** Number of the newest ceremony of any set. */
  lastCeremony: number
  /** The sets of which this guardian is a member, by number. */
  readonly sets: Map<number, GuardianSet>
  /** Those of them that are retired. */
  readonly retired: Set<number>
  /** How many ceremonies a set has begun with the same members, by set and whom they leave out. */
  readonly begun: Map<string, number>
  /** Ceremonies of these sets by number, as far as they matter: see `prune`. */
  readonly ceremonies: Map<number, Attended>
  readonly keys: Map<bigint, KnownKey>
  /** Keys of these sets, made with this guardian and not opened, whose share is not here; until that is looked into. */
  readonly missing: Set<bigint>
  /** Open keys whose share may still be held. */
  readonly open: Set<bigint>
  /** Keys that need no share of this guardian any more, which may still be held. */
  readonly over: Set<bigint>
}

/** What the view must know of the guardian whose view it is. */
export interface Holder {
  readonly guardian: bigint
  readonly holds: (key: bigint) => boolean
  /** Whether it keeps a seed for this ceremony. */
  readonly isRunning: (ceremony: number) => boolean
  /** Whether it has given this ceremony up. */
  readonly gaveUp: (ceremony: number) => boolean
}

export function emptyView(block: number): View {
  return {
    block,
    since: block,
    lastCeremony: 0,
    sets: new Map(),
    retired: new Set(),
    begun: new Map(),
    ceremonies: new Map(),
    keys: new Map(),
    missing: new Set(),
    open: new Set(),
    over: new Set(),
  }
}

/**
 * Takes one event of OpeningKeys into the view. Events come in the ledger's order; what concerns others is passed over.
 * @throws LEDGER_INCONSISTENT; the view is then to be read again from the start
 */
export function apply(view: View, holder: Holder, event: LedgerEvent): void {
  switch (event.name) {
    case 'GuardianSetFormed':
      addSet(view, holder, event.args)
      break
    case 'GuardianSetRetired':
      if (view.sets.has(event.args.set)) view.retired.add(event.args.set)
      break
    case 'CeremonyStarted':
      addCeremony(view, event)
      break
    case 'PackagePosted':
    case 'KeysConfirmed':
    case 'GuardianAccused':
      extendCeremony(view, event)
      break
    case 'KeysReady':
      extendCeremony(view, event)
      addKeys(view, holder, event)
      break
    case 'KeyAssigned':
      assignKey(view, event.args.key, event.args.tender)
      break
    case 'KeyRehearsed':
      rehearseKey(view, event.args.key)
      break
    case 'KeyOpened':
      openKey(view, event.args.key)
      break
    default:
  }
}

/** Notes that a key serves a tender. */
export function assignKey(view: View, key: bigint, tender: Hex): void {
  const known = view.keys.get(key)
  if (known !== undefined) view.keys.set(key, { ...known, tender })
}

/** Notes that a key is to be opened for nobody. One that serves a tender never is, whatever the node says. */
export function rehearseKey(view: View, key: bigint): void {
  const known = view.keys.get(key)
  if (known !== undefined && known.tender === undefined) view.keys.set(key, { ...known, isRehearsed: true })
}

/** Notes that a key is open: nobody needs its share any more, except in a rehearsal, where everyone is asked. */
export function openKey(view: View, key: bigint): void {
  view.missing.delete(key)
  const known = view.keys.get(key)
  if (known === undefined || (known.isRehearsed && known.isHeld)) return
  view.keys.delete(key)
  if (known.isHeld) view.open.add(key)
}

/** Notes that this guardian has nothing to do with a ceremony any more. */
export function endCeremony(view: View, ceremony: number): void {
  const known = view.ceremonies.get(ceremony)
  if (known !== undefined) view.ceremonies.set(ceremony, { ...known, isOver: true })
}

/** Whether a key is ready: it serves no tender, and is not rehearsed. */
export function isReady({ tender, isRehearsed }: KnownKey): boolean {
  return tender === undefined && isRehearsed === undefined
}

/** How many keys of a set are ready. */
export function countReady(view: View, set: number): number {
  return [...view.keys.values()].filter(key => key.origin.set === set && isReady(key)).length
}

/** Newer ceremonies of a set with the same members after which an unfinished one is given up. */
const OUTDATED = 4
/** Ceremonies of a set by which the next one is judged, at the most: who begins one after the other shall not fill the memory. */
const LONGEST_TRAIL = 12

/**
 * Whether so many newer ceremonies with the same members were begun that this one is to be given up, if it still can be. Once so, always
 * so. Others do not count: who is left out of a ceremony shall not be able to end it.
 */
export function isOutdated({ begun }: View, { ceremony, place }: Attended): boolean {
  return (begun.get(kindOf(ceremony)) ?? 0) - place >= OUTDATED
}

/**
 * The ceremonies of a set by which the next one is judged, oldest first: the last that made keys, and what came after it. What was
 * before is no part of the sum.
 */
export function trailOf(view: View, set: number): Attended[] {
  const all = [...view.ceremonies.values()].filter(({ ceremony }) => ceremony.guardians.set === set)
  const base = all.findLastIndex(({ ceremony }) => ceremony.ready)
  return all.slice(Math.max(base, 0)).slice(-LONGEST_TRAIL)
}

/** Forgets the ceremonies with which this guardian has nothing to do, and by which none is judged any more. */
export function prune(view: View): void {
  const trails = new Set([...view.sets.keys()].flatMap(set => trailOf(view, set)))
  for (const [number, attended] of view.ceremonies)
    if (attended.isOver && !trails.has(attended)) view.ceremonies.delete(number)
}

/** Events that show a ceremony's packages; they are read for those alone that matter. */
export const DETAILS = ['PackagePosted', 'KeysConfirmed', 'GuardianAccused'] as const
/** Events that show which sets, ceremonies and keys there are, and which keys are of the past. */
export const OUTLINE = [
  'GuardianSetFormed',
  'GuardianSetRetired',
  'CeremonyStarted',
  'KeysReady',
  'KeyOpened',
] as const

function addSet(
  view: View,
  { guardian }: Holder,
  { set, guardians, threshold }: EventNamed<'GuardianSetFormed'>['args'],
): void {
  if (guardians.includes(guardian)) view.sets.set(set, { set, guardians, threshold })
}

function addCeremony(view: View, event: EventNamed<'CeremonyStarted'>): void {
  const { args, block, logIndex, timestamp } = event
  view.lastCeremony = args.ceremony
  const set = view.sets.get(args.set)
  if (set === undefined) return
  const { ceremony: number, keys, without } = args
  const ceremony = startedCeremony({ ceremony: number, guardians: set, keys, without, startedAt: timestamp })
  const place = (view.begun.get(kindOf(ceremony)) ?? 0) + 1
  view.begun.set(kindOf(ceremony), place)
  view.ceremonies.set(number, { ceremony, startedIn: { block, logIndex }, place, isOver: false })
}

function kindOf({ guardians, without }: Beginning): string {
  return `${guardians.set} ${without}`
}

type StepOfCeremony = Extract<
  LedgerEvent,
  { name: 'PackagePosted' | 'KeysConfirmed' | 'GuardianAccused' | 'KeysReady' }
>

function extendCeremony(view: View, event: StepOfCeremony): void {
  const known = view.ceremonies.get(event.args.ceremony)
  if (known === undefined) return
  view.ceremonies.set(event.args.ceremony, { ...known, ceremony: withEvent(known.ceremony, event) })
}

function addKeys(view: View, { guardian, holds }: Holder, { block, args }: EventNamed<'KeysReady'>): void {
  if (!view.sets.has(args.set)) return
  const known = view.ceremonies.get(args.ceremony)
  const isMember = known === undefined || participantsOf(known.ceremony).includes(guardian)
  for (let position = 0; position < args.keys; position += 1) {
    const key = keyId(args.ceremony, position)
    // A ceremony with a share here is never dropped from the view before its keys are ready.
    if (known === undefined || (isMember && !holds(key))) view.missing.add(key)
    else {
      const origin = {
        ceremony: args.ceremony,
        set: args.set,
        startedIn: known.startedIn.block,
        readyIn: block,
      }
      view.keys.set(key, { origin, isHeld: isMember })
    }
  }
}
