import { fromHex, type Hex, hashLabelled, toHex } from '../protocol/bytes.ts'
import { encodeRound1, encodeRound2, encodeShares, type Round1Package } from '../protocol/ceremonyPackage.ts'
import { type Party, round1, round2, round3 } from '../protocol/dkg.ts'
import { type JointKey, keyId, transcriptHash } from '../protocol/openingKey.ts'
import { type Ceremony, indexOf, isComplete, participantsOf, sizeOf } from './ceremony.ts'
import { type EnvelopeKey, envelopeKey, sealEnvelope } from './envelope.ts'
import type { Failure, Fault, Part as Kept, Share } from './memory.ts'
import { contextOf, firstPackages, formFaults, proofFaults, sharesFrom } from './packages.ts'
import type { Identity } from './store.ts'
import { verdictOf } from './verdict.ts'

/** What a guardian has to do next in a ceremony. */
export type Step =
  | { readonly do: 'wait' }
  | { readonly do: 'post'; readonly round: 1 | 2; readonly package: Uint8Array }
  /** Keep the shares, then confirm. */
  | { readonly do: 'confirm'; readonly keys: JointKey[]; readonly shares: Share[]; readonly transcript: Hex }
  /** Tell everybody who sent something false, and with which key they can see that. The ceremony is dead then. */
  | { readonly do: 'accuse'; readonly faults: readonly Fault[]; readonly key: Hex }
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
  if (ceremony.accusations.length > 0)
    return failed(ceremony, 'fault', await verdictOf(self, ceremony, ceremony.startedAt))
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
export function failed(ceremony: Ceremony, reason: Failure['reason'], faults: readonly Fault[] = []): Step {
  return {
    do: 'fail',
    failure: { state: 'failed', ceremony: ceremony.ceremony, reason, faults: [...faults] },
  }
}

// -------------------------------------------------------------------------------------------------------------- rounds

async function secondRound(part: Part): Promise<Step> {
  const { ceremony, self, party } = part
  const faults = await formFaults(self, ceremony)
  if (faults.length > 0) return failed(ceremony, 'fault', faults)
  const packages = firstPackages(ceremony)
  const dealt = await deal(part, packages)
  if (dealt.faults.length > 0) return failed(ceremony, 'fault', dealt.faults)

  const envelopes = await Promise.all(
    ceremony.guardians.guardians.map((receiver, i) => {
      const shares = dealt.shares[i] ?? []
      if (shares.length === 0) return new Uint8Array()
      const context = contextOf(self, ceremony, self.guardian, receiver)
      return sealEnvelope(context, packages[i]?.encryptionKey ?? new Uint8Array(), encodeShares(shares))
    }),
  )
  return { do: 'post', round: 2, package: encodeRound2(envelopes, party) }
}

/** Only reached by a guardian that posted in round 2, and so has found every package of round 1 good. */
async function confirmation(part: Part): Promise<Step> {
  const { ceremony, party, seed, key } = part
  const received = await receive(part)
  // Noise everybody sees; what is wrong in an envelope only its receiver, until it accuses.
  const hidden = received.faults.filter(({ wrong }) => wrong !== 'Round2Package')
  if (hidden.length > 0) return { do: 'accuse', faults: hidden, key: toHex(key.privateKey) }
  if (received.faults.length > 0) return failed(ceremony, 'fault', received.faults)

  const made = round3(party, seed, commitmentsOf(firstPackages(ceremony)), received.shares)
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

async function deal(part: Part, packages: readonly (Round1Package | undefined)[]): Promise<Shares> {
  try {
    return { faults: [], shares: round2(part.party, part.seed, commitmentsOf(packages)) }
  } catch (cause) {
    const faults = await proofFaults(part.ceremony)
    if (faults.length === 0) throw cause
    return { faults, shares: [] }
  }
}

async function receive({ ceremony, self, key }: Part): Promise<Shares> {
  const senders = new Set(participantsOf(ceremony))
  const outcomes = await Promise.all(
    ceremony.guardians.guardians.map(async sender => {
      if (sender === self.guardian || !senders.has(sender)) return { shares: [] }
      const outcome = await sharesFrom(self, ceremony, sender, self.guardian, key.privateKey)
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

// -------------------------------------------------------------------------------------------------------------- helpers

/**
 * Two secrets from one seed: whoever has to disclose the second betrays nothing of the first. Both are bound to everything that makes
 * this ceremony this one, so that a chain that was rewound and runs another ceremony under the same number gets other packages.
 */
async function partIn(ceremony: Ceremony, self: Identity, seed: Hex): Promise<Part> {
  const { without, keys } = ceremony
  const { chainId, guardian } = self
  const use = [
    seed,
    chainId,
    self.keys,
    ceremony.ceremony,
    ceremony.guardians.set,
    keys,
    without,
    guardian,
  ] as const
  return {
    ceremony,
    self,
    party: { ...sizeOf(ceremony), index: indexOf(ceremony.guardians, guardian) },
    seed: fromHex(hashLabelled('Bongin ceremony polynomials 1', ...use)),
    key: await envelopeKey(fromHex(hashLabelled('Bongin ceremony envelope key 1', ...use))),
  }
}

function commitmentsOf(packages: readonly (Round1Package | undefined)[]) {
  return packages.map(posted => posted?.keys ?? [])
}
