import { x25519 } from '@noble/curves/ed25519.js'
import { fromHex, type Hex } from '../protocol/bytes.ts'
import { type Stage, silentIn } from '../protocol/care.ts'
import { jointKeyOf } from '../protocol/dkg.ts'
import { transcriptHash } from '../protocol/openingKey.ts'
import {
  type Accusation,
  asOf,
  type Ceremony,
  type CeremonyEvent,
  indexOf,
  isComplete,
  progressOf,
  sizeOf,
} from './ceremony.ts'
import type { Fault, Wrong } from './memory.ts'
import {
  attempt,
  firstPackages,
  formFaults,
  type Place,
  proofFaults,
  secondFaults,
  sharesFrom,
} from './packages.ts'

// Who stopped a ceremony, from nothing but the ledger: every guardian, and everybody else, finds the same.

/**
 * Who is at fault that a ceremony makes no keys; nobody while it is under way, or when it is ready. The first of these that names
 * somebody counts, for whoever comes after it had reason to stop: packages of round 1, packages of round 2 and accusations, false
 * confirmations, silence. What comes after somebody was silent for too long does not count.
 * @param now the chain's clock in seconds since 1970
 */
export async function verdictOf(place: Place, ceremony: Ceremony, now: number): Promise<Fault[]> {
  if (ceremony.ready) return []
  const late = firstTooLate(ceremony)
  const seen = late === undefined ? ceremony : asOf(ceremony, late)
  for (const find of [firstRoundFaults, secondRoundFaults, falseConfirmations]) {
    const faults = await find(place, seen)
    if (faults.length > 0) return faults
  }
  return silentIn(progressOf(seen), late?.timestamp ?? now).map(({ guardian, stage }) => ({
    guardian,
    wrong: MISSING[stage],
  }))
}

/** The first event that came when somebody had been silent for too long already. */
function firstTooLate(ceremony: Ceremony): CeremonyEvent | undefined {
  return ceremony.events.find((event, i) => {
    const before = progressOf({ ...ceremony, events: ceremony.events.slice(0, i) })
    return silentIn(before, event.timestamp).length > 0
  })
}

/**
 * Who is at fault when one guardian accuses another: always one of the two. The disclosed key must be that of the accuser's package of
 * round 1; with it the envelope is opened and the shares are checked against what the accused committed to.
 */
export async function judgeAccusation(
  place: Place,
  ceremony: Ceremony,
  { guardian, accused, key }: Accusation,
): Promise<Fault> {
  const isFalse: Fault = { guardian, wrong: 'Accusation' }
  const privateKey = fromHex(key)
  const own = firstPackages(ceremony)[indexOf(ceremony.guardians, guardian) - 1]
  const disclosed = attempt(() => x25519.getPublicKey(privateKey))
  if (own === undefined || disclosed === undefined) return isFalse
  if (!Buffer.from(disclosed).equals(own.encryptionKey)) return isFalse
  const shares = await sharesFrom(place, ceremony, accused, guardian, privateKey)
  return typeof shares === 'string' ? { guardian: accused, wrong: shares } : isFalse
}

const MISSING: Record<Stage, Wrong> = {
  Round1: 'Round1Missing',
  Round2: 'Round2Missing',
  Confirmation: 'ConfirmationMissing',
}

/** A judgement over a whole round costs seconds; of a round that is complete it never changes. */
const judged = new WeakMap<ReadonlyMap<bigint, Uint8Array>, Promise<Fault[]>>()

async function firstRoundFaults(place: Place, ceremony: Ceremony): Promise<Fault[]> {
  const faults = await formFaults(place, ceremony)
  if (faults.length > 0 || !isComplete(ceremony, ceremony.round1)) return faults
  const known = judged.get(ceremony.round1) ?? proofFaults(ceremony)
  judged.set(ceremony.round1, known)
  return known
}

async function secondRoundFaults(place: Place, ceremony: Ceremony): Promise<Fault[]> {
  const seen = secondFaults(ceremony)
  const accused = await Promise.all(
    ceremony.accusations.map(accusation => judgeAccusation(place, ceremony, accusation)),
  )
  const all = [...seen, ...accused]
  return all.filter(
    ({ guardian, wrong }, i) =>
      all.findIndex(other => other.guardian === guardian && other.wrong === wrong) === i,
  )
}

/** Everybody can compute what is to be confirmed. */
async function falseConfirmations(_place: Place, ceremony: Ceremony): Promise<Fault[]> {
  if (ceremony.confirmations.size === 0) return []
  const expected = transcriptOf(ceremony)
  return [...ceremony.confirmations].flatMap(([guardian, confirmed]): Fault[] =>
    confirmed === expected ? [] : [{ guardian, wrong: 'Transcript' }],
  )
}

function transcriptOf(ceremony: Ceremony): Hex | undefined {
  const packages = firstPackages(ceremony)
  const keys = Array.from({ length: ceremony.keys }, (_, position) => {
    const committed = packages.map(
      posted => posted?.keys[position] ?? { commitments: [], proof: new Uint8Array() },
    )
    return attempt(() => jointKeyOf(sizeOf(ceremony), committed))
  })
  const made = keys.flatMap(key => key ?? [])
  if (made.length < keys.length) return undefined
  return transcriptHash(ceremony.ceremony, ceremony.packages, made)
}
