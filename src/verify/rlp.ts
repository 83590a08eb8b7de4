import { RLP } from '@ethereumjs/rlp'
import { bytesToNumberBE, equalBytes } from '@noble/curves/utils.js'
import { hexToBytes } from '@noble/hashes/utils.js'

/** What recursive length prefixes hold: bytes, or a list of such. */
export type RlpItem = Uint8Array | RlpItem[]

/**
 * Reads exactly one item (yellow paper, appendix B). Only the one encoding that {@link encodeRlp} gives is taken: if two byte strings meant
 * the same header, one of them would have a hash that nobody sealed.
 * @returns undefined for anything else. Time and stack grow with the nesting: the caller limits the size of what nobody has vouched for.
 */
export function decodeRlp(bytes: Uint8Array): RlpItem | undefined {
  // RLP.decode takes no bytes at all for an empty string.
  if (bytes.length === 0) return undefined
  try {
    const item = RLP.decode(bytes)
    // The library refuses what it sees of other encodings; that there are none must not hang on its version.
    return equalBytes(RLP.encode(item), bytes) ? item : undefined
  } catch {
    return undefined
  }
}

export function encodeRlp(item: RlpItem): Uint8Array {
  return RLP.encode(item)
}

/** Whether the item is a byte string, of this length where one is given. */
export function isBytes(item: RlpItem | undefined, length?: number): item is Uint8Array {
  return item instanceof Uint8Array && (length === undefined || item.length === length)
}

/** A number as RLP wants it: big-endian, without leading zeros, zero as no byte at all. */
export function integerToBytes(value: bigint | number): Uint8Array {
  const digits = value.toString(16)
  return value === 0 || value === 0n
    ? new Uint8Array()
    : hexToBytes(digits.padStart(digits.length + (digits.length % 2), '0'))
}

/** Whether {@link integerToBytes} gives these bytes for some number below 2^256. */
export function isInteger(bytes: Uint8Array): boolean {
  return bytes.length <= 32 && bytes[0] !== 0
}

/** @returns undefined unless the bytes are {@link isInteger} */
export function integerOf(bytes: Uint8Array): bigint | undefined {
  if (!isInteger(bytes)) return undefined
  return bytes.length === 0 ? 0n : bytesToNumberBE(bytes)
}

/** @returns undefined for what is no integer, and above 2^53 - 1: no block number, index or time of ours comes near */
export function numberOf(bytes: Uint8Array): number | undefined {
  const value = integerOf(bytes)
  return value !== undefined && value <= Number.MAX_SAFE_INTEGER ? Number(value) : undefined
}
