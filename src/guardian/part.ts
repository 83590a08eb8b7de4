import { fromHex, type Hex, hashLabelled, toHex } from '../protocol/bytes.ts'
import {
  type CeremonySize,
  decodeRound1,
  decodeRound2,
  decodeShares,
  encodeRound1,
  encodeRound2,
  encodeShares,
  type Round1Package,
} from '../protocol/ceremonyPackage.ts'
import { findBadShare, type Party, provesKnowledge, round1, round2, round3 } from '../protocol/dkg.ts'
import { type JointKey, keyId, transcriptHash } from '../protocol/openingKey.ts'
import { type Ceremony, indexOf, isComplete } from './ceremony.ts'
import {
  type EnvelopeContext,
  type EnvelopeKey,
  envelopeKey,
  openEnvelope,
  sealEnvelope,
} from './envelope.ts'
import type { Failure, Fault, Part as Kept, Share, Wrong } from './memory.ts'
import type { Identity } from './store.ts'

/** What a guardian has to do next in a ceremony. */
export type Step =
  | { readonly do: 'wait' }
  | { readonly do: 'post'; readonly round: 1 | 2; readonly package: Uint8Array }
  /** Keep the shares, then confirm. */
  | { readonly do: 'confirm'; readonly keys: JointKey[]; readonly shares: Share[]; readonly transcript: Hex }
  /** This guardian's part is done. */
  | { readonly do: 'finish' }
  | { readonly do: 'fail'; readonly failure: Failure }

interface Part {
  readonly ceremony: Ceremony
  readonly self: Identity
  readonly party: Party
  readonly seed: Uint8Array
  readonly key: EnvelopeKey
}

/** Shares for each guardian, or from each; empty for this guardian itself and where there is a fault. */
interface Shares {
  readonly faults: readonly Fault[]
  readonly shares: readonly (readonly bigint[])[]
}

const WAIT: Step = { do: 'wait' }

/**
 * The next step, from nothing but the ledger's events and what is kept. Asked twice it gives the same step, so a guardian can stop
 * at any moment and go on later; only the envelopes of round 2 are sealed afresh until they are kept.
 * @param kept on disk before this is called
 * @throws what a damaged ledger or a bug causes; another guardian's fault is a step, never an error
 */
export async function nextStep(
  ceremony: Ceremony,
  self: Identity,
  kept: Omit<Kept, 'state' | 'ceremony'>,
): Promise<Step> {
  const confirmed = ceremony.confirmations.get(self.guardian)
  if (confirmed !== undefined)
    return confirmed === kept.transcript ? { do: 'finish' } : failed(ceremony, 'impersonated')

  const part = await partIn(ceremony, self, kept.seed)
  const own = encodeRound1(
    { encryptionKey: part.key.publicKey, keys: round1(part.party, part.seed) },
    part.party,
  )
  const posted = ceremony.round1.get(self.guardian)
  if (posted === undefined) return { do: 'post', round: 1, package: own }
  if (!Buffer.from(posted).equals(own)) return failed(ceremony, 'impersonated')
  if (!isComplete(ceremony, ceremony.round1)) return WAIT

  const { round2: sealed } = kept
  const second = ceremony.round2.get(self.guardian)
  if (second === undefined)
    return sealed === undefined ? secondRound(part) : { do: 'post', round: 2, package: fromHex(sealed) }
  if (toHex(second) !== sealed) return failed(ceremony, 'impersonated')
  if (!isComplete(ceremony, ceremony.round2)) return WAIT
  return confirmation(part)
}

/** A ceremony that this guardian gives up. */
export function failed(
  ceremony: Ceremony,
  reason: Failure['reason'],
  faults: readonly Fault[] = [],
  evidence?: Hex,
): Step {
  const failure = { state: 'failed' as const, ceremony: ceremony.ceremony, reason, faults: [...faults] }
  return { do: 'fail', failure: evidence === undefined ? failure : { ...failure, evidence } }
}

// -------------------------------------------------------------------------------------------------------------- rounds

async function secondRound(part: Part): Promise<Step> {
  const packages = firstPackages(part)
  const faults = await packageFaults(part, packages)
  if (faults.length > 0) return failed(part.ceremony, 'fault', faults)
  const dealt = deal(part, packages)
  if (dealt.faults.length > 0) return failed(part.ceremony, 'fault', dealt.faults)

  const envelopes = await Promise.all(
    guardiansOf(part).map((receiver, i) => {
      if (receiver === part.self.guardian) return new Uint8Array()
      return sealEnvelope(
        contextOf(part, part.self.guardian, receiver),
        encryptionKeyAt(packages, i),
        encodeShares(dealt.shares[i] ?? []),
      )
    }),
  )
  return { do: 'post', round: 2, package: encodeRound2(envelopes, part.party) }
}

/** Only reached by a guardian that posted in round 2, and so has found every package of round 1 good. */
async function confirmation(part: Part): Promise<Step> {
  const { ceremony, party, seed, key } = part
  const packages = firstPackages(part)
  const received = await receive(part, packages)
  if (received.faults.length > 0) return failed(ceremony, 'fault', received.faults, toHex(key.privateKey))

  const made = round3(party, seed, commitmentsOf(packages), received.shares)
  const keys = made.map(({ joint }) => joint)
  const transcript = transcriptHash(ceremony.ceremony, ceremony.packages, keys)
  const liars = [...ceremony.confirmations].filter(([, confirmed]) => confirmed !== transcript)
  if (liars.length > 0)
    return failed(
      ceremony,
      'fault',
      liars.map(([guardian]) => ({ guardian, wrong: 'Transcript' })),
    )

  const shares = made.map(({ share }, position) => ({ key: keyId(ceremony.ceremony, position), share }))
  return { do: 'confirm', keys, shares, transcript }
}

// --------------------------------------------------------------------------------------- what the others have sent here

/** Each guardian's package of round 1 in the set's order; undefined where it is none. */
function firstPackages({ ceremony, party }: Part): (Round1Package | undefined)[] {
  return ceremony.guardians.guardians.map(guardian =>
    attempt(() => decodeRound1(ceremony.round1.get(guardian) ?? new Uint8Array(), party)),
  )
}

/** What can be seen of a package before its proofs are checked. */
async function packageFaults(part: Part, packages: readonly (Round1Package | undefined)[]): Promise<Fault[]> {
  const faults = await Promise.all(
    guardiansOf(part).map(async (guardian, i): Promise<Fault[]> => {
      const posted = packages[i]
      if (posted === undefined) return [{ guardian, wrong: 'Round1Package' }]
      return (await canSealTo(part, posted.encryptionKey)) ? [] : [{ guardian, wrong: 'EncryptionKey' }]
    }),
  )
  return faults.flat()
}

/** A key of small order would let anybody read what is sealed to it; HPKE refuses it. */
async function canSealTo(part: Part, encryptionKey: Uint8Array): Promise<boolean> {
  const context = contextOf(part, part.self.guardian, part.self.guardian)
  return sealEnvelope(context, encryptionKey, new Uint8Array()).then(
    () => true,
    () => false,
  )
}

function deal(part: Part, packages: readonly (Round1Package | undefined)[]): Shares {
  try {
    return { faults: [], shares: round2(part.party, part.seed, commitmentsOf(packages)) }
  } catch (cause) {
    const cheats = guardiansOf(part).filter(
      (_, i) => !packages[i]?.keys.every(commitment => provesKnowledge(i + 1, commitment)),
    )
    if (cheats.length === 0) throw cause
    return { faults: cheats.map(guardian => ({ guardian, wrong: 'Proof' })), shares: [] }
  }
}

async function receive(part: Part, packages: readonly (Round1Package | undefined)[]): Promise<Shares> {
  const outcomes = await Promise.all(
    guardiansOf(part).map(async (sender, i) => {
      if (sender === part.self.guardian) return { shares: [] }
      const outcome = await sharesFrom(part, sender, packages[i])
      return typeof outcome === 'string'
        ? { fault: { guardian: sender, wrong: outcome }, shares: [] }
        : { shares: outcome }
    }),
  )
  return {
    faults: outcomes.flatMap(({ fault }) => fault ?? []),
    shares: outcomes.map(({ shares }) => shares),
  }
}

async function sharesFrom(
  part: Part,
  sender: bigint,
  first: Round1Package | undefined,
): Promise<bigint[] | Wrong> {
  const { ceremony, self, party, key } = part
  const envelopes = attempt(() => decodeRound2(ceremony.round2.get(sender) ?? new Uint8Array(), party))
  const envelope = envelopes?.[party.index - 1]
  if (envelope === undefined) return 'Round2Package'
  const content = await openEnvelope(contextOf(part, sender, self.guardian), key.privateKey, envelope).catch(
    () => undefined,
  )
  const shares = content && attempt(() => decodeShares(content, party))
  if (shares === undefined) return 'Envelope'
  return findBadShare(party, first?.keys ?? [], party.index, shares) === undefined ? shares : 'Share'
}

// -------------------------------------------------------------------------------------------------------------- helpers

/**
 * Two secrets from one seed, bound to everything that makes this ceremony this one, so that a chain that was rewound and runs another
 * ceremony under the same number gets other packages.
 */
async function partIn(ceremony: Ceremony, self: Identity, seed: Hex): Promise<Part> {
  const { set, guardians, threshold } = ceremony.guardians
  const use = [seed, self.chainId, self.keys, ceremony.ceremony, set, ceremony.keys, self.guardian] as const
  const size: CeremonySize = { guardians: guardians.length, threshold, keys: ceremony.keys }
  return {
    ceremony,
    self,
    party: { ...size, index: indexOf(ceremony.guardians, self.guardian) },
    seed: fromHex(hashLabelled('Bongin ceremony polynomials 1', ...use)),
    key: await envelopeKey(fromHex(hashLabelled('Bongin ceremony envelope key 1', ...use))),
  }
}

function contextOf({ ceremony, self }: Part, sender: bigint, receiver: bigint): EnvelopeContext {
  return { chainId: self.chainId, keys: self.keys, ceremony: ceremony.ceremony, sender, receiver }
}

function guardiansOf({ ceremony }: Part): readonly bigint[] {
  return ceremony.guardians.guardians
}

function commitmentsOf(packages: readonly (Round1Package | undefined)[]) {
  return packages.map(posted => posted?.keys ?? [])
}

function encryptionKeyAt(packages: readonly (Round1Package | undefined)[], place: number): Uint8Array {
  return packages[place]?.encryptionKey ?? new Uint8Array()
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
