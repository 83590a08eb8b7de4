import { RpcError } from './error.ts'

/** Longest signed transaction, in bytes. A batch of fifty sealed bids has about 25,000. */
const MAX_TRANSACTION = 512 * 1024

const INVALID_PARAMS = -32602

/**
 * Checks the form of a signed transaction before anvil sees it; everything else about it is anvil's to say.
 * @returns its bytes in hexadecimal, lower case
 * @throws RpcError as a node would answer
 */
export function assertTransaction(raw: unknown): string {
  if (typeof raw !== 'string' || !/^0x(?:[0-9a-fA-F]{2})+$/.test(raw)) {
    throw new RpcError(INVALID_PARAMS, 'a signed transaction in hexadecimal is expected')
  }
  if (raw.length > 2 + 2 * MAX_TRANSACTION) {
    throw new RpcError(INVALID_PARAMS, `a transaction may have ${MAX_TRANSACTION} bytes at most`)
  }
  const type = Number(raw.slice(0, 4))
  // EIP-2718: a legacy transaction begins with a list, the others with their number. Blobs (3) are not kept with a
  // transaction, so a block with them could not be rebuilt; what comes after 3 is newer than our fork.
  if (type < 0xc0 && type !== 1 && type !== 2) {
    throw new RpcError(INVALID_PARAMS, `transactions of type ${type} are not supported here`)
  }
  return raw.toLowerCase()
}
