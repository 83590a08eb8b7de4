import {
  AbiCoder,
  type EventFragment,
  type Interface,
  ParamType,
  type Provider,
  toUtf8String,
  Utf8ErrorFuncs,
} from 'ethers'
import type { IOpeningKeys__factory } from '../generated/contracts/factories/interfaces/IOpeningKeys__factory.ts'
import type { IParticipantRegistry__factory } from '../generated/contracts/factories/interfaces/IParticipantRegistry__factory.ts'
import type { ITenderLedger__factory } from '../generated/contracts/factories/interfaces/ITenderLedger__factory.ts'
import type { Hex } from '../protocol/bytes.ts'
import type { EventArguments } from './abi.ts'
import { INTERFACES, type Ledger } from './contracts.ts'

type Abi =
  | (typeof IParticipantRegistry__factory.abi)[number]
  | (typeof IOpeningKeys__factory.abi)[number]
  | (typeof ITenderLedger__factory.abi)[number]
type AbiEvent = Extract<Abi, { type: 'event' }>

/** Where an event stands on the chain. `logIndex` counts within the block; `timestamp` is the block's, in seconds since 1970. */
export type EventPosition = {
  readonly block: number
  readonly blockHash: Hex
  readonly transaction: Hex
  readonly logIndex: number
  readonly timestamp: number
}

/** Every event of the three contracts, told apart by `name`; the arguments' types follow from the contracts' ABI. */
export type LedgerEvent = {
  [E in AbiEvent as E['name']]: EventPosition & { readonly name: E['name']; readonly args: EventArguments<E['inputs']> }
}[AbiEvent['name']]

export type EventName = LedgerEvent['name']
export type EventNamed<Name extends EventName> = Extract<LedgerEvent, { name: Name }>

/** A log as ethers gives it, in a receipt or from a filter. */
export type EncodedLog = {
  readonly topics: readonly string[]
  readonly data: string
  readonly blockNumber: number
  readonly blockHash: string
  readonly transactionHash: string
  readonly index: number
}

type Decoder = {
  readonly name: string
  readonly indexed: readonly ParamType[]
  readonly others: readonly ParamType[]
  /** How ethers is to read `others`; undefined if each of them has a fixed length, so that we read them ourselves. */
  readonly types: readonly ParamType[] | undefined
}

/**
 * Decodes one log.
 * @param log of one of the deployment's contracts: another contract could emit the same topics
 * @param timestamp of the log's block
 * @returns undefined for an event that is none of the three interfaces'
 */
export const decodeLog = (log: EncodedLog, timestamp: number): LedgerEvent | undefined => {
  const decoder = DECODERS.get(log.topics[0] ?? '')
  if (decoder === undefined) return undefined
  const event = {
    name: decoder.name,
    args: decodeArguments(decoder, log),
    block: log.blockNumber,
    blockHash: lowerHex(log.blockHash),
    transaction: lowerHex(log.transactionHash),
    logIndex: log.index,
    timestamp,
  }
  // The decoder was built from the very ABI from which the type is derived.
  return event as unknown as LedgerEvent
}

/**
 * Reads all events of the deployment's contracts in a range of blocks, in the order of the chain.
 * @param fromBlock first block, included
 * @param toBlock last block, included
 */
export const fetchEvents = async (contracts: Ledger, fromBlock: number, toBlock: number): Promise<LedgerEvent[]> => {
  const { provider, deployment } = contracts
  const address = [deployment.registry, deployment.keys, deployment.ledger]
  const logs = await provider.getLogs({ address, fromBlock, toBlock })
  const timestamps = await readTimestamps(provider, new Set(logs.map((log) => log.blockNumber)))
  return logs
    .toSorted((a, b) => a.blockNumber - b.blockNumber || a.index - b.index)
    .flatMap((log) => decodeLog(log, timestamps.get(log.blockNumber) ?? 0) ?? [])
}

const readTimestamps = async (provider: Provider, blocks: ReadonlySet<number>): Promise<Map<number, number>> => {
  const read = async (number: number): Promise<[number, number]> => {
    const block = await provider.getBlock(number)
    if (block === null) throw new Error(`The node gave logs of block ${number} but not the block`)
    return [number, block.timestamp]
  }
  return new Map(await Promise.all([...blocks].map(read)))
}

const decodeArguments = ({ indexed, others, types }: Decoder, log: EncodedLog): Record<string, unknown> => {
  const data = types === undefined ? undefined : AbiCoder.defaultAbiCoder().decode(types, log.data)
  const words = wordsOf(log.data)
  return Object.fromEntries([
    ...indexed.map((parameter, i) => [parameter.name, readWords(parameter, wordsOf(log.topics[i + 1] ?? '0x'))]),
    ...others.map((parameter, i) => [
      parameter.name,
      data === undefined ? readWords(parameter, words) : valueOf(parameter, data[i]),
    ]),
  ])
}

const WORD_DIGITS = 64

/** The 32-byte words of encoded data, one after the other. */
function* wordsOf(data: string): Generator<string> {
  for (let start = '0x'.length; start < data.length; start += WORD_DIGITS) yield data.slice(start, start + WORD_DIGITS)
}

/** Reads a value of fixed length from its words: ten times as fast as ethers, and bids come by the thousand. */
const readWords = (parameter: ParamType, words: Generator<string>): unknown => {
  if (parameter.isTuple()) {
    return Object.fromEntries(parameter.components.map((child) => [child.name, readWords(child, words)]))
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
const valueOf = (parameter: ParamType, value: unknown): unknown => {
  if (parameter.isArray()) return [...(value as Iterable<unknown>)].map((item) => valueOf(parameter.arrayChildren, item))
  if (parameter.isTuple()) {
    const fields = value as readonly unknown[]
    return Object.fromEntries(parameter.components.map((child, i) => [child.name, valueOf(child, fields[i])]))
  }
  if (parameter.type === 'string') return toUtf8String(value as string, Utf8ErrorFuncs.replace)
  if (typeof value === 'bigint') return integerOf(parameter, value)
  return typeof value === 'string' ? lowerHex(value) : value
}

const lowerHex = (text: string): Hex => text.toLowerCase() as Hex

/**
 * Strings are read as bytes first, which have the same encoding: ethers refuses bytes that are no UTF-8, and whoever announced a
 * tender with such a notice would stop every reader of the ledger.
 */
const stringsAsBytes = (parameter: ParamType): string =>
  parameter.format('sighash').replaceAll(/\bstring\b/g, 'bytes')

/** Whether a value has a fixed length; `bytes32` is the only fixed byte string in use. */
const isStatic = (parameter: ParamType): boolean =>
  parameter.isTuple() ? parameter.components.every(isStatic) : /^(uint\d+|bool|address|bytes32)$/.test(parameter.type)

const decoderOf = (fragment: EventFragment): Decoder => {
  const others = fragment.inputs.filter((input) => input.indexed !== true)
  return {
    name: fragment.name,
    indexed: fragment.inputs.filter((input) => input.indexed === true),
    others,
    types: others.every(isStatic) ? undefined : others.map((input) => ParamType.from(stringsAsBytes(input))),
  }
}

const eventsOf = (contract: Interface): [string, Decoder][] => {
  const decoders: [string, Decoder][] = []
  contract.forEachEvent((fragment) => decoders.push([fragment.topicHash, decoderOf(fragment)]))
  return decoders
}

const DECODERS: ReadonlyMap<string, Decoder> = new Map(Object.values(INTERFACES).flatMap(eventsOf))
