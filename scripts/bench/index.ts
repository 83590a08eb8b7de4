import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { connect } from '../../src/chain/contracts.ts'
import { writeDeployment } from '../../src/chain/deployment.ts'
import { fetchEvents } from '../../src/chain/events.ts'
import { openStage, type Stage } from '../vectors/evidence/stage.ts'
import { playLargeTender } from './largeTender.ts'
import type { BenchOptions, Figures, Say } from './options.ts'

const INDEX = fileURLToPath(new URL('./indexProcess.ts', import.meta.url))

const ranSchema = z.strictObject({ events: z.number(), milliseconds: z.number(), peakMiB: z.number() })

/** A ledger with one large tender, indexed from block 0 by a process of its own. */
export async function benchIndex(options: BenchOptions, say: Say): Promise<Figures> {
  const { bids = 3_000, databaseUrl } = options
  const directory = await mkdtemp(join(tmpdir(), 'bongin-bench-'))
  const stage = await openStage()
  try {
    await playLargeTender(stage, bids, say)
    await writeDeployment(directory, { ...stage.deployment, block: 0 })
    say('Indexing')
    const place = databaseUrl ?? join(directory, 'index')
    const ran = await run([stage.url, directory, place, `bench_${Date.now()}`])
    const onChain = await countEvents(stage)
    return {
      bids,
      database: databaseUrl === undefined ? 'embedded' : 'PostgreSQL',
      events: ran.events,
      lost: onChain - ran.events,
      seconds: Math.round(ran.milliseconds / 10) / 100,
      eventsPerSecond: Math.round((ran.events / ran.milliseconds) * 1_000),
      peakMiB: ran.peakMiB,
    }
  } finally {
    await stage.close()
    await rm(directory, { recursive: true, force: true })
  }
}

async function run(args: readonly string[]): Promise<z.output<typeof ranSchema>> {
  const child = spawn(process.execPath, [...process.execArgv, INDEX, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said, [code]] = await Promise.all([
    text(child.stdout),
    once(child, 'close') as Promise<[number | null]>,
  ])
  if (code !== 0) throw new Error(`The indexing ended with ${code}.`)
  return ranSchema.parse(JSON.parse(said))
}

/** What the node says, block by block, past the indexer. */
async function countEvents({ url, deployment }: Stage): Promise<number> {
  const contracts = connect(url, deployment)
  try {
    const head = await contracts.provider.getBlockNumber()
    let events = 0
    for (let block = 0; block <= head; block++) events += (await fetchEvents(contracts, block, block)).length
    return events
  } finally {
    contracts.provider.destroy()
  }
}
