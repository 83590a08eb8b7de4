import { readFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import type { Read, ReadPlan, ReadReport } from './reader.ts'

/* Readers of a gateway, in a process of their own. */

const plan = JSON.parse(process.argv[2] ?? '{}') as ReadPlan
const reads = (await readFile(plan.file, 'utf8'))
  .split('\n')
  .filter(Boolean)
  .map(line => JSON.parse(line) as Read)
const agent = new Agent({ keepAlive: true, maxSockets: plan.connections })
const latencies: number[] = []
const answers: Record<string, number> = {}
const tags = new Map<string, string>()
let bytes = 0
let next = 0

for (const { path, isKnown } of reads) if (isKnown) await ask(path)
await readUntil(performance.now() + plan.seconds * 100)
latencies.length = 0
bytes = 0
for (const status of Object.keys(answers)) delete answers[status]
const before = process.cpuUsage()
const started = performance.now()
await readUntil(started + plan.seconds * 1_000)
const seconds = (performance.now() - started) / 1_000
const { user, system } = process.cpuUsage(before)
agent.destroy()
const report: ReadReport = {
  seconds,
  latencies: latencies.sort((a, b) => a - b),
  answers,
  volume: bytes / 2 ** 20,
  memory: Math.round(process.resourceUsage().maxRSS / 1024),
  processor: (user + system) / 1_000_000,
}
process.send?.(report, () => process.disconnect())

function readUntil(end: number): Promise<unknown> {
  const work = async (): Promise<void> => {
    while (performance.now() < end) {
      const { path, isKnown = false } = reads[next++ % reads.length] as Read
      const asked = performance.now()
      const status = await ask(path, isKnown ? tags.get(path) : undefined)
      latencies.push(performance.now() - asked)
      answers[status] = (answers[status] ?? 0) + 1
    }
  }
  return Promise.all(Array.from({ length: plan.connections }, work))
}

/** @returns the answer's status once all of it is here */
function ask(path: string, tag?: string): Promise<number> {
  const headers = tag === undefined ? {} : { 'if-none-match': tag }
  return new Promise(resolve => {
    const failed = (): void => resolve(0)
    const outgoing = request(new URL(path, plan.url), { agent, headers }, incoming => {
      incoming.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      incoming.on('error', failed)
      incoming.on('end', () => {
        const { etag } = incoming.headers
        if (etag !== undefined) tags.set(path, etag)
        resolve(incoming.statusCode ?? 0)
      })
    })
    outgoing.on('error', failed)
    outgoing.end()
  })
}
