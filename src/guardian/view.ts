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

/** What one guardian has read from the ledger, up to a block. All of it can be read again at any time. */
export interface View {
  /** The last block read. */
  block: number
  /** Number of the newest ceremony of any set. */
  lastCeremony: number
  /** The sets of which this guardian is a member, by number. */
  readonly sets: Map<number, GuardianSet>
  /** For each set its newest ceremony that made keys. */
  readonly lastReady: Map<number, number>
  /** Ceremonies of these sets, with the block in which each began, until the guardian is done with them. */
  readonly ceremonies: Map<number, { readonly ceremony: Ceremony; readonly startedIn: number }>
  readonly keys: Map<bigint, HeldKey>
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
    lastCeremony: 0,
    sets: new Map(),
    lastReady: new Map(),
    ceremonies: new Map(),
    keys: new Map(),
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
  if (view.keys.delete(key)) view.open.add(key)
}

/** How many keys of a set are ready and serve no tender yet. */
export function countReady(view: View, set: number): number {
  return [...view.keys.values()].filter(({ origin, tender }) => origin.set === set && tender === undefined)
    .length
}

/** The set's ceremonies since the last one that made keys, oldest first. */
export function unfinished(view: View, set: number): number[] {
  const after = view.lastReady.get(set) ?? 0
  return [...view.ceremonies.values()]
    .map(({ ceremony }) => ceremony)
    .filter(({ ceremony, guardians }) => guardians.set === set && ceremony > after)
    .map(({ ceremony }) => ceremony)
}

/** Events that show a ceremony's packages; they are read for those alone that are not over. */
export const DETAILS = ['PackagePosted', 'KeysConfirmed'] as const
/** Events that show which sets, ceremonies and keys there are. */
export const OUTLINE = ['GuardianSetFormed', 'CeremonyStarted', 'KeysReady'] as const

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
  view.ceremonies.set(args.ceremony, {
    ceremony: startedCeremony(args.ceremony, set, args.keys),
    startedIn: block,
  })
}

type StepOfCeremony = EventNamed<'PackagePosted'> | EventNamed<'KeysConfirmed'> | EventNamed<'KeysReady'>

function extendCeremony(view: View, { gaveUp }: Holder, event: StepOfCeremony): void {
  const known = view.ceremonies.get(event.args.ceremony)
  if (known === undefined || gaveUp(event.args.ceremony)) return
  view.ceremonies.set(event.args.ceremony, { ...known, ceremony: withEvent(known.ceremony, event) })
}

function addKeys(view: View, { holds }: Holder, { block, args }: EventNamed<'KeysReady'>): void {
  const known = view.ceremonies.get(args.ceremony)
  if (known === undefined) return
  view.lastReady.set(args.set, args.ceremony)
  const origin = { ceremony: args.ceremony, set: args.set, startedIn: known.startedIn, readyIn: block }
  for (let position = 0; position < args.keys; position += 1) {
    const key = keyId(args.ceremony, position)
    if (holds(key)) view.keys.set(key, { origin })
  }
}
