import { callOf } from '../../../src/chain/calls.ts'
import { connect } from '../../../src/chain/contracts.ts'
import { createRelay, type Relay } from '../../../src/chain/relay.ts'
import { libsecp256k1Curve } from '../../../src/cli/curve.ts'
import { type Hex, hashText } from '../../../src/protocol/bytes.ts'
import {
  extendPackages,
  type JointKey,
  keyId,
  NO_PACKAGES,
  transcriptHash,
} from '../../../src/protocol/openingKey.ts'
import { ROLES } from '../../../src/protocol/participant.ts'
import { G, type Point, ScalarField } from '../../../src/protocol/point.ts'
import { EMPTY_SEAL } from '../../../src/protocol/seal.ts'
import { type SignedStatement, type Statement, signStatement } from '../../../src/protocol/statement.ts'
import { type Terms, tenderId } from '../../../src/protocol/terms.ts'
import {
  AGENCY,
  FIRST_REGISTRAR,
  GUARDIANS,
  type Member,
  member,
  scalar,
  THRESHOLD,
} from '../../vectors/evidence/cast.ts'
import type { Stage } from '../../vectors/evidence/stage.ts'
import { FLOOR, MULTIPLE, termsOf } from '../../vectors/evidence/tender.ts'
import type { BenchLedger } from './ledger.ts'

/** A tender that takes bids, with its key, which only a benchmark knows before the opening. */
export interface OpenTender {
  readonly id: Hex
  readonly terms: Terms
  readonly key: bigint
  readonly secret: bigint
  readonly joint: JointKey
}

/** Registered bidders, and tenders on which they may bid. */
export interface Crowd {
  readonly bidders: readonly Member[]
  readonly tenders: readonly OpenTender[]
}

const FIRST_BIDDER = 20_001n
const KEYS_OF_CEREMONY = 64
/** More than any statement here needs. */
const GAS = 12_000_000n
const TOGETHER = 64

/** Registers people, makes keys and announces tenders, past any gateway; then the bidding begins. */
export async function gather(
  ledger: BenchLedger,
  counts: { readonly bidders: number; readonly tenders: number },
): Promise<Crowd> {
  const { provider } = connect(ledger.rpcUrl, ledger.deployed)
  const relay = createRelay({ provider, privateKey: ledger.relayKeys[0] as Hex })
  const send = sending(ledger, relay)
  const bidders = Array.from({ length: counts.bidders }, (_, place) => member(FIRST_BIDDER + BigInt(place)))
  try {
    await send([register(AGENCY, ROLES.agency), ...GUARDIANS.map(each => register(each, ROLES.guardian))])
    await send(bidders.map(each => register(each, ROLES.supplier)))
    const guardians = GUARDIANS.map(({ id }) => id)
    await send([[FIRST_REGISTRAR, { type: 'FormGuardianSet', guardians, threshold: THRESHOLD, set: 1 }]])
    const keys = await makeKeys(send, counts.tenders)
    const tenders = keys.map((key, place) => tenderOf(ledger, key, place))
    await send(
      tenders.map(({ terms, key }) => [
        AGENCY,
        { type: 'Announce', agency: AGENCY.id, terms, key, reserveSeal: EMPTY_SEAL },
      ]),
    )
    await ledger.moveTo(tenders[0]?.terms.schedule.biddingAt ?? 0)
    return { bidders, tenders }
  } finally {
    relay.close()
    provider.destroy()
  }
}

type Points = Pick<SignedStatement, 'joint' | 'keys'>
type Act = readonly [author: Member, statement: Statement, points?: Points]
type Send = (acts: readonly Act[]) => Promise<void>

function sending({ deployed }: BenchLedger, relay: Relay): Send {
  return async acts => {
    for (let start = 0; start < acts.length; start += TOGETHER) {
      const receipts = await Promise.all(
        acts.slice(start, start + TOGETHER).map(([{ secretKey }, statement, points = {}]) => {
          const signed = signStatement(statement, deployed, secretKey, points)
          return relay.send({ ...callOf(signed, deployed), gasLimit: GAS })
        }),
      )
      if (receipts.some(({ status }) => status !== 1)) throw new Error('The ledger refused a preparation.')
    }
  }
}

const register = ({ id, signer }: Member, roles: number): Act => [
  FIRST_REGISTRAR,
  { type: 'RegisterParticipant', participant: id, roles, signer, profile: hashText(`profile of ${id}`) },
]

interface DealtKey {
  readonly id: bigint
  readonly secret: bigint
  readonly joint: JointKey
}

const slopeOf = (key: bigint): bigint => scalar(`bench slope ${key}`)

/** Of a guardian by its place in the set, from 0. */
export const shareOf = ({ key, secret }: Pick<OpenTender, 'key' | 'secret'>, place: number): bigint =>
  ScalarField.create(secret + slopeOf(key) * BigInt(place + 1))

/** Keys that are dealt by one who knows them: their making is not what is measured. */
async function makeKeys(send: Send, count: number): Promise<DealtKey[]> {
  const curve = await libsecp256k1Curve()
  const made: DealtKey[] = []
  for (let ceremony = 1; made.length < count; ceremony += 1) {
    const keys = Array.from({ length: Math.min(KEYS_OF_CEREMONY, count - made.length) }, (_, position) => {
      const id = keyId(ceremony, position)
      const secret = scalar(`bench key ${id}`)
      const pointOf = (k: bigint): Point => curve.multiply(k, G) as Point
      const shares = GUARDIANS.map((_, place) => pointOf(shareOf({ key: id, secret }, place)))
      return { id, secret, joint: { publicKey: pointOf(secret), shares } }
    })
    await holdCeremony(send, ceremony, keys)
    made.push(...keys)
  }
  return made
}

async function holdCeremony(send: Send, ceremony: number, keys: readonly DealtKey[]): Promise<void> {
  const [starter] = GUARDIANS as readonly [Member]
  await send([
    [
      starter,
      { type: 'StartCeremony', set: 1, keys: keys.length, without: 0, ceremony, guardian: starter.id },
    ],
  ])
  let packages: Hex = NO_PACKAGES
  for (const round of [1, 2] as const) {
    const posts = GUARDIANS.map((guardian): Act => {
      packages = extendPackages(packages, round, guardian.id, Uint8Array.of(1))
      return [guardian, { type: 'PostPackage', ceremony, round, guardian: guardian.id, package: '0x01' }]
    })
    await send(posts)
  }
  const joints = keys.map(({ joint }) => joint)
  const transcript = transcriptHash(ceremony, packages, joints)
  await send(
    GUARDIANS.map(guardian => [
      guardian,
      { type: 'ConfirmKeys', ceremony, guardian: guardian.id, transcript },
      { keys: joints },
    ]),
  )
}

function tenderOf({ now }: BenchLedger, { id: key, secret, joint }: DealtKey, place: number): OpenTender {
  // Of the stage only the clock is asked for.
  const terms = termsOf({ now } as Stage, `BENCH-${place}`, { reserve: MULTIPLE, award: FLOOR })
  return { id: tenderId(AGENCY.id, terms.notice), terms, key, secret, joint }
}
