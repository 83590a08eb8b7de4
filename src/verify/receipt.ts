import { concatBytes } from '@noble/hashes/utils.js'
import { fromHex, type Hex, toHex } from '../protocol/bytes.ts'
import { decodeRlp, encodeRlp, integerOf, integerToBytes, isBytes, type RlpItem } from './rlp.ts'

/** One event as a contract emitted it. */
export interface Log {
  readonly address: Hex
  readonly topics: readonly Hex[]
  readonly data: Hex
}

/** What a transaction did (EIP-658 and later: Byzantium). */
export interface Receipt {
  /** The transaction's type: 0 to 4. */
  readonly type: number
  readonly succeeded: boolean
  /** Gas used in the block up to and including this transaction. */
  readonly cumulativeGasUsed: bigint
  readonly logsBloom: Hex
  readonly logs: readonly Log[]
}

/** Legacy, EIP-2930, EIP-1559, EIP-4844, EIP-7702: all with the same receipt. */
const LAST_TYPE = 4
const BLOOM_BYTES = 256

/**
 * Reads a receipt as it stands in the trie: an envelope (EIP-2718) or, for legacy transactions, bare RLP.
 * @returns undefined for anything else, and for receipts from before Byzantium, which do not say whether the call succeeded
 */
export function decodeReceipt(raw: Uint8Array): Receipt | undefined {
  const first = raw[0] ?? 0
  const type = first <= LAST_TYPE ? first : 0
  const item = decodeRlp(raw.subarray(type === 0 ? 0 : 1))
  if (!Array.isArray(item) || item.length !== 4) return undefined
  const [status, gas, bloom, logs] = item
  if (!isStatus(status) || !isBytes(gas) || !isBytes(bloom, BLOOM_BYTES) || !Array.isArray(logs))
    return undefined
  const cumulativeGasUsed = integerOf(gas)
  const decoded = logs.map(decodeLog)
  if (cumulativeGasUsed === undefined || !decoded.every(log => log !== undefined)) return undefined
  return { type, succeeded: status.length === 1, cumulativeGasUsed, logsBloom: toHex(bloom), logs: decoded }
}

/** The bytes that stand in the trie. */
export function encodeReceipt({ type, succeeded, cumulativeGasUsed, logsBloom, logs }: Receipt): Uint8Array {
  const item = encodeRlp([
    integerToBytes(succeeded ? 1 : 0),
    integerToBytes(cumulativeGasUsed),
    fromHex(logsBloom),
    logs.map(({ address, topics, data }) => [fromHex(address), topics.map(fromHex), fromHex(data)]),
  ])
  return type === 0 ? item : concatBytes(Uint8Array.of(type), item)
}

function decodeLog(item: RlpItem): Log | undefined {
  if (!Array.isArray(item) || item.length !== 3) return undefined
  const [address, topics, data] = item
  if (!isBytes(address, 20) || !Array.isArray(topics) || !isBytes(data)) return undefined
  if (topics.length > 4 || !topics.every(topic => isBytes(topic, 32))) return undefined
  return { address: toHex(address), topics: topics.map(toHex), data: toHex(data) }
}

function isStatus(item: RlpItem | undefined): item is Uint8Array {
  return isBytes(item) && (item.length === 0 || (item.length === 1 && item[0] === 1))
}
