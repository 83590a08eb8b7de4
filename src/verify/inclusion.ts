import { type Hex, keccak256, toHex } from '../protocol/bytes.ts'
import { verifyError } from './error.ts'
import type { Header } from './header.ts'
import { type Details, missing, type Outcome, proven, refuted } from './outcome.ts'
import { decodeRlp, encodeRlp, integerToBytes, isBytes } from './rlp.ts'
import { proveKeys, readTrie, type TrieFalsehood, type TrieGap } from './trie.ts'

/** A receipt as it stands in its block's trie of receipts. */
export interface PlacedReceipt {
  /** Its transaction's place in the block, from 0. */
  readonly index: number
  readonly raw: Uint8Array
}

/** `details.index` says at which receipt the fault is, where it is one's. */
export type InclusionFalsehood =
  | TrieFalsehood
  | 'MALFORMED_INDEX'
  /** No place in the given nodes is this receipt's: it is not what the block holds. */
  | 'OTHER_RECEIPT'

/**
 * Checks that receipts stand in a block. The header itself is believed: see the finality proofs.
 * @param nodes those on the paths to the receipts in the trie under `receiptsRoot`, the root first, each once, without the leaves: a leaf
 * follows from the receipt and the rest of its key
 */
export async function checkReceipts(
  header: Header,
  receipts: readonly PlacedReceipt[],
  nodes: readonly Uint8Array[],
): Promise<Outcome<undefined, InclusionFalsehood, TrieGap>> {
  if (receipts.length === 0) return missing('PROOF_MISSING')
  const indices = receipts.map(({ index }) => index)
  if (!indices.every(isIndex) || new Set(indices).size < indices.length) {
    return refuted('MALFORMED_INDEX', { indices })
  }
  const places = new Set([header.receiptsRoot, ...nodes.flatMap(childrenOf)])
  const leaves: Uint8Array[] = []
  for (const receipt of receipts) {
    const leaf = leavesOf(receipt).find(candidate => places.has(keccak256(candidate)))
    if (leaf === undefined) return refuted('OTHER_RECEIPT', { index: receipt.index })
    leaves.push(leaf)
  }
  const read = await readTrie(header.receiptsRoot, [...nodes, ...leaves], indices.map(indexKey))
  return read.status === 'proven' ? proven(undefined) : within(indices, read)
}

/**
 * Makes the proof from all receipts of a block.
 * @param receipts every receipt of the block as the trie holds it
 * @param indices of those to be proven
 * @returns the nodes for {@link checkReceipts}
 * @throws INVALID_INPUT if these are not the header's receipts, or an index is not among them
 */
export async function proveReceipts(
  header: Header,
  receipts: readonly Uint8Array[],
  indices: readonly number[],
): Promise<Uint8Array[]> {
  if (!indices.every(index => isIndex(index) && index < receipts.length)) {
    throw verifyError('INVALID_INPUT', 'The block has no transaction with this index', {
      details: { indices },
    })
  }
  const entries = receipts.map((raw, index): [Uint8Array, Uint8Array] => [indexKey(index), raw])
  const { root, nodes } = await proveKeys(entries, indices.map(indexKey))
  if (root !== header.receiptsRoot) {
    throw verifyError('INVALID_INPUT', 'These are not all receipts of the block', {
      details: { number: header.number },
    })
  }
  return nodes.filter(node => !isLeaf(node))
}

/** Says at which receipt the fault is. */
function within<Fault extends { readonly details: Details }>(
  indices: readonly number[],
  fault: Fault,
): Fault {
  const { position, ...details } = fault.details
  return typeof position === 'number'
    ? { ...fault, details: { ...details, index: indices[position] } }
    : fault
}

const BRANCH_SIZE = 17
const PAIR_SIZE = 2
/** In the first nibble of a pair's path: a leaf, and a path of odd length (yellow paper, appendix C). */
const LEAF = 0x20
const ODD = 0x10

/** The hashes that a branch or an extension names. Receipts are never so short that their leaf stands within its parent. */
function childrenOf(node: Uint8Array): Hex[] {
  const item = decodeRlp(node)
  if (!Array.isArray(item) || (item.length !== BRANCH_SIZE && item.length !== PAIR_SIZE)) return []
  return item.flatMap(part => (isBytes(part, 32) ? [toHex(part)] : []))
}

function isLeaf(node: Uint8Array): boolean {
  const item = decodeRlp(node)
  if (!Array.isArray(item) || item.length !== PAIR_SIZE) return false
  const [path] = item
  return isBytes(path) && ((path[0] ?? 0) & LEAF) !== 0
}

/** The leaf for each depth at which the receipt's key may have become its own. */
function leavesOf({ index, raw }: PlacedReceipt): Uint8Array[] {
  const nibbles = [...indexKey(index)].flatMap(byte => [byte >> 4, byte & 15])
  return Array.from({ length: nibbles.length + 1 }, (_, depth) =>
    encodeRlp([compactPath(nibbles.slice(depth)), raw]),
  )
}

/** A leaf's path as bytes: hex-prefix encoding (yellow paper, appendix C). */
function compactPath(nibbles: readonly number[]): Uint8Array {
  const isOdd = nibbles.length % 2 === 1
  const [first = 0] = isOdd ? nibbles : []
  const rest = isOdd ? nibbles.slice(1) : nibbles
  const bytes = [isOdd ? LEAF + ODD + first : LEAF]
  for (let place = 0; place < rest.length; place += 2) {
    bytes.push(((rest[place] ?? 0) << 4) | (rest[place + 1] ?? 0))
  }
  return Uint8Array.from(bytes)
}

function indexKey(index: number): Uint8Array {
  return encodeRlp(integerToBytes(index))
}

function isIndex(index: number): boolean {
  return Number.isSafeInteger(index) && index >= 0
}
