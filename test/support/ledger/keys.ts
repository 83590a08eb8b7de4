import type { ContractTransactionResponse } from 'ethers'
import { LedgerLevers__factory } from '../../../src/generated/contracts/factories/mocks/LedgerLevers__factory.ts'
import type { LedgerLevers } from '../../../src/generated/contracts/mocks/LedgerLevers.ts'
import type { Hex } from '../../../src/protocol/bytes.ts'
import {
  extendPackages,
  type JointKey,
  keyId,
  NO_PACKAGES,
  transcriptHash,
} from '../../../src/protocol/openingKey.ts'
import { G, multiply, ScalarField } from '../../../src/protocol/point.ts'
import { type Author, at, GUARDIANS, REGISTRAR, scalarOf } from './author.ts'
import { act, deployParticipants, deployWith, registerAll, type World } from './world.ts'

/** A joint key with what nobody may know: in tests a dealer makes it, by one polynomial. The real ceremony is tested with the guardians. */
export interface DealtKey {
  id: bigint
  joint: JointKey
  secret: bigint
  /** Of each guardian, in the set's order. */
  shares: readonly bigint[]
}

export const THRESHOLD = 3
export const SET = 1
export const CEREMONY = 1
export const KEYS = 6
/** The ready keys of `deployLedger`. */
export const KEY_IDS: readonly bigint[] = Array.from({ length: KEYS }, (_, position) =>
  keyId(CEREMONY, position),
)

/** The key of this number, the same in every run. */
export function dealtKey(id: bigint, guardians = GUARDIANS.length, threshold = THRESHOLD): DealtKey {
  const known = dealt.get(`${id} ${guardians} ${threshold}`)
  if (known !== undefined) return known
  const coefficients = Array.from({ length: threshold }, (_, power) => scalarOf(`key ${id} ${power}`))
  const shares = Array.from({ length: guardians }, (_, place) => evaluate(coefficients, BigInt(place + 1)))
  const secret = at(coefficients, 0)
  const joint = { publicKey: multiply(secret, G), shares: shares.map(share => multiply(share, G)) }
  const key = { id, joint, secret, shares }
  dealt.set(`${id} ${guardians} ${threshold}`, key)
  return key
}

const dealt = new Map<string, DealtKey>()

/** @param guardians in ascending order */
export function formSet(
  world: World,
  guardians: readonly Author[] = GUARDIANS,
  threshold = THRESHOLD,
  set = SET,
): Promise<ContractTransactionResponse> {
  const numbers = guardians.map(({ participant }) => participant)
  return act(world, REGISTRAR, { type: 'FormGuardianSet', guardians: numbers, threshold, set })
}

/** Both rounds by all guardians with packages of one byte. @returns the running hash of the packages */
export async function postPackages(world: World, guardians = GUARDIANS, ceremony = CEREMONY): Promise<Hex> {
  let packages = NO_PACKAGES
  for (const round of [1, 2] as const) {
    for (const author of guardians) {
      const guardian = author.participant
      await act(world, author, { type: 'PostPackage', ceremony, round, guardian, package: '0x01' })
      packages = extendPackages(packages, round, guardian, Uint8Array.of(1))
    }
  }
  return packages
}

/** A whole ceremony of a set whose number is known: its keys are ready afterwards. */
export async function runCeremony(
  world: World,
  { set = SET, ceremony = CEREMONY, keys = KEYS, guardians = GUARDIANS, threshold = THRESHOLD } = {},
): Promise<void> {
  const starter = at(guardians, 0)
  await act(world, starter, { type: 'StartCeremony', set, keys, ceremony, guardian: starter.participant })
  const packages = await postPackages(world, guardians, ceremony)
  const ids = Array.from({ length: keys }, (_, position) => keyId(ceremony, position))
  const joints = ids.map(id => dealtKey(id, guardians.length, threshold).joint)
  for (const author of guardians) await confirm(world, author, packages, joints, ceremony)
}

export function confirm(
  world: World,
  author: Author,
  packages: Hex,
  keys: JointKey[],
  ceremony = CEREMONY,
): Promise<ContractTransactionResponse> {
  const transcript = transcriptHash(ceremony, packages, keys)
  const guardian = author.participant
  return act(world, author, { type: 'ConfirmKeys', ceremony, guardian, transcript }, { keys })
}

/** @param place of the guardian, from 0 */
export async function releaseShare(
  world: World,
  key: bigint,
  place: number,
  share = at(dealtKey(key).shares, place),
): Promise<ContractTransactionResponse> {
  const author = at(GUARDIANS, place)
  const tender = (await world.keys.tenderOf(key)) as Hex
  const guardian = author.participant
  const { joint } = dealtKey(key)
  return act(world, author, { type: 'ReleaseShare', key, tender, guardian, share }, { joint })
}

/** Three of five guardians by default: the key is open afterwards. */
export async function releaseShares(
  world: World,
  key: bigint,
  places: readonly number[] = [0, 2, 4],
): Promise<void> {
  for (const place of places) await releaseShare(world, key, place)
}

/** The contracts, everybody registered, a guardian set of 3 of 5 and a batch of ready keys. */
export async function deployLedger(): Promise<World> {
  const world = await deployParticipants()
  await formSet(world)
  await runCeremony(world)
  return world
}

/** The same on the ledger with a lever that fills a tender. */
export async function deployLedgerWithLevers(): Promise<World & { ledger: LedgerLevers }> {
  const world = await deployWith('LedgerLevers')
  await registerAll(world)
  await formSet(world)
  await runCeremony(world)
  return { ...world, ledger: LedgerLevers__factory.connect(world.deployment.ledger, world.ledger.runner) }
}

function evaluate(coefficients: readonly bigint[], x: bigint): bigint {
  return coefficients.reduceRight((sum, coefficient) => ScalarField.create(sum * x + coefficient), 0n)
}
