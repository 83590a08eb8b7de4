import { fromHex, type Hex, toHex } from '../../protocol/bytes.ts'
import { decodeRlp, encodeRlp, integerToBytes, isBytes, numberOf, type RlpItem } from '../rlp.ts'

/** What a block's proposer votes for: to take an address in as a validator, or to drop it. */
export interface Vote {
  readonly recipient: Hex
  readonly adds: boolean
}

/** The extra data of a block on a QBFT chain: RLP of these five, in this order (Besu's `QbftExtraDataCodec`). */
export interface QbftExtraData {
  /** Free bytes, 32 as Besu writes them. */
  readonly vanity: Uint8Array
  /** Those who may propose and seal this block. Empty where a contract names them. */
  readonly validators: readonly Hex[]
  readonly vote: Vote | undefined
  /** In which round of proposals the block was agreed, from 0. */
  readonly round: number
  /** Committed seals: `r ‖ s ‖ v`, 65 bytes each as Besu writes them. */
  readonly seals: readonly Uint8Array[]
}

const MAX_ROUND = 2 ** 31 - 1
/** The vote's value; to drop is no byte at all. */
const ADD = 0xff

/**
 * @returns undefined unless this is what {@link encodeExtraData} gives for some extra data. Besu also reads a vote to drop that is written as
 * the byte 0, but never writes one, and hashes such a block as if it were written as here.
 */
export function decodeExtraData(bytes: Uint8Array): QbftExtraData | undefined {
  const item = decodeRlp(bytes)
  if (!Array.isArray(item) || item.length !== 5) return undefined
  const [vanity, validators, voteItem, roundBytes, seals] = item
  if (!isBytes(vanity) || !isBytes(roundBytes) || !isListOfBytes(validators, 20) || !isListOfBytes(seals))
    return undefined
  const [vote, round] = [decodeVote(voteItem), numberOf(roundBytes)]
  if (vote === 'malformed' || round === undefined || round > MAX_ROUND) return undefined
  return { vanity, validators: validators.map(toHex), vote, round, seals }
}

export function encodeExtraData({ vanity, validators, vote, round, seals }: QbftExtraData): Uint8Array {
  return encodeRlp([vanity, validators.map(fromHex), encodeVote(vote), integerToBytes(round), [...seals]])
}

function encodeVote(vote: Vote | undefined): RlpItem {
  if (vote === undefined) return []
  return [fromHex(vote.recipient), vote.adds ? Uint8Array.of(ADD) : new Uint8Array()]
}

function decodeVote(item: RlpItem | undefined): Vote | undefined | 'malformed' {
  if (!Array.isArray(item)) return 'malformed'
  if (item.length === 0) return undefined
  const [recipient, value] = item
  if (item.length !== 2 || !isBytes(recipient, 20) || !isBytes(value)) return 'malformed'
  if (value.length > 1 || (value.length === 1 && value[0] !== ADD)) return 'malformed'
  return { recipient: toHex(recipient), adds: value.length === 1 }
}

function isListOfBytes(item: RlpItem | undefined, length?: number): item is Uint8Array[] {
  return Array.isArray(item) && item.every(part => isBytes(part, length))
}
