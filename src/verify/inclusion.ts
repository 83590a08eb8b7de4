import { type Hex, keccak256 } from '../protocol/bytes.ts'
import { verifyError } from './error.ts'
import type { Header } from './header.ts'
import { type Details, missing, type Outcome, proven, refuted } from './outcome.ts'
import { decodeReceipt, type Receipt } from './receipt.ts'
import { encodeRlp, integerToBytes } from './rlp.ts'
import { proveKeys, readTrie, type TrieFalsehood, type TrieGap } from './trie.ts'

/** Shows for some transactions of one block that they and their receipts stand in it. */
export interface InclusionProof {
  /** Their places in the block, from 0. */
  readonly indices: readonly number[]
  /** The nodes on the paths to them in the trie under `transactionsRoot`: the root first, each once. */
  readonly transactionNodes: readonly Uint8Array[]
  /** The same under `receiptsRoot`. */
  readonly receiptNodes: readonly Uint8Array[]
}

/** A transaction of a block, and what it did. */
export interface Included {
  readonly index: number
  readonly hash: Hex
  /** As it was signed: an envelope (EIP-2718) or, for a legacy transaction, bare RLP. */
  readonly transaction: Uint8Array
  readonly receipt: Receipt
}

/** `details.trie` says which of the two tries the fault is in, `details.index` at which transaction. */
export type InclusionFalsehood = TrieFalsehood | 'MALFORMED_INDEX' | 'MALFORMED_RECEIPT'

/**
 * Checks the proof against the header's roots. The header itself is believed: see the finality proofs.
 * @returns the transactions in the order of the proof's indices
 */
export async function checkInclusion(
  header: Header,
  { indices, transactionNodes, receiptNodes }: InclusionProof,
): Promise<Outcome<Included[], InclusionFalsehood, TrieGap>> {
  if (indices.length === 0) return missing('PROOF_MISSING')
  if (!indices.every(isIndex) || new Set(indices).size < indices.length) {
    return refuted('MALFORMED_INDEX', { indices })
  }
  const keys = indices.map(indexKey)
  const transactions = await readTrie(header.transactionsRoot, transactionNodes, keys)
  if (transactions.status !== 'proven') return within('transactions', indices, transactions)
  const receipts = await readTrie(header.receiptsRoot, receiptNodes, keys)
  if (receipts.status !== 'proven') return within('receipts', indices, receipts)
  return pair(indices, transactions.value, receipts.value)
}

/**
 * Makes the proof from a whole block.
 * @param transactions every transaction of the block as it was signed
 * @param receipts every receipt of the block as the trie holds it
 * @throws INVALID_INPUT if these are not the header's transactions and receipts, or an index is not among them
 */
export async function proveInclusion(
  header: Header,
  transactions: readonly Uint8Array[],
  receipts: readonly Uint8Array[],
  indices: readonly number[],
): Promise<InclusionProof> {
  if (!indices.every(index => isIndex(index) && index < transactions.length)) {
    throw verifyError('INVALID_INPUT', 'The block has no transaction with this index', {
      details: { indices },
    })
  }
  const keys = indices.map(indexKey)
  const ofTransactions = await proveKeys(transactions.map(entry), keys)
  const ofReceipts = await proveKeys(receipts.map(entry), keys)
  if (ofTransactions.root !== header.transactionsRoot || ofReceipts.root !== header.receiptsRoot) {
    throw verifyError('INVALID_INPUT', 'These are not all transactions and receipts of the block', {
      details: { number: header.number },
    })
  }
  return { indices, transactionNodes: ofTransactions.nodes, receiptNodes: ofReceipts.nodes }
}

function pair(
  indices: readonly number[],
  transactions: readonly Uint8Array[],
  receipts: readonly Uint8Array[],
): Outcome<Included[], 'MALFORMED_RECEIPT', never> {
  const included: Included[] = []
  for (const [place, index] of indices.entries()) {
    const transaction = transactions[place] ?? new Uint8Array()
    const receipt = decodeReceipt(receipts[place] ?? new Uint8Array())
    if (receipt === undefined) return refuted('MALFORMED_RECEIPT', { index })
    included.push({ index, hash: keccak256(transaction), transaction, receipt })
  }
  return proven(included)
}

/** Says in which trie the fault is and, where it is one transaction's, which. */
function within<Fault extends { readonly details: Details }>(
  trie: 'transactions' | 'receipts',
  indices: readonly number[],
  fault: Fault,
): Fault {
  const { position, ...details } = fault.details
  const where = typeof position === 'number' ? { trie, index: indices[position] } : { trie }
  return { ...fault, details: { ...details, ...where } }
}

function entry(value: Uint8Array, index: number): [Uint8Array, Uint8Array] {
  return [indexKey(index), value]
}

function indexKey(index: number): Uint8Array {
  return encodeRlp(integerToBytes(index))
}

function isIndex(index: number): boolean {
  return Number.isSafeInteger(index) && index >= 0
}
