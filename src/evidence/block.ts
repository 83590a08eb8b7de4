import { setImmediate } from 'node:timers/promises'
import { type Hex, keccak256, toHex } from '../protocol/bytes.ts'
import type { Deployment } from '../protocol/statement.ts'
import type { EvidenceBlockInput, EvidenceReceipt, Subject } from '../verify/evidence.ts'
import { qbftHash } from '../verify/finality/qbft.ts'
import { decodeHeader, encodeHeader, type Header } from '../verify/header.ts'
import { proveReceipts } from '../verify/inclusion.ts'
import { encodeLog } from '../verify/log.ts'
import { encodeReceipt } from '../verify/receipt.ts'
import { carriedBy } from './calldata.ts'
import { evidenceError } from './error.ts'
import { evidenceLogs } from './logs.ts'
import {
  type Rpc,
  type RpcBlock,
  type RpcReceipt,
  type RpcTransaction,
  readBlock,
  readReceipts,
  readTransactions,
} from './rpc.ts'

/** What is read from the node for one deployment's evidence. */
export interface Chain {
  readonly rpc: Rpc
  readonly deployment: Deployment
}

/** A block's header as its chain hashes it. */
export interface ReadHeader {
  readonly header: Header
  readonly raw: Hex
}

/**
 * A block with the receipts of some of its transactions, and the proof that they stand in it.
 * @param indices of these transactions
 * @param subject what the file is about: only its statements are given with their signatures
 * @throws NODE_INCONSISTENT if the node's block, receipts and logs do not give the roots that stand in the header: nobody could verify it
 */
export async function readEvidenceBlock(
  { rpc, deployment }: Chain,
  number: number,
  indices: ReadonlySet<number>,
  subject: Subject,
): Promise<EvidenceBlockInput> {
  if (indices.size === 0) return { header: (await readHeader(rpc, number)).raw, receipts: [], nodes: [] }
  const [block, receipts] = await Promise.all([readBlock(rpc, number, true), readReceipts(rpc, number)])
  const { header, raw } = headerOf(block)
  const transactions = readTransactions(block)
  const wanted = receipts.filter(({ transactionIndex }) => indices.has(transactionIndex))
  const made: EvidenceReceipt[] = []
  for (const receipt of wanted) {
    made.push(evidenceReceipt(receipt, transactions, deployment, subject))
    // A block may hold thousands of bids, and whoever else is served by this process must not wait for all of them.
    await setImmediate()
  }
  const encoded = receipts.map(encodeNodeReceipt)
  // What is proven is what the file will say: its logs encoded anew, not the node's.
  for (const receipt of made) encoded[receipt.index] = encodeEvidenceReceipt(receipt, deployment)
  const nodes = await proveReceipts(header, encoded, [...indices]).catch((cause: unknown) => {
    throw inconsistent(number, 'its receipts are not those of its header', cause)
  })
  return { header: raw, receipts: made, nodes: nodes.map(toHex) }
}

/** @throws NODE_INCONSISTENT */
export async function readHeader(rpc: Rpc, number: number): Promise<ReadHeader> {
  return headerOf(await readBlock(rpc, number))
}

function headerOf(block: RpcBlock): ReadHeader {
  const raw = encodeHeader(block)
  const header = decodeHeader(raw) as Header
  if (keccak256(raw) !== block.hash && qbftHash(header) !== block.hash) {
    throw inconsistent(header.number, `its header does not give its hash ${block.hash}`)
  }
  return { header, raw: toHex(raw) }
}

function evidenceReceipt(
  { transactionIndex, type, cumulativeGasUsed, logs }: RpcReceipt,
  transactions: readonly RpcTransaction[],
  deployment: Deployment,
  subject: Subject,
): EvidenceReceipt {
  const transaction = transactions[transactionIndex]
  const carried = transaction === undefined ? [] : carriedBy(transaction, deployment)
  return {
    index: transactionIndex,
    type,
    cumulativeGasUsed,
    logs: evidenceLogs(logs, carried, deployment, subject),
  }
}

function encodeEvidenceReceipt({ logs, ...receipt }: EvidenceReceipt, deployment: Deployment): Uint8Array {
  return encodeReceipt({ ...receipt, succeeded: true, logs: logs.map(log => encodeLog(log, deployment)) })
}

function encodeNodeReceipt({ status, ...receipt }: RpcReceipt): Uint8Array {
  return encodeReceipt({ ...receipt, succeeded: status === 1 })
}

function inconsistent(block: number, what: string, cause?: unknown) {
  return evidenceError(
    'NODE_INCONSISTENT',
    `The node's answers about block ${block} do not fit together: ${what}.`,
    {
      cause,
      details: { block },
    },
  )
}
