import { fromHex, type Hex, keccak256, toHex } from '../protocol/bytes.ts'
import { verifyError } from './error.ts'
import { decodeRlp, encodeRlp, integerToBytes, isBytes, isInteger, numberOf, type RlpItem } from './rlp.ts'

/** A block header: what its RLP says, and the fields that proofs rest on. Field names are those of JSON-RPC. */
export interface Header {
  /** The bytes as they were read; {@link hashHeader} is over these. */
  readonly raw: Uint8Array
  /** All fields in their order. Their number tells the fork. */
  readonly fields: readonly Uint8Array[]
  readonly number: number
  /** Seconds since 1970. */
  readonly timestamp: number
  readonly parentHash: Hex
  /** The beneficiary; on a BFT chain, the proposer. */
  readonly miner: Hex
  readonly stateRoot: Hex
  readonly transactionsRoot: Hex
  readonly receiptsRoot: Hex
  readonly extraData: Uint8Array
}

/** A header that a finality proof vouches for, with the hash under which its chain knows it. */
export interface Block {
  readonly header: Header
  readonly hash: Hex
}

/** Room for 300 validators and their seals. What is larger is refused unread: nobody has vouched for it yet. */
export const MAX_HEADER_BYTES = 32_768

/** Each field's bytes, in the order of the yellow paper (4.4) and of the EIPs that appended to it. */
const FIELDS: Readonly<Record<string, number | 'integer' | 'any'>> = {
  parentHash: 32,
  sha3Uncles: 32,
  miner: 20,
  stateRoot: 32,
  transactionsRoot: 32,
  receiptsRoot: 32,
  logsBloom: 256,
  difficulty: 'integer',
  number: 'integer',
  gasLimit: 'integer',
  gasUsed: 'integer',
  timestamp: 'integer',
  extraData: 'any',
  mixHash: 32,
  nonce: 8,
  // London, EIP-1559
  baseFeePerGas: 'integer',
  // Shanghai, EIP-4895
  withdrawalsRoot: 32,
  // Cancun, EIP-4844
  blobGasUsed: 'integer',
  excessBlobGas: 'integer',
  // Cancun, EIP-4788
  parentBeaconBlockRoot: 32,
  // Prague, EIP-7685
  requestsHash: 32,
}

const FORMS = Object.values(FIELDS)
const NAMES = Object.keys(FIELDS)
const EXTRA_DATA = NAMES.indexOf('extraData')

/** Frontier to Berlin, London, Shanghai, Cancun on Besu's BFT chains (which have no beacon block to name), Cancun, Prague. */
const SIZES: ReadonlySet<number> = new Set([15, 16, 17, 19, 20, 21])

/**
 * Reads a header of any fork up to Prague.
 * @returns undefined unless these bytes are the one encoding of a header of at most {@link MAX_HEADER_BYTES}
 */
export function decodeHeader(raw: Uint8Array): Header | undefined {
  if (raw.length > MAX_HEADER_BYTES) return undefined
  const fields = decodeRlp(raw)
  if (!isHeader(fields)) return undefined
  const field = (name: string) => fields[NAMES.indexOf(name)] ?? new Uint8Array()
  const [number, timestamp] = [numberOf(field('number')), numberOf(field('timestamp'))]
  if (number === undefined || timestamp === undefined) return undefined
  return {
    raw,
    fields,
    number,
    timestamp,
    parentHash: toHex(field('parentHash')),
    miner: toHex(field('miner')),
    stateRoot: toHex(field('stateRoot')),
    transactionsRoot: toHex(field('transactionsRoot')),
    receiptsRoot: toHex(field('receiptsRoot')),
    extraData: field('extraData'),
  }
}

/** The block's hash, except on a chain that hashes less than the whole header: see `qbftHash`. */
export function hashHeader(header: Header): Hex {
  return keccak256(header.raw)
}

/** The header's RLP with other extra data: what a BFT chain hashes and seals. */
export function encodeWithExtraData(header: Header, extraData: Uint8Array): Uint8Array {
  return encodeRlp(header.fields.with(EXTRA_DATA, extraData))
}

/**
 * The header's RLP from what `eth_getBlockByNumber` answers.
 * @param block fields in hexadecimal; those of later forks may be absent
 * @throws INVALID_INPUT if they do not make a header
 */
export function encodeHeader(block: Readonly<Record<string, unknown>>): Uint8Array {
  const present = NAMES.filter(name => block[name] !== undefined && block[name] !== null)
  const fields = present.map(name => fieldBytes(name, block[name]))
  const raw = fields.every(field => field !== undefined) ? encodeRlp(fields) : new Uint8Array()
  if (decodeHeader(raw) === undefined) {
    throw verifyError('INVALID_INPUT', 'These are not the fields of a block header', { details: { present } })
  }
  return raw
}

/** JSON-RPC writes numbers without leading zeros, bytes with two digits each. */
function fieldBytes(name: string, value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string' || !/^0x[0-9a-fA-F]*$/.test(value)) return undefined
  if (FIELDS[name] === 'integer') return value === '0x' ? undefined : integerToBytes(BigInt(value))
  return value.length % 2 === 0 ? fromHex(value as Hex) : undefined
}

function isHeader(item: RlpItem | undefined): item is Uint8Array[] {
  return Array.isArray(item) && SIZES.has(item.length) && item.every(hasForm)
}

function hasForm(field: RlpItem, index: number): boolean {
  if (!isBytes(field)) return false
  const form = FORMS[index]
  return form === 'any' || (form === 'integer' ? isInteger(field) : field.length === form)
}
