import { parseArgs } from 'node:util'
import { NO_POSTGRES } from '../support/postgres.ts'
import { seededRandom } from './support/random.ts'
import { playRound, type RoundReport } from './support/round.ts'
import type { Site, SiteKind } from './support/site.ts'
import { createSites } from './support/sites.ts'
import { mountSmallDisk, NO_SMALL_DISK } from './support/smallDisk.ts'

// Usage: node test/faults/main.ts [--rounds N] [--seed N] [--fault WORDS] [--site PGlite|PostgreSQL] [--json]
//
// Plays rounds one after the other, each with a fault of its own, and ends with 1 if a promise was not kept.

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    fault: { type: 'string' },
    site: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})

const BIDDERS = 20
const [FEWEST_TENDERS, MOST_TENDERS] = [2, 4]

const disk = await mountSmallDisk()
if (disk === undefined) process.stderr.write(`Without a full disk: ${NO_SMALL_DISK}\n`)
const sites = createSites(BIDDERS, disk)
if (sites.kinds.length === 1) process.stderr.write(`Without PostgreSQL: ${NO_POSTGRES}\n`)
const chosen = sites.kinds.filter(kind => values.site === undefined || kind === values.site)

const seed = Number(values.seed)
const random = seededRandom(seed)
const turns = new Map<SiteKind, number>()
const reports: RoundReport[] = []

const closeAll = async (): Promise<void> => {
  await sites.close()
  await disk?.close()
}
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void closeAll().finally(() => process.exit(1)))

try {
  for (let round = 0; round < Number(values.rounds); round += 1)
    await play(chosen[round % chosen.length] as SiteKind)
} finally {
  await closeAll()
}
const broken = reports.filter(({ faults }) => faults.length > 0)
if (values.json) console.log(JSON.stringify({ seed, rounds: reports.length, broken: broken.length, reports }))
else console.log(`${reports.length} rounds with seed ${seed}, ${broken.length} with broken promises`)
process.exit(broken.length > 0 ? 1 : 0)

async function play(kind: SiteKind): Promise<void> {
  const faults = sites
    .faultsOf(kind)
    .filter(({ name }) => values.fault === undefined || name.includes(values.fault))
  const turn = turns.get(kind) ?? 0
  turns.set(kind, turn + 1)
  const fault = faults[turn % faults.length]
  if (fault === undefined) throw new Error(`There is no such fault: ${values.fault}`)
  const site = await sites.of(kind, MOST_TENDERS)
  const report = await playRound(site, fault, {
    tenders: random.between(FEWEST_TENDERS, MOST_TENDERS),
    bidders: BIDDERS,
    seed: Math.floor(random.next() * 2 ** 31),
  })
  reports.push(report)
  say(report, site)
  if (report.faults.length > 0) await sites.drop(kind)
}

function say({ faults, ...report }: RoundReport, site: Site): void {
  const { fault, seed: own, statements, included, refused, milliseconds } = report
  const trouble = Object.entries(report.trouble).map(([name, count]) => `${name}: ${count}`)
  const line = `${report.site}, ${fault} (seed ${own}): ${statements} statements, ${included} told included, ${refused} refused, ${milliseconds} ms`
  process.stderr.write(
    `${faults.length === 0 ? '✔' : '✖'} ${line} [${trouble.join(', ')}] ${report.crashes.join(' ')}\n`,
  )
  for (const sentence of faults.slice(0, 10)) process.stderr.write(`    ${sentence}\n`)
  if (faults.length === 0 && report.crashes.length === 0) return
  for (const each of [site.node, ...(site.indexer ? [site.indexer] : []), ...site.gateways])
    process.stderr.write(`    ${each.name} said last: ${each.said().slice(-8).join('\n      ')}\n`)
}
