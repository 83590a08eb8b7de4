import { BonginError, type ErrorOptions } from '../protocol/error.ts'

/** The closed set of codes that `src/verify` raises, for what its caller got wrong. False evidence is never an error: see {@link Outcome}. */
export type VerifyCode = 'INVALID_TRUST' | 'INVALID_INPUT'

/** An error of this room: the type keeps its set of codes closed. */
export function verifyError(code: VerifyCode, message: string, options?: ErrorOptions): BonginError {
  return new BonginError(code, message, options)
}
