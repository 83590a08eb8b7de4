import { setTimeout as sleep } from 'node:timers/promises'
import type { Hex } from '../../../src/protocol/bytes.ts'
import { digest, type SignedStatement, signedStatementToJson } from '../../../src/protocol/statement.ts'
import type { Random } from './random.ts'
import type { Site } from './site.ts'

/** A statement whose author brings it to the ledger, whatever happens on the way. */
export interface Errand {
  readonly digest: Hex
  readonly signed: SignedStatement
  /** What the ledger's events show of it: see {@link ./record.ts}. */
  readonly mark: string
}

/** What an author was told. */
export type Told =
  | { readonly what: 'queued' }
  | { readonly what: 'included'; readonly block: number; readonly transaction: Hex }
  | { readonly what: 'refused'; readonly code: string; readonly detail: string }
  /** 202, and later the same gateways knew nothing of it. */
  | { readonly what: 'forgotten' }

/** All that became of an errand, as its author heard it. */
export interface Account {
  readonly errand: Errand
  readonly told: readonly Told[]
}

/** Answers that said nothing of a statement, by status and code, and how often; `0`: none at all. */
export type Trouble = Map<string, number>

export interface Load {
  readonly accounts: readonly Account[]
  readonly trouble: Trouble
}

/** Milliseconds. After the last nobody has been answered for so long that it counts as never. */
const LOOK = 100
const REST = 150
const ANSWER = 40_000
const NEVER = 150_000

export function errandOf({ world }: Pick<Site, 'world'>, signed: SignedStatement, mark: string): Errand {
  return { digest: digest(signed.statement, world.deployment), signed, mark }
}

/**
 * Lets authors bring their statements, beginning within so many milliseconds, until each is told for good what became of it. Some wait
 * for the receipt, some are content with the queue and ask; some send everything twice.
 */
export async function bringAll(
  site: Site,
  errands: readonly Errand[],
  random: Random,
  spread: number,
): Promise<Load> {
  const trouble: Trouble = new Map()
  const bearers = errands.flatMap(errand => {
    const habits = () => ({ begin: random.next() * spread, queues: random.chance(0.5), seed: random.next() })
    return random.chance(0.2)
      ? [
          { errand, ...habits() },
          { errand, ...habits() },
        ]
      : [{ errand, ...habits() }]
  })
  const accounts = await Promise.all(
    bearers.map(async ({ errand, begin, queues, seed }) => {
      await sleep(begin)
      const told: Told[] = []
      await bring({ site, errand, queues, told, trouble, turn: Math.floor(seed * 8) })
      return { errand, told }
    }),
  )
  return { accounts, trouble }
}

interface Bearer {
  readonly site: Site
  readonly errand: Errand
  readonly queues: boolean
  readonly told: Told[]
  readonly trouble: Trouble
  /** Which gateway is asked next. */
  turn: number
}

async function bring(bearer: Bearer): Promise<void> {
  const { errand, told, queues } = bearer
  const body = JSON.stringify(signedStatementToJson(errand.signed))
  const headers = { 'content-type': 'application/json', ...(queues && { prefer: 'respond-async' }) }
  const deadline = Date.now() + NEVER
  while (Date.now() < deadline) {
    const answer = await ask(bearer, '/v1/statements', { method: 'POST', headers, body })
    if (answer.status === 202) {
      told.push({ what: 'queued' })
      await watch(bearer, deadline)
      return
    }
    if (answer.status === 200) return void told.push({ what: 'included', ...placeOf(answer.body) })
    if (isFinal(answer)) return void told.push({ what: 'refused', ...reasonOf(answer.body) })
    await sleep(REST)
  }
}

/** Asks until the queue says how it ended. */
async function watch(bearer: Bearer, deadline: number): Promise<void> {
  const { errand, told } = bearer
  while (Date.now() < deadline) {
    await sleep(LOOK)
    const { status, body } = await ask(bearer, `/v1/statements/${errand.digest}`)
    if (status === 404) return void told.push({ what: 'forgotten' })
    if (status !== 200) continue
    if (body.state === 'included') return void told.push({ what: 'included', ...placeOf(body.inclusion) })
    if (body.state === 'refused') return void told.push({ what: 'refused', ...reasonOf(body.refusal) })
  }
}

interface Answer {
  /** 0: no answer. */
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

async function ask(bearer: Bearer, address: string, request: RequestInit = {}): Promise<Answer> {
  const { site, trouble } = bearer
  const urls = site.urls()
  const url = urls[bearer.turn % urls.length]
  if (url === undefined) return { status: 0, body: {} }
  const answer = await send(`${url}${address}`, request)
  if (answer.status >= 200 && answer.status < 500) return answer
  // Another gateway may be better off.
  bearer.turn += 1
  const name = answer.status === 0 ? '0' : `${answer.status} ${String(answer.body.code)}`
  trouble.set(name, (trouble.get(name) ?? 0) + 1)
  return answer
}

async function send(url: string, request: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(ANSWER) })
    return { status: response.status, body: (await response.json()) as Answer['body'] }
  } catch {
    return { status: 0, body: {} }
  }
}

/** What would be answered the same if it were asked again. */
const isFinal = ({ status }: Answer): boolean =>
  status >= 400 && status < 500 && status !== 408 && status !== 429

function placeOf(value: unknown): { block: number; transaction: Hex } {
  const { block, transaction } = value as { block: number; transaction: Hex }
  return { block, transaction }
}

function reasonOf(value: unknown): { code: string; detail: string } {
  const { code, detail } = value as { code: string; detail: string }
  return { code, detail }
}
