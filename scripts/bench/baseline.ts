import { fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Wallet } from 'ethers'
import { callOf } from '../../src/chain/calls.ts'
import type { Hex } from '../../src/protocol/bytes.ts'
import { createBidMaker, type PlannedBid, planBids } from './load/bids.ts'
import { gather } from './load/crowd.ts'
import { percentiles } from './load/generator.ts'
import { type BenchLedger, startBenchLedger } from './load/ledger.ts'
import type { PlainPlan, PlainReport } from './load/plainSender.ts'
import { inFolder, tenths } from './load/run.ts'
import type { BenchOptions, Figures, Say } from './options.ts'

const PROGRAM = fileURLToPath(new URL('./load/plainSenderProcess.ts', import.meta.url))
/** Enough for one bid: what the sender gives it too. */
const GAS = 850_000n

/**
 * What is to be beaten: one transaction for each bid straight to the same node, without gateway, queue and index. The transactions are
 * signed beforehand, and as many are under way as the node takes best.
 */
export async function benchBaseline(options: BenchOptions, say: Say): Promise<Figures> {
  const { bids = 6_000, tenders = 50 } = options
  const ledger = await startBenchLedger({ chainOnly: true })
  try {
    return await inFolder(async folder => {
      const sizes = Array.from({ length: tenders }, () => Math.ceil(bids / tenders))
      say(`Registering ${sizes[0]} bidders, announcing ${tenders} tenders`)
      const crowd = await gather(ledger, { bidders: sizes[0] ?? 0, tenders })
      const planned = planBids(crowd, sizes)
      say(`Sealing and signing ${planned.length} bids and transactions`)
      const file = join(folder, 'transactions')
      await writeFile(file, (await transactionsOf(ledger, planned)).join('\n'))
      say('Sending')
      const plan: PlainPlan = { url: ledger.rpcUrl, file, window: 400 }
      const child = fork(PROGRAM, [JSON.stringify(plan)], { serialization: 'advanced' })
      const [{ seconds, latencies, refused }] = (await once(child, 'message')) as [PlainReport]
      const included = latencies.length
      const figures = { bids: planned.length, included, refused, bidsPerSecond: tenths(included / seconds) }
      return { ...figures, ...percentiles(latencies), peakMiB: JSON.stringify(ledger.usage.peaks()) }
    })
  } finally {
    await ledger.close()
  }
}

/** One for each bid, from an account that has sent nothing yet. */
async function transactionsOf(
  { deployed, relayKeys }: BenchLedger,
  planned: readonly PlannedBid[],
): Promise<string[]> {
  const wallet = new Wallet(relayKeys[1] as Hex)
  const maker = await createBidMaker(deployed, 'shared')
  const fees = { type: 2, chainId: deployed.chainId, maxFeePerGas: 0, maxPriorityFeePerGas: 0 }
  const raws: string[] = []
  for (const [nonce, each] of planned.entries())
    raws.push(
      await wallet.signTransaction({ ...fees, ...callOf(maker.make(each), deployed), nonce, gasLimit: GAS }),
    )
  return raws
}
