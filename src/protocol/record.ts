import { type Hex, hashWords, ZERO_WORD } from './bytes.ts'

/** The record of a tender before its first statement. */
export const EMPTY_RECORD = ZERO_WORD

/**
 * Extends a tender's running hash by one accepted statement: `keccak256(abi.encode(record, digest))`.
 * Whoever holds the last record can show any omission, insertion or exchange before it.
 */
export function extendRecord(record: Hex, digest: Hex): Hex {
  return hashWords(record, digest)
}
