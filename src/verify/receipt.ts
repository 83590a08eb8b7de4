import { bytesToNumberBE } from '@noble/curves/utils.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { fromHex, type Hex, keccak256 } from '../protocol/bytes.ts'
import { encodeRlp, integerToBytes } from './rlp.ts'

/** One event as a contract emitted it. */
export interface Log {
  readonly address: Hex
  readonly topics: readonly Hex[]
  readonly data: Hex
}

/** What a transaction did (EIP-658 and later: Byzantium). */
export interface Receipt {
  /** The transaction's type, 0 to 4: legacy, EIP-2930, EIP-1559, EIP-4844, EIP-7702, all with the same receipt. */
  readonly type: number
  readonly succeeded: boolean
  /** Gas used in the block up to and including this transaction. */
  readonly cumulativeGasUsed: number | bigint
  readonly logs: readonly Log[]
}

const BLOOM_BYTES = 256
const BLOOM_BITS = 2048

/** The receipt as it stands in the trie: an envelope (EIP-2718) or, for legacy transactions, bare RLP. */
export function encodeReceipt({ type, succeeded, cumulativeGasUsed, logs }: Receipt): Uint8Array {
  const item = encodeRlp([
    integerToBytes(succeeded ? 1 : 0),
    integerToBytes(cumulativeGasUsed),
    bloomOf(logs),
    logs.map(({ address, topics, data }) => [fromHex(address), topics.map(fromHex), fromHex(data)]),
  ])
  return type === 0 ? item : concatBytes(Uint8Array.of(type), item)
}

/** The filter over addresses and topics of the logs (yellow paper, 4.3.1): it follows from them, so evidence leaves it out. */
function bloomOf(logs: readonly Log[]): Uint8Array {
  const bloom = new Uint8Array(BLOOM_BYTES)
  for (const entry of new Set(logs.flatMap(({ address, topics }) => [address, ...topics]))) {
    const hash = fromHex(keccak256(entry))
    for (const pair of [0, 2, 4]) {
      const bit = Number(bytesToNumberBE(hash.subarray(pair, pair + 2))) % BLOOM_BITS
      const byte = BLOOM_BYTES - 1 - (bit >> 3)
      bloom[byte] = (bloom[byte] ?? 0) | (1 << (bit & 7))
    }
  }
  return bloom
}
