import { numberToBytesBE } from '@noble/curves/utils.js'
import { fromHex, toHex } from '../protocol/bytes.ts'
import { addressOf, isOnCurve, isScalar, type Point, ScalarField } from '../protocol/point.ts'
import { type Curve, splitSignature } from '../verify/curve.ts'

const WORD_BYTES = 32
/** The mark of a point in full (SEC 1, 2.3.3), before its two coordinates. */
const UNCOMPRESSED = Uint8Array.of(4)

/**
 * The same answers as `nobleCurve` some twenty times as fast: libsecp256k1, compiled to WebAssembly, in one file of JavaScript.
 * It is loaded only when it is asked for. That the two agree is tested, also on what an attacker may hand in.
 */
export async function libsecp256k1Curve(): Promise<Curve> {
  // Past the package's main file, which would compile every hash function that it has as well.
  const { instantiateSecp256k1 } = await import('@bitauth/libauth/build/lib/crypto/secp256k1.js')
  const library = await instantiateSecp256k1()
  return {
    multiply: (k, base) => {
      if (!isScalar(k) || !isOnCurve(base)) return undefined
      return pointOf(library.mulTweakPublicKeyUncompressed(bytesOf(base), numberToBytesBE(k, WORD_BYTES)))
    },
    recover: (digest, signature) => {
      const parts = splitSignature(signature)
      const hash = fromHex(digest)
      // The library itself takes a high s, and a hash of any length.
      if (parts === undefined || hash.length !== WORD_BYTES || hasHighS(parts.compact)) return undefined
      const point = pointOf(library.recoverPublicKeyUncompressed(parts.compact, parts.recovery, hash))
      return point === undefined ? undefined : addressOf(point)
    },
  }
}

function hasHighS(compact: Uint8Array): boolean {
  return numberOf(compact.subarray(WORD_BYTES)) > ScalarField.ORDER / 2n
}

function bytesOf({ x, y }: Point): Uint8Array {
  return Uint8Array.of(...UNCOMPRESSED, ...numberToBytesBE(x, WORD_BYTES), ...numberToBytesBE(y, WORD_BYTES))
}

/** @param answer bytes, or the library's sentence about what is wrong */
function pointOf(answer: Uint8Array | string): Point | undefined {
  if (typeof answer === 'string') return undefined
  return { x: numberOf(answer.subarray(1, 1 + WORD_BYTES)), y: numberOf(answer.subarray(1 + WORD_BYTES)) }
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(toHex(bytes))
}
