import { join } from 'node:path'
import { createBidMaker, planBids, writeBids } from './load/bids.ts'
import { gather } from './load/crowd.ts'
import { startBenchLedger } from './load/ledger.ts'
import { bringBids, inFolder } from './load/run.ts'
import type { BenchOptions, Figures, Say } from './options.ts'

/** Bids at an even rate for some time, each waiting for its receipt: whether the rate holds, and how long a bidder waits. */
export async function benchSustained(options: BenchOptions, say: Say): Promise<Figures> {
  const { rate = 450, seconds = 60, tenders = 200, databaseUrl } = options
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
