import type { ContractTransactionReceipt } from 'ethers'
import { callOf } from '../../src/chain/calls.ts'
import type { OpeningKeys, OpenPhases } from '../../src/generated/contracts/index.ts'
import { fromHex, type Hex, word } from '../../src/protocol/bytes.ts'
import {
  extendPackages,
  type JointKey,
  keyId,
  NO_PACKAGES,
  transcriptHash,
} from '../../src/protocol/openingKey.ts'
import { G, multiply, ScalarField } from '../../src/protocol/point.ts'
import {
  type Deployment,
  type SignedStatement,
  type Statement,
  signStatement,
} from '../../src/protocol/statement.ts'
import { type Author, at, authorOf, ethers, REGISTRAR } from '../support/ledger.ts'

/** The real OpeningKeys under a ledger on which every tender is being opened. */
export interface Keys {
  deployment: Deployment
  keys: OpeningKeys
  phases: OpenPhases
}

/** A joint key by one polynomial, with all that nobody may know. */
export interface Dealt {
  joint: JointKey
  secret: bigint
  /** Of each guardian, in the set's order. */
  shares: readonly bigint[]
}

export const GUARDIANS: readonly Author[] = Array.from({ length: 9 }, (_, place) => authorOf(11 + place))
export const SET = 1
export const CEREMONY = 1

/** Registry, keys and nine guardians. */
export async function deployKeys(): Promise<Keys> {
  const registry = await ethers.deployContract('ParticipantRegistry', [
    REGISTRAR.participant,
    REGISTRAR.signer,
  ])
  const keys = await ethers.deployContract('OpeningKeys', [registry])
  const phases = await ethers.deployContract('OpenPhases')
  await keys.bind(phases)
  const [registryAt, keysAt, ledgerAt] = await Promise.all([registry, keys, phases].map(c => c.getAddress()))
  const { chainId } = await ethers.provider.getNetwork()
  const deployment = { chainId, registry: lower(registryAt), keys: lower(keysAt), ledger: lower(ledgerAt) }
  const world = { deployment, keys, phases }
  for (const { participant, signer } of GUARDIANS) {
    await send(world, REGISTRAR, {
      type: 'RegisterParticipant',
      participant,
      roles: 8,
      signer,
      profile: word(0n),
    })
  }
  return world
}

/** Signs and sends; anyone may. */
export async function send(
  { deployment }: Keys,
  author: Author,
  statement: Statement,
  points: Pick<SignedStatement, 'joint' | 'keys'> = {},
): Promise<ContractTransactionReceipt> {
  const [relay] = await ethers.getSigners()
  const signed = signStatement(statement, deployment, author.secretKey, points)
  const receipt = await (await relay?.sendTransaction(callOf(signed, deployment)))?.wait()
  if (receipt === null || receipt === undefined) throw new Error('no receipt')
  return receipt as ContractTransactionReceipt
}

/** A polynomial's constant term is the secret, its values at 1, 2, … are the shares. */
export function deal(coefficients: readonly bigint[], guardians: number): Dealt {
  const shares = Array.from({ length: guardians }, (_, place) => valueAt(coefficients, BigInt(place + 1)))
  const secret = at(coefficients, 0)
  const joint = { publicKey: multiply(secret, G), shares: shares.map(share => multiply(share, G)) }
  return { joint, secret, shares }
}

/** Forms the set and starts the ceremony. */
export async function start(world: Keys, guardians: number, threshold: number, keys: number): Promise<void> {
  const members = GUARDIANS.slice(0, guardians).map(({ participant }) => participant)
  await send(world, REGISTRAR, { type: 'FormGuardianSet', guardians: members, threshold, set: SET })
  const author = at(GUARDIANS, 0)
  const guardian = author.participant
  await send(world, author, {
    type: 'StartCeremony',
    set: SET,
    keys,
    without: 0,
    ceremony: CEREMONY,
    guardian,
  })
}

/** Posts both rounds, round by round. @returns the running hash by the rule */
export async function post(
  world: Keys,
  guardians: number,
  contents: (round: 1 | 2, place: number) => Hex,
): Promise<Hex> {
  let packages: Hex = NO_PACKAGES
  for (const round of [1, 2] as const) {
    for (const [place, author] of GUARDIANS.slice(0, guardians).entries()) {
      const guardian = author.participant
      const text = contents(round, place)
      await send(world, author, { type: 'PostPackage', ceremony: CEREMONY, round, guardian, package: text })
      packages = extendPackages(packages, round, guardian, fromHex(text))
    }
  }
  return packages
}

/** Confirms by all guardians. @returns the transcript by the rule */
export async function confirm(world: Keys, guardians: number, packages: Hex, keys: JointKey[]): Promise<Hex> {
  const transcript = transcriptHash(CEREMONY, packages, keys)
  for (const author of GUARDIANS.slice(0, guardians)) {
    const guardian = author.participant
    await send(world, author, { type: 'ConfirmKeys', ceremony: CEREMONY, guardian, transcript }, { keys })
  }
  return transcript
}

/** A whole ceremony after which the keys are ready, each assigned to a tender of its own. @returns the keys' numbers */
export async function makeReady(world: Keys, dealt: readonly Dealt[], threshold: number): Promise<bigint[]> {
  const guardians = at(dealt, 0).shares.length
  await start(world, guardians, threshold, dealt.length)
  const packages = await post(world, guardians, () => '0x01')
  await confirm(
    world,
    guardians,
    packages,
    dealt.map(({ joint }) => joint),
  )
  const ids = dealt.map((_, position) => keyId(CEREMONY, position))
  for (const id of ids) await world.phases.assign(world.keys, id, word(id))
  return ids
}

/** @param place of the guardian, from 0 */
export async function release(world: Keys, key: bigint, place: number, share: bigint, joint: JointKey) {
  const author = at(GUARDIANS, place)
  const guardian = author.participant
  const tender = (await world.keys.tenderOf(key)) as Hex
  return send(world, author, { type: 'ReleaseShare', key, tender, guardian, share }, { joint })
}

function valueAt(coefficients: readonly bigint[], x: bigint): bigint {
  return coefficients.reduceRight((sum, coefficient) => ScalarField.create(sum * x + coefficient), 0n)
}

function lower(address: string | undefined): Hex {
  return `${address}`.toLowerCase() as Hex
}
