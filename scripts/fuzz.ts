import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import document from '../src/generated/openapi.json' with { type: 'json' }
import { startDemoLedger } from './demo/ledger.ts'
import { tell } from './demo/story.ts'
import { knownOf } from './fuzz/known.ts'
import type { OpenApi } from './fuzz/operations.ts'
import { fuzz } from './fuzz/run.ts'

/**
 * `npm run fuzz:api [-- --requests 20000] [--seed 1] [--url http://…]`: sends generated requests to a gateway, of the
 * demonstration if none is named, and holds each answer against the OpenAPI document. Exit code 1 if there is anything to be
 * found.
 */

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '20000' },
    seed: { type: 'string' },
    url: { type: 'string' },
  },
})
const requests = Number(values.requests)
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed)
const say = (line: string): void => void process.stdout.write(`${line}\n`)
const EVERY = 1_000

async function run(url: string): Promise<void> {
  say(`${requests} requests to ${url}, seed ${seed} …`)
  const { statuses, findings, ...result } = await fuzz({
    url,
    document: document as unknown as OpenApi,
    requests,
    seed,
    known: await knownOf(url),
    onProgress: done => {
      if (done % EVERY === 0) say(`${done} …`)
    },
  })
  // One of a kind: the others say the same.
  const kinds = new Map(
    findings.toReversed().map(finding => [`${finding.operation}: ${finding.fault}`, finding]),
  )
  for (const finding of kinds.values()) say(JSON.stringify(finding, null, 2))
  say(`${result.requests} requests, ${findings.length} findings. By status: ${JSON.stringify(statuses)}`)
  if (findings.length > 0) process.exitCode = 1
}

async function runOnDemonstration(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'bongin-fuzz-'))
  const { stage, ledger, close } = await startDemoLedger({ directory, port: 0, quiet: true })
  try {
    await tell(stage, () => undefined)
    await run(ledger.url)
  } finally {
    await close()
    await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  }
}

await (values.url === undefined ? runOnDemonstration() : run(values.url))
