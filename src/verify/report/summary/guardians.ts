import { membersOf } from '../../../protocol/ceremonyPackage.ts'
import { splitKeyId } from '../../../protocol/openingKey.ts'
import type { Facts, PlacedLog } from '../../facts.ts'
import type { Tender } from '../../tender.ts'

/** Who held the opening key in parts, and who gave its part. */
export interface GuardianSummary {
  /** Who took part in making it, in ascending order, and how many of them open the key; empty and zero where the evidence does not say. */
  readonly members: readonly bigint[]
  readonly threshold: number
  /** Those whose parts the ledger took, in that order. Times in seconds since 1970. */
  readonly released: readonly { readonly guardian: bigint; readonly at: number }[]
  /** Those whose parts were refused as false. */
  readonly refused: readonly bigint[]
  readonly silent: readonly bigint[]
  /** When the key was open; undefined as long as it is not. */
  readonly openedAt: number | undefined
  /** Guardians of the set that took no part in making the key. */
  readonly leftOut: readonly bigint[]
  readonly rehearsals: readonly Rehearsal[]
}

/** A key of the same guardians that was opened for nobody. */
export interface Rehearsal {
  readonly at: number
  readonly answered: readonly bigint[]
  /** Who had a share and did not bring it. */
  readonly silent: readonly bigint[]
}

export function guardianSummary({ announcement, secret }: Tender, facts: Facts): GuardianSummary {
  const { ceremony } = splitKeyId(announcement?.args.key ?? 0n)
  const started = facts.named('CeremonyStarted').find(({ args }) => args.ceremony === ceremony)
  const formed = facts.named('GuardianSetFormed').find(({ args }) => args.set === started?.args.set)
  const { guardians = [], threshold = 0 } = formed?.args ?? {}
  const { without = 0 } = started?.args ?? {}
  const indices = membersOf({ guardians: guardians.length, without })
  const members = indices.flatMap(index => guardians[index - 1] ?? [])
  const released = facts
    .named('ShareReleased')
    .map(({ at, args }) => ({ guardian: args.guardian, at: at.timestamp }))
  const gave = new Set(released.map(({ guardian }) => guardian))
  return {
    members,
    threshold,
    released,
    refused: [...new Set(facts.named('ShareRefused').map(({ args }) => args.guardian))],
    silent: members.filter(guardian => !gave.has(guardian)),
    openedAt: secret?.at.timestamp,
    leftOut: guardians.filter(guardian => !members.includes(guardian)),
    rehearsals: formed === undefined ? [] : rehearsalsOf(formed.args, facts),
  }
}

function rehearsalsOf({ set, guardians }: PlacedLog<'GuardianSetFormed'>['args'], facts: Facts): Rehearsal[] {
  return facts.named('KeyRehearsed').flatMap(({ at, args: { key } }) => {
    const { ceremony } = splitKeyId(key)
    const started = facts.named('CeremonyStarted').find(({ args }) => args.ceremony === ceremony)
    if (started?.args.set !== set) return []
    const { without } = started.args
    const indices = membersOf({ guardians: guardians.length, without })
    // They name no tender.
    const answered = facts.logs.flatMap(log =>
      log.event === 'ShareReleased' && log.args.key === key ? [log.args.guardian] : [],
    )
    const silent = indices
      .flatMap(index => guardians[index - 1] ?? [])
      .filter(guardian => !answered.includes(guardian))
    return [{ at: at.timestamp, answered, silent }]
  })
}
