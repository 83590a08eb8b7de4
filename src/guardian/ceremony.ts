import type { EventNamed } from '../chain/events.ts'
import { fromHex, type Hex } from '../protocol/bytes.ts'
import type { CeremonyProgress } from '../protocol/care.ts'
import { type CeremonySize, membersOf } from '../protocol/ceremonyPackage.ts'
import { extendPackages, NO_PACKAGES } from '../protocol/openingKey.ts'
import { guardianError } from './error.ts'

/** `n` guardians, `k` of whom open a key. A guardian's index is its place in the list plus one. */
export interface GuardianSet {
  readonly set: number
  readonly guardians: readonly bigint[]
  readonly threshold: number
}

/** With what a ceremony begins. */
export interface Beginning {
  readonly ceremony: number
  readonly guardians: GuardianSet
  /** How many keys it makes. */
  readonly keys: number
  /** Whom it leaves out, as the ledger's bits. */
  readonly without: number
  /** Time of its block in seconds since 1970; so are all times here. */
  readonly startedAt: number
}

/** A guardian's word that another sent it something false, and the key with which anybody sees whether that is so. */
export type Accusation = Pick<EventNamed<'GuardianAccused'>['args'], 'guardian' | 'accused' | 'key'>

/** All that the ledger says about one ceremony. */
export interface Ceremony extends Beginning {
  readonly round1: ReadonlyMap<bigint, Uint8Array>
  readonly round2: ReadonlyMap<bigint, Uint8Array>
  /** Running hash of the packages in the order of the ledger. */
  readonly packages: Hex
  /** The transcript that each guardian confirmed. */
  readonly confirmations: ReadonlyMap<bigint, Hex>
  /** With the first of them the ceremony has ended. */
  readonly accusations: readonly Accusation[]
  readonly ready: boolean
  /** What all this comes from, in the ledger's order. */
  readonly events: readonly CeremonyEvent[]
}

type CeremonyEventName = 'PackagePosted' | 'KeysConfirmed' | 'GuardianAccused' | 'KeysReady'

/** What happens to a ceremony on the ledger, in the ledger's order. */
export type CeremonyEvent = {
  [Name in CeremonyEventName]: Pick<EventNamed<Name>, 'name' | 'args' | 'block' | 'logIndex' | 'timestamp'>
}[CeremonyEventName]

/** A place in the ledger's order. */
export type Position = Pick<CeremonyEvent, 'block' | 'logIndex'>

/** A ceremony that has just been started. */
export function startedCeremony({ ceremony, guardians, keys, without, startedAt }: Beginning): Ceremony {
  const empty = new Map<never, never>()
  return {
    ceremony,
    guardians,
    keys,
    without,
    startedAt,
    round1: empty,
    round2: empty,
    packages: NO_PACKAGES,
    confirmations: empty,
    accusations: [],
    ready: false,
    events: [],
  }
}

/**
 * The ceremony after one more event.
 * @throws LEDGER_INCONSISTENT if the running hash is not that of the packages seen: the node left something out or made it up
 */
export function withEvent(ceremony: Ceremony, event: CeremonyEvent): Ceremony {
  return { ...changed(ceremony, event), events: [...ceremony.events, event] }
}

/** The ceremony as it stood before a place in the ledger's order. */
export function asOf(ceremony: Ceremony, { block, logIndex }: Position): Ceremony {
  const before = ceremony.events.filter(
    event => event.block < block || (event.block === block && event.logIndex < logIndex),
  )
  if (before.length === ceremony.events.length) return ceremony
  const then = before.reduce(withEvent, startedCeremony(ceremony))
  // The same packages are the same map: what was found out about them need not be found out again.
  return then.round1.size === ceremony.round1.size ? { ...then, round1: ceremony.round1 } : then
}

/** How many guardians and keys, as the protocol's rules want it. */
export function sizeOf({ guardians: { guardians, threshold }, keys, without }: Beginning): CeremonySize {
  return { guardians: guardians.length, threshold, keys, without }
}

/** Who takes part, in the set's order. */
export function participantsOf(ceremony: Beginning): bigint[] {
  const { guardians } = ceremony.guardians
  return membersOf(sizeOf(ceremony)).flatMap(index => guardians[index - 1] ?? [])
}

/** Whether everybody who takes part has a part in it. */
export function isComplete(ceremony: Ceremony, parts: ReadonlyMap<bigint, unknown>): boolean {
  return participantsOf(ceremony).every(guardian => parts.has(guardian))
}

/** From 1; zero for who is not in the set. */
export function indexOf({ guardians }: GuardianSet, guardian: bigint): number {
  return guardians.indexOf(guardian) + 1
}

/** Who has done what, and when. */
export function progressOf(ceremony: Ceremony): CeremonyProgress {
  const times = (isMeant: (event: CeremonyEvent) => boolean) =>
    new Map(
      ceremony.events.flatMap(event =>
        'guardian' in event.args && isMeant(event) ? [[event.args.guardian, event.timestamp] as const] : [],
      ),
    )
  const posted = (round: number) =>
    times(event => event.name === 'PackagePosted' && event.args.round === round)
  return {
    startedAt: ceremony.startedAt,
    members: participantsOf(ceremony),
    firstBy: posted(1),
    secondBy: posted(2),
    confirmedBy: times(event => event.name === 'KeysConfirmed'),
    isAccused: ceremony.events.some(({ name }) => name === 'GuardianAccused'),
  }
}

function changed(ceremony: Ceremony, { name, args }: CeremonyEvent): Ceremony {
  switch (name) {
    case 'PackagePosted':
      return withPackage(ceremony, args)
    case 'KeysConfirmed':
      return {
        ...ceremony,
        confirmations: new Map(ceremony.confirmations).set(args.guardian, args.transcript),
      }
    case 'GuardianAccused':
      return { ...ceremony, accusations: [...ceremony.accusations, args] }
    case 'KeysReady':
      return { ...ceremony, ready: true }
  }
}

function withPackage(ceremony: Ceremony, args: EventNamed<'PackagePosted'>['args']): Ceremony {
  const round = args.round === 1 ? 1 : 2
  const posted = fromHex(args.package)
  const packages = extendPackages(ceremony.packages, round, args.guardian, posted)
  if (packages !== args.packages) {
    const message = `The packages of ceremony ${ceremony.ceremony} are not those that the ledger's running hash stands for.`
    throw guardianError('LEDGER_INCONSISTENT', message, { details: { ceremony: ceremony.ceremony } })
  }
  const field = `round${round}` as const
  return { ...ceremony, packages, [field]: new Map(ceremony[field]).set(args.guardian, posted) }
}
