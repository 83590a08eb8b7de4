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

/** Whether an error says that nobody answers. */
export const isAway = (error: unknown): boolean =>
  AWAY.has(codeOf(error) ?? '') || isBroken(rpcErrorOf(error))

/**
 * Passes an answer of the node on; silence becomes a {@link BonginError}.
 * @throws BonginError `LEDGER_UNREACHABLE`; every other error as it came
 */
export const reach = async <T>(answer: Promise<T>): Promise<T> => {
  try {
    return await answer
  } catch (error) {
    if (!isAway(error)) throw error
    throw new BonginError(
      'LEDGER_UNREACHABLE',
      'The ledger does not answer at the moment. Nothing is lost: send the same again in a moment.',
      { cause: error },
    )
  }
}

/** The node's own error inside of what ethers makes of it. */
const rpcErrorOf = (error: unknown): unknown => {
  if (typeof error !== 'object' || error === null) return undefined
  if ('error' in error) return error.error
  return 'info' in error ? rpcErrorOf(error.info) : undefined
}

const RPC_INTERNAL_ERROR = -32_603

/** A node that answers, but only to say that it cannot go on. What the EVM says of a call comes under the same number. */
const isBroken = (error: unknown): boolean => {
  if (typeof error !== 'object' || error === null) return false
  if ('data' in error && codeOf(error.data) === 'NODE_STOPPED') return true
  const isInternal = 'code' in error && error.code === RPC_INTERNAL_ERROR
  return isInternal && !('message' in error && /EVM|gas|revert/i.test(String(error.message)))
}
