import type { webcrypto } from 'node:crypto'
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { fromHex, type Hex, hashLabelled, toHex, word } from '../../../src/protocol/bytes.ts'
import {
  type CeremonySize,
  encodeRound1,
  encodeRound2,
  encodeShares,
} from '../../../src/protocol/ceremonyPackage.ts'
import { type GuardianKey, round1, round2, round3 } from '../../../src/protocol/dkg.ts'
import {
  extendPackages,
  interpolate,
  type JointKey,
  keyId,
  NO_PACKAGES,
  transcriptHash,
} from '../../../src/protocol/openingKey.ts'
import { GUARDIANS, scalar, THRESHOLD } from './cast.ts'
import type { Stage } from './stage.ts'

/** A key of the ceremony, with what nobody knows outside of these examples. */
export interface OpenedKey {
  readonly id: bigint
  readonly joint: JointKey
  readonly secret: bigint
  /** Of each guardian, in the set's order. */
  readonly shares: readonly bigint[]
}

const CEREMONY = 1
const SET = 1

/** A whole ceremony on the ledger, by the same rules as the guardians' daemon; only the randomness is fixed. */
export async function runCeremony(stage: Stage, keys: number): Promise<OpenedKey[]> {
  const size: CeremonySize = { guardians: GUARDIANS.length, threshold: THRESHOLD, keys }
  const [starter] = GUARDIANS as readonly [(typeof GUARDIANS)[number]]
  await stage.send(
    stage.by(starter, { type: 'StartCeremony', set: SET, keys, ceremony: CEREMONY, guardian: starter.id }),
  )
  const parties = GUARDIANS.map((_, place) => ({ ...size, index: place + 1 }))
  const seeds = GUARDIANS.map(({ id }) => fromHex(word(scalar(`ceremony seed of ${id}`))))
  const posted = parties.map((party, i) => round1(party, seeds[i] as Uint8Array))
  const pairs: webcrypto.CryptoKeyPair[] = await Promise.all(
    GUARDIANS.map(({ id }) => suite.kem.deriveKeyPair(bytes(`envelope key of ${id}`))),
  )
  const publicKeys = await Promise.all(pairs.map(pair => suite.kem.serializePublicKey(pair.publicKey)))
  const first = posted.map((commitments, i) =>
    encodeRound1({ encryptionKey: new Uint8Array(publicKeys[i] as ArrayBuffer), keys: commitments }, size),
  )
  const dealt = parties.map((party, i) => round2(party, seeds[i] as Uint8Array, posted))
  const second = await Promise.all(
    dealt.map(async (shares, i) => encodeRound2(await sealAll(stage, i, shares, pairs), size)),
  )
  const packages = await post(stage, [first, second])
  const results = parties.map((party, i) =>
    round3(
      party,
      seeds[i] as Uint8Array,
      posted,
      dealt.map(shares => shares[i] ?? []),
    ),
  )
  await confirm(
    stage,
    packages,
    (results[0] ?? []).map(({ joint }) => joint),
  )
  return Array.from({ length: keys }, (_, position) => openedKey(results, position))
}

/** Each round in one block. */
async function post(stage: Stage, rounds: readonly (readonly Uint8Array[])[]): Promise<Hex> {
  let packages = NO_PACKAGES
  for (const [place, posts] of rounds.entries()) {
    const round = place === 0 ? 1 : 2
    await stage.send(
      ...GUARDIANS.map((guardian, i) => {
        const content = posts[i] ?? new Uint8Array()
        packages = extendPackages(packages, round, guardian.id, content)
        const statement = { ceremony: CEREMONY, round, guardian: guardian.id, package: toHex(content) }
        return stage.by(guardian, { type: 'PostPackage', ...statement })
      }),
    )
  }
  return packages
}

async function confirm(stage: Stage, packages: Hex, keys: JointKey[]): Promise<void> {
  const transcript = transcriptHash(CEREMONY, packages, keys)
  await stage.send(
    ...GUARDIANS.map(guardian => {
      const statement = {
        type: 'ConfirmKeys',
        ceremony: CEREMONY,
        guardian: guardian.id,
        transcript,
      } as const
      return stage.by(guardian, statement, { keys })
    }),
  )
}

function openedKey(results: readonly GuardianKey[][], position: number): OpenedKey {
  const joint = results[0]?.[position]?.joint
  if (joint === undefined) throw new Error('The ceremony made no such key')
  const shares = results.map(keys => keys[position]?.share ?? 0n)
  const secret = interpolate(shares.slice(0, THRESHOLD).map((share, i) => ({ index: i + 1, share })))
  return { id: keyId(CEREMONY, position), joint, secret, shares }
}

const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
})

/** The envelopes of one guardian, sealed with a fixed ephemeral key instead of a random one. */
function sealAll(
  { deployment: { chainId, keys } }: Stage,
  place: number,
  shares: readonly (readonly bigint[])[],
  pairs: readonly webcrypto.CryptoKeyPair[],
): Promise<Uint8Array[]> {
  const sender = GUARDIANS[place]?.id ?? 0n
  return Promise.all(
    GUARDIANS.map(async ({ id: receiver }, i) => {
      if (i === place) return new Uint8Array()
      const info = fromHex(
        hashLabelled('Bongin ceremony shares 1', chainId, keys, CEREMONY, sender, receiver),
      )
      const recipientPublicKey = (pairs[i] as webcrypto.CryptoKeyPair).publicKey
      const ekm = bytes(`ephemeral key from ${sender} to ${receiver}`)
      const { enc, ct } = await suite.seal({ recipientPublicKey, info, ekm }, encodeShares(shares[i] ?? []))
      return new Uint8Array(Buffer.concat([new Uint8Array(enc), new Uint8Array(ct)]))
    }),
  )
}

function bytes(label: string): ArrayBuffer {
  return new Uint8Array(fromHex(word(scalar(label)))).buffer
}
