import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hashText } from '../../src/protocol/bytes.ts'
import { createBidMaker, planBids, sizesOf, writeBids } from './load/bids.ts'
import { gather, type OpenTender } from './load/crowd.ts'
import { generateLoad, percentiles } from './load/generator.ts'
import { type BenchLedger, startBenchLedger } from './load/ledger.ts'
import { openTender, releaseKey } from './load/opening.ts'
import { type Read, type ReadReport, readForAWhile } from './load/reader.ts'
import { inFolder, tenths } from './load/run.ts'
import type { BenchOptions, Figures, Say } from './options.ts'

const TENDERS = 300
const BIDS = 12_000
/** Readers that are there at the same time, each with one request under way. */
const CONNECTIONS = 32
const SECONDS = 10
/** Reads in the mix, which the readers go through again and again. */
const MIX = 20_000
/** Bids a second, while the index is filled. */
const RATE = 400

/** How many hundredths of the mix each kind of read has. */
const SHARES = { tender: 30, list: 10, bids: 15, bid: 20, order: 5, statement: 10, unchanged: 10 } as const
type Kind = keyof typeof SHARES
type Reads = Readonly<Record<Kind, readonly Read[]>>

/**
 * The main reads over an index with many tenders, a quarter of all bids in one of them, which is opened and ranked: each kind by itself, and
 * then mixed. All the while the ledger makes a block a second, so that no answer stays the same for longer.
 */
export async function benchRead(options: BenchOptions, say: Say): Promise<Figures> {
  const { tenders = TENDERS, bids = BIDS, seconds = SECONDS, connections = CONNECTIONS } = options
  const ledger = await startBenchLedger({ databaseUrl: options.databaseUrl })
  try {
    return await inFolder(async folder => {
      const reads = await fill(ledger, folder, { tenders, bids }, say)
      const each: Record<string, string> = {}
      const run = async (name: string, some: readonly Read[], readers = connections): Promise<Figures> => {
        say(`Reading: ${name}`)
        const file = join(folder, 'reads')
        await writeFile(file, some.map(read => JSON.stringify(read)).join('\n'))
        const before = ledger.usage.processor()
        const report = await withBlocks(ledger, () =>
          readForAWhile({ url: ledger.url, file, connections: readers, seconds }),
        )
        return { ...figuresOf(report), processorMsPerRead: spentOn(ledger, before, report) }
      }
      for (const kind of Object.keys(SHARES) as Kind[])
        each[kind] = JSON.stringify(await run(kind, mixed(reads[kind], MIX)))
      // Made by the node, for few at a time: each takes a place of those for exports.
      each.receipt = JSON.stringify(await run('receipt', receiptsOf(reads.bid), 1))
      const mix = await run('mix', mixOf(reads))
      return { tenders, bids, connections, ...mix, ...each, peakMiB: JSON.stringify(ledger.usage.peaks()) }
    })
  } finally {
    await ledger.close()
  }
}

/** @returns what there is to be read */
async function fill(
  ledger: BenchLedger,
  folder: string,
  { tenders, bids }: { readonly tenders: number; readonly bids: number },
  say: Say,
): Promise<Reads> {
  const largest = Math.ceil(bids / 4)
  const sizes = [largest, ...sizesOf(tenders - 1, bids - largest)]
  say(`Registering ${largest} bidders, announcing ${tenders} tenders`)
  const crowd = await gather(ledger, { bidders: largest, tenders })
  const planned = planBids(crowd, sizes)
  const [file, acknowledged] = [join(folder, 'bids'), join(folder, 'acknowledged')]
  const count = await writeBids(file, await createBidMaker(ledger.deployed, 'shared'), planned)
  say(`Bidding: ${count} bids`)
  const load = {
    file,
    count,
    rate: RATE,
    profile: 'even',
    wait: true,
    connections: 2_000,
    tries: 200,
  } as const
  await generateLoad({ ...load, url: ledger.url, acknowledged })
  const [large] = crowd.tenders as readonly [OpenTender]
  say(`Opening and ranking ${largest} bids`)
  await ledger.moveTo(large.terms.schedule.openingAt)
  await releaseKey(ledger, large)
  await openTender(ledger, large)
  const tenderPath = ({ id }: OpenTender): string => `/v1/tenders/${id}`
  const single = crowd.tenders.map(tender => ({ path: tenderPath(tender) }))
  const lists = await pagesOf(ledger, '/v1/tenders')
  const digests = (await readFile(acknowledged, 'utf8')).split('\n').filter(Boolean)
  return {
    tender: single,
    list: [...lists, { path: '/v1/tenders?phase=Opening' }, { path: '/v1/tenders?sort=closing' }],
    bids: [
      ...(await pagesOf(ledger, `${tenderPath(large)}/bids`)),
      ...crowd.tenders.map(tender => ({ path: `${tenderPath(tender)}/bids` })),
    ],
    bid: planned.map(({ tender, bidder }) => ({ path: `${tenderPath(tender)}/bids/${bidder.id}` })),
    order: await pagesOf(ledger, `${tenderPath(large)}/order`),
    statement: digests.map(digest => ({ path: `/v1/statements/${digest}` })),
    unchanged: [...single, ...lists].map(({ path }) => ({ path, isKnown: true })),
  }
}

/** All pages of a list, as a client goes through them. */
async function pagesOf({ url }: BenchLedger, path: string): Promise<Read[]> {
  const pages: Read[] = [{ path }]
  for (let next: string | null = ''; next !== null; ) {
    const { path: last } = pages.at(-1) as Read
    const response = await fetch(new URL(last, url))
    if (!response.ok) throw new Error(`${last} is answered with ${response.status}.`)
    next = ((await response.json()) as { next: string | null }).next
    if (next !== null) pages.push({ path: `${path}?cursor=${next}` })
  }
  return pages
}

const receiptsOf = (bids: readonly Read[]): Read[] => bids.map(({ path }) => ({ path: `${path}/receipt` }))

/** So many of some, in an order without order that is the same in each run. */
function mixed(some: readonly Read[], count: number): Read[] {
  return shuffled(Array.from({ length: count }, (_, place) => some[place % some.length] as Read))
}

function mixOf(reads: Reads): Read[] {
  const kinds = Object.entries(SHARES) as [Kind, number][]
  return shuffled(kinds.flatMap(([kind, share]) => mixed(reads[kind], (MIX * share) / 100)))
}

const shuffled = (reads: readonly Read[]): Read[] =>
  reads
    .map((read, place) => ({ read, order: hashText(`${place} ${read.path}`) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ read }) => read)

/** Lets the ledger make a block a second while some work goes on. */
async function withBlocks<Result>(ledger: BenchLedger, work: () => Promise<Result>): Promise<Result> {
  let making = Promise.resolve()
  const timer = setInterval(() => {
    making = making.then(() => ledger.moveTo(ledger.now() + 1))
  }, 1_000)
  try {
    return await work()
  } finally {
    clearInterval(timer)
    await making
  }
}

function figuresOf({ latencies, seconds, answers, volume }: ReadReport): Figures {
  return {
    readsPerSecond: Math.round(latencies.length / seconds),
    ...percentiles(latencies, 1),
    answers: JSON.stringify(answers),
    mebibytesPerSecond: tenths(volume / seconds),
  }
}

function spentOn(
  { usage }: BenchLedger,
  before: Readonly<Record<string, number>>,
  { processor, latencies }: ReadReport,
): string {
  const spent = Object.entries({ ...usage.processor(), readers: processor }).map(([name, seconds]) => [
    name,
    Math.round(((seconds - (before[name] ?? 0)) * 100_000) / latencies.length) / 100,
  ])
  return JSON.stringify(Object.fromEntries(spent))
}
