import { secp256k1_FROST as frost, secp256k1 } from '@noble/curves/secp256k1.js'
import { bytesToNumberBE, concatBytes, equalBytes, numberToBytesBE } from '@noble/curves/utils.js'
import { shake256 } from '@noble/hashes/sha3.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { assertSize, type CeremonySize, type Commitment, membersOf } from './ceremonyPackage.ts'
import { protocolError } from './error.ts'
import { DKG_SEED_BYTES } from './limits.ts'
import { type JointKey, NO_POINT } from './openingKey.ts'
import { decompress, isBase, type Point } from './point.ts'

/** One guardian in a ceremony. `index` is its place in the set plus one. */
export interface Party extends CeremonySize {
  index: number
}

/** What round 3 gives for one key: its public points, and this guardian's share of the secret. */
export interface GuardianKey {
  joint: JointKey
  share: bigint
}

/** What each guardian posted in round 1, for each key, in the set's order; in the place of one left out it does not matter. */
export type Posted = readonly (readonly Commitment[])[]

type Round1 = ReturnType<typeof frost.DKG.round1>
type Packages = Parameters<typeof frost.DKG.round2>[1]

const Curve = secp256k1.Point
const SCALAR_BYTES = 32
const NOTHING: Commitment = { commitments: [], proof: new Uint8Array() }

/**
 * Round 1: commitments and proofs for all keys of the ceremony.
 * @param seed 32 fresh random bytes, kept secret and stored before anything is published. All rounds follow from it, so a guardian
 * that starts again never says two different things. One seed serves one ceremony.
 * @throws INVALID_SEED, INVALID_PACKAGE
 */
export function round1(party: Party, seed: Uint8Array): Commitment[] {
  return positions(party).map(position => {
    const { commitment, proofOfKnowledge } = begin(party, seed, position).public
    return { commitments: commitment, proof: proofOfKnowledge }
  })
}

/**
 * Round 2: checks everybody's proofs and gives each guardian's shares.
 * @param posted with this guardian's own in its place
 * @returns for each guardian in the set's order its share of each key, to be encrypted for it alone; empty for this guardian and for
 * those left out
 * @throws INVALID_PACKAGE, INVALID_PROOF with `details.guardian`, the index to blame, and `details.position` of the key
 */
export function round2(party: Party, seed: Uint8Array, posted: Posted): bigint[][] {
  assertComplete(party, posted)
  const byKey = positions(party).map(position => prove(party, begin(party, seed, position), posted, position))
  const receivers = new Set(others(party))
  return guardians(party).map(receiver => {
    if (!receivers.has(receiver)) return []
    return byKey.map(shares => bytesToNumberBE(shares[name(receiver)]?.signingShare ?? new Uint8Array()))
  })
}

/**
 * Round 3: checks the received shares against the commitments and gives the keys.
 * @param received for each guardian in the set's order the shares that it sent here; its own place and those left out are ignored
 * @throws INVALID_SHARE with `details.guardian` and `details.position`; and as round 2
 */
export function round3(
  party: Party,
  seed: Uint8Array,
  posted: Posted,
  received: readonly (readonly bigint[])[],
): GuardianKey[] {
  assertComplete(party, posted)
  return positions(party).map(position => {
    const begun = begin(party, seed, position)
    prove(party, begun, posted, position)
    return finish(party, begun, posted, received, position)
  })
}

/**
 * The first key whose share does not lie on the sender's committed polynomial; undefined if all are good. Anybody can repeat it
 * once the receiver's encryption key of that ceremony is disclosed.
 * @param sent the sender's commitments, for each key
 * @param receiver index of the guardian for which the shares were meant
 */
export function findBadShare(
  size: CeremonySize,
  sent: readonly Commitment[],
  receiver: number,
  shares: readonly bigint[],
): number | undefined {
  return positions(size).find(position => {
    return !shareIsGood(size, sent[position] ?? NOTHING, receiver, shares[position] ?? 0n)
  })
}

/** Whether a guardian's commitments are points and its proof shows that it knows its part of the secret. */
export function provesKnowledge(sender: number, { commitments, proof }: Commitment): boolean {
  try {
    commitments.forEach(decompress)
    // noble checks proofs only as part of a run: here one of two guardians, the sender and somebody else.
    const identifier = sender === 1 ? 2n : 1n
    const signers = { min: 2, max: 2 }
    const verifier = { identifier, coefficients: [1n, 1n], commitment: [], signers, step: 1 as const }
    const commitment = commitments.slice(0, 2)
    frost.DKG.round2(verifier, [{ identifier: name(sender), commitment, proofOfKnowledge: proof }])
    return true
  } catch {
    return false
  }
}

/**
 * The joint key that follows from what the guardians committed to for it: `P = Σ C₀`, and each public share the value at the guardian's
 * index of the polynomial whose coefficients are the sums, or `NO_POINT` for one left out. Nothing secret is needed: a verifier derives
 * it as the guardians did.
 * @param posted one for each guardian, in the set's order; in the place of one left out it does not matter
 * @throws INVALID_POINT if a commitment is no point, or a point of the key cannot be used on the ledger
 */
export function jointKeyOf(size: CeremonySize, posted: readonly Commitment[]): JointKey {
  const members = membersOf(size)
  const sums = Array.from({ length: size.threshold }, (_, degree) =>
    members.reduce((sum, guardian) => {
      const { commitments } = posted[guardian - 1] ?? NOTHING
      return sum.add(Curve.fromAffine(decompress(commitments[degree] ?? new Uint8Array())))
    }, Curve.ZERO),
  )
  const valueAt = (index: number): Point => {
    const sum = sums.reduceRight((value, c) => value.multiplyUnsafe(BigInt(index)).add(c), Curve.ZERO)
    const { x, y } = sum.toAffine()
    return { x, y }
  }
  const publicKey = valueAt(0)
  const shares = members.map(valueAt)
  if (![publicKey, ...shares].every(isBase))
    throw protocolError('INVALID_POINT', 'This key cannot be used on the ledger')
  return { publicKey, shares: guardians(size).map(index => shares[members.indexOf(index)] ?? NO_POINT) }
}

function begin(party: Party, seed: Uint8Array, position: number): Round1 {
  assertSize(party)
  if (!membersOf(party).includes(party.index))
    throw protocolError('INVALID_SHARES', 'No guardian of this ceremony has this index')
  if (seed.length !== DKG_SEED_BYTES)
    throw protocolError('INVALID_SEED', `A seed has ${DKG_SEED_BYTES} bytes`)
  return frost.DKG.round1(name(party.index), signersOf(party), undefined, randomStream(party, seed, position))
}

/** SHAKE256 over the seed and all that tells this use of it from any other. */
function randomStream(party: Party, seed: Uint8Array, position: number): (length?: number) => Uint8Array {
  const { index, guardians, threshold, without } = party
  const use = Uint8Array.of(index, guardians, threshold, position, without >> 8, without & 0xff)
  const stream = shake256.create({}).update(concatBytes(utf8ToBytes('Bongin DKG 1'), seed, use))
  return (length = SCALAR_BYTES) => stream.xof(length)
}

/** Goes on only with what this guardian itself posted: a stored seed that does not belong to the ceremony must not leak shares. */
function prove(party: Party, begun: Round1, posted: Posted, position: number) {
  if (!isSame(begun.public, commitmentOf(posted, party.index, position))) {
    throw blame('INVALID_PACKAGE', party.index, position)
  }
  try {
    return frost.DKG.round2(begun.secret, packagesOfOthers(party, posted, position))
  } catch (cause) {
    const guilty = others(party).find(
      sender => !provesKnowledge(sender, commitmentOf(posted, sender, position)),
    )
    if (guilty === undefined) throw cause
    throw blame('INVALID_PROOF', guilty, position, cause)
  }
}

function finish(
  party: Party,
  begun: Round1,
  posted: Posted,
  received: readonly (readonly bigint[])[],
  position: number,
): GuardianKey {
  const { secret } = combine(party, begun, posted, received, position)
  const committed = guardians(party).map(guardian => commitmentOf(posted, guardian, position))
  return { joint: jointKeyOf(party, committed), share: bytesToNumberBE(secret.signingShare) }
}

function combine(
  party: Party,
  begun: Round1,
  posted: Posted,
  received: readonly (readonly bigint[])[],
  position: number,
) {
  const shareOf = (sender: number) => received[sender - 1]?.[position] ?? 0n
  try {
    const shares = others(party).map(sender => ({
      identifier: name(sender),
      signingShare: toBytes(shareOf(sender)),
    }))
    return frost.DKG.round3(begun.secret, packagesOfOthers(party, posted, position), shares)
  } catch (cause) {
    const guilty = others(party).find(sender => {
      return !shareIsGood(party, commitmentOf(posted, sender, position), party.index, shareOf(sender))
    })
    if (guilty === undefined) throw cause
    throw blame('INVALID_SHARE', guilty, position, cause)
  }
}

function shareIsGood(size: CeremonySize, commitment: Commitment, receiver: number, share: bigint): boolean {
  const signers = signersOf(size)
  try {
    const secret = { identifier: name(receiver), signingShare: toBytes(share) }
    frost.validateSecret(secret, { signers, commitments: commitment.commitments, verifyingShares: {} })
    return true
  } catch {
    return false
  }
}

function assertComplete(party: Party, posted: Posted): void {
  const incomplete = membersOf(party).find(guardian => {
    const keys = posted[guardian - 1] ?? []
    return (
      keys.length !== party.keys || keys.some(({ commitments }) => commitments.length !== party.threshold)
    )
  })
  if (incomplete !== undefined) throw blame('INVALID_PACKAGE', incomplete, 0)
}

function isSame({ commitment, proofOfKnowledge }: Round1['public'], posted: Commitment): boolean {
  const own = concatBytes(...commitment, proofOfKnowledge)
  return equalBytes(own, concatBytes(...posted.commitments, posted.proof))
}

function packagesOfOthers(party: Party, posted: Posted, position: number): Packages {
  return others(party).map(sender => {
    const { commitments, proof } = commitmentOf(posted, sender, position)
    return { identifier: name(sender), commitment: commitments, proofOfKnowledge: proof }
  })
}

function commitmentOf(posted: Posted, guardian: number, position: number): Commitment {
  return posted[guardian - 1]?.[position] ?? NOTHING
}

function signersOf(size: CeremonySize) {
  return { min: size.threshold, max: membersOf(size).length }
}

function guardians(size: CeremonySize): number[] {
  return Array.from({ length: size.guardians }, (_, i) => i + 1)
}

function others(party: Party): number[] {
  return membersOf(party).filter(index => index !== party.index)
}

function positions(size: CeremonySize): number[] {
  return Array.from({ length: size.keys }, (_, position) => position)
}

function name(index: number): string {
  return frost.Identifier.fromNumber(index)
}

function toBytes(share: bigint): Uint8Array {
  return numberToBytesBE(share, SCALAR_BYTES)
}

function blame(
  code: 'INVALID_PACKAGE' | 'INVALID_PROOF' | 'INVALID_SHARE',
  guardian: number,
  position: number,
  cause?: unknown,
) {
  return protocolError(code, `Guardian ${guardian} ${FAULTS[code]}`, {
    cause,
    details: { guardian, position },
  })
}

const FAULTS = {
  INVALID_PACKAGE: 'posted another package than this ceremony needs',
  INVALID_PROOF: 'does not prove that it knows its part of the secret',
  INVALID_SHARE: 'sent a share that does not lie on its committed polynomial',
} as const
