import { normalizeZ } from '@noble/curves/abstract/curve.js'
import { FpInvertBatch } from '@noble/curves/abstract/modular.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { z } from 'zod'
import { type Hex, hashWords } from './bytes.ts'
import { protocolError } from './error.ts'
import { uint256 } from './value.ts'

/** A point of secp256k1 in affine coordinates. The point at infinity has no such form and is never accepted. */
export const pointSchema = z.strictObject({ x: uint256, y: uint256 })

export type Point = z.output<typeof pointSchema>
export type PointJson = z.input<typeof pointSchema>

type CurvePoint = InstanceType<typeof secp256k1.Point>

const Curve = secp256k1.Point
const { Fp, Fn } = Curve

/** Arithmetic modulo N, the order of the curve. */
export const ScalarField = Fn

/** The generator. */
export const G: Point = toPoint(Curve.BASE)

/**
 * `k·B` in constant time, for secret scalars. The generator's multiples are precomputed.
 * @throws INVALID_SCALAR, INVALID_POINT
 */
export function multiply(k: bigint, base: Point): Point {
  assertScalar(k)
  return toPoint((isGenerator(base) ? Curve.BASE : toCurve(base)).multiply(k))
}

/**
 * `k·B` for many points and one scalar that is public already: variable time, one inversion for all.
 * @throws INVALID_SCALAR, INVALID_POINT
 */
export function multiplyAll(k: bigint, bases: readonly Point[]): Point[] {
  assertScalar(k)
  const products = bases.map(base => toCurve(base).multiplyUnsafe(k))
  return normalizeZ(Curve, products).map(toPoint)
}

/** The low 20 bytes of `keccak256(x ‖ y)`: what `ecrecover` gives for the point. */
export function addressOf(point: Point): Hex {
  return `0x${hashWords(point.x, point.y).slice(-40)}`
}

/**
 * `1 / (x - G.x) mod p`, which the ledger needs to add G with few steps.
 * @throws INVALID_POINT for ±G, which has none
 */
export function additionHint(point: Point): bigint {
  return additionHints([point])[0] as bigint
}

/** The same for many points with one inversion. */
export function additionHints(points: readonly Point[]): bigint[] {
  const differences = points.map(point => Fp.create(point.x - G.x))
  if (differences.includes(0n)) throw protocolError('INVALID_POINT', 'The generator has no addition hint')
  return FpInvertBatch(Fp, differences, true)
}

/** On the curve, with coordinates below the field's order. */
export function isOnCurve({ x, y }: Point): boolean {
  return Fp.isValid(x) && Fp.isValid(y) && Fp.sqr(y) === Fp.add(Fp.mul(Fp.sqr(x), x), 7n)
}

/** Whether the ledger can multiply the point by `ecrecover`: on the curve, `x` below N, not ±G. */
export function isBase(point: Point): boolean {
  return point.x < Fn.ORDER && point.x !== G.x && isOnCurve(point)
}

/** @throws INVALID_POINT unless the point is on the curve */
export function assertPoint(point: Point): void {
  if (!isOnCurve(point)) {
    const details = { x: point.x, y: point.y }
    throw protocolError('INVALID_POINT', 'The point is not on the curve secp256k1', { details })
  }
}

export function isScalar(k: bigint): boolean {
  return Fn.isValidNot0(k)
}

/** @throws INVALID_SCALAR unless 1 ≤ k < N */
export function assertScalar(k: bigint): void {
  if (!isScalar(k)) throw protocolError('INVALID_SCALAR', 'A scalar must be from 1 to N - 1')
}

export function equalPoints(a: Point, b: Point): boolean {
  return a.x === b.x && a.y === b.y
}

/** 33 bytes: parity and abscissa (SEC 1, 2.3.3). */
export function compress(point: Point): Uint8Array {
  return toCurve(point).toBytes(true)
}

/** @throws INVALID_POINT unless 33 bytes of a point on the curve */
export function decompress(bytes: Uint8Array): Point {
  if (bytes.length !== 33)
    throw protocolError('INVALID_POINT', `A compressed point has 33 bytes, not ${bytes.length}`)
  try {
    return toPoint(Curve.fromBytes(bytes))
  } catch (cause) {
    throw protocolError('INVALID_POINT', 'These bytes are not a point of secp256k1', { cause })
  }
}

function isGenerator(point: Point): boolean {
  return equalPoints(point, G)
}

function toCurve(point: Point): CurvePoint {
  assertPoint(point)
  return Curve.fromAffine(point)
}

function toPoint(point: CurvePoint): Point {
  const { x, y } = point.toAffine()
  return { x, y }
}
