import { BonginError, type ErrorOptions } from '../protocol/error.ts'

/** The closed set of codes that the guardian itself raises or logs. */
export type GuardianCode =
  | 'CEREMONY_FAULT'
  | 'CEREMONY_LOST'
  | 'CEREMONY_UNJUSTIFIED'
  | 'CLOCK_AHEAD'
  | 'GUARDIAN_RUNNING'
  | 'IMPERSONATED'
  | 'LAST_GUARDIANS'
  | 'LEFT_OUT'
  | 'LEDGER_INCONSISTENT'
  | 'SHARE_MISSING'
  | 'STORE_DAMAGED'
  | 'STORE_OF_ANOTHER_GUARDIAN'
  | 'STORE_OF_ANOTHER_LEDGER'

/** An error of this room: the type keeps its set of codes closed. */
export function guardianError(code: GuardianCode, message: string, options?: ErrorOptions): BonginError {
  return new BonginError(code, message, options)
}
