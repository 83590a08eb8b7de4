import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { protocolError } from './error.ts'

/** Bytes as text: `0x` and an even number of lower-case hex digits. */
export type Hex = `0x${string}`

/** What fits one 32-byte word of `abi.encode`: a number, or bytes that stand right-aligned (bytes32, address). */
export type Word = bigint | number | Hex

const WORD_BYTES = 32
const WORD_LIMIT = 1n << 256n

export const ZERO_WORD: Hex = `0x${'00'.repeat(WORD_BYTES)}`

export function toHex(bytes: Uint8Array): Hex {
  return `0x${bytesToHex(bytes)}`
}

/** @throws INVALID_HEX unless `hex` is `0x` and an even number of hex digits */
export function fromHex(hex: Hex): Uint8Array {
  if (!/^0x([0-9a-fA-F]{2})*$/.test(hex)) {
    throw protocolError('INVALID_HEX', `Not a hexadecimal byte string: ${hex.slice(0, 80)}`)
  }
  return hexToBytes(hex.slice(2))
}

/**
 * A number as a 32-byte big-endian word.
 * @throws INVALID_NUMBER outside 0 … 2^256 - 1
 */
export function word(value: bigint): Hex {
  if (value < 0n || value >= WORD_LIMIT) {
    throw protocolError('INVALID_NUMBER', `Does not fit an unsigned 256-bit word: ${value}`)
  }
  return `0x${value.toString(16).padStart(2 * WORD_BYTES, '0')}`
}

/** The bytes of `abi.encode` for static values: one word each. */
export function encodeWords(...values: readonly Word[]): Hex {
  return `0x${values.map(value => word(BigInt(value)).slice(2)).join('')}`
}

export function keccak256(data: Uint8Array | Hex): Hex {
  return toHex(keccak_256(typeof data === 'string' ? fromHex(data) : data))
}

/** `keccak256(abi.encode(...))` for static values. */
export function hashWords(...values: readonly Word[]): Hex {
  return keccak256(encodeWords(...values))
}

export function hashText(text: string): Hex {
  return keccak256(utf8ToBytes(text))
}

/**
 * `keccak256(abi.encode(string label, ...))`: a label in front separates the domains of the derived numbers.
 * @param label at most 32 bytes in UTF-8, so that it takes one word
 * @throws INVALID_NUMBER for a longer label
 */
export function hashLabelled(label: string, ...values: readonly Word[]): Hex {
  const text = utf8ToBytes(label)
  if (text.length > WORD_BYTES)
    throw protocolError('INVALID_NUMBER', `The label is longer than one word: ${label}`)
  const padded: Hex = `0x${bytesToHex(text).padEnd(2 * WORD_BYTES, '0')}`
  const offset = WORD_BYTES * (values.length + 1)
  return hashWords(offset, ...values, text.length, padded)
}
