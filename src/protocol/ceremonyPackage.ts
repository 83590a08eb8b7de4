import { bytesToNumberBE, concatBytes, numberToBytesBE } from '@noble/curves/utils.js'
import { protocolError } from './error.ts'
import { MAX_CEREMONY_KEYS, MAX_GUARDIANS, MIN_GUARDIANS, MIN_THRESHOLD } from './limits.ts'

/** The size of a ceremony: it fixes the length of every package. */
export interface CeremonySize {
  /** Guardians in the set, and how many of them open a key. */
  guardians: number
  threshold: number
  /** Keys that the ceremony makes. */
  keys: number
  /** Bit `i - 1` leaves out the guardian with index `i`. */
  without: number
}

/** What a guardian says about one key in round 1: `k` commitments of 33 bytes and a proof of knowledge of 65. */
export interface Commitment {
  commitments: Uint8Array[]
  proof: Uint8Array
}

/** A guardian's package of round 1. The X25519 key serves this ceremony alone: disclosing it convicts a cheat and nothing else. */
export interface Round1Package {
  encryptionKey: Uint8Array
  keys: Commitment[]
}

const VERSION = 1
const KEY_BYTES = 32
const POINT_BYTES = 33
const PROOF_BYTES = 65
const SHARE_BYTES = 32
const LENGTH_BYTES = 2
const MAX_CIPHERTEXT_BYTES = 0xffff

/** Version, encryption key, then for each key its commitments and the proof. */
export function encodeRound1(posted: Round1Package, size: CeremonySize): Uint8Array {
  const parts = posted.keys.flatMap(({ commitments, proof }) => [...commitments, proof])
  const encoded = concatBytes(Uint8Array.of(VERSION), posted.encryptionKey, ...parts)
  decodeRound1(encoded, size)
  return encoded
}

/** @throws INVALID_PACKAGE unless version and length are exact; points and proofs are checked in round 2 */
export function decodeRound1(encoded: Uint8Array, size: CeremonySize): Round1Package {
  assertSize(size)
  const keyBytes = size.threshold * POINT_BYTES + PROOF_BYTES
  assertBytes(encoded, 1 + KEY_BYTES + size.keys * keyBytes, 'round 1')
  const keys = times(size.keys, position => {
    const start = 1 + KEY_BYTES + position * keyBytes
    const commitments = times(size.threshold, i =>
      encoded.slice(start + i * POINT_BYTES, start + (i + 1) * POINT_BYTES),
    )
    return { commitments, proof: encoded.slice(start + keyBytes - PROOF_BYTES, start + keyBytes) }
  })
  return { encryptionKey: encoded.slice(1, 1 + KEY_BYTES), keys }
}

/**
 * Version, then for each guardian of the set in order: length in two bytes, big-endian, and the ciphertext for it.
 * @param ciphertexts one for each guardian; empty for the sender itself and for those left out
 */
export function encodeRound2(ciphertexts: readonly Uint8Array[], size: CeremonySize): Uint8Array {
  assertSize(size)
  if (
    ciphertexts.length !== size.guardians ||
    ciphertexts.some(({ length }) => length > MAX_CIPHERTEXT_BYTES)
  ) {
    throw protocolError('INVALID_PACKAGE', 'A package of round 2 needs one ciphertext for each guardian')
  }
  const parts = ciphertexts.flatMap(text => [Uint8Array.of(text.length >> 8, text.length & 0xff), text])
  return concatBytes(Uint8Array.of(VERSION), ...parts)
}

/** @throws INVALID_PACKAGE unless version, count and lengths are exact; what is encrypted is checked in round 3 */
export function decodeRound2(encoded: Uint8Array, size: CeremonySize): Uint8Array[] {
  assertSize(size)
  if (encoded[0] !== VERSION) throw badPackage('round 2', 'unknown version')
  let place = 1
  const ciphertexts = times(size.guardians, () => {
    const [high, low] = encoded.subarray(place, place + LENGTH_BYTES)
    if (high === undefined || low === undefined) throw badPackage('round 2', 'too short')
    const start = place + LENGTH_BYTES
    place = start + ((high << 8) | low)
    if (place > encoded.length) throw badPackage('round 2', 'too short')
    return encoded.slice(start, place)
  })
  if (place !== encoded.length) throw badPackage('round 2', 'too long')
  return ciphertexts
}

/** What is encrypted for one receiver: its share of each key in order, 32 bytes each. */
export function encodeShares(shares: readonly bigint[]): Uint8Array {
  return concatBytes(...shares.map(share => numberToBytesBE(share, SHARE_BYTES)))
}

/** @throws INVALID_PACKAGE unless the length is exact; the shares are checked in round 3 */
export function decodeShares(encoded: Uint8Array, size: CeremonySize): bigint[] {
  if (encoded.length !== size.keys * SHARE_BYTES) throw badPackage('shares', 'wrong length')
  return times(size.keys, i => bytesToNumberBE(encoded.subarray(i * SHARE_BYTES, (i + 1) * SHARE_BYTES)))
}

/** The indices of those who take part, ascending: an index is a guardian's place in the set plus one, whoever is left out. */
export function membersOf({ guardians, without }: Pick<CeremonySize, 'guardians' | 'without'>): number[] {
  return times(guardians, place => place + 1).filter(index => ((without >> (index - 1)) & 1) === 0)
}

/** @throws INVALID_PACKAGE unless the numbers are those of a possible ceremony */
export function assertSize(size: CeremonySize): void {
  const { guardians, threshold, keys, without } = size
  const numbers = [guardians, threshold, keys, without].every(Number.isInteger)
  const set = guardians >= MIN_GUARDIANS && guardians <= MAX_GUARDIANS && threshold >= MIN_THRESHOLD
  const leavesOut = without >= 0 && without < 2 ** guardians
  if (!numbers || !set || !leavesOut || membersOf(size).length < threshold) {
    throw badPackage('ceremony', 'no such guardians or threshold')
  }
  if (keys < 1 || keys > MAX_CEREMONY_KEYS) throw badPackage('ceremony', 'no such number of keys')
}

function assertBytes(encoded: Uint8Array, length: number, name: string): void {
  if (encoded[0] !== VERSION) throw badPackage(name, 'unknown version')
  if (encoded.length !== length) throw badPackage(name, `${encoded.length} bytes instead of ${length}`)
}

function badPackage(name: string, fault: string) {
  return protocolError('INVALID_PACKAGE', `Not a package (${name}): ${fault}`)
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index))
}
