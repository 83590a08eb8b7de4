import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { pino } from 'pino'
import { z } from 'zod'
import { connect, type Ledger } from '../../../src/chain/contracts.ts'
import { deployOnce } from '../../../src/chain/deploy.ts'
import { type EmbeddedNode, startEmbeddedNode } from '../../../src/chain/embedded/node.ts'
import { createRelay, type Relay } from '../../../src/chain/relay.ts'
import { relayStatement } from '../../../src/chain/statements.ts'
import type { Database } from '../../../src/db/database.ts'
import { openDatabase } from '../../../src/db/open.ts'
import { CODES, type Code } from '../../../src/gateway/codes.ts'
import type { GatewayConfig } from '../../../src/gateway/config/config.ts'
import { createContext } from '../../../src/gateway/context.ts'
import { ROUTES } from '../../../src/gateway/routes/routes.ts'
import { problemSchema } from '../../../src/gateway/schema/problem.ts'
import { type Gateway, startGateway } from '../../../src/gateway/server.ts'
import { follow, type Indexer } from '../../../src/indexer/follow.ts'
import type { Hex } from '../../../src/protocol/bytes.ts'
import {
  type Deployment,
  type SignedStatement,
  signedStatementToJson,
  type Statement,
} from '../../../src/protocol/statement.ts'
import { type Author, REGISTRAR, sign } from '../../support/ledger/author.ts'

/** A ledger on a real node with a clock that the test moves, the index, and a gateway that listens. */
export type World = {
  readonly directory: string
  readonly node: EmbeddedNode
  readonly deployment: Deployment
  readonly contracts: Ledger
  readonly relay: Relay
  readonly database: Database
  readonly indexer: Indexer
  readonly gateway: Gateway
  /** Seconds since 1970. */
  time: number
  close(): Promise<void>
}

export const START = 1_800_000_000

export type WorldOptions = {
  /** Goes on with what an earlier world left there; otherwise a new directory, removed at the end. */
  readonly directory?: string
  readonly time?: number
  readonly config?: Partial<GatewayConfig>
}

export const openWorld = async ({ directory: given, time = START, config = {} }: WorldOptions = {}): Promise<World> => {
  const directory = given ?? (await mkdtemp(path.join(tmpdir(), 'bongin-gateway-')))
  const clock = { time }
  const node = await startEmbeddedNode({ directory: path.join(directory, 'chain'), clock: () => clock.time })
  const privateKey = node.relayKeys[0] as Hex
  const registrar = { participant: REGISTRAR.participant, signer: REGISTRAR.signer }
  const chainId = BigInt(node.chainId)
  const deployment = await deployOnce({ url: node.url, chainId, privateKey, directory, registrar })
  const contracts = connect(node.url, deployment)
  const relay = createRelay({ provider: contracts.provider, privateKey })
  const database = await openDatabase({ directory: path.join(directory, 'index') })
  const log = pino({ level: 'silent' })
  const indexer = follow({ contracts, database, log, pollInterval: 20 })
  const parts = { contracts, relay, database, log, index: indexer, clock: () => clock.time }
  const gateway = await startGateway(createContext({ ...parts, config: { port: 0, requestsPerMinute: 0, ...config } }))
  const close = async (): Promise<void> => {
    await gateway.close()
    await indexer.close()
    relay.close()
    contracts.provider.destroy()
    await node.close()
    await database.close()
    if (given === undefined) await rm(directory, { recursive: true, force: true })
  }
  return {
    ...{ directory, node, deployment, contracts, relay, database, indexer, gateway, close },
    get time() {
      return clock.time
    },
    set time(next) {
      clock.time = next
    },
  }
}

/** A further gateway over the same ledger and index, as after a restart or beside the first. */
export const openGateway = (world: World, config: Partial<GatewayConfig> = {}): Promise<Gateway> => {
  const { contracts, relay, database, indexer } = world
  const parts = { contracts, relay, database, log: pino({ level: 'silent' }), index: indexer, clock: () => world.time }
  return startGateway(createContext({ ...parts, config: { port: 0, requestsPerMinute: 0, ...config } }))
}

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Record<string, unknown> }

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
  const known = ROUTES.find((each) => each.method === method && patternOf(each.path).test(pathname))
  const schema = response.ok ? known?.answer : problemSchema
  if (schema !== undefined && !pathname.startsWith('/health')) z.parse(schema, body)
  return { status: response.status, headers: response.headers, body: body as Record<string, unknown> }
}

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)

/** Expects a problem document with this code, and gives it back. */
export const expectProblem = ({ status, headers, body }: Answer, code: Code): Answer['body'] => {
  expect(body, JSON.stringify(body)).to.include({ code, status: CODES[code].status, title: CODES[code].en })
  expect(status).to.equal(CODES[code].status)
  expect(headers.get('content-type')).to.match(/^application\/problem\+json/)
  expect(body['instance']).to.equal(`urn:uuid:${headers.get('x-request-id')}`)
  expect(body['detail']).to.match(/^[A-Z].*\.$/s)
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

/** Brings a statement to the ledger past the gateway: for what a test needs and does not test. */
export const act = (
  world: World,
  author: Author,
  statement: Statement,
  points: Pick<SignedStatement, 'joint' | 'keys'> = {},
): ReturnType<typeof relayStatement> => relayStatement(sign(world, author, statement, points), world.contracts, world.relay)
