import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { readDeployment } from '../../src/chain/deployment.ts'
import type { Database } from '../../src/db/database.ts'
import { openDatabase } from '../../src/db/open.ts'
import { rebuild } from '../../src/indexer/rebuild.ts'
import type { Hex } from '../../src/protocol/bytes.ts'
import { type SignedStatement, signedStatementToJson } from '../../src/protocol/statement.ts'
import { type LedgerWorld, openLedger } from '../gateway/support/ledger.ts'
import { announce, prepare, signedBid, supplier } from '../gateway/support/play.ts'
import { rememberingLog } from '../indexer/support.ts'
import { REGISTRAR } from '../support/ledger/author.ts'
import { type Cluster, NO_POSTGRES, postgresPrograms, startPostgres } from '../support/postgres.ts'

const GATEWAY = fileURLToPath(new URL('../../src/gateway/main.ts', import.meta.url))
const INDEXER = fileURLToPath(new URL('../../src/indexer/main.ts', import.meta.url))
const DEPLOY = fileURLToPath(new URL('../../scripts/deploy.ts', import.meta.url))
const BIDS = 12

describe('gateways, indexer, PostgreSQL and node, each a process of its own', function () {
  this.timeout(180_000)
  let world: LedgerWorld
  let cluster: Cluster
  let database: Database
  const children: ChildProcess[] = []

  before(async function () {
    const programs = postgresPrograms()
    if (programs === undefined) {
      this.test?.parent?.tests.forEach(test => {
        test.title += ` (${NO_POSTGRES})`
      })
      return this.skip()
    }
    cluster = await startPostgres(programs)
    world = await openLedger()
    database = await openDatabase({ url: cluster.url })
  })
  after(async () => {
    await Promise.all(children.map(kill))
    await database?.close()
    await world?.close()
    await cluster?.close()
  })

  /** @returns what the program logs, line by line */
  const start = (program: string, environment: Record<string, string> = {}) => {
    const env = {
      PATH: process.env.PATH,
      BONGIN_RPC_URL: world.node.url,
      BONGIN_DATA: world.directory,
      DATABASE_URL: cluster.url,
      ...environment,
    }
    const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(child)
    return { child, lines: createInterface({ input: child.stdout }) }
  }
  const startGateway = async (relay: number) => {
    const { child, lines } = start(GATEWAY, {
      BONGIN_PORT: '0',
      BONGIN_RELAY_KEY: world.node.relayKeys[relay] as Hex,
    })
    for await (const line of lines) {
      const { url } = JSON.parse(line) as { url?: string }
      if (url !== undefined) return { child, url }
    }
    throw new Error('The gateway ended.')
  }
  const submit = async (url: string, signed: SignedStatement) => {
    const response = await fetch(`${url}/v1/statements`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(signedStatementToJson(signed)),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const replaced = async (indexer: ChildProcess): Promise<ChildProcess> => {
    await kill(indexer)
    return start(INDEXER).child
  }
  const allShown = async (url: string, tender: Hex): Promise<void> => {
    for (let shown = 0; shown < BIDS; await sleep(50)) {
      const response = await fetch(`${url}/v1/tenders/${tender}/bids`)
      const { items = [] } = (await response.json()) as { items?: unknown[] }
      shown = items.length
    }
  }

  it('work together, and lose nothing when indexer and gateway are killed', async () => {
    const one = await startGateway(1)
    const two = await startGateway(2)
    let indexer: ChildProcess = start(INDEXER).child
    await prepare(world, BIDS)
    const tender = await announce(world, 0)

    const bids = Array.from({ length: BIDS }, (_, place) =>
      signedBid(world, tender, supplier(place), 900_000n),
    )
    for (const [place, bid] of bids.entries()) {
      if (place % 4 === 2) indexer = await replaced(indexer)
      expectTaken(await submit(place % 2 === 0 ? one.url : two.url, bid))
    }
    await kill(one.child)
    await allShown(two.url, tender.id)
    // Whoever asks again, of a gateway that is still there, hears the same.
    for (const bid of bids) expect(await submit(two.url, bid)).to.include({ status: 200 })

    const { log } = rememberingLog()
    const { tables } = await rebuild({ contracts: world.contracts, database, log })
    expect(tables.filter(({ same }) => !same)).to.deep.equal([])
    expect(tables.find(({ name }) => name === 'bids')?.rows).to.equal(BIDS)
    for (const child of [indexer, two.child]) {
      child.kill('SIGTERM')
      expect(await once(child, 'exit')).to.deep.equal([0, null])
    }
  })

  it('stand on contracts that were put onto the chain by a command, which does it once', async () => {
    const directory = join(world.directory, 'deployed')
    const { participant, signer } = REGISTRAR
    const runs = [0, 1].map(() => async () => {
      const env = {
        PATH: process.env.PATH,
        BONGIN_RPC_URL: world.node.url,
        BONGIN_DATA: directory,
        BONGIN_RELAY_KEY: world.node.relayKeys[3],
      }
      const child = spawn(process.execPath, [DEPLOY, '--registrar', `${participant}`, '--signer', signer], {
        env,
      })
      children.push(child)
      const [said] = await Promise.all([text(child.stdout), once(child, 'close')])
      return JSON.parse(said)
    })
    const first = await runs[0]?.()
    expect(first).to.include({ chainId: String(world.node.chainId) })
    expect(first.ledger).to.not.equal(world.deployment.ledger)
    expect(await runs[1]?.()).to.deep.equal(first)
    expect(await readDeployment(directory)).to.include({ ledger: first.ledger })
  })

  it('say what is missing in their environment, and never what it holds', async () => {
    for (const program of [INDEXER, GATEWAY]) {
      const child = spawn(process.execPath, [program], {
        env: { PATH: process.env.PATH, DATABASE_URL: 'mysql://user:secret@host' },
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      children.push(child)
      const said: string[] = []
      child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text))
      expect(await once(child, 'close')).to.deep.equal([1, null])
      expect(said.join(''))
        .to.match(/^INVALID_CONFIGURATION: .*BONGIN_RPC_URL.*DATABASE_URL/s)
        .and.not.include('secret')
    }
  })
})

/** Done, or safe in the queue while there is no indexer that would show it. */
const expectTaken = ({ status, body }: { status: number; body: unknown }): void => {
  expect(status, JSON.stringify(body)).to.be.oneOf([200, 202])
}

const kill = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}
