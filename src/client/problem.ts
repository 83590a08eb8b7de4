import { z } from 'zod'
import { BonginError } from '../protocol/error.ts'
import type { ProblemCode } from './api.ts'

/** What the library itself raises besides the gateway's codes. */
export type ClientCode =
  | 'GATEWAY_UNREACHABLE'
  | 'GATEWAY_ANSWER'
  | 'LEDGER_MISMATCH'
  | 'KEY_MISMATCH'
  | 'NO_READY_KEY'

/** An error with a code of the closed set that {@link isRefusal} can be asked for. */
export function clientError(
  code: ClientCode,
  message: string,
  options: ConstructorParameters<typeof BonginError>[2] = {},
): BonginError {
  return new BonginError(code, message, options)
}

/**
 * Whether something was refused for this reason: `catch (error) { if (isRefusal(error, 'TOO_LATE')) … }`.
 * @param codes any of these; none: any error with a code
 */
export function isRefusal<Code extends ProblemCode | ClientCode>(
  error: unknown,
  ...codes: readonly Code[]
): error is BonginError & { readonly code: Code } {
  if (!(error instanceof BonginError)) return false
  return codes.length === 0 || (codes as readonly string[]).includes(error.code)
}

/** RFC 9457. What is not the code or the sentence (title, status, offending values) is kept as details. */
const problemSchema = z.looseObject({ code: z.string(), title: z.string(), detail: z.string().optional() })

/** The error that an unsuccessful answer tells of. */
export async function problemOf(response: Response): Promise<BonginError> {
  const problem = problemSchema.safeParse(await response.json().catch(() => undefined))
  const { status, url, headers } = response
  const details = { status, url, retryAfter: headers.get('retry-after') }
  if (!problem.success) return clientError('GATEWAY_ANSWER', `${url} answered ${status}.`, { details })
  const { code, detail, ...rest } = problem.data
  return new BonginError(code, detail ?? rest.title, { details: { ...rest, ...details } })
}
