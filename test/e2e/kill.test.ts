import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import type { z } from 'zod'
import { bidSchema, orderSchema, tenderSchema } from '../../src/cli/api.ts'
import { createGateway, type Gateway } from '../../src/cli/gateway.ts'
import { officialResult } from './official.ts'

const START = fileURLToPath(new URL('../../scripts/start.ts', import.meta.url))
const NOTICE = '20241240614-001'

/** `npm start` in a process group of its own, so that all of it can be killed at once. */
interface Running {
  readonly child: ChildProcess
  readonly gateway: Gateway
  /** Everything that it has said so far. */
  readonly said: string[]
}

describe('kill -9 of the whole process tree', () => {
  let directory: string
  const started: ChildProcess[] = []

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bongin-kill-'))
  })

  after(async () => {
    for (const child of started) kill(child)
    await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  })

  it('in the midst of the 577 submissions loses nothing that was acknowledged, and the start after it ends with the official result', async function () {
    this.timeout(600_000)
    const first = await start()
    await bidsReach(first.gateway, 50)
    const acknowledged = await bidsOf(first.gateway)
    kill(first.child)
    await once(first.child, 'exit')

    const second = await start()
    const kept = await bidsOf(second.gateway)
    // The same statements in the same blocks of the same transactions.
    expect(kept.slice(0, acknowledged.length)).to.deep.equal(acknowledged)
    await bidsReach(second.gateway, Math.min(kept.length + 100, 570))
    kill(second.child)
    await once(second.child, 'exit')

    const third = await start()
    await told(third, 'Where to look')
    await verifyOfficialResult(third.gateway)
    third.child.kill('SIGTERM')
    expect(await once(third.child, 'exit')).to.deep.equal([0, null])
  })

  async function start(): Promise<Running> {
    const env = { ...process.env, BONGIN_DATA: directory, BONGIN_PORT: '0' }
    const child = spawn(process.execPath, [START], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    started.push(child)
    const said: string[] = []
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', line => said.push(line))
    const running = { child, said }
    const line = await told(running, 'The gateway answers at ')
    return { ...running, gateway: createGateway(line.slice(line.indexOf('http'))) }
  }
})

async function verifyOfficialResult(gateway: Gateway): Promise<void> {
  const { line, acceptable, rejected, reservePrice, bids } = await officialResult()
  const tender = await construction(gateway)
  if (tender === undefined) throw new Error('The tender is not there.')
  expect(tender).to.include({ phase: 'Concluded', bids, acceptable, reserve: BigInt(reservePrice) })
  const order = await gateway.list(`/v1/tenders/${tender.tender}/order`, orderSchema)
  const accepted = order.filter(({ verdict }) => verdict === 'Acceptable')
  expect(accepted.map(({ price }) => Number(price))).to.deep.equal(line)
  expect(order.length - accepted.length).to.equal(rejected)
}

async function construction(gateway: Gateway) {
  const tenders = await gateway.list('/v1/tenders', tenderSchema)
  return tenders.find(({ terms }) => terms.notice === NOTICE)
}

async function bidsOf(gateway: Gateway): Promise<z.output<typeof bidSchema>[]> {
  const tender = await construction(gateway)
  return tender === undefined ? [] : gateway.list(`/v1/tenders/${tender.tender}/bids`, bidSchema)
}

async function bidsReach(gateway: Gateway, count: number): Promise<void> {
  for (;;) {
    const tender = await construction(gateway)
    if (tender !== undefined && tender.bids >= count) return
    await sleep(20)
  }
}

/** The first line that holds a text. */
async function told({ child, said }: Pick<Running, 'child' | 'said'>, text: string): Promise<string> {
  for (;;) {
    const line = said.find(candidate => candidate.includes(text))
    if (line !== undefined) return line
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`It ended: ${said.join('\n')}`)
    await sleep(20)
  }
}

function kill({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL')
}
