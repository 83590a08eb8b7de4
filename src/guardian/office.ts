import type { Logger } from 'pino'
import type { Ledger } from '../chain/contracts.ts'
import type { Relay } from '../chain/relay.ts'
import { relayStatement } from '../chain/statements.ts'
import { BonginError } from '../protocol/error.ts'
import { type SignedStatement, type Statement, signStatement } from '../protocol/statement.ts'
import type { GuardianCode } from './error.ts'
import type { Identity, Store } from './store.ts'

/** What a guardian works with: its own node, its relay account, its secrets, its clock, its log. */
export interface Office {
  readonly self: Identity
  readonly ledger: Ledger
  readonly relay: Relay
  readonly store: Store
  /** In seconds since 1970; nobody else sets it. */
  readonly clock: () => number
  readonly log: Logger
  /** What it has raised an alarm about already, in words of its own. */
  readonly alarmed: Set<string>
}

/** Tells the operator of something that a person has to look into. */
export function alarm(
  { log }: Office,
  code: GuardianCode,
  details: Record<string, unknown>,
  message: string,
): void {
  log.error({ code, ...details }, message)
}

/** The same, once for each `about`. */
export function alarmOnce(
  office: Office,
  about: string,
  ...[code, details, message]: [GuardianCode, Record<string, unknown>, string]
): void {
  if (office.alarmed.has(about)) return
  office.alarmed.add(about)
  alarm(office, code, details, message)
}

/**
 * Signs a statement and brings it to the ledger.
 * @param harmless codes of refusals that say no more than that the ledger has gone on meanwhile
 * @returns whether the ledger took it
 * @throws BonginError of `relayStatement`
 */
export async function submit(
  { ledger, relay, store }: Office,
  statement: Statement,
  harmless: readonly string[],
  points: Pick<SignedStatement, 'joint' | 'keys'> = {},
): Promise<boolean> {
  const signed = signStatement(statement, ledger.deployment, store.signingKey, points)
  try {
    await relayStatement(signed, ledger, relay)
    return true
  } catch (error) {
    if (error instanceof BonginError && harmless.includes(error.code)) return false
    throw error
  }
}

/** What may be logged of an error: foreign errors quote the transaction, and with it what it carries. */
export function describe(error: unknown): { code: string; reason: string } {
  if (error instanceof BonginError) return { code: error.code, reason: error.message }
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNEXPECTED'
  return { code, reason: error instanceof Error ? error.name : typeof error }
}
