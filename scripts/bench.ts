import { cpus, loadavg, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { anvilVersion } from '../src/chain/embedded/anvil.ts'
import { benchBaseline } from './bench/baseline.ts'
import { benchClosingHour } from './bench/closingHour.ts'
import { benchIndex } from './bench/index.ts'
import { benchOneBigTender } from './bench/oneBigTender.ts'
import type { BenchOptions, Figures, Say } from './bench/options.ts'
import { benchRead } from './bench/read.ts'
import { benchSustained } from './bench/sustained.ts'
import { benchVerify } from './bench/verify.ts'

/** `npm run bench -- NAME [options] [--json]`: measures, and judges nothing. */

type Benchmark = (options: BenchOptions, say: Say) => Promise<Figures>

const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  baseline: benchBaseline,
  'closing-hour': benchClosingHour,
  index: benchIndex,
  'one-big-tender': benchOneBigTender,
  read: benchRead,
  sustained: benchSustained,
  verify: ({ bids = 577 }, say) => benchVerify(bids, say),
}

const NUMBERS = ['bids', 'tenders', 'rate', 'seconds', 'connections'] as const

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    bids: { type: 'string' },
    tenders: { type: 'string' },
    rate: { type: 'string' },
    seconds: { type: 'string' },
    connections: { type: 'string' },
    'database-url': { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})

function readOptions(): BenchOptions | undefined {
  const numbers = NUMBERS.flatMap(name => (values[name] === undefined ? [] : [[name, Number(values[name])]]))
  if (numbers.some(([, value]) => !(Number.isFinite(value) && Number(value) > 0))) return undefined
  const databaseUrl = values['database-url']
  return { ...Object.fromEntries(numbers), ...(databaseUrl !== undefined && { databaseUrl }) }
}

const [name = ''] = positionals
const benchmark = BENCHMARKS[name]
const options = readOptions()
if (benchmark === undefined || options === undefined) {
  process.stderr.write(
    `Use: npm run bench -- NAME [--bids N] [--tenders N] [--rate N] [--seconds N] [--connections N] [--database-url URL] [--json]
Names: ${Object.keys(BENCHMARKS).join(', ')}\n`,
  )
  process.exit(2)
}
const say: Say = line => void (values.json || process.stderr.write(`${line}\n`))
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`
const versions = { node: process.version, anvil: anvilVersion() }
// What else the machine does: figures of a busy one say little.
const loadBefore = Math.round((loadavg()[0] ?? 0) * 10) / 10
const figures = { benchmark: name, machine, ...versions, loadBefore, ...(await benchmark(options, say)) }
process.stdout.write(
  values.json
    ? `${JSON.stringify(figures)}\n`
    : Object.entries(figures)
        .map(([figure, value]) => `${figure.padEnd(24)} ${value}\n`)
        .join(''),
)
