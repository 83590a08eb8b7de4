import path from 'node:path'
import { expect } from 'chai'
import { pino } from 'pino'
import { z } from 'zod'
import type { Database } from '../../../src/db/database.ts'
import { openDatabase } from '../../../src/db/open.ts'
import { openDocumentStore } from '../../../src/documents/store/open.ts'
import type { DocumentStore } from '../../../src/documents/store/store.ts'
import { type EvidenceSource, evidenceFrom } from '../../../src/evidence/export.ts'
import { openRpc } from '../../../src/evidence/rpc.ts'
import { CODES, type Code } from '../../../src/gateway/codes.ts'
import type { GatewayConfig } from '../../../src/gateway/config/config.ts'
import { createContext } from '../../../src/gateway/context.ts'
import { ROUTES } from '../../../src/gateway/routes/routes.ts'
import { problemSchema } from '../../../src/gateway/schema/problem.ts'
import { type Gateway, startGateway } from '../../../src/gateway/server.ts'
import { follow, type Indexer } from '../../../src/indexer/follow.ts'
import {
  type SignedStatement,
  type Statement,
  signedStatementToJson,
} from '../../../src/protocol/statement.ts'
import { type Author, sign } from '../../support/ledger/author.ts'
import { witnessFor } from './evidence.ts'
import { type LedgerOptions, type LedgerWorld, openLedger } from './ledger.ts'

/** A ledger, its index, and a gateway that listens. */
export type World = LedgerWorld & {
  readonly database: Database
  readonly indexer: Indexer
  readonly gateway: Gateway
  /** All gateways; those that a test opens besides close with the world, also when the test fails. */
  readonly gateways: Gateway[]
  readonly evidence: EvidenceSource
  /** Where all gateways keep the documents of bids. */
  readonly store: DocumentStore
}

export const openWorld = async (options: LedgerOptions = {}): Promise<World> => {
  const ledger = await openLedger(options)
  const { contracts, directory } = ledger
  const database = await openDatabase({ directory: path.join(directory, 'index') })
  const indexer = follow({ contracts, database, log: pino({ level: 'silent' }), pollInterval: 20 })
  const gateways: Gateway[] = []
  const rpc = openRpc(ledger.node.url)
  const evidence = evidenceFrom(rpc, ledger.deployment, witnessFor(rpc))
  const store = await openDocumentStore(path.join(directory, 'documents'))
  const gateway = await openGateway({ ...ledger, database, indexer, gateways, evidence, store })
  const close = async (): Promise<void> => {
    await Promise.all(gateways.map(each => each.close()))
    await indexer.close()
    await database.close()
    await ledger.close()
  }
  return { ...ledger, database, indexer, gateway, gateways, evidence, store, close }
}

/** A further gateway over the same ledger and index, as after a restart or beside the first. */
export const openGateway = async (
  { contracts, relay, database, indexer, clock, gateways, evidence, store }: Omit<World, 'gateway'>,
  config: Partial<GatewayConfig> = {},
): Promise<Gateway> => {
  const parts = {
    contracts,
    relay,
    database,
    log: pino({ level: 'silent' }),
    index: indexer,
    clock: () => clock.time,
    evidence,
    store,
  }
  const gateway = await startGateway(
    createContext({ ...parts, config: { port: 0, requestsPerMinute: 0, ...config } }),
  )
  gateways.push(gateway)
  return gateway
}

export type Answer = {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown>
}

/** Sends a body as it is: a string or bytes go out unchanged. */
export const post = async (
  { gateway }: Pick<World, 'gateway'>,
  route: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> => {
  const raw = typeof body === 'string' || body instanceof Uint8Array
  const response = await fetch(`${gateway.url}${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: raw ? (body as string) : JSON.stringify(body),
  })
  return answerOf('post', route, response)
}

export const get = async (
  { gateway }: Pick<World, 'gateway'>,
  route: string,
  headers: Record<string, string> = {},
): Promise<Answer> => answerOf('get', route, await fetch(`${gateway.url}${route}`, { headers }))

/** Reads an answer and holds it against what the documentation promises for this route. */
const answerOf = async (method: string, route: string, response: Response): Promise<Answer> => {
  const body: unknown = await response.json()
  const [pathname = ''] = route.split('?')
  const known = ROUTES.find(each => each.method === method && patternOf(each.path).test(pathname))
  const success = response.status === 202 ? known?.accepted : known?.answer
  const schema = response.ok ? success : problemSchema
  if (schema !== undefined && !pathname.startsWith('/health')) z.parse(schema, body)
  return { status: response.status, headers: response.headers, body: body as Record<string, unknown> }
}

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)

/** Expects a problem document with this code, and gives it back. */
export const expectProblem = ({ status, headers, body }: Answer, code: Code): Answer['body'] => {
  expect(body, JSON.stringify(body)).to.include({ code, status: CODES[code].status, title: CODES[code].en })
  expect(status).to.equal(CODES[code].status)
  expect(headers.get('content-type')).to.match(/^application\/problem\+json/)
  expect(body.instance).to.equal(`urn:uuid:${headers.get('x-request-id')}`)
  expect(body.detail).to.match(/^[A-Z].*\.$/s)
  return body
}

export const expectDone = ({ status, body }: Answer): Answer['body'] => {
  expect(status, JSON.stringify(body)).to.equal(200)
  return body
}

/** Signs a statement and sends it through the gateway. */
export const submit = (world: World, author: Author, statement: Statement): Promise<Answer> =>
  postSigned(world, sign(world, author, statement))

export const postSigned = (world: World, signed: SignedStatement): Promise<Answer> =>
  post(world, '/v1/statements', signedStatementToJson(signed))

/** Waits until the index shows all that is on the ledger: for what was brought there past the gateway. */
export const shown = async ({ indexer, contracts }: World): Promise<void> =>
  indexer.caughtUp(await contracts.provider.getBlockNumber())
