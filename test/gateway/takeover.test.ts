import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { pino } from 'pino'
import type { Database } from '../../src/db/database.ts'
import { openDatabase } from '../../src/db/open.ts'
import { queueDepth } from '../../src/db/queries/queue.ts'
import { follow, type Indexer } from '../../src/indexer/follow.ts'
import { digest, type SignedStatement, signedStatementToJson } from '../../src/protocol/statement.ts'
import { type Cluster, NO_POSTGRES, postgresPrograms, startPostgres } from '../support/postgres.ts'
import { type LedgerWorld, openLedger } from './support/ledger.ts'
import { announce, prepare, signedBid, supplier, type TestTender } from './support/play.ts'

const MAIN = fileURLToPath(new URL('../../src/gateway/main.ts', import.meta.url))
const LEASE_SECONDS = 1
const BIDS = 120

type RunningGateway = { readonly child: ChildProcess; readonly url: string }

describe('gateway > two gateways over one PostgreSQL', () => {
  let world: LedgerWorld
  let cluster: Cluster
  let database: Database
  let indexer: Indexer
  let tenders: TestTender[]
  const children: ChildProcess[] = []

  before(async function () {
    this.timeout(120_000)
    const programs = postgresPrograms()
    if (programs === undefined) {
      console.log(`      pending: ${NO_POSTGRES}`)
      this.skip()
    }
    cluster = await startPostgres(programs)
    database = await openDatabase({ url: cluster.url })
    world = await openLedger()
    indexer = follow({
      contracts: world.contracts,
      database,
      log: pino({ level: 'silent' }),
      pollInterval: 20,
    })
    await prepare(world, BIDS, 4)
    tenders = [await announce(world, 0), await announce(world, 1)]
    await indexer.caughtUp(await world.contracts.provider.getBlockNumber())
  })
  after(async () => {
    for (const child of children) child.kill('SIGKILL')
    await indexer?.close()
    await database?.close()
    await world?.close()
    await cluster?.close()
  })

  /** A gateway in a process of its own, with two relay accounts of its own. */
  const startGateway = async (place: number): Promise<RunningGateway> => {
    const keys = world.node.relayKeys.slice(1 + 2 * place, 3 + 2 * place)
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env.PATH,
        BONGIN_PORT: '0',
        BONGIN_REQUESTS_PER_MINUTE: '0',
        BONGIN_RPC_URL: world.node.url,
        BONGIN_RELAY_KEY: keys.join(','),
        BONGIN_DATA: world.directory,
        BONGIN_LEASE_SECONDS: String(LEASE_SECONDS),
        DATABASE_URL: cluster.url,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    for await (const line of createInterface({ input: child.stdout })) {
      const { url } = JSON.parse(line) as { url?: string }
      if (url !== undefined) {
        child.stdout.resume()
        return { child, url }
      }
    }
    throw new Error('the gateway ended before it listened')
  }

  const send = async (
    { url }: RunningGateway,
    signed: SignedStatement,
    headers: Record<string, string> = {},
  ) =>
    fetch(`${url}/v1/statements`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(signedStatementToJson(signed)),
    })
  const nameOf = ({ statement }: SignedStatement) => digest(statement, world.deployment)
  const bidsAt = async (from: number, to: number): Promise<SignedStatement[]> =>
    Array.from({ length: to - from }, (_, place) =>
      signedBid(world, tenders[place % 2] as TestTender, supplier(from + place), 900_000n),
    )
  /** How often each statement was accepted, by the ledger's own events. */
  const accepted = async (): Promise<string[]> => {
    const { ledger, deployment } = world.contracts
    const logs = await ledger.queryFilter(ledger.filters.BidAccepted(), 0, 'latest')
    expect(logs.every(({ address }) => address.toLowerCase() === deployment.ledger)).to.equal(true)
    return logs.map(({ args }) => args.statement)
  }

  it('what a killed one had acknowledged is brought to the ledger by the other, each once', async function () {
    this.timeout(120_000)
    const [first, second] = await Promise.all([startGateway(0), startGateway(1)])
    const bids = await bidsAt(0, 80)
    const acknowledged: SignedStatement[] = []
    const sendings = bids.map(async bid => {
      const answer = await send(first, bid, { prefer: 'respond-async' }).catch(() => undefined)
      if (answer?.status === 202) acknowledged.push(bid)
    })
    await Promise.race(sendings)
    first.child.kill('SIGKILL')
    await Promise.all([once(first.child, 'exit'), ...sendings])
    expect(acknowledged.length).to.be.above(0)
    while ((await queueDepth(database)).waiting > 0) await sleep(50)

    const names = await accepted()
    for (const bid of acknowledged) expect(names.filter(name => name === nameOf(bid))).to.have.length(1)
    // Those who got no answer send again, to the gateway that is left.
    const answers = await Promise.all(bids.map(bid => send(second, bid)))
    expect(answers.map(({ status }) => status)).to.deep.equal(bids.map(() => 200))
    expect((await accepted()).toSorted()).to.deep.equal(bids.map(nameOf).toSorted())
  })

  it('one whose lease ran out while it slept does no harm when it wakes', async function () {
    this.timeout(120_000)
    const [sleeper, other] = await Promise.all([startGateway(0), startGateway(1)])
    const bids = await bidsAt(80, BIDS)
    const sendings = bids.map(bid => send(sleeper, bid))
    await sleep(30)
    sleeper.child.kill('SIGSTOP')
    await sleep(LEASE_SECONDS * 2_500)
    sleeper.child.kill('SIGCONT')
    const answers = await Promise.all(sendings)
    expect(answers.map(({ status }) => status)).to.deep.equal(bids.map(() => 200))
    while ((await queueDepth(database)).waiting > 0) await sleep(50)
    const names = await accepted()
    for (const bid of bids) expect(names.filter(name => name === nameOf(bid))).to.have.length(1)
    for (const gateway of [sleeper, other]) {
      gateway.child.kill('SIGTERM')
      await once(gateway.child, 'exit')
    }
    expect(await database.query('SELECT 1 FROM queue WHERE state = 3')).to.deep.equal([])
  })
})
