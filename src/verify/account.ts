import { fromHex, type Hex, keccak256, toHex } from '../protocol/bytes.ts'
import type { Header } from './header.ts'
import { type Outcome, proven, refuted } from './outcome.ts'
import { decodeRlp, integerOf, isBytes } from './rlp.ts'
import { readTrie, type TrieFalsehood, type TrieGap } from './trie.ts'

/** What a block leaves of a contract. */
export interface Account {
  readonly storageRoot: Hex
  /** `keccak256` of the contract's code. */
  readonly codeHash: Hex
}

export type StateFalsehood = TrieFalsehood | 'MALFORMED_VALUE'

/** `details.position` says at which address or slot the fault is, where it is one's. */
type StateOutcome<Value> = Outcome<Value, StateFalsehood, TrieGap>

/**
 * Checks account proofs (EIP-1186, `eth_getProof`) against the header's state root: which code stood at the addresses when the block ended.
 * @param nodes those of all `accountProof`s, the root first, each once
 */
export async function checkAccounts(
  header: Header,
  addresses: readonly Hex[],
  nodes: readonly Uint8Array[],
): Promise<StateOutcome<Account[]>> {
  const read = await readTrie(header.stateRoot, nodes, addresses.map(hashedKey))
  return read.status === 'proven' ? decodeAll(read.value, decodeAccount) : read
}

/**
 * Checks storage proofs against an account's storage root: what its slots held. A slot that holds zero has no proof and is refused.
 * @param slots 32 bytes each
 * @param nodes those of all `storageProof`s, the root first, each once
 * @returns the slots' values in their order
 */
export async function checkStorage(
  { storageRoot }: Account,
  slots: readonly Hex[],
  nodes: readonly Uint8Array[],
): Promise<StateOutcome<bigint[]>> {
  const read = await readTrie(storageRoot, nodes, slots.map(hashedKey))
  return read.status === 'proven' ? decodeAll(read.value, decodeSlot) : read
}

/** Both tries are secure tries: their keys are hashed. */
function hashedKey(key: Hex): Uint8Array {
  return fromHex(keccak256(key))
}

function decodeAll<Value>(
  raw: readonly Uint8Array[],
  decode: (raw: Uint8Array) => Value | undefined,
): Outcome<Value[], 'MALFORMED_VALUE', never> {
  const values = raw.map(decode)
  const position = values.indexOf(undefined)
  return position < 0
    ? proven(values.filter(value => value !== undefined))
    : refuted('MALFORMED_VALUE', { position })
}

/** Yellow paper, 4.1. */
function decodeAccount(raw: Uint8Array): Account | undefined {
  const item = decodeRlp(raw)
  if (!Array.isArray(item) || item.length !== 4) return undefined
  const [nonce, balance, storageRoot, codeHash] = item
  if (!isBytes(nonce) || !isBytes(balance) || !isBytes(storageRoot, 32) || !isBytes(codeHash, 32)) {
    return undefined
  }
  if (integerOf(nonce) === undefined || integerOf(balance) === undefined) return undefined
  return { storageRoot: toHex(storageRoot), codeHash: toHex(codeHash) }
}

function decodeSlot(raw: Uint8Array): bigint | undefined {
  const item = decodeRlp(raw)
  return isBytes(item) ? integerOf(item) : undefined
}
