import type { IOpeningKeys__factory } from '../generated/contracts/factories/interfaces/IOpeningKeys__factory.ts'
import type { IParticipantRegistry__factory } from '../generated/contracts/factories/interfaces/IParticipantRegistry__factory.ts'
import type { ITenderLedger__factory } from '../generated/contracts/factories/interfaces/ITenderLedger__factory.ts'
import type { Hex } from '../protocol/bytes.ts'
import type { EventArguments } from './abi.ts'
import type { Ledger, NodeProvider } from './contracts.ts'
import { DECODERS, decodeArguments, type EncodedLog, lowerHex } from './eventDecoder.ts'
import { logsSchema, type NodeLog } from './nodeLog.ts'

type Abi =
  | (typeof IParticipantRegistry__factory.abi)[number]
  | (typeof IOpeningKeys__factory.abi)[number]
  | (typeof ITenderLedger__factory.abi)[number]
type AbiEvent = Extract<Abi, { type: 'event' }>

/**
 * Where an event stands on the chain. `logIndex` counts within the block; `timestamp` is the block's, in
 * seconds since 1970.
 */
export type EventPosition = {
  readonly block: number
  readonly blockHash: Hex
  readonly transaction: Hex
  readonly logIndex: number
  readonly timestamp: number
}

/**
 * Every event of the three contracts, told apart by `name`; the arguments' types follow from the contracts'
 * ABI.
 */
export type LedgerEvent = {
  [E in AbiEvent as E['name']]: EventPosition & {
    readonly name: E['name']
    readonly args: EventArguments<E['inputs']>
  }
}[AbiEvent['name']]

export type EventName = LedgerEvent['name']
export type EventNamed<Name extends EventName> = Extract<LedgerEvent, { name: Name }>

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
export const fetchEvents = async (
  { provider, deployment }: Ledger,
  fromBlock: number,
  toBlock: number,
): Promise<LedgerEvent[]> => {
  const address = [deployment.registry, deployment.keys, deployment.ledger]
  const range = { address, fromBlock: toBeHex(fromBlock), toBlock: toBeHex(toBlock) }
  const logs = logsSchema.parse(await provider.send('eth_getLogs', [range]))
  const timestamps = await readTimestamps(provider, logs)
  return logs
    .toSorted((a, b) => a.blockNumber - b.blockNumber || a.index - b.index)
    .flatMap(log => decodeLog(log, timestamps.get(log.blockNumber) ?? 0) ?? [])
}

/** Blocks asked for at once: a range may hold a thousand. */
const BLOCKS_AT_ONCE = 100

/** Newer nodes say the time with each log; of others the blocks are asked for. */
const readTimestamps = async (
  provider: NodeProvider,
  logs: readonly NodeLog[],
): Promise<Map<number, number>> => {
  const times = new Map(logs.map(log => [log.blockNumber, log.blockTimestamp]))
  const missing = [...times].flatMap(([block, time]) => (time === undefined ? [block] : []))
  for (let start = 0; start < missing.length; start += BLOCKS_AT_ONCE) {
    const read = missing.slice(start, start + BLOCKS_AT_ONCE).map(async number => {
      const block = await provider.getBlock(number)
      if (block === null) throw new Error(`The node gave logs of block ${number} but not the block`)
      times.set(number, block.timestamp)
    })
    await Promise.all(read)
  }
  return new Map([...times].map(([block, time]) => [block, time ?? 0]))
}

const toBeHex = (number: number): string => `0x${number.toString(16)}`
