import { secp256k1 } from '@noble/curves/secp256k1.js'
import { fromHex, type Hex } from '../protocol/bytes.ts'
import { addressOf, isOnCurve, isScalar, type Point } from '../protocol/point.ts'

/** The two operations on secp256k1 that an auditor repeats for each bid. Nothing here is secret any more. */
export interface Curve {
  /** `k·B`. @returns undefined if `k` is no scalar from 1 to N - 1, or `B` is not on the curve */
  multiply(k: bigint, base: Point): Point | undefined
  /**
   * The address whose key signed, by the ledger's rules.
   * @param digest 32 bytes
   * @param signature `r ‖ s ‖ v`, 65 bytes
   * @returns undefined if it is no such signature, its `s` is high, or it belongs to no key
   */
  recover(digest: Hex, signature: Hex): Hex | undefined
}

/** In JavaScript alone, for everywhere: some 400 multiplications a second. */
export const nobleCurve: Curve = {
  multiply: (k, base) => {
    if (!isScalar(k) || !isOnCurve(base)) return undefined
    const { x, y } = secp256k1.Point.fromAffine(base).multiplyUnsafe(k).toAffine()
    return { x, y }
  },
  recover: (digest, signature) => {
    const parts = splitSignature(signature)
    if (parts === undefined) return undefined
    try {
      const compact = secp256k1.Signature.fromBytes(parts.compact).addRecoveryBit(parts.recovery)
      if (compact.hasHighS()) return undefined
      return addressOf(compact.recoverPublicKey(fromHex(digest)).toAffine())
    } catch {
      return undefined
    }
  },
}

/** @returns undefined unless 65 bytes, the last of them 27 or 28 */
export function splitSignature(
  signature: Hex,
): { readonly compact: Uint8Array; readonly recovery: 0 | 1 } | undefined {
  const bytes = fromHex(signature)
  const recovery = (bytes[64] ?? 0) - 27
  if (bytes.length !== 65 || (recovery !== 0 && recovery !== 1)) return undefined
  return { compact: bytes.subarray(0, 64), recovery }
}
