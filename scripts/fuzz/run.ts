import { Agent, type IncomingMessage, request as open } from 'node:http'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { type FuzzAnswer, faultOf } from './check.ts'
import { type OpenApi, type Operation, operationsOf } from './operations.ts'
import { type FuzzRequest, type Known, requestsTo } from './requests.ts'
import { valuesOf } from './values.ts'

export type FuzzOptions = {
  /** Base address of a gateway. */
  readonly url: string
  readonly document: OpenApi
  /** How many requests; shared by all operations alike. */
  readonly requests: number
  readonly seed: number
  readonly known: Known
  /** Which operations are left out: those that stop or harm the gateway on purpose, if there are any. */
  readonly skip?: (operation: Pick<Operation, 'method' | 'path'>) => boolean
  readonly onProgress?: (done: number) => void
}

export type Finding = {
  readonly operation: string
  readonly fault: string
  readonly request: {
    readonly method: string
    readonly url: string
    readonly headers: object
    readonly body: string
  }
  readonly answer: { readonly status: number; readonly body: string }
}

export type FuzzResult = {
  readonly requests: number
  /** How many answers had which status. */
  readonly statuses: Readonly<Record<string, number>>
  readonly findings: readonly Finding[]
}

const AT_ONCE = 8
/** A stream is read for so long, in milliseconds; an answer that takes longer than the other hangs. */
const TASTE = 60
const HANGING = 60_000
/** Of a body in a finding. */
const SHOWN = 400

/** Sends generated requests to a gateway and holds each answer against the document. */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const { document, requests, seed, known, skip = () => false, onProgress } = options
  const operations = operationsOf(document).filter(operation => !skip(operation))
  const values = valuesOf(document.components?.schemas ?? {})
  const share = Math.ceil(requests / operations.length)
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const statuses: Record<string, number> = {}
  const findings: Finding[] = []
  let done = 0

  const one = async (operation: Operation, request: FuzzRequest): Promise<void> => {
    const answer = await send(options.url, request, agent)
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
    const fault = faultOf(operation, request, answer)
    if (fault !== undefined) findings.push(findingOf(operation, request, answer, fault))
    done++
    onProgress?.(done)
  }

  try {
    for (const [place, operation] of operations.entries()) {
      const samples = fc.sample(requestsTo(operation, values, known), { numRuns: share, seed: seed + place })
      const queue = samples.values()
      const work = async (): Promise<void> => {
        for (const request of queue) await one(operation, request)
      }
      await Promise.all(Array.from({ length: AT_ONCE }, work))
    }
  } finally {
    agent.destroy()
  }
  return { requests: done, statuses, findings }
}

function findingOf(operation: Operation, request: FuzzRequest, answer: FuzzAnswer, fault: string): Finding {
  const { method, url, headers, body } = request
  return {
    operation: `${operation.method} ${operation.path}`,
    fault,
    request: { method, url, headers, body: body?.toString().slice(0, SHOWN) ?? '' },
    answer: { status: answer.status, body: answer.body.toString().slice(0, SHOWN) },
  }
}

/** With Node's own client: `fetch` would set right what is to be wrong. */
function send(
  url: string,
  { method, url: path, headers, body }: FuzzRequest,
  agent: Agent,
): Promise<FuzzAnswer> {
  const { hostname, port } = new URL(url)
  const length = body === undefined ? {} : { 'content-length': String(body.length) }
  return new Promise((resolve, reject) => {
    const sent = open({ hostname, port, method, path, headers: { ...headers, ...length }, agent })
    sent.setTimeout(HANGING, () => sent.destroy(new Error(`${method} ${path} got no answer`)))
    sent.once('error', reject)
    sent.once('response', response => read(response).then(resolve, reject))
    sent.end(body)
  })
}

async function read(response: IncomingMessage): Promise<FuzzAnswer> {
  const { statusCode: status = 0, headers } = response
  const pieces: Buffer[] = []
  const isStream = headers['content-type']?.startsWith('text/event-stream') === true
  const timer = isStream ? setTimeout(() => response.destroy(), TASTE) : undefined
  try {
    for await (const piece of response) pieces.push(piece)
  } catch (error) {
    if (!isStream) throw error
  } finally {
    clearTimeout(timer)
  }
  const body = Buffer.concat(pieces)
  const isPacked = headers['content-encoding'] === 'gzip' && body.length > 0
  return { status, headers, body: isPacked ? gunzipSync(body) : body }
}
