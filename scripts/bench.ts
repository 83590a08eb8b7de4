import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { benchVerify } from './bench/verify.ts'

/** `npm run bench -- NAME [--bids N] [--json]`: measures, and judges nothing. */

/** What a benchmark measured, by name; the unit stands in the name. */
type Figures = Readonly<Record<string, number | string>>

const BENCHMARKS: Readonly<Record<string, (bids: number, say: (line: string) => void) => Promise<Figures>>> =
  {
    verify: benchVerify,
  }

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { bids: { type: 'string', default: '577' }, json: { type: 'boolean', default: false } },
})
const [name = ''] = positionals
const benchmark = BENCHMARKS[name]
const bids = Number(values.bids)
if (benchmark === undefined || !Number.isSafeInteger(bids) || bids < 2) {
  process.stderr.write(
    `Use: npm run bench -- NAME [--bids N] [--json]. Names: ${Object.keys(BENCHMARKS).join(', ')}\n`,
  )
  process.exit(2)
}
const say = (line: string): void => void (values.json || process.stderr.write(`${line}\n`))
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`
const figures = { benchmark: name, machine, node: process.version, ...(await benchmark(bids, say)) }
process.stdout.write(
  values.json
    ? `${JSON.stringify(figures)}\n`
    : Object.entries(figures)
        .map(([figure, value]) => `${figure.padEnd(24)} ${value}\n`)
        .join(''),
)
