import type { EventNamed, LedgerEvent } from '../chain/events.ts'
import type { Hex } from '../protocol/bytes.ts'
import { keyId } from '../protocol/openingKey.ts'
import { type Ceremony, type GuardianSet, startedCeremony, withEvent } from './ceremony.ts'

/** Where the keys of one ceremony come from: in which set, and in which blocks. */
export interface Origin {
  readonly ceremony: number
  readonly set: number
  readonly startedIn: number
  readonly readyIn: number
}

/** A key of which this guardian holds a share; `tender` once it is assigned. An open key is not held any more. */
export interface HeldKey {
  readonly origin: Origin
  readonly tender?: Hex
}

/** A ceremony that this guardian is not done with. */
export interface Attended {
  readonly ceremony: Ceremony
  /** The block in which it began. */
  readonly startedIn: number
  /** Its place among all ceremonies of its set, from 1. */
  readonly place: number
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
  /** For each set how many ceremonies it has begun. */
  readonly begun: Map<number, number>
  /** For each set its newest ceremony that made keys, counted as in `begun`. */
  readonly lastReady: Map<number, number>
  /** Ceremonies of these sets until the guardian is done with them. */
  readonly ceremonies: Map<number, Attended>
  readonly keys: Map<bigint, HeldKey>
  /** Keys of these sets, made and not opened, whose share is not here; until that is looked into. */
  readonly missing: Set<bigint>
  /** Open keys whose share may still be held. */
  readonly open: Set<bigint>
  /** Keys that stay closed for ever whose share may still be held. */
  readonly over: Set<bigint>
}

/** What the view must know of the guardian whose view it is. */
export interface Holder {
  readonly guardian: bigint
  readonly holds: (key: bigint) => boolean
  /** Whether it keeps a seed for this ceremony. */
  readonly isRunning: (ceremony: number) => boolean
  /** Whether it has given this ceremony up; its packages are then of no interest. */
  readonly gaveUp: (ceremony: number) => boolean
}

export function emptyView(block: number): View {
  return {
    block,
    since: block,
    lastCeremony: 0,
    sets: new Map(),
    begun: new Map(),
    lastReady: new Map(),
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
    case 'CeremonyStarted':
      addCeremony(view, event)
      break
    case 'PackagePosted':
    case 'KeysConfirmed':
      extendCeremony(view, holder, event)
      break
    case 'KeysReady':
      extendCeremony(view, holder, event)
      addKeys(view, holder, event)
      break
    case 'KeyAssigned':
      assignKey(view, event.args.key, event.args.tender)
      break
    case 'KeyOpened':
      openKey(view, event.args.key)
      break
    default:
  }
}

/** Notes that a key serves a tender. */
export function assignKey(view: View, key: bigint, tender: Hex): void {
  const held = view.keys.get(key)
  if (held !== undefined) view.keys.set(key, { ...held, tender })
}

/** Notes that a key is open: nobody needs its share any more. */
export function openKey(view: View, key: bigint): void {
  view.missing.delete(key)
  if (view.keys.delete(key)) view.open.add(key)
}

/** How many keys of a set are ready and serve no tender yet. */
export function countReady(view: View, set: number): number {
  return [...view.keys.values()].filter(({ origin, tender }) => origin.set === set && tender === undefined)
    .length
}

/** How many ceremonies the set has begun since the last one that made keys. */
export function countUnfinished({ begun, lastReady }: View, set: number): number {
  return (begun.get(set) ?? 0) - (lastReady.get(set) ?? 0)
}

/** Newer ceremonies of a set after which an unfinished one is given up. */
const OUTDATED = 4

/** Whether so many newer ceremonies of its set were begun that this one is to be given up, if it still can be. Once so, always so. */
export function isOutdated({ begun }: View, { ceremony, place }: Attended): boolean {
  return (begun.get(ceremony.guardians.set) ?? 0) - place >= OUTDATED
}

/** Events that show a ceremony's packages; they are read for those alone that are not over. */
export const DETAILS = ['PackagePosted', 'KeysConfirmed'] as const
/** Events that show which sets, ceremonies and keys there are, and which keys are of the past. */
export const OUTLINE = ['GuardianSetFormed', 'CeremonyStarted', 'KeysReady', 'KeyOpened'] as const

function addSet(
  view: View,
  { guardian }: Holder,
  { set, guardians, threshold }: EventNamed<'GuardianSetFormed'>['args'],
): void {
  if (guardians.includes(guardian)) view.sets.set(set, { set, guardians, threshold })
}

function addCeremony(view: View, { block, args }: EventNamed<'CeremonyStarted'>): void {
  view.lastCeremony = args.ceremony
  const set = view.sets.get(args.set)
  if (set === undefined) return
  const place = (view.begun.get(args.set) ?? 0) + 1
  view.begun.set(args.set, place)
  const ceremony = startedCeremony(args.ceremony, set, args.keys)
  view.ceremonies.set(args.ceremony, { ceremony, startedIn: block, place })
}

type StepOfCeremony = EventNamed<'PackagePosted'> | EventNamed<'KeysConfirmed'> | EventNamed<'KeysReady'>

function extendCeremony(view: View, { gaveUp }: Holder, event: StepOfCeremony): void {
  const known = view.ceremonies.get(event.args.ceremony)
  if (known === undefined) return
  // That keys are ready counts whatever this guardian thought of their ceremony.
  if (gaveUp(event.args.ceremony) && event.name !== 'KeysReady') return
  view.ceremonies.set(event.args.ceremony, { ...known, ceremony: withEvent(known.ceremony, event) })
}

function addKeys(view: View, { holds }: Holder, { block, args }: EventNamed<'KeysReady'>): void {
  if (!view.sets.has(args.set)) return
  const known = view.ceremonies.get(args.ceremony)
  if (known !== undefined)
    view.lastReady.set(args.set, Math.max(known.place, view.lastReady.get(args.set) ?? 0))
  for (let position = 0; position < args.keys; position += 1) {
    const key = keyId(args.ceremony, position)
    // A ceremony with a share here is never dropped from the view before its keys are ready.
    if (known === undefined || !holds(key)) view.missing.add(key)
    else {
      const { startedIn } = known
      view.keys.set(key, { origin: { ceremony: args.ceremony, set: args.set, startedIn, readyIn: block } })
    }
  }
}
