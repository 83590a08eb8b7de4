import { SigningKey } from 'ethers'
import { type Hex, hashText, word } from '../../../src/protocol/bytes.ts'
import { ScalarField } from '../../../src/protocol/point.ts'
import {
  addressOfKey,
  countersign,
  countersignerOf,
  type Deployment,
  type SignedStatement,
  type Statement,
  signStatement,
} from '../../../src/protocol/statement.ts'

/** A participant with a plain key. Keys follow from the number, so that every run is the same. */
export interface Author {
  participant: bigint
  secretKey: Hex
  signer: Hex
}

/** A number from 1 to N - 1 that follows from its label: a secret for tests only. */
export function scalarOf(label: string): bigint {
  return (BigInt(hashText(`bongin test ${label}`)) % (ScalarField.ORDER - 1n)) + 1n
}

/** @param key tells several keys of one participant apart */
export function authorOf(participant: bigint | number, key = 'first'): Author {
  const secretKey = word(scalarOf(`${participant} ${key}`))
  return { participant: BigInt(participant), secretKey, signer: addressOfKey(secretKey) }
}

export const REGISTRAR = authorOf(1)
export const AGENCY = authorOf(2)
export const OTHER_AGENCY = authorOf(3)
/** Nobody registers this one. */
export const STRANGER = authorOf(999)
/** In ascending order of their numbers, as a guardian set lists them. */
export const GUARDIANS: readonly Author[] = [11, 12, 13, 14, 15].map(number => authorOf(number))
export const SUPPLIERS: readonly Author[] = Array.from({ length: 10 }, (_, place) => authorOf(101 + place))

/** @param place from 0 */
export function guardian(place: number): Author {
  return at(GUARDIANS, place)
}

/** @param place from 0 */
export function supplier(place: number): Author {
  return at(SUPPLIERS, place)
}

/**
 * A conclusion comes with the signature of the winner that it names.
 * @param points what goes along unsigned: `joint` with ReleaseShare, `keys` with ConfirmKeys
 */
export function sign(
  world: { deployment: Deployment },
  author: Author,
  statement: Statement,
  points: Pick<SignedStatement, 'joint' | 'keys'> = {},
): SignedStatement {
  const signed = signStatement(statement, world.deployment, author.secretKey, points)
  const second = countersignerOf(statement)
  return second === undefined ? signed : countersign(signed, world.deployment, authorOf(second).secretKey)
}

/** The signature of a plain key over any digest: 65 bytes, low s. */
export function signDigest(author: Author, digest: Hex): Hex {
  return new SigningKey(author.secretKey).sign(digest).serialized as Hex
}

/** @throws if the place is empty: a mistake in the test itself */
export function at<Item>(items: readonly Item[], place: number): Item {
  const item = items[place]
  if (item === undefined) throw new Error(`nothing stands at place ${place}`)
  return item
}
