import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Figures } from '../options.ts'
import { generateLoad, type LoadPlan, type LoadReport, percentiles } from './generator.ts'
import type { BenchLedger } from './ledger.ts'
import { countLost } from './lost.ts'

/** A folder for what a benchmark writes, gone afterwards. */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'bongin-load-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Load = Pick<LoadPlan, 'file' | 'count' | 'rate' | 'profile'>

/** Brings bids to a ledger's gateway, each waiting for its receipt, and counts what became of them. */
export async function bringBids(ledger: BenchLedger, folder: string, load: Load): Promise<Figures> {
  const acknowledged = join(folder, 'acknowledged')
  const before = ledger.usage.processor()
  const common = { url: ledger.url, wait: true, connections: 8_000, tries: 200, acknowledged }
  const report = await generateLoad({ ...load, ...common })
  const spent = difference(before, ledger.usage.processor())
  const { lost, doubled } = await countLost(ledger, acknowledged)
  return { ...figuresOf(report), lost, doubled, ...usageOf(ledger, spent, report) }
}

function figuresOf(report: LoadReport): Figures {
  return {
    bids: report.sent,
    acknowledged: report.latencies.length,
    bidsPerSecond: tenths(report.latencies.length / report.seconds),
    ...percentiles(report.latencies),
    sendingSeconds: tenths(report.sendingSeconds),
    repeats: report.repeats,
    requestsUnderWay: report.largest,
    answers: JSON.stringify(report.answers),
  }
}

type Seconds = Readonly<Record<string, number>>

/** Processor time says more than the clock where others use the machine at the same time. */
function usageOf(ledger: BenchLedger, spent: Seconds, { processor, memory, sent }: LoadReport): Figures {
  const perBid = Object.entries({ ...spent, generator: processor }).map(([name, seconds]) => [
    name,
    Math.round((seconds * 100_000) / sent) / 100,
  ])
  return {
    processorMsPerBid: JSON.stringify(Object.fromEntries(perBid)),
    peakMiB: JSON.stringify({ ...ledger.usage.peaks(), generator: memory }),
  }
}

const difference = (before: Seconds, after: Seconds): Seconds =>
  Object.fromEntries(Object.entries(after).map(([name, value]) => [name, value - (before[name] ?? 0)]))

export const tenths = (value: number): number => Math.round(value * 10) / 10
