import { AbiCoder } from 'ethers/abi'
import { z } from 'zod'
import { type Hex, hashWords, keccak256, ZERO_WORD } from './bytes.ts'
import { protocolError } from './error.ts'
import { MAX_GUARDIANS, MIN_GUARDIANS } from './limits.ts'
import {
  assertScalar,
  equalPoints,
  G,
  isScalar,
  multiply,
  type Point,
  pointSchema,
  ScalarField,
} from './point.ts'

/** Stands in the place of the public share of a guardian that a ceremony left out. */
export const NO_POINT: Point = { x: 0n, y: 0n }

/** A joint key of a guardian set: the public key, and the public share of each guardian in the set's order. */
export const jointKeySchema = z.strictObject({
  publicKey: pointSchema,
  shares: z.array(pointSchema).min(MIN_GUARDIANS).max(MAX_GUARDIANS),
})

export type JointKey = z.output<typeof jointKeySchema>

/** A guardian's share of a secret. `index` is its place in the set plus one. */
export interface Share {
  index: number
  share: bigint
}

const JOINT_KEY_ABI = 'tuple(tuple(uint256 x, uint256 y) publicKey, tuple(uint256 x, uint256 y)[] shares)'
const MAX_POSITION = 0xffff

/**
 * `ceremony << 16 | position`.
 * @param ceremony its number, from 1
 * @param position of the key within the ceremony, from 0
 */
export function keyId(ceremony: number, position: number): bigint {
  if (!Number.isInteger(position) || position < 0 || position > MAX_POSITION) {
    throw protocolError('INVALID_NUMBER', `No key has the position ${position}`)
  }
  return (BigInt(ceremony) << 16n) | BigInt(position)
}

/** The inverse of `keyId`. */
export function splitKeyId(key: bigint): { ceremony: number; position: number } {
  return { ceremony: Number(key >> 16n), position: Number(key & 0xffffn) }
}

/** `keccak256(abi.encode(JointKey))`. */
export function jointKeyHash(joint: JointKey): Hex {
  return keccak256(AbiCoder.defaultAbiCoder().encode([JOINT_KEY_ABI], [joint]) as Hex)
}

/** The running hash of a ceremony's packages before the first one. */
export const NO_PACKAGES = ZERO_WORD

/** Extends the running hash by one posted package: `keccak256(abi.encode(packages, round, guardian, keccak256(package)))`. */
export function extendPackages(packages: Hex, round: 1 | 2, guardian: bigint, posted: Uint8Array): Hex {
  return hashWords(packages, round, guardian, keccak256(posted))
}

/** What every guardian of a ceremony confirms: all packages as posted, and the keys that follow from them. */
export function transcriptHash(ceremony: number, packages: Hex, keys: readonly JointKey[]): Hex {
  const hashes: Hex = `0x${keys.map(key => jointKeyHash(key).slice(2)).join('')}`
  return hashWords(ceremony, packages, keccak256(hashes))
}

/** Whether `share·G` is the guardian's public share. */
export function shareIsGood(joint: JointKey, index: number, share: bigint): boolean {
  const expected = joint.shares[index - 1]
  if (expected === undefined || !isScalar(share)) return false
  return equalPoints(multiply(share, G), expected)
}

/**
 * The secret from `k` shares: Lagrange interpolation at zero, mod N. Fewer than `k` shares, or a false one, give a wrong number:
 * always check with `assertSecret`.
 * @throws INVALID_SHARES if there is none, or an index is there twice or is not positive
 */
export function interpolate(shares: readonly Share[]): bigint {
  const indices = shares.map(({ index }) => index)
  const distinct = new Set(indices).size === shares.length
  if (shares.length === 0 || !distinct || indices.some(index => !Number.isInteger(index) || index < 1)) {
    throw protocolError('INVALID_SHARES', 'Shares with different positive indices are needed', {
      details: { indices },
    })
  }
  return shares.reduce((secret, { index, share }) => {
    return ScalarField.add(secret, ScalarField.mul(weight(index, indices), ScalarField.create(share)))
  }, 0n)
}

/** @throws INVALID_SECRET unless `secret·G` is the public key */
export function assertSecret(publicKey: Point, secret: bigint): void {
  assertScalar(secret)
  if (!equalPoints(multiply(secret, G), publicKey)) {
    throw protocolError('INVALID_SECRET', 'The secret does not belong to the public key')
  }
}

/** Lagrange's coefficient of one share at zero. */
function weight(index: number, indices: readonly number[]): bigint {
  let numerator = 1n
  let denominator = 1n
  for (const other of indices) {
    if (other === index) continue
    numerator = ScalarField.mul(numerator, BigInt(other))
    denominator = ScalarField.mul(denominator, ScalarField.create(BigInt(other - index)))
  }
  return ScalarField.div(numerator, denominator)
}
