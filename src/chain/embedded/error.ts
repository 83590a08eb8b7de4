import { BonginError, type ErrorOptions } from '../../protocol/error.ts'

/** The closed set of codes that the embedded node raises. */
export type EmbeddedNodeCode =
  | 'ANVIL_MISSING'
  | 'ANVIL_FAILED'
  | 'CHAIN_ID_DIFFERS'
  | 'CHAIN_MISMATCH'
  | 'DATA_DIRECTORY_IN_USE'
  | 'JOURNAL_DAMAGED'
  | 'NODE_STOPPED'
  | 'RELAY_KEYS_INVALID'

/** An error of this room: the type keeps its set of codes closed. */
export function nodeError(code: EmbeddedNodeCode, message: string, options?: ErrorOptions): BonginError {
  return new BonginError(code, message, options)
}

/**
 * What a JSON-RPC node answered instead of a result. It is kept as the node gave it, because ethers and Hardhat
 * read its numbers and its data.
 */
export class RpcError extends Error {
  readonly code: number
  readonly data: unknown

  constructor(code: number, message: string, data?: unknown) {
    super(message)
    this.name = 'RpcError'
    this.code = code
    this.data = data
  }
}
