import { BonginError } from '../protocol/error.ts'

/** What Node and ethers say when nobody answers at the other end, or answers with something that is no JSON-RPC. */
const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'TIMEOUT',
  'SERVER_ERROR',
  'NETWORK_ERROR',
  'CANCELLED',
])

/** The `code` that Node and ethers put on their errors, if there is one. */
export const codeOf = (error: unknown): string | undefined => {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** Whether an error's code says that nobody answers. */
export const isAway = (code: string | undefined): boolean => code !== undefined && AWAY.has(code)

/**
 * Passes an answer of the node on; silence becomes a {@link BonginError}.
 * @throws BonginError `LEDGER_UNREACHABLE`; every other error as it came
 */
export const reach = async <T>(answer: Promise<T>): Promise<T> => {
  try {
    return await answer
  } catch (error) {
    if (!isAway(codeOf(error))) throw error
    throw new BonginError(
      'LEDGER_UNREACHABLE',
      'The ledger does not answer at the moment. Nothing is lost: send the same again in a moment.',
      { cause: error },
    )
  }
}
