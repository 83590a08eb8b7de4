import { join } from 'node:path'
import { MAX_BIDS } from '../../src/protocol/limits.ts'
import { createBidMaker, planBids, writeBids } from './load/bids.ts'
import { gather, type OpenTender } from './load/crowd.ts'
import { startBenchLedger } from './load/ledger.ts'
import { openTender, releaseKey } from './load/opening.ts'
import { bringBids, inFolder, tenths } from './load/run.ts'
import type { BenchOptions, Figures, Say } from './options.ts'

/** As many bids as a tender takes: submitted, opened and ranked, the opener on the same machine. */
export async function benchOneBigTender(options: BenchOptions, say: Say): Promise<Figures> {
  const { bids = MAX_BIDS, rate = 400, databaseUrl } = options
  const ledger = await startBenchLedger({ databaseUrl })
  try {
    return await inFolder(async folder => {
      say(`Registering ${bids} bidders`)
      const crowd = await gather(ledger, { bidders: bids, tenders: 1 })
      const [tender] = crowd.tenders as readonly [OpenTender]
      say('Sealing and signing')
      const file = join(folder, 'bids')
      await writeBids(file, await createBidMaker(ledger.deployed, 'own'), planBids(crowd, [bids]))
      say(`Bidding: ${rate} a second`)
      const figures = await bringBids(ledger, folder, { file, count: bids, rate, profile: 'even' })
      await ledger.moveTo(tender.terms.schedule.openingAt)
      say('Opening and ranking')
      const started = performance.now()
      await releaseKey(ledger, tender)
      const opened = await openTender(ledger, tender)
      return { ...figures, opened, openingSeconds: tenths((performance.now() - started) / 1_000) }
    })
  } finally {
    await ledger.close()
  }
}
