import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LoadPlan, LoadReport } from './generator.ts'

/*
 * The load: posts the bids of a file at their times, whether the ones before are answered or not, as bidders do. A full queue makes a
 * bidder come again as it is told to. Runs in a process of its own.
 */

const plan = JSON.parse(process.argv[2] ?? '{}') as LoadPlan
const agent = new Agent({ keepAlive: true, maxSockets: plan.connections })
const target = new URL('/v1/statements', plan.url)
const latencies: number[] = []
const acknowledged: string[] = []
const answers: Record<string, number> = {}
const underWay = new Set<Promise<void>>()
let repeats = 0
let largest = 0

const started = performance.now()
let place = 0
for await (const body of createInterface({ input: createReadStream(plan.file) })) {
  const due = started + dueAt(place)
  const early = due - performance.now()
  if (early > 1) await sleep(early)
  place += 1
  const work: Promise<void> = bring(body, due).finally(() => underWay.delete(work))
  underWay.add(work)
  largest = Math.max(largest, underWay.size)
}
const sendingSeconds = (performance.now() - started) / 1_000
await Promise.all(underWay)
const seconds = (performance.now() - started) / 1_000
agent.destroy()
await writeFile(plan.acknowledged, acknowledged.join('\n'))
const report: LoadReport = {
  sent: place,
  sendingSeconds,
  seconds,
  latencies: latencies.sort((a, b) => a - b),
  answers,
  repeats,
  largest,
  memory: Math.round(process.resourceUsage().maxRSS / 1024),
  processor: (process.cpuUsage().user + process.cpuUsage().system) / 1_000_000,
}
process.send?.(report, () => process.disconnect())

/** Milliseconds after the start at which a bid is due: evenly, or at a rate that rises in a line to three times that of the beginning. */
function dueAt(index: number): number {
  if (plan.profile === 'even') return (index / plan.rate) * 1_000
  // Rate a(1 + 2x) over the time x from 0 to 1: the share of bids until x is (x + x²) / 2.
  const share = index / plan.count
  return ((-1 + Math.sqrt(1 + 8 * share)) / 2) * (plan.count / plan.rate) * 1_000
}

/** Until it is answered for good. */
async function bring(body: string, due: number): Promise<void> {
  for (let tries = 0; tries < plan.tries; tries += 1) {
    const { status, text, retryAfter } = await post(body)
    answers[status] = (answers[status] ?? 0) + 1
    if (status === 200 || status === 202) {
      latencies.push(performance.now() - due)
      acknowledged.push((JSON.parse(text) as { digest: string }).digest)
      return
    }
    if (status < 500) answers[text.slice(0, 200)] = (answers[text.slice(0, 200)] ?? 0) + 1
    if (status !== 0 && status < 500) return
    repeats += 1
    await sleep(retryAfter * 1_000 * (0.5 + Math.random()))
  }
}

function post(body: string): Promise<{ status: number; text: string; retryAfter: number }> {
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...(plan.wait ? {} : { prefer: 'respond-async' }),
  }
  return new Promise(resolve => {
    const failed = ({ code = 'cut off' }: NodeJS.ErrnoException): void =>
      resolve({ status: 0, text: code, retryAfter: 1 })
    const outgoing = request(target, { agent, method: 'POST', headers }, incoming => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', failed)
      incoming.on('end', () => {
        const { statusCode = 0, headers: said } = incoming
        const text = Buffer.concat(chunks).toString()
        resolve({ status: statusCode, text, retryAfter: Number(said['retry-after'] ?? 1) })
      })
    })
    outgoing.on('error', failed)
    outgoing.end(body)
  })
}
