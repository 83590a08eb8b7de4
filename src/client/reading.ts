import type { z } from 'zod'
import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import { type JointKey, jointKeyHash, jointKeySchema } from '../protocol/openingKey.ts'
import type { Deployment } from '../protocol/statement.ts'
import type { Phase } from '../protocol/tender.ts'
import { type Terms, tenderId, termsSchema } from '../protocol/terms.ts'
import { address, bytes32, parse, uint64 } from '../protocol/value.ts'
import type { Answer, GetPath } from './api.ts'
import { clientError } from './problem.ts'
import { getJson } from './requests.ts'
import type { Transport } from './transport.ts'

/** The gateways, and the ledger that they have to be of. */
export interface Reach {
  readonly transport: Transport
  readonly pinned: Deployment | undefined
}

/** Where the contracts stand, and the ledger's clock in seconds since 1970. */
export interface LedgerNow {
  readonly deployment: Deployment
  readonly time: number
}

/** What a bidder has to know of a tender, in the protocol's own types. The rest is in `client.get`. */
export interface Tender {
  readonly tender: Hex
  readonly agency: bigint
  readonly phase: Phase
  /** Of the opening key. */
  readonly key: bigint
  readonly terms: Terms
  readonly termsVersion: number
}

/** @throws BonginError `LEDGER_MISMATCH` if it is not the ledger that the caller named */
export async function readLedger({ transport, pinned }: Reach): Promise<LedgerNow> {
  const { deployment: told, time } = await read(transport, '/v1/ledger')
  const deployment = understood(() => ({
    chainId: parse(uint64, told.chainId),
    registry: parse(address, told.registry),
    keys: parse(address, told.keys),
    ledger: parse(address, told.ledger),
  }))
  if (pinned !== undefined && !isSame(pinned, deployment))
    throw clientError('LEDGER_MISMATCH', 'The gateway serves another ledger than the one that you named.', {
      details: { pinned, told },
    })
  return { deployment: pinned ?? deployment, time }
}

/**
 * What the gateway says of a tender; its number and agency belong to the id for certain.
 * @throws BonginError `UNKNOWN_TENDER`, `GATEWAY_ANSWER`
 */
export async function readTender({ transport }: Reach, id: Hex): Promise<Tender> {
  const found = await read(transport, '/v1/tenders/{tender}', { tender: id })
  const agency = understood(() => parse(uint64, found.agency))
  const terms = understood(() => parse(termsSchema, found.terms))
  if (found.tender !== id || tenderId(agency, terms.notice) !== id)
    throw clientError('GATEWAY_ANSWER', `The gateway answered with another tender than ${id}.`)
  const { phase, key, termsVersion } = found
  return { tender: id, agency, phase, key: understood(() => parse(uint64, key)), terms, termsVersion }
}

/**
 * The joint key that is sealed to. A gateway that names a key of its own could read the price before the opening (the ledger then
 * refuses the bid, which names the key, but that is too late for the price): so every gateway is asked, and those that answer
 * have to agree.
 * @param keyHash of the joint key, as a node that the author trusts has it; then no gateway is believed
 * @throws BonginError `KEY_MISMATCH`
 */
export async function readJointKey(
  { transport }: Reach,
  key: bigint,
  keyHash: Hex | undefined,
): Promise<JointKey> {
  const { joint: told } = await read(transport, '/v1/keys/{key}', { key: String(key) })
  const joint = understood(() => parse(jointKeySchema, told))
  const hash = jointKeyHash(joint)
  const hashOfJoint = (body: unknown): Hex =>
    jointKeyHash(parse(jointKeySchema, Reflect.get(Object(body), 'joint')))
  if (await allAgree(transport, `/v1/keys/${key}`, hashOfJoint, [hash, keyHash])) return joint
  throw clientError(
    'KEY_MISMATCH',
    'The gateways do not agree about the public key of this tender, or it is not the one that you named. Do not seal to it.',
    { details: { key, hash, keyHash, gateways: transport.gateways } },
  )
}

/**
 * Whether every gateway that answers says the same. A single one may lie; all of them together have nothing but each other's
 * word.
 */
export async function allAgree(
  transport: Transport,
  address: string,
  read: (body: unknown) => unknown,
  expected: readonly unknown[],
): Promise<boolean> {
  const ask = async (gateway: string): Promise<unknown> =>
    read(await (await transport.ask(gateway, address)).json())
  const told = await Promise.all(transport.gateways.map(gateway => ask(gateway).catch(() => undefined)))
  return new Set([...expected, ...told].filter(value => value !== undefined)).size <= 1
}

/** Asks for one thing. */
function read<Path extends GetPath>(
  transport: Transport,
  path: Path,
  values: Readonly<Record<string, string>> = {},
): Promise<Answer<Path>> {
  return getJson<Answer<Path>>(transport, path, { path: values })
}

/** @throws BonginError `GATEWAY_ANSWER` for what a gateway of another version may say */
export function understood<Value>(reading: () => Value): Value {
  try {
    return reading()
  } catch (cause) {
    if (!(cause instanceof BonginError)) throw cause
    throw clientError('GATEWAY_ANSWER', `The gateway's answer is not as expected. ${cause.message}`, {
      cause,
    })
  }
}

/** Of one field, by its schema. */
export function fieldOf<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  return understood(() => parse(schema, value))
}

export const hashOf = (value: unknown): Hex => fieldOf(bytes32, value)

function isSame(one: Deployment, other: Deployment): boolean {
  return (
    one.chainId === other.chainId &&
    one.registry === other.registry &&
    one.keys === other.keys &&
    one.ledger === other.ledger
  )
}
