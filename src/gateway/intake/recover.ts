import { fromHex, type Hex, keccak256 } from '../../protocol/bytes.ts'

/**
 * The address whose key signed a digest, by the ledger's rules: 65 bytes, low s, v 27 or 28.
 * @returns undefined if it is no such signature, or belongs to no key
 */
export type Recover = (digest: Hex, signature: Hex) => Hex | undefined

const SIGNATURE_BYTES = 65
const COMPACT_BYTES = 64
const FIRST_V = 27
/** Half of the order of secp256k1, rounded down, as hex digits: a higher s has a lower twin, and the ledger takes only that. */
const HALF_ORDER = '7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0'
const S_FROM = 2 + 64
const S_TO = S_FROM + 64

let loading: Promise<Recover> | undefined

/**
 * Loads libsecp256k1, compiled to WebAssembly: some ten times as fast as the curve in JavaScript, which holds up everything else for
 * two milliseconds a signature. That the two agree is tested.
 */
export const loadRecover = (): Promise<Recover> => {
  loading ??= load()
  return loading
}

const load = async (): Promise<Recover> => {
  // Past the package's main file, which would compile every hash function that it has as well.
  const { instantiateSecp256k1 } = await import('@bitauth/libauth/build/lib/crypto/secp256k1.js')
  const library = await instantiateSecp256k1()
  return (digest, signature) => {
    const bytes = fromHex(signature)
    const recovery = (bytes[COMPACT_BYTES] ?? 0) - FIRST_V
    if (bytes.length !== SIGNATURE_BYTES || (recovery !== 0 && recovery !== 1)) return undefined
    // The library itself takes a high s. Digits of one length compare like the numbers.
    if (signature.slice(S_FROM, S_TO) > HALF_ORDER) return undefined
    const key = library.recoverPublicKeyUncompressed(
      bytes.subarray(0, COMPACT_BYTES),
      recovery,
      fromHex(digest),
    )
    return typeof key === 'string' ? undefined : addressOf(key)
  }
}

/** @param key uncompressed: 04, x, y */
const addressOf = (key: Uint8Array): Hex => `0x${keccak256(key.subarray(1)).slice(-40)}`
