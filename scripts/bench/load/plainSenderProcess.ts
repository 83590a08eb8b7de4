import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PlainPlan, PlainReport } from './plainSender.ts'

/* Sends signed transactions one by one, as many at a time as it may, and looks for them in the blocks. In a process of its own. */

const plan = JSON.parse(process.argv[2] ?? '{}') as PlainPlan
const raws = (await readFile(plan.file, 'utf8')).split('\n')
const sentAt = new Map<string, number>()
const latencies: number[] = []
let refused = 0
let next = 0
let block = Number(await ask('eth_blockNumber', []))

const started = performance.now()
const work = async (): Promise<void> => {
  for (let raw = raws[next++]; raw !== undefined; raw = raws[next++]) {
    while (sentAt.size >= plan.window) await sleep(2)
    const sent = performance.now()
    const hash = await ask('eth_sendRawTransaction', [raw]).catch(() => undefined)
    if (hash === undefined) refused += 1
    else sentAt.set(String(hash), sent)
  }
}
const sending = Promise.all(Array.from({ length: 32 }, work))
while (latencies.length + refused < raws.length) await lookForBlock()
await sending
const report: PlainReport = {
  seconds: (performance.now() - started) / 1_000,
  latencies: latencies.sort((a, b) => a - b),
  refused,
}
process.send?.(report, () => process.disconnect())

async function lookForBlock(): Promise<void> {
  const found = (await ask('eth_getBlockByNumber', [`0x${(block + 1).toString(16)}`, false])) as {
    transactions: string[]
  } | null
  if (found === null) return void (await sleep(5))
  const missing = found.transactions.filter(hash => !sentAt.has(hash))
  // A block can be seen before the answer to who sent what is in it.
  if (missing.length > 0) return void (await sleep(2))
  for (const hash of found.transactions) {
    latencies.push(performance.now() - (sentAt.get(hash) ?? 0))
    sentAt.delete(hash)
  }
  block += 1
}

async function ask(method: string, params: unknown[]): Promise<unknown> {
  const response = await fetch(plan.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const { result, error } = (await response.json()) as { result?: unknown; error?: { message: string } }
  if (error !== undefined) throw new Error(error.message)
  return result
}
