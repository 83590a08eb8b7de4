import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** What the load generator is to do. */
export interface LoadPlan {
  readonly url: string
  /** Bids as JSON, one a line, and how many. */
  readonly file: string
  readonly count: number
  /** Bids a second, in the mean. */
  readonly rate: number
  readonly profile: 'even' | 'rising'
  /** Whether each bid waits for its receipt, or is content with standing in the queue. */
  readonly wait: boolean
  readonly connections: number
  /** How often a bid is sent again after an answer that says to come again. */
  readonly tries: number
  /** Where to write the digests that were acknowledged, one a line. */
  readonly acknowledged: string
}

export interface LoadReport {
  readonly sent: number
  readonly sendingSeconds: number
  /** Until the last answer. */
  readonly seconds: number
  /** Milliseconds from when a bid was due to its acknowledgement, ascending. */
  readonly latencies: readonly number[]
  /** How many answers of each status, and of each problem that is not worth a repetition. */
  readonly answers: Readonly<Record<string, number>>
  readonly repeats: number
  /** Most requests under way at once. */
  readonly largest: number
  /** Most memory held, in MiB, and seconds of a processor used. */
  readonly memory: number
  readonly processor: number
}

const PROGRAM = fileURLToPath(new URL('./generatorProcess.ts', import.meta.url))

export async function generateLoad(plan: LoadPlan): Promise<LoadReport> {
  const child = fork(PROGRAM, [JSON.stringify(plan)], { serialization: 'advanced' })
  const [report] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`The load generator ended with ${code}.`)
    }),
  ])) as [LoadReport]
  return report
}

/** Percentiles of an ascending list of milliseconds, with so many decimals. */
export function percentiles(
  ascending: readonly number[],
  decimals = 0,
): Record<'p50' | 'p95' | 'p99' | 'max', number> {
  const at = (share: number): number => {
    const value = ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? 0
    return Math.round(value * 10 ** decimals) / 10 ** decimals
  }
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}
