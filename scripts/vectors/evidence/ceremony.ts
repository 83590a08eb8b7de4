import type { webcrypto } from 'node:crypto'
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { fromHex, type Hex, hashLabelled, toHex, word } from '../../../src/protocol/bytes.ts'
import {
  type CeremonySize,
  encodeRound1,
  encodeRound2,
  encodeShares,
  membersOf,
} from '../../../src/protocol/ceremonyPackage.ts'
import {
  type GuardianKey,
  type Party,
  type Posted,
  round1,
  round2,
  round3,
} from '../../../src/protocol/dkg.ts'
import {
  extendPackages,
  interpolate,
  type JointKey,
  keyId,
  NO_PACKAGES,
  transcriptHash,
} from '../../../src/protocol/openingKey.ts'
import { GUARDIANS, type Member, scalar, THRESHOLD } from './cast.ts'
import type { Stage } from './stage.ts'

/** A key of the ceremony, with what nobody knows outside of these examples. */
export interface OpenedKey {
  readonly id: bigint
  readonly joint: JointKey
  readonly secret: bigint
  /** Of each guardian, in the set's order. */
  readonly shares: readonly bigint[]
}

const SET = 1

/** Which ceremony it is, and the bits of the guardians that are left out. */
interface Choice {
  readonly ceremony: number
  readonly keys: number
  readonly without?: number
}

/** Who takes part, with all its secrets: in this example alone they are known. */
interface Part {
  readonly guardian: Member
  readonly party: Party
  readonly seed: Uint8Array
  readonly pair: webcrypto.CryptoKeyPair
}

/** A ceremony with what is the same for all of its steps; of each guardian in the set's order its part, if it has one. */
interface Run {
  readonly stage: Stage
  readonly ceremony: number
  readonly size: CeremonySize
  readonly parts: readonly (Part | undefined)[]
}

/** A whole ceremony on the ledger, by the same rules as the guardians' daemon; only the randomness is fixed. */
export async function runCeremony(
  stage: Stage,
  { ceremony, keys, without = 0 }: Choice,
): Promise<OpenedKey[]> {
  const size: CeremonySize = { guardians: GUARDIANS.length, threshold: THRESHOLD, keys, without }
  const parts = await Promise.all(GUARDIANS.map((_, place) => partOf(place, size, ceremony)))
  const run: Run = { stage, ceremony, size, parts }
  const [starter] = GUARDIANS as readonly [Member]
  const start = { set: SET, keys, without, ceremony, guardian: starter.id } as const
  await stage.send(stage.by(starter, { type: 'StartCeremony', ...start }))

  const posted = parts.map(part => (part === undefined ? [] : round1(part.party, part.seed)))
  const dealt = parts.map(part => (part === undefined ? [] : round2(part.party, part.seed, posted)))
  const packages = await post(run, [await firstPackages(run, posted), await secondPackages(run, dealt)])
  const results = parts.map((part, place) => {
    if (part === undefined) return []
    const received = dealt.map(shares => shares[place] ?? [])
    return round3(part.party, part.seed, posted, received)
  })
  const joints = (results[0] ?? []).map(({ joint }) => joint)
  await confirm(run, packages, joints)
  return joints.map((joint, position) => openedKey(ceremony, joint, results, position))
}

async function partOf(place: number, size: CeremonySize, ceremony: number): Promise<Part | undefined> {
  const guardian = GUARDIANS[place]
  if (guardian === undefined || !membersOf(size).includes(place + 1)) return undefined
  const mark = markOf(ceremony)
  return {
    guardian,
    party: { ...size, index: place + 1 },
    seed: fromHex(word(scalar(`ceremony seed of ${guardian.id}${mark}`))),
    pair: await suite.kem.deriveKeyPair(bytes(`envelope key of ${guardian.id}${mark}`)),
  }
}

type Packages = readonly (Uint8Array | undefined)[]

function firstPackages({ parts, size }: Run, posted: Posted): Promise<Packages> {
  return Promise.all(
    parts.map(async (part, place) => {
      if (part === undefined) return undefined
      const encryptionKey = new Uint8Array(await suite.kem.serializePublicKey(part.pair.publicKey))
      return encodeRound1({ encryptionKey, keys: [...(posted[place] ?? [])] }, size)
    }),
  )
}

function secondPackages(run: Run, dealt: readonly (readonly (readonly bigint[])[])[]): Promise<Packages> {
  return Promise.all(
    run.parts.map(
      async (part, place) => part && encodeRound2(await sealAll(run, part, dealt[place] ?? []), run.size),
    ),
  )
}

/** Each round in one block. */
async function post({ stage, ceremony, parts }: Run, rounds: readonly Packages[]): Promise<Hex> {
  let packages = NO_PACKAGES
  for (const [place, posts] of rounds.entries()) {
    const round = place === 0 ? 1 : 2
    const calls = parts.flatMap((part, i) => {
      const content = posts[i]
      if (part === undefined || content === undefined) return []
      const { guardian } = part
      packages = extendPackages(packages, round, guardian.id, content)
      const statement = { ceremony, round, guardian: guardian.id, package: toHex(content) } as const
      return [stage.by(guardian, { type: 'PostPackage', ...statement })]
    })
    await stage.send(...calls)
  }
  return packages
}

async function confirm({ stage, ceremony, parts }: Run, packages: Hex, keys: JointKey[]): Promise<void> {
  const transcript = transcriptHash(ceremony, packages, keys)
  const calls = parts.flatMap(part => {
    if (part === undefined) return []
    const statement = { type: 'ConfirmKeys', ceremony, guardian: part.guardian.id, transcript } as const
    return [stage.by(part.guardian, statement, { keys })]
  })
  await stage.send(...calls)
}

function openedKey(
  ceremony: number,
  joint: JointKey,
  results: readonly GuardianKey[][],
  position: number,
): OpenedKey {
  const shares = results.map(keys => keys[position]?.share ?? 0n)
  const known = shares.map((share, i) => ({ index: i + 1, share })).filter(({ share }) => share !== 0n)
  const secret = interpolate(known.slice(0, THRESHOLD))
  return { id: keyId(ceremony, position), joint, secret, shares }
}

const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
})

/** The envelopes of one guardian, sealed with a fixed ephemeral key instead of a random one. */
function sealAll(
  { stage, ceremony, parts }: Run,
  { guardian: { id: sender } }: Part,
  shares: readonly (readonly bigint[])[],
): Promise<Uint8Array[]> {
  const { chainId, keys } = stage.deployment
  return Promise.all(
    parts.map(async (part, place) => {
      if (part === undefined || part.guardian.id === sender) return new Uint8Array()
      const receiver = part.guardian.id
      const label = 'Bongin ceremony shares 1'
      const info = fromHex(hashLabelled(label, chainId, keys, ceremony, sender, receiver))
      const ekm = bytes(`ephemeral key from ${sender} to ${receiver}${markOf(ceremony)}`)
      const recipientPublicKey = part.pair.publicKey
      const { enc, ct } = await suite.seal(
        { recipientPublicKey, info, ekm },
        encodeShares(shares[place] ?? []),
      )
      return new Uint8Array(Buffer.concat([new Uint8Array(enc), new Uint8Array(ct)]))
    }),
  )
}

/** In each ceremony a guardian has other secrets. */
function markOf(ceremony: number): string {
  return ceremony === 1 ? '' : ` in ceremony ${ceremony}`
}

function bytes(label: string): ArrayBuffer {
  return new Uint8Array(fromHex(word(scalar(label)))).buffer
}
