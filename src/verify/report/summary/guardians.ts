import { splitKeyId } from '../../../protocol/openingKey.ts'
import type { Facts } from '../../facts.ts'
import type { Tender } from '../../tender.ts'

/** Who held the opening key in parts, and who gave its part. */
export interface GuardianSummary {
  /** In ascending order, and how many of them open the key; empty and zero where the evidence does not say. */
  readonly members: readonly bigint[]
  readonly threshold: number
  /** Those whose parts the ledger took, in that order. Times in seconds since 1970. */
  readonly released: readonly { readonly guardian: bigint; readonly at: number }[]
  /** Those whose parts were refused as false. */
  readonly refused: readonly bigint[]
  readonly silent: readonly bigint[]
  /** When the key was open; undefined as long as it is not. */
  readonly openedAt: number | undefined
}

export function guardianSummary({ announcement, secret }: Tender, facts: Facts): GuardianSummary {
  const { ceremony } = splitKeyId(announcement?.args.key ?? 0n)
  const started = facts.named('CeremonyStarted').find(({ args }) => args.ceremony === ceremony)
  const formed = facts.named('GuardianSetFormed').find(({ args }) => args.set === started?.args.set)
  const { guardians = [], threshold = 0 } = formed?.args ?? {}
  const released = facts
    .named('ShareReleased')
    .map(({ at, args }) => ({ guardian: args.guardian, at: at.timestamp }))
  const gave = new Set(released.map(({ guardian }) => guardian))
  return {
    members: guardians,
    threshold,
    released,
    refused: [...new Set(facts.named('ShareRefused').map(({ args }) => args.guardian))],
    silent: guardians.filter(guardian => !gave.has(guardian)),
    openedAt: secret?.at.timestamp,
  }
}
