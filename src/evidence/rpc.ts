import { z } from 'zod'
import { codeOf, reach } from '../chain/reach.ts'
import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import { evidenceError } from './error.ts'

/** A node's JSON-RPC. */
export interface Rpc {
  send(method: string, params: unknown[]): Promise<unknown>
}

/** For the largest answer, a block full of bids, from a slow node; in milliseconds. */
const TIMEOUT = 120_000

const answerSchema = z.looseObject({
  result: z.unknown(),
  error: z.looseObject({ message: z.string() }).nullish(),
})

/**
 * A connection for questions alone. Blocks come by the megabyte, which ethers' own connection reads several times as slowly.
 * @param url the node's JSON-RPC address
 */
export function openRpc(url: string): Rpc {
  return {
    send: async (method, params) => {
      const { result, error } = answerSchema.parse(await post(url, { jsonrpc: '2.0', id: 1, method, params }))
      // In the form in which `reach` looks for a node that is going down.
      if (error) throw Object.assign(new Error(error.message), { error })
      return result
    },
  }
}

async function post(url: string, body: object): Promise<unknown> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT),
    })
    return await response.json()
  } catch (cause) {
    throw Object.assign(new Error('The node does not answer', { cause }), { code: 'NETWORK_ERROR' })
  }
}

const hexText = z
  .string()
  .regex(/^0x[0-9a-fA-F]*$/)
  .transform(text => text.toLowerCase() as Hex)
const quantity = z
  .string()
  .regex(/^0x[0-9a-f]+$/)
  .transform(Number)

const logSchema = z.object({ address: hexText, topics: z.array(hexText), data: hexText })
const foundLogSchema = z.object({ ...logSchema.shape, blockNumber: quantity, transactionIndex: quantity })
const receiptSchema = z.object({
  transactionIndex: quantity,
  type: quantity,
  status: quantity,
  cumulativeGasUsed: quantity,
  logs: z.array(logSchema),
})
const transactionSchema = z.object({ to: hexText.nullish(), input: hexText })
const blockSchema = z.looseObject({ hash: hexText, transactions: z.array(z.unknown()) })
const proofSchema = z.object({
  accountProof: z.array(hexText),
  storageHash: hexText,
  storageProof: z.array(z.object({ proof: z.array(hexText) })),
})

export type FoundLog = z.output<typeof foundLogSchema>
export type RpcReceipt = z.output<typeof receiptSchema>
export type RpcTransaction = z.output<typeof transactionSchema>
/** The header's fields as the node writes them, and its transactions. */
export type RpcBlock = z.output<typeof blockSchema>
export type RpcProof = z.output<typeof proofSchema>

export interface LogFilter {
  readonly address: Hex
  /** For each place: one topic, any of some, or any at all. */
  readonly topics: readonly (Hex | readonly Hex[] | null)[]
}

/** The newest block's number. */
export async function readNewest(rpc: Rpc): Promise<number> {
  return ask(rpc, quantity, 'eth_blockNumber', [])
}

export async function readChainId(rpc: Rpc): Promise<bigint> {
  return BigInt(await ask(rpc, quantity, 'eth_chainId', []))
}

/** What a contract answers to a call now. */
export async function callContract(rpc: Rpc, to: Hex, data: Hex): Promise<Hex> {
  return ask(rpc, hexText, 'eth_call', [{ to, data }, 'latest'])
}

/** The code at an address now. */
export async function readCode(rpc: Rpc, address: Hex): Promise<Hex> {
  return ask(rpc, hexText, 'eth_getCode', [address, 'latest'])
}

/** @param withTransactions whether to give them in full, for {@link readTransactions}, or only their hashes */
export async function readBlock(rpc: Rpc, number: number, withTransactions = false): Promise<RpcBlock> {
  return ask(rpc, blockSchema, 'eth_getBlockByNumber', [hexOf(number), withTransactions])
}

/** The transactions of a block that was read with them. */
export function readTransactions({ transactions }: RpcBlock): RpcTransaction[] {
  return z.array(transactionSchema).parse(transactions)
}

/** Every receipt of a block, in order. */
export async function readReceipts(rpc: Rpc, number: number): Promise<RpcReceipt[]> {
  const receipts = await ask(rpc, z.array(receiptSchema), 'eth_getBlockReceipts', [hexOf(number)])
  return receipts.toSorted((a, b) => a.transactionIndex - b.transactionIndex)
}

export async function readProof(
  rpc: Rpc,
  address: Hex,
  slots: readonly Hex[],
  number: number,
): Promise<RpcProof> {
  return ask(rpc, proofSchema, 'eth_getProof', [address, [...slots], hexOf(number)])
}

/**
 * Finds logs in a range of blocks. Nodes limit how many blocks or logs one question may cover, each in its own way: a range that is
 * refused is asked for in halves.
 */
export async function findLogs(rpc: Rpc, filter: LogFilter, from: number, to: number): Promise<FoundLog[]> {
  const question = { ...filter, fromBlock: hexOf(from), toBlock: hexOf(to) }
  try {
    return await ask(rpc, z.array(foundLogSchema), 'eth_getLogs', [question])
  } catch (error) {
    if (from >= to || !(error instanceof BonginError) || error.code !== 'NODE_UNSUITABLE') throw error
    const middle = from + Math.floor((to - from) / 2)
    return [...(await findLogs(rpc, filter, from, middle)), ...(await findLogs(rpc, filter, middle + 1, to))]
  }
}

/** @throws LEDGER_UNREACHABLE, NODE_UNSUITABLE */
async function ask<Schema extends z.ZodType>(
  rpc: Rpc,
  schema: Schema,
  method: string,
  params: unknown[],
): Promise<z.output<Schema>> {
  const answer = await reach(rpc.send(method, params)).catch((cause: unknown) => {
    throw cause instanceof BonginError ? cause : unsuitable(method, cause)
  })
  const result = schema.safeParse(answer)
  if (result.success) return result.data
  throw unsuitable(method, result.error)
}

function unsuitable(method: string, cause: unknown): BonginError {
  const code = codeOf(cause)
  const reason = code === undefined ? '' : ` (${code})`
  return evidenceError('NODE_UNSUITABLE', `The ledger's node does not answer ${method} as needed${reason}.`, {
    cause,
    details: { method },
  })
}

function hexOf(number: number): Hex {
  return `0x${number.toString(16)}`
}
