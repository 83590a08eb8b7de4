import { secp256k1 } from '@noble/curves/secp256k1.js'
import { G, type Point, ScalarField } from '../../../src/protocol/point.ts'

const { Fp } = secp256k1.Point

/** The order of the field. */
export const FIELD = Fp.ORDER

/** A point whose abscissa is not below N: one in 2^127, and out of reach for `ecrecover`. */
export const BEYOND_N: Point = firstFrom(ScalarField.ORDER)

/** On no curve of ours. */
export const OFF_CURVE: Point = { x: G.x + 1n, y: G.y }

/** Points on which the ledger cannot build a key or a seal, by the reason. */
export const USELESS_POINTS = {
  'off the curve': OFF_CURVE,
  'with an abscissa of N or more': BEYOND_N,
  'that is the generator': G,
  "that is the generator's opposite": { x: G.x, y: Fp.neg(G.y) },
  'at infinity': { x: 0n, y: 0n },
  'with an abscissa beyond the field': { x: FIELD + 1n, y: firstFrom(1n).y },
} as const satisfies Record<string, Point>

function firstFrom(x: bigint): Point {
  const square = Fp.add(Fp.mul(Fp.sqr(x), x), 7n)
  try {
    return { x, y: Fp.sqrt(square) }
  } catch {
    return firstFrom(x + 1n)
  }
}
