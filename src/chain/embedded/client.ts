import { Agent, request } from 'node:http'
import { z } from 'zod'
import { nodeError, RpcError } from './error.ts'
import { type Address, openPipeline } from './pipeline.ts'

/** A connection to the node program's own JSON-RPC port. */
export interface RpcClient {
  /**
   * Calls one method. Calls are carried out in the order in which they were made, whether or not one waits for the answers.
   * @throws RpcError with the node's own refusal
   */
  call(method: string, params: readonly unknown[]): Promise<unknown>
  /** Posts a JSON-RPC text, at the same time as others, and gives back the answer's text as it came. */
  exchange(body: string): Promise<string>
  close(): void
}

/** More at a time would only wait inside the node program. */
const CONNECTIONS = 32

const answerSchema = z.object({
  result: z.unknown().optional(),
  error: z.object({ code: z.number(), message: z.string(), data: z.unknown().optional() }).optional(),
})

/**
 * A client for an address of this machine.
 * @throws BonginError `NODE_STOPPED` from each of its functions if nobody answers there
 */
export function connectRpc(address: Address): RpcClient {
  const pipeline = openPipeline(address)
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const call = async (method: string, params: readonly unknown[]) => {
    const text = await pipeline.post(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })).catch(silence)
    const { result, error } = answerSchema.parse(JSON.parse(text))
    if (error !== undefined) throw new RpcError(error.code, error.message, error.data)
    return result
  }
  const close = () => {
    pipeline.close()
    agent.destroy()
  }
  return { call, exchange: body => post(agent, address, body).catch(silence), close }
}

function silence(cause: unknown): never {
  throw nodeError('NODE_STOPPED', 'The chain node does not answer.', { cause })
}

function post(agent: Agent, { host, port }: Address, body: string): Promise<string> {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    const outgoing = request({ agent, host, port, method: 'POST', headers }, incoming => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () => resolve(Buffer.concat(chunks).toString()))
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

const blockSchema = z.object({
  number: z.string(),
  hash: z.string(),
  parentHash: z.string(),
  timestamp: z.string(),
  transactions: z.array(z.string()),
})

/** What the chain says of a block. */
export interface MinedBlock {
  readonly number: number
  readonly hash: string
  readonly parentHash: string
  /** Unix seconds. */
  readonly timestamp: number
  /** Transaction hashes in order. */
  readonly transactions: readonly string[]
}

/** Reads a block as `eth_getBlockByNumber` without full transactions gives it. */
export function parseBlock(value: unknown): MinedBlock {
  const block = blockSchema.parse(value)
  return { ...block, number: Number(block.number), timestamp: Number(block.timestamp) }
}
