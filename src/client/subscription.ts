import { z } from 'zod'
import type { components } from '../generated/openapi.ts'
import type { Hex } from '../protocol/bytes.ts'
import { parse } from '../protocol/value.ts'
import { addressOf } from './api.ts'
import { readMessages, type StreamMemory } from './eventStream.ts'
import { clientError, isRefusal } from './problem.ts'
import { sleep, type Transport } from './transport.ts'

type Event = components['schemas']['Event']

interface Placed<Name, Data> {
  /** Its place, the same at every gateway: who resumes after it misses nothing and gets nothing twice. */
  readonly id: string
  readonly name: Name
  readonly data: Data
}

/**
 * Something that happened on the ledger; or, on a chain whose last blocks are not final, that blocks were taken back: what came
 * from blocks after `block` is to be forgotten, and comes anew.
 */
export type LedgerEvent = Placed<Event['event'], Event> | Placed<'RolledBack', { readonly block: number }>

/** What to be told of. */
export interface Subscription {
  /** Only of this tender; only what concerns this participant first; only events of these names. */
  readonly tender?: Hex
  readonly participant?: bigint
  readonly types?: readonly Event['event'][]
  /**
   * The place of the last event that was seen, kept from an earlier run; without it the feed begins at the present, with `0` at
   * the very beginning.
   */
  readonly after?: string
  /** Ends the subscription, without an error. */
  readonly signal?: AbortSignal
}

const FEED = '/v1/events'
/** A feed gives a sign of life far more often; one that is silent for longer hangs. In milliseconds. */
const LONGEST_SILENCE = 45_000
const PAUSE = 1_000

const dataSchema = z.record(z.string(), z.unknown())

/**
 * Everything that happens, without gaps or doubles, for as long as it is wanted: after a lost connection it goes on where it
 * stopped, at whichever gateway answers.
 * @throws BonginError what a gateway refuses for good, such as `INVALID_INPUT`; `GATEWAY_UNREACHABLE` if none answers within the
 * client's patience
 */
export async function* subscribe(
  transport: Transport,
  { tender, participant, types, after = '', signal }: Subscription,
): AsyncGenerator<LedgerEvent> {
  const memory: StreamMemory = { id: after, retry: undefined }
  const address = addressOf(FEED, {}, { tender, participant, type: types?.join(',') })
  const isOver = (): boolean => signal?.aborted === true
  while (!isOver()) {
    try {
      yield* connection(transport, address, memory, signal)
    } catch (error) {
      if (isOver()) return
      if (isRefusal(error)) throw error
    }
    await sleep(memory.retry ?? PAUSE, signal).catch(() => undefined)
  }
}

/** One connection, until it ends or breaks or falls silent. */
async function* connection(
  transport: Transport,
  address: string,
  memory: StreamMemory,
  signal: AbortSignal | undefined,
): AsyncGenerator<LedgerEvent> {
  const silence = new AbortController()
  const signals = signal === undefined ? [silence.signal] : [signal, silence.signal]
  const resume = memory.id === '' ? {} : { 'last-event-id': memory.id }
  const headers = { accept: 'text/event-stream', ...resume }
  const response = await transport.send(address, {
    headers,
    signal: AbortSignal.any(signals),
    stream: true,
  })
  for await (const { id, event, data } of readMessages(textOf(response, silence), memory)) {
    signal?.throwIfAborted()
    yield { id, name: event, data: dataOf(data) } as LedgerEvent
  }
}

function dataOf(text: string): Record<string, unknown> {
  try {
    return parse(dataSchema, JSON.parse(text))
  } catch (cause) {
    throw clientError('GATEWAY_ANSWER', 'The feed tells something that this version does not understand.', {
      cause,
    })
  }
}

async function* textOf({ body, url }: Response, silence: AbortController): AsyncGenerator<string> {
  if (body === null) throw clientError('GATEWAY_ANSWER', `${url} gave no feed.`)
  const decoder = new TextDecoder()
  const reader = body.getReader()
  try {
    for (;;) {
      const timer = setTimeout(() => silence.abort(), LONGEST_SILENCE)
      const { done, value } = await reader.read().finally(() => clearTimeout(timer))
      if (done) return
      yield decoder.decode(value, { stream: true })
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
