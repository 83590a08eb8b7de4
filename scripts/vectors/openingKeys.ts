import { toHex, word } from '../../src/protocol/bytes.ts'
import {
  type CeremonySize,
  encodeRound1,
  encodeRound2,
  encodeShares,
} from '../../src/protocol/ceremonyPackage.ts'
import { type GuardianKey, type Party, type Posted, round1, round2, round3 } from '../../src/protocol/dkg.ts'
import {
  extendPackages,
  interpolate,
  type JointKey,
  jointKeyHash,
  jointKeySchema,
  keyId,
  NO_PACKAGES,
  transcriptHash,
} from '../../src/protocol/openingKey.ts'
import { toJson } from '../../src/protocol/value.ts'

const GUARDIANS = [11n, 12n, 13n]
const CEREMONY = 1

/** A whole ceremony of honest guardians with the seeds 0101…, 0202…, 0303…; nothing is encrypted. */
export interface Run {
  size: CeremonySize
  posted: Posted
  /** By sender, receiver and key. */
  sent: bigint[][][]
  /** By guardian and key. */
  results: GuardianKey[][]
}

export function runCeremony(size: CeremonySize): Run {
  const parties: Party[] = Array.from({ length: size.guardians }, (_, i) => ({ ...size, index: i + 1 }))
  const posted = parties.map(party => round1(party, seedOf(party)))
  const sent = parties.map(party => round2(party, seedOf(party), posted))
  const results = parties.map((party, i) => {
    return round3(
      party,
      seedOf(party),
      posted,
      sent.map(shares => shares[i] ?? []),
    )
  })
  return { size, posted, sent, results }
}

/** The joint keys as the first guardian found them; all found the same. */
export function jointKeysOf(run: Run): JointKey[] {
  return (run.results[0] ?? []).map(({ joint }) => joint)
}

export function secretOf(run: Run, position: number): bigint {
  const shares = run.results.map((keys, i) => ({ index: i + 1, share: keys[position]?.share ?? 0n }))
  return interpolate(shares.slice(0, run.size.threshold))
}

/** openingKey.json: a ceremony byte by byte, except for the encryption, and what opens its keys. */
export function openingKeyVectors(): unknown {
  const run = runCeremony({ guardians: 3, threshold: 2, keys: 2, without: 0 })
  const round1Packages = run.posted.map((keys, i) => {
    return encodeRound1({ encryptionKey: new Uint8Array(32).fill(0xe1 + i), keys: [...keys] }, run.size)
  })
  const round2Packages = run.sent.map(shares => encodeRound2(shares.map(encodeShares), run.size))
  const posts = [
    ...round1Packages.map((posted, i) => ({ round: 1 as const, guardian: GUARDIANS[i] ?? 0n, posted })),
    ...round2Packages.map((posted, i) => ({ round: 2 as const, guardian: GUARDIANS[i] ?? 0n, posted })),
  ]
  let packages = NO_PACKAGES
  const steps = posts.map(({ round, guardian, posted }) => {
    packages = extendPackages(packages, round, guardian, posted)
    return { round, guardian: `${guardian}`, package: toHex(posted), packages }
  })
  const keys = jointKeysOf(run)
  return {
    about:
      'Round 2 carries the shares in the clear here; on the ledger each of them is a ciphertext for its receiver.',
    size: run.size,
    ceremony: CEREMONY,
    seeds: run.results.map((_, i) => toHex(seedOf({ index: i + 1 }))),
    posts: steps,
    transcript: transcriptHash(CEREMONY, packages, keys),
    keys: keys.map((joint, position) => ({
      id: `${keyId(CEREMONY, position)}`,
      joint: toJson(jointKeySchema, joint),
      hash: jointKeyHash(joint),
      shares: run.results.map((result, i) => ({ index: i + 1, share: word(result[position]?.share ?? 0n) })),
      secret: word(secretOf(run, position)),
    })),
  }
}

function seedOf({ index }: { index: number }): Uint8Array {
  return new Uint8Array(32).fill(index)
}
