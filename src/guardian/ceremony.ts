import type { EventNamed } from '../chain/events.ts'
import { fromHex, type Hex } from '../protocol/bytes.ts'
import { extendPackages, NO_PACKAGES } from '../protocol/openingKey.ts'
import { guardianError } from './error.ts'

/** `n` guardians, `k` of whom open a key. A guardian's index is its place in the list plus one. */
export interface GuardianSet {
  readonly set: number
  readonly guardians: readonly bigint[]
  readonly threshold: number
}

/** All that the ledger says about one ceremony. */
export interface Ceremony {
  readonly ceremony: number
  readonly guardians: GuardianSet
  /** How many keys it makes. */
  readonly keys: number
  readonly round1: ReadonlyMap<bigint, Uint8Array>
  readonly round2: ReadonlyMap<bigint, Uint8Array>
  /** Running hash of the packages in the order of the ledger. */
  readonly packages: Hex
  /** The transcript that each guardian confirmed. */
  readonly confirmations: ReadonlyMap<bigint, Hex>
  readonly ready: boolean
}

type CeremonyEventName = 'PackagePosted' | 'KeysConfirmed' | 'KeysReady'

/** What happens to a ceremony on the ledger, in the ledger's order. */
export type CeremonyEvent = {
  [Name in CeremonyEventName]: Pick<EventNamed<Name>, 'name' | 'args'>
}[CeremonyEventName]

/** A ceremony that has just been started. */
export function startedCeremony(ceremony: number, guardians: GuardianSet, keys: number): Ceremony {
  const empty = new Map<never, never>()
  return {
    ceremony,
    guardians,
    keys,
    round1: empty,
    round2: empty,
    packages: NO_PACKAGES,
    confirmations: empty,
    ready: false,
  }
}

/**
 * The ceremony after one more event.
 * @throws LEDGER_INCONSISTENT if the running hash is not that of the packages seen: the node left something out or made it up
 */
export function withEvent(ceremony: Ceremony, { name, args }: CeremonyEvent): Ceremony {
  switch (name) {
    case 'PackagePosted':
      return withPackage(ceremony, args)
    case 'KeysConfirmed':
      return {
        ...ceremony,
        confirmations: new Map(ceremony.confirmations).set(args.guardian, args.transcript),
      }
    case 'KeysReady':
      return { ...ceremony, ready: true }
  }
}

/** Whether every guardian of the set has a part in it. */
export function isComplete(
  { guardians: { guardians } }: Ceremony,
  parts: ReadonlyMap<bigint, unknown>,
): boolean {
  return guardians.every(guardian => parts.has(guardian))
}

/** From 1; zero for who is not in the set. */
export function indexOf({ guardians }: GuardianSet, guardian: bigint): number {
  return guardians.indexOf(guardian) + 1
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
