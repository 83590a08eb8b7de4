import { join } from 'node:path'
import { createBidMaker, planBids, sizesOf, writeBids } from './load/bids.ts'
import { type Crowd, gather } from './load/crowd.ts'
import { type BenchLedger, startBenchLedger } from './load/ledger.ts'
import { openTender, releaseKey } from './load/opening.ts'
import { bringBids, inFolder, tenths } from './load/run.ts'
import type { BenchOptions, Figures, Say } from './options.ts'

/** Tenders that are opened at the same time. */
const AT_ONCE = 8
/** The closing hour of Korea's national system: the most tenders that close on one hour, and the bids for them. */
const TENDERS = 1_500
const BIDS = 127_000
const SECONDS = 300

/**
 * A national closing hour in minutes: bids for tenders of all sizes arrive at a rate that rises to the end, to one and a half times the
 * mean; then everything is opened and ranked through the gateway. The opener works on the same machine.
 */
export async function benchClosingHour(options: BenchOptions, say: Say): Promise<Figures> {
  const { tenders = TENDERS, bids = BIDS, databaseUrl } = options
  const { seconds = Math.max(10, (SECONDS * bids) / BIDS) } = options
  const ledger = await startBenchLedger({ databaseUrl })
  try {
    return await inFolder(async folder => {
      const sizes = sizesOf(tenders, bids)
      say(`Registering ${sizes[0]} bidders, announcing ${tenders} tenders`)
      const crowd = await gather(ledger, { bidders: sizes[0] ?? 0, tenders })
      const planned = planBids(crowd, sizes)
      const count = planned.length
      say(`Sealing and signing ${count} bids`)
      const file = join(folder, 'bids')
      await writeBids(file, await createBidMaker(ledger.deployed, 'shared'), planned)
      const rate = count / seconds
      say(`Bidding: ${count} in ${Math.round(seconds)} s`)
      const bidding = await bringBids(ledger, folder, { file, count, rate, profile: 'rising' })
      say('Opening')
      return { tenders, largest: sizes[0] ?? 0, ...bidding, ...(await openAll(ledger, crowd, say)) }
    })
  } finally {
    await ledger.close()
  }
}

async function openAll(ledger: BenchLedger, { tenders }: Crowd, say: Say): Promise<Figures> {
  await ledger.moveTo(Math.max(...tenders.map(({ terms }) => terms.schedule.openingAt)))
  const started = performance.now()
  const waiting = [...tenders]
  let opened = 0
  const work = async (): Promise<void> => {
    for (let tender = waiting.shift(); tender !== undefined; tender = waiting.shift()) {
      await releaseKey(ledger, tender)
      const its = await openTender(ledger, tender)
      opened += its
      if (waiting.length % 100 === 0) say(`${waiting.length} tenders wait to be opened`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return { opened, openingSeconds: tenths((performance.now() - started) / 1_000) }
}
