import { join } from 'node:path'
import { createBidMaker, planBids, writeBids } from './load/bids.ts'
import { gather } from './load/crowd.ts'
import { startBenchLedger } from './load/ledger.ts'
import { bringBids, inFolder } from './load/run.ts'
import type { BenchOptions, Figures, Say } from './options.ts'

/** The first rate that is tried, and how much more the next one is, in bids a second. */
const FIRST_RATE = 400
const STEP = 50
/** Seconds for which a rate is tried before the highest that held is measured. */
const TRIAL = 20
/** A rate holds if the slowest hundredth waits no longer than this, in milliseconds, and nobody is lost. */
const PATIENCE = 3_000

/**
 * Bids at an even rate for some time, each waiting for its receipt: how long a bidder waits. Without a rate, at the highest one that
 * holds, found by trials on ledgers of their own.
 */
export async function benchSustained(options: BenchOptions, say: Say): Promise<Figures> {
  const { rate = await highestRate(options, say), seconds = 60 } = options
  return measure({ ...options, rate, seconds }, say)
}

async function highestRate(options: BenchOptions, say: Say): Promise<number> {
  let rate = FIRST_RATE
  while (holds(await measure({ ...options, rate, seconds: TRIAL }, say))) rate += STEP
  return Math.max(FIRST_RATE, rate - STEP)
}

const holds = ({ lost, p99 }: Figures): boolean => lost === 0 && Number(p99) <= PATIENCE

type Terms = BenchOptions & Required<Pick<BenchOptions, 'rate' | 'seconds'>>

async function measure({ rate, seconds, tenders = 200, databaseUrl }: Terms, say: Say): Promise<Figures> {
  const ledger = await startBenchLedger({ databaseUrl })
  try {
    return await inFolder(async folder => {
      const sizes = Array.from({ length: tenders }, () => Math.ceil((rate * seconds) / tenders))
      const bidders = sizes[0] ?? 0
      say(`Registering ${bidders} bidders, announcing ${tenders} tenders`)
      const crowd = await gather(ledger, { bidders, tenders })
      const planned = planBids(crowd, sizes)
      const count = planned.length
      say(`Sealing and signing ${count} bids`)
      const file = join(folder, 'bids')
      await writeBids(file, await createBidMaker(ledger.deployed, 'shared'), planned)
      say(`Bidding: ${rate} a second for ${seconds} s`)
      const figures = await bringBids(ledger, folder, { file, count, rate, profile: 'even' })
      return { offeredPerSecond: rate, ...figures }
    })
  } finally {
    await ledger.close()
  }
}
