import { AbiCoder, type EventFragment, type Interface, ParamType, toUtf8String, Utf8ErrorFuncs } from 'ethers'
import type { Hex } from '../protocol/bytes.ts'
import { INTERFACES } from './contracts.ts'

/** A log as ethers gives it, in a receipt or from a filter. */
export type EncodedLog = {
  readonly topics: readonly string[]
  readonly data: string
  readonly blockNumber: number
  readonly blockHash: string
  readonly transactionHash: string
  readonly index: number
}

/** How to read the logs of one event. */
export type EventDecoder = {
  readonly name: string
  readonly indexed: readonly ParamType[]
  readonly others: readonly ParamType[]
  /**
   * How ethers is to read `others`; undefined if each of them has a fixed length, so that we read them
   * ourselves.
   */
  readonly types: readonly ParamType[] | undefined
}

/**
 * The arguments of a log by name: integers up to 48 bits as number, longer ones as bigint, bytes and
 * addresses in lower-case hex.
 */
export const decodeArguments = (
  { indexed, others, types }: EventDecoder,
  log: Pick<EncodedLog, 'topics' | 'data'>,
): Record<string, unknown> => {
  const data = types === undefined ? undefined : AbiCoder.defaultAbiCoder().decode(types, log.data)
  const words = wordsOf(log.data)
  return Object.fromEntries([
    ...indexed.map((parameter, i) => [
      parameter.name,
      readWords(parameter, wordsOf(log.topics[i + 1] ?? '0x')),
    ]),
    ...others.map((parameter, i) => [
      parameter.name,
      data === undefined ? readWords(parameter, words) : fromEthers(parameter, data[i]),
    ]),
  ])
}

/** Encoded values of any types by their names, as a call carries them. */
export const decodeValues = (parameters: readonly ParamType[], data: string): Record<string, unknown> => {
  const types = parameters.map(parameter => ParamType.from(stringsAsBytes(parameter)))
  const values = AbiCoder.defaultAbiCoder().decode(types, data)
  return Object.fromEntries(
    parameters.map((parameter, i) => [parameter.name, fromEthers(parameter, values[i])]),
  )
}

const WORD_DIGITS = 64

/** The 32-byte words of encoded data, one after the other. */
function* wordsOf(data: string): Generator<string> {
  for (let start = '0x'.length; start < data.length; start += WORD_DIGITS)
    yield data.slice(start, start + WORD_DIGITS)
}

/**
 * Reads a value of fixed length from its words: ten times as fast as ethers, and bids come by the thousand.
 */
const readWords = (parameter: ParamType, words: Generator<string>): unknown => {
  if (parameter.isTuple()) {
    return Object.fromEntries(parameter.components.map(child => [child.name, readWords(child, words)]))
  }
  const word: string = words.next().value ?? ''
  if (parameter.type === 'bool') return word.endsWith('1')
  if (parameter.type === 'address') return lowerHex(`0x${word.slice(-ADDRESS_DIGITS)}`)
  return parameter.type === 'bytes32' ? lowerHex(`0x${word}`) : integerOf(parameter, BigInt(`0x${word}`))
}

const ADDRESS_DIGITS = 40

/** Integers up to 48 bits as number, longer ones as bigint. */
const integerOf = ({ type }: ParamType, value: bigint): number | bigint =>
  Number(type.slice('uint'.length)) <= 48 ? Number(value) : value

/** What ethers has read, in our terms: bytes and addresses in lower-case hex, structs as objects. */
const fromEthers = (parameter: ParamType, value: unknown): unknown => {
  if (parameter.isArray())
    return [...(value as Iterable<unknown>)].map(item => fromEthers(parameter.arrayChildren, item))
  if (parameter.isTuple()) {
    const fields = value as readonly unknown[]
    return Object.fromEntries(
      parameter.components.map((child, i) => [child.name, fromEthers(child, fields[i])]),
    )
  }
  if (parameter.type === 'string') return toUtf8String(value as string, Utf8ErrorFuncs.replace)
  if (typeof value === 'bigint') return integerOf(parameter, value)
  return typeof value === 'string' ? lowerHex(value) : value
}

export const lowerHex = (text: string): Hex => text.toLowerCase() as Hex

/**
 * Strings are read as bytes first, which have the same encoding: ethers refuses bytes that are no UTF-8, and
 * whoever announced a tender with such a notice would stop every reader of the ledger.
 */
const stringsAsBytes = (parameter: ParamType): string =>
  parameter.format('sighash').replaceAll(/\bstring\b/g, 'bytes')

/** Whether a value has a fixed length; `bytes32` is the only fixed byte string in use. */
const isStatic = (parameter: ParamType): boolean =>
  parameter.isTuple()
    ? parameter.components.every(isStatic)
    : /^(uint\d+|bool|address|bytes32)$/.test(parameter.type)

const decoderOf = (fragment: EventFragment): EventDecoder => {
  const others = fragment.inputs.filter(input => input.indexed !== true)
  return {
    name: fragment.name,
    indexed: fragment.inputs.filter(input => input.indexed === true),
    others,
    types: others.every(isStatic) ? undefined : others.map(input => ParamType.from(stringsAsBytes(input))),
  }
}

const eventsOf = (contract: Interface): [string, EventDecoder][] => {
  const decoders: [string, EventDecoder][] = []
  contract.forEachEvent(fragment => decoders.push([fragment.topicHash, decoderOf(fragment)]))
  return decoders
}

/** The decoders of all events of the three contracts, by topic. */
export const DECODERS: ReadonlyMap<string, EventDecoder> = new Map(
  Object.values(INTERFACES).flatMap(eventsOf),
)
