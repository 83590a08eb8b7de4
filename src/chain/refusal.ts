import { decodeBytes32String, type ErrorDescription, type ParamType } from 'ethers'
import { BonginError } from '../protocol/error.ts'
import { CHECKS, type Check } from '../protocol/participant.ts'
import {
  BID_STATUSES,
  KEY_STATES,
  nameAt,
  OBJECTION_STATES,
  OPEN_RESULTS,
  PHASES,
  type SubmitResult,
} from '../protocol/tender.ts'
import { INTERFACES } from './contracts.ts'
import { CHECK_SENTENCES, REFUSAL_SENTENCES, SUBMIT_SENTENCES } from './sentences.ts'

/** `WrongPhase` → `WRONG_PHASE`: a custom error's or an enum value's name as one of our codes. */
export const codeFor = (name: string): string => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase()

/** Every code by which the ledger refuses a statement or an opening. Closed: a new custom error must be added to the sentences. */
export const REFUSAL_CODES: readonly string[] = [
  ...new Set([
    ...Object.keys(REFUSAL_SENTENCES).map(codeFor),
    ...Object.keys(CHECK_SENTENCES).map(codeFor),
    ...Object.keys(SUBMIT_SENTENCES).map(codeFor),
    'LEDGER_REFUSED',
    'SHARE_REFUSED',
  ]),
]

/** What the ledger answered to one bid of a batch that it did not record. */
export const bidRefusal = (
  result: SubmitResult,
  check: Check,
  details: Record<string, unknown>,
): BonginError => {
  if (result === 'Unauthorized' && check !== 'Ok')
    return new BonginError(codeFor(check), CHECK_SENTENCES[check], { details })
  if (result === 'Accepted' || result === 'Unauthorized') return unexplained(undefined)
  return new BonginError(codeFor(result), SUBMIT_SENTENCES[result], { details })
}

/**
 * What a failed `eth_call` or `eth_estimateGas` says, as one of our codes with the custom error's values as details.
 * @returns undefined if the error did not come from a contract
 */
export const callRefusal = (error: unknown): BonginError | undefined => {
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== 'CALL_EXCEPTION')
    return undefined
  const data = 'data' in error && typeof error.data === 'string' ? error.data : '0x'
  const description = data.length < SELECTOR_DIGITS ? undefined : describe(data)
  return description === undefined ? unexplained(error) : explained(description, error)
}

/** `0x` and the four bytes that name a custom error. */
const SELECTOR_DIGITS = 10

const describe = (data: string): ErrorDescription | undefined =>
  Object.values(INTERFACES)
    .map(contract => contract.parseError(data))
    .find(parsed => parsed !== null)

const explained = (description: ErrorDescription, cause: unknown): BonginError => {
  const { name } = description
  const details = detailsOf(description)
  const check = CHECKS.find(known => known === details.check)
  if (name === 'Unauthorized' && check !== undefined && check !== 'Ok')
    return new BonginError(codeFor(check), CHECK_SENTENCES[check], { cause, details })
  const sentence = REFUSAL_SENTENCES[name]
  return sentence === undefined
    ? unexplained(cause)
    : new BonginError(codeFor(name), sentence(details), { cause, details })
}

const unexplained = (cause: unknown): BonginError =>
  new BonginError('LEDGER_REFUSED', 'The ledger refused this without saying why. Nothing was recorded.', {
    cause,
  })

/** Which values of which custom error are places in an enum, and in which. */
const ENUMS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  WrongPhase: { current: PHASES },
  WrongKeyState: { current: KEY_STATES, expected: KEY_STATES },
  WrongOpening: { result: OPEN_RESULTS },
  NotRankable: { status: BID_STATUSES },
  NoOpenObjection: { state: OBJECTION_STATES },
  Unauthorized: { check: CHECKS },
}

/** `status` has a meaning of its own in an HTTP problem. */
const RENAMED: Readonly<Record<string, string>> = { status: 'bidStatus' }

const detailsOf = ({ name, args, fragment }: ErrorDescription): Record<string, unknown> => {
  const entries = fragment.inputs.map((input, place): [string, unknown] => {
    const value: unknown = args[place]
    const names = ENUMS[name]?.[input.name]
    const field = RENAMED[input.name] ?? input.name
    if (names !== undefined && typeof value === 'bigint') return [field, nameAt(names, value)]
    if (name === 'WrongPhase' && field === 'expected') return [field, phasesOf(Number(value))]
    return [field, FIELD_ERRORS.has(name) && field === 'field' ? asciiOf(value) : plain(input, value)]
  })
  return Object.fromEntries(entries)
}

/** Errors that name a field of the terms in ASCII. */
const FIELD_ERRORS: ReadonlySet<string> = new Set(['InvalidTerms', 'InvalidChange'])

/** A set of phases, one bit each, in words. */
const phasesOf = (bits: number): string => {
  const names = PHASES.filter((_, place) => ((bits >> place) & 1) === 1)
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter(Boolean).join(' or ')
}

/** Numbers up to 48 bits as numbers, larger ones as bigint, bytes as lower-case hex: the values of src/protocol. */
const plain = ({ type }: ParamType, value: unknown): unknown => {
  if (typeof value === 'string') return value.toLowerCase()
  const bits = Number(/^uint(\d+)$/.exec(type)?.[1] ?? Number.NaN)
  return bits <= 48 ? Number(value) : value
}

const asciiOf = (value: unknown): string => {
  try {
    return decodeBytes32String(String(value))
  } catch {
    return String(value)
  }
}
