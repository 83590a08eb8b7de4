import type { ContractTransactionResponse } from 'ethers'
import { LedgerLevers__factory } from '../../../src/generated/contracts/factories/mocks/LedgerLevers__factory.ts'
import type { LedgerLevers } from '../../../src/generated/contracts/mocks/LedgerLevers.ts'
import { type Hex, word } from '../../../src/protocol/bytes.ts'
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

/**
 * The key of this number, the same in every run.
 * @param without bit `i - 1` leaves out the guardian with index `i`: its public share is zero
 */
export function dealtKey(
  id: bigint,
  guardians = GUARDIANS.length,
  threshold = THRESHOLD,
  without = 0,
): DealtKey {
  const name = `${id} ${guardians} ${threshold} ${without}`
  const known = dealt.get(name)
  if (known !== undefined) return known
  const coefficients = Array.from({ length: threshold }, (_, power) => scalarOf(`key ${id} ${power}`))
  const shares = Array.from({ length: guardians }, (_, place) => evaluate(coefficients, BigInt(place + 1)))
  const secret = at(coefficients, 0)
  const pointOf = (share: bigint, place: number) =>
    isLeftOut(without, place) ? NO_POINT : multiply(share, G)
  const joint = { publicKey: multiply(secret, G), shares: shares.map(pointOf) }
  const key = { id, joint, secret, shares }
  dealt.set(name, key)
  return key
}

const dealt = new Map<string, DealtKey>()

/** Stands in the place of a guardian that a ceremony left out. */
export const NO_POINT = { x: 0n, y: 0n }

/** @param place from 0 */
export function isLeftOut(without: number, place: number): boolean {
  return ((without >> place) & 1) === 1
}

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

const CEREMONY_DEFAULTS = {
  set: SET,
  ceremony: CEREMONY,
  keys: KEYS,
  guardians: GUARDIANS,
  threshold: THRESHOLD,
  without: 0,
}

/** A whole ceremony of a set whose number is known, started by its first member: its keys are ready afterwards. */
export async function runCeremony(
  world: World,
  choices: Partial<typeof CEREMONY_DEFAULTS> = {},
): Promise<void> {
  const { set, ceremony, keys, guardians, threshold, without } = { ...CEREMONY_DEFAULTS, ...choices }
  const members = guardians.filter((_, place) => !isLeftOut(without, place))
  await startCeremony(world, at(members, 0), { set, ceremony, keys, without })
  const packages = await postPackages(world, members, ceremony)
  const ids = Array.from({ length: keys }, (_, position) => keyId(ceremony, position))
  const joints = ids.map(id => dealtKey(id, guardians.length, threshold, without).joint)
  for (const author of members) await confirm(world, author, packages, joints, ceremony)
}

export function startCeremony(
  world: World,
  starter: Author,
  { set = SET, keys = KEYS, without = 0, ceremony = CEREMONY } = {},
): Promise<ContractTransactionResponse> {
  const { participant: guardian } = starter
  return act(world, starter, { type: 'StartCeremony', set, keys, without, ceremony, guardian })
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

/** By the registrar or a guardian of the key's set: the key is to be opened for nobody. */
export function rehearse(world: World, author: Author, key: bigint): Promise<ContractTransactionResponse> {
  return act(world, author, { type: 'RehearseKey', key, participant: author.participant })
}

/** @param key the accuser's secret encryption key; the ledger does not look at it */
export function accuse(
  world: World,
  accuser: Author,
  { participant: accused }: Author,
  { ceremony = CEREMONY, key = word(scalarOf('envelope')) } = {},
): Promise<ContractTransactionResponse> {
  const guardian = accuser.participant
  return act(world, accuser, { type: 'AccuseGuardian', ceremony, accused, key, guardian })
}

/** @param place of the guardian, from 0 */
export async function releaseShare(
  world: World,
  key: bigint,
  place: number,
  share = at(dealtKey(key).shares, place),
  { joint } = dealtKey(key),
): Promise<ContractTransactionResponse> {
  const author = at(GUARDIANS, place)
  const tender = (await world.keys.tenderOf(key)) as Hex
  const guardian = author.participant
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
