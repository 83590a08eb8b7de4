import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { BonginError } from '../../protocol/error.ts'
import type { RpcClient } from './client.ts'
import { RpcError } from './error.ts'
import { atPresent, FORWARDED } from './methods.ts'
import type { Sequencer } from './sequencer.ts'

export interface RpcEndpoint {
  readonly url: string
  /** Answers one call, or several, as over the network, for whoever lives in this process. */
  ask(payload: unknown): Promise<unknown>
  close(): Promise<void>
}

const HOST = '127.0.0.1'
/** A Host or an Origin of this machine. A name that somebody has made point here is none: that is how DNS rebinding works. */
const LOOPBACK = /^(https?:\/\/)?(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i
const MAX_BODY = 8 * 1024 * 1024
const MAX_BATCH = 1_000
/** Milliseconds. */
const KEEP_ALIVE = 60_000

const PARSE_ERROR = -32700
const INVALID_REQUEST = -32600
const METHOD_NOT_FOUND = -32601
const INTERNAL_ERROR = -32603
/** Geth's code for an error that has no other. */
const SERVER_ERROR = -32000

const OVERTAKEN = '"message":"BlockOutOfRangeError'
const MAX_REFUSAL = 1_000
const TRIES = 10

const callSchema = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number(), z.null()]),
  method: z.string(),
  params: z.array(z.unknown()).default([]),
})
type Call = z.infer<typeof callSchema>
type Id = Call['id']

export interface RpcParts {
  readonly client: RpcClient
  readonly sequencer: Sequencer
  /** What the node calls itself. */
  readonly name: string
  /** Told of errors that no caller made. */
  readonly log: (line: string) => void
}

/**
 * Opens the JSON-RPC endpoint that everybody else takes for an ordinary node's. It listens on this machine only, and a page in a
 * browser on this machine cannot use it: it insists on `application/json`, refuses other Hosts and Origins than this machine's, and
 * has no WebSockets.
 * @param port 0 for any free one
 */
export async function openRpc(parts: RpcParts, port: number): Promise<RpcEndpoint> {
  const server = createServer((request, response) => {
    serve(parts, request, response).catch(error => {
      response.destroy()
      parts.log(`rpc: a call was cut off: ${error}`)
    })
  })
  // Node's default of five seconds makes a caller with a kept connection meet its end now and then.
  server.keepAliveTimeout = KEEP_ALIVE
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The endpoint has no port.')
  return {
    url: `http://${HOST}:${address.port}`,
    ask: async payload => {
      const read = async (call: unknown): Promise<unknown> => JSON.parse(await answer(parts, call))
      return Array.isArray(payload) ? Promise.all(payload.map(read)) : read(payload)
    },
    close: () => closeServer(server),
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

async function serve(parts: RpcParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { host = '', origin = host, upgrade } = request.headers
  if (!LOOPBACK.test(host) || !LOOPBACK.test(origin)) {
    return refuse(request, response, 403, 'this is only for callers on this machine')
  }
  if (upgrade !== undefined) return refuse(request, response, 400, 'only plain HTTP is spoken here')
  if (request.method !== 'POST') return refuse(request, response, 405, 'JSON-RPC is spoken by POST')
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return refuse(request, response, 415, 'the content type must be application/json')
  }
  const body = await readBody(request)
  if (body === undefined)
    return refuse(request, response, 413, `a request may have ${MAX_BODY} bytes at most`)
  send(response, 200, await answerBody(parts, body))
}

/** @returns undefined if the body is too large; the rest of it is then not read */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > MAX_BODY) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

async function answerBody(parts: RpcParts, body: string): Promise<string> {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return errorText(null, new RpcError(PARSE_ERROR, 'the request is not JSON'))
  }
  if (!Array.isArray(value)) return answer(parts, value)
  if (value.length === 0 || value.length > MAX_BATCH) {
    return errorText(null, new RpcError(INVALID_REQUEST, `a batch holds 1 to ${MAX_BATCH} calls`))
  }
  const answers = await Promise.all(value.map(call => answer(parts, call)))
  return `[${answers.join(',')}]`
}

async function answer(parts: RpcParts, value: unknown): Promise<string> {
  const call = callSchema.safeParse(value)
  if (!call.success) return errorText(null, new RpcError(INVALID_REQUEST, 'this is not a JSON-RPC 2.0 call'))
  try {
    return await dispatch(parts, call.data)
  } catch (error) {
    if (!(error instanceof RpcError || error instanceof BonginError)) {
      parts.log(`rpc: ${call.data.method} failed: ${error}`)
    }
    return errorText(call.data.id, error)
  }
}

async function dispatch(
  { client, sequencer, name }: RpcParts,
  { id, method, params }: Call,
): Promise<string> {
  if (method === 'eth_sendRawTransaction') return resultText(id, await sequencer.send(params[0]))
  if (method === 'web3_clientVersion') return resultText(id, name)
  if (method === 'evm_mine' && params.length === 0) {
    await sequencer.mine()
    return resultText(id, '0x0')
  }
  if (!FORWARDED.has(method)) {
    throw new RpcError(
      METHOD_NOT_FOUND,
      `the method ${method}${params.length > 0 ? ' with parameters' : ''} does not exist here`,
    )
  }
  // The answer goes on as anvil wrote it: nothing is gained by reading a long list of logs on its way.
  return ask(
    client,
    JSON.stringify({ jsonrpc: '2.0', id, method, params: atPresent(method, params, sequencer.now()) }),
  )
}

/**
 * Anvil looks up which block is the newest, and then that block's state; if a block is mined in between, it refuses a question that
 * is in order. Asked again it answers. A block whose state is really gone gives the same refusal in the end.
 */
async function ask(client: RpcClient, question: string): Promise<string> {
  for (let tries = 1; ; tries++) {
    const answer = await client.exchange(question)
    if (tries === TRIES || answer.length > MAX_REFUSAL || !answer.includes(OVERTAKEN)) return answer
  }
}

function resultText(id: Id, result: unknown): string {
  return JSON.stringify({ jsonrpc: '2.0', id, result })
}

function errorText(id: Id, error: unknown): string {
  return JSON.stringify({ jsonrpc: '2.0', id, error: errorOf(error) })
}

function errorOf(error: unknown): { code: number; message: string; data?: unknown } {
  if (error instanceof RpcError) return { code: error.code, message: error.message, data: error.data }
  if (error instanceof BonginError) {
    return { code: SERVER_ERROR, message: error.message, data: { code: error.code } }
  }
  return { code: INTERNAL_ERROR, message: 'internal error' }
}

/** Answers without having read the body, so the connection cannot serve another request. */
function refuse(request: IncomingMessage, response: ServerResponse, status: number, message: string): void {
  response.setHeader('connection', 'close')
  response.once('finish', () => request.destroy())
  send(response, status, errorText(null, new RpcError(INVALID_REQUEST, message)))
}

function send(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}
