import type { BonginError } from '../protocol/error.ts'
import { clientError, problemOf } from './problem.ts'

/** How a client reaches its gateways. */
export interface TransportOptions {
  /** Base addresses of one or more gateways over the same ledger, the preferred one first. */
  readonly gateways: readonly string[]
  /** How long one gateway has to answer, in milliseconds. */
  readonly timeout: number
  /** How long to go on asking one after the other until an answer comes, in milliseconds. */
  readonly patience: number
  /** Of the titles of errors. */
  readonly language: 'en' | 'ko'
  readonly fetch: typeof fetch
}

/** One request, the same for whichever gateway takes it. */
export interface Sending {
  readonly method?: 'GET' | 'POST' | 'PUT'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
  readonly signal?: AbortSignal | undefined
  /** A stream: what is awaited in time is only its beginning. */
  readonly stream?: boolean
}

/** Sends requests to whichever gateway answers. */
export interface Transport {
  /**
   * Every request that a client makes may be made twice: statements take effect once, and everything else only reads or stores
   * what is named by its hash. So whatever is not answered is sent again, to the next gateway.
   * @throws BonginError with the code of the problem document, or `GATEWAY_UNREACHABLE`; the signal's own reason
   */
  send(address: string, sending?: Sending): Promise<Response>
  /** The same to one gateway only, once. */
  ask(gateway: string, address: string, sending?: Sending): Promise<Response>
  readonly gateways: readonly string[]
}

/** Answers that say nothing about the request: another gateway, or the same one a little later, may take it. */
const TRANSIENT = [408, 425, 429, 500, 502, 503, 504]
/**
 * Between two rounds through all gateways, in milliseconds: doubled each time, and scattered so that clients do not return as
 * one.
 */
const FIRST_PAUSE = 200
const LONGEST_PAUSE = 10_000

export function createTransport(options: TransportOptions): Transport {
  const gateways = options.gateways.map(url => url.replace(/\/+$/, ''))
  let preferred = 0

  const ask = async (gateway: string, address: string, sending: Sending = {}): Promise<Response> => {
    const response = await request(`${gateway}${address}`, sending, options)
    if (response.ok) return response
    throw await problemOf(response)
  }

  /** Asks each gateway once. @returns the answer, or what the last one said */
  const round = async (
    address: string,
    sending: Sending,
    deadline: number,
  ): Promise<Response | BonginError> => {
    let failure: BonginError | undefined
    for (let turn = 0; turn < gateways.length && (turn === 0 || now() < deadline); turn++) {
      const gateway = gateways[preferred] ?? ''
      try {
        return await ask(gateway, address, sending)
      } catch (error) {
        sending.signal?.throwIfAborted()
        failure = transientOf(error)
        preferred = (preferred + 1) % gateways.length
      }
    }
    return failure ?? unreachable(gateways)
  }

  const send = async (address: string, sending: Sending = {}): Promise<Response> => {
    const deadline = now() + options.patience
    for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      const answer = await round(address, sending, deadline)
      if (answer instanceof Response) return answer
      const wait = Math.max(pause * (0.5 + Math.random()), retryAfterOf(answer))
      if (now() + wait >= deadline) throw answer
      await sleep(wait, sending.signal)
    }
  }

  return { send, ask, gateways }
}

/** Waits, unless it is called off. @throws the signal's reason */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const stop = (): void => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    signal?.addEventListener('abort', stop, { once: true })
  })
}

async function request(
  url: string,
  { method = 'GET', headers = {}, body, signal, stream = false }: Sending,
  { timeout, language, fetch: send }: TransportOptions,
): Promise<Response> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), timeout)
  const signals = signal === undefined ? [late.signal] : [signal, late.signal]
  const init: RequestInit = {
    method,
    headers: { 'accept-language': language, ...headers },
    signal: AbortSignal.any(signals),
    ...(body === undefined ? {} : { body }),
  }
  try {
    const response = await send(url, init)
    if (stream) return response
    // The body is awaited here, so that one that breaks off is asked for again like an answer that never came.
    const content = await response.arrayBuffer()
    return withBody(response, content)
  } catch (cause) {
    signal?.throwIfAborted()
    throw unreachable([new URL(url).origin], cause)
  } finally {
    clearTimeout(timer)
  }
}

/** The same answer with its body at hand. */
function withBody(response: Response, content: ArrayBuffer): Response {
  const { status, statusText, headers, url } = response
  const isEmpty = [101, 204, 205, 304].includes(status)
  const copy = new Response(isEmpty ? null : content, { status, statusText, headers })
  Object.defineProperty(copy, 'url', { value: url })
  return copy
}

function unreachable(gateways: readonly string[], cause?: unknown): BonginError {
  const sentence = `No gateway answers at ${gateways.join(', ')}. What was sent may be sent again: it cannot take effect twice.`
  return clientError('GATEWAY_UNREACHABLE', sentence, { cause, details: { gateways } })
}

/** @throws the error itself if asking again would not change it */
function transientOf(error: unknown): BonginError {
  const { code, details } = error as BonginError
  if (code === 'GATEWAY_UNREACHABLE' || TRANSIENT.includes(Number(details?.status)))
    return error as BonginError
  throw error
}

/** How long the gateway asks to be left alone, in milliseconds. */
function retryAfterOf({ details }: BonginError): number {
  const seconds = Number(details.retryAfter)
  return Number.isFinite(seconds) ? Math.max(0, seconds * 1_000) : 0
}

const now = (): number => performance.now()
