import { type Hex, hashText, word } from '../../../src/protocol/bytes.ts'
import { ScalarField } from '../../../src/protocol/point.ts'
import { addressOfKey } from '../../../src/protocol/statement.ts'

/** A participant of the example tenders. Everything follows from labels, so that the files are the same each time: no secret here is one. */
export interface Member {
  readonly id: bigint
  readonly secretKey: Hex
  readonly signer: Hex
}

/** A number from 1 to N - 1. */
export function scalar(label: string): bigint {
  return (BigInt(hashText(`bongin evidence vectors: ${label}`)) % (ScalarField.ORDER - 1n)) + 1n
}

/** @param key tells several keys of one participant apart */
export function secretKeyOf(participant: bigint, key: 'first' | 'second' = 'first'): Hex {
  return word(scalar(`${key} key of ${participant}`))
}

export function member(id: bigint, key: 'first' | 'second' = 'first'): Member {
  const secretKey = secretKeyOf(id, key)
  return { id, secretKey, signer: addressOfKey(secretKey) }
}

export const FIRST_REGISTRAR = member(1n)
/** Takes the office over. */
export const REGISTRAR = member(2n)
export const AGENCY = member(10n)
export const GUARDIANS: readonly Member[] = [101n, 102n, 103n].map(id => member(id))
export const THRESHOLD = 2
const SUPPLIERS: readonly Member[] = Array.from({ length: 8 }, (_, place) => member(1001n + BigInt(place)))

/** By its last digit: `supplier(3)` is 1003. */
export function supplier(number: number): Member {
  const found = SUPPLIERS[number - 1]
  if (found === undefined) throw new Error(`There is no supplier ${number}`)
  return found
}

/** The supplier with this id. */
export function memberOf(id: bigint): Member {
  return supplier(Number(id - 1000n))
}

export { SUPPLIERS }
