import { setImmediate as turn } from 'node:timers/promises'
import { decodeRound1, decodeRound2, decodeShares, type Round1Package } from '../protocol/ceremonyPackage.ts'
import { findBadShare, provesKnowledge } from '../protocol/dkg.ts'
import { type Ceremony, indexOf, participantsOf, sizeOf } from './ceremony.ts'
import { type EnvelopeContext, openEnvelope, sealEnvelope } from './envelope.ts'
import type { Fault, Wrong } from './memory.ts'
import type { Identity } from './store.ts'

// What anybody can see of the packages that guardians have posted, and with one receiver's key of what was sent to it.

/** The contract for which envelopes are sealed. */
export type Place = Pick<Identity, 'chainId' | 'keys'>

/** Each guardian's package of round 1 in the set's order; undefined where there is none, or noise. */
export function firstPackages(ceremony: Ceremony): (Round1Package | undefined)[] {
  const size = sizeOf(ceremony)
  return ceremony.guardians.guardians.map(guardian => {
    const posted = ceremony.round1.get(guardian)
    return posted && attempt(() => decodeRound1(posted, size))
  })
}

/** What was posted in round 1 and is no package, or has an encryption key to which nobody may seal. */
export async function formFaults(place: Place, ceremony: Ceremony): Promise<Fault[]> {
  const packages = firstPackages(ceremony)
  const faults = await Promise.all(
    [...ceremony.round1.keys()].map(async (guardian): Promise<Fault[]> => {
      const posted = packages[indexOf(ceremony.guardians, guardian) - 1]
      if (posted === undefined) return [{ guardian, wrong: 'Round1Package' }]
      const canSeal = await canSealTo(contextOf(place, ceremony, guardian, guardian), posted.encryptionKey)
      return canSeal ? [] : [{ guardian, wrong: 'EncryptionKey' }]
    }),
  )
  return faults.flat()
}

/** Whose proofs of knowledge are false. Noise is not looked at. */
export async function proofFaults(ceremony: Ceremony): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const [i, posted] of firstPackages(ceremony).entries()) {
    // Many multiplications: whatever else this process does must not wait for all of them.
    await turn()
    const guardian = ceremony.guardians.guardians[i]
    if (guardian === undefined || posted === undefined) continue
    if (!posted.keys.every(commitment => provesKnowledge(i + 1, commitment)))
      faults.push({ guardian, wrong: 'Proof' })
  }
  return faults
}

/** Who posted noise in round 2. */
export function secondFaults(ceremony: Ceremony): Fault[] {
  const size = sizeOf(ceremony)
  return [...ceremony.round2].flatMap(([guardian, posted]): Fault[] =>
    attempt(() => decodeRound2(posted, size)) === undefined ? [{ guardian, wrong: 'Round2Package' }] : [],
  )
}

/**
 * The shares that one guardian sent another, checked against the sender's commitments.
 * @param privateKey of the receiver in this ceremony
 * @returns what is wrong if there are none
 */
export async function sharesFrom(
  place: Place,
  ceremony: Ceremony,
  sender: bigint,
  receiver: bigint,
  privateKey: Uint8Array,
): Promise<bigint[] | Wrong> {
  const size = sizeOf(ceremony)
  const index = indexOf(ceremony.guardians, receiver)
  const posted = ceremony.round2.get(sender) ?? new Uint8Array()
  const envelope = attempt(() => decodeRound2(posted, size))?.[index - 1]
  if (envelope === undefined) return 'Round2Package'
  const context = contextOf(place, ceremony, sender, receiver)
  const content = await openEnvelope(context, privateKey, envelope).catch(() => undefined)
  const shares = content && attempt(() => decodeShares(content, size))
  if (shares === undefined) return 'Envelope'
  const committed = firstPackages(ceremony)[indexOf(ceremony.guardians, sender) - 1]?.keys ?? []
  return findBadShare(size, committed, index, shares) === undefined ? shares : 'Share'
}

/** Where an envelope of this ceremony opens. */
export function contextOf(
  { chainId, keys }: Place,
  { ceremony }: Ceremony,
  sender: bigint,
  receiver: bigint,
): EnvelopeContext {
  return { chainId, keys, ceremony, sender, receiver }
}

/** Indices of those who are at fault and take part, each once. */
export function indicesOf(ceremony: Ceremony, faults: readonly Fault[]): number[] {
  const guilty = participantsOf(ceremony).filter(guardian =>
    faults.some(fault => fault.guardian === guardian),
  )
  return guilty.map(guardian => indexOf(ceremony.guardians, guardian))
}

/** A key of small order would let anybody read what is sealed to it; HPKE refuses it. */
function canSealTo(context: EnvelopeContext, encryptionKey: Uint8Array): Promise<boolean> {
  return sealEnvelope(context, encryptionKey, new Uint8Array()).then(
    () => true,
    () => false,
  )
}

export function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
