import { BonginError, type ErrorOptions } from '../protocol/error.ts'

/**
 * The closed set of codes that `src/verify` raises: for what its caller got wrong, and for files that cannot be read as evidence at all.
 * Evidence that can be read and is false is never an error: see {@link Outcome}.
 */
export type VerifyCode =
  | 'INVALID_TRUST'
  | 'INVALID_INPUT'
  | 'MALFORMED_TEXT'
  | 'MALFORMED_JSON'
  | 'DUPLICATE_KEY'
  | 'FORBIDDEN_KEY'
  | 'UNSAFE_NUMBER'
  | 'TOO_DEEP'
  | 'TOO_LARGE'
  | 'NOT_EVIDENCE'
  | 'MALFORMED_EVIDENCE'

/** An error of this room: the type keeps its set of codes closed. */
export function verifyError(code: VerifyCode, message: string, options?: ErrorOptions): BonginError {
  return new BonginError(code, message, options)
}
