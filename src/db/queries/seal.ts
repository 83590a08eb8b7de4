import type { Hex } from '../../protocol/bytes.ts'

/** A seal in its JSON form. */
export type Seal = {
  readonly x: Hex
  readonly y: Hex
  readonly price: Hex
  readonly choices: Hex
  readonly tag: Hex
}

const WORD_DIGITS = 64

/** The five words of a seal as it stands in the tables. */
export const sealOf = (bytes: Hex): Seal => {
  const wordAt = (place: number): Hex =>
    `0x${bytes.slice(2 + place * WORD_DIGITS, 2 + (place + 1) * WORD_DIGITS)}`
  return { x: wordAt(0), y: wordAt(1), price: wordAt(2), choices: wordAt(3), tag: wordAt(4) }
}
