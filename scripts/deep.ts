// Usage: npm run test:deep [-- --only invariants|properties|crowd|faults]
//
// What takes too long for every change: the same tests as in `npm test`, with many more cases. Runs one after the other, for an
// hour or more; each ends with its count, and all of it with the sum.
import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Allowance, killAll } from './testing/child.ts'
import { add, type Count, closingLine, NOTHING } from './testing/count.ts'
import { runRunner } from './testing/stages.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** One deep part: a runner, its test files, and what makes it deep. */
interface Depth {
  title: string
  runner: 'solidity' | 'mocha'
  /** Patterns from the project's root. */
  files: string[]
  allowance: Allowance
}

/** A new part is a new entry. */
const DEPTHS: Record<string, Depth> = {
  invariants: {
    title: 'Invariants and fuzz tests of the contracts: 10,000 sequences of 32 moves each',
    runner: 'solidity',
    files: ['test/contracts/*.t.sol'],
    allowance: { env: { BONGIN_PROFILE: 'deep' }, minutes: 240 },
  },
  properties: {
    title: 'Properties of the protocol and its twins: 2,000 cases',
    runner: 'mocha',
    files: ['test/protocol/**/*.test.ts', 'test/twin/**/*.test.ts', 'test/verify/tampering/fuzz.test.ts'],
    allowance: { env: { BONGIN_RUNS: '2000' }, minutes: 120 },
  },
  crowd: {
    title: 'The largest tender: 10,000 bids',
    runner: 'mocha',
    files: ['test/contracts/gas.test.ts'],
    allowance: { env: { BONGIN_BIDS: '10000' }, minutes: 120 },
  },
  faults: {
    title: 'Everything that can go wrong around a gateway under load: each twice, over both databases',
    runner: 'mocha',
    files: ['test/faults/faults.test.ts'],
    allowance: { env: { BONGIN_ROUNDS: '2' }, minutes: 60 },
  },
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    killAll(signal)
    process.exit(1)
  })
}

let total = NOTHING
for (const name of chosen()) total = add(total, await run(DEPTHS[name] as Depth))
console.log(`\n${closingLine(total)}`)
process.exitCode = total.failed > 0 ? 1 : 0

async function run({ title, runner, files, allowance }: Depth): Promise<Count> {
  const start = Date.now()
  console.log(`\n── ${title} ──`)
  const found = files.flatMap(pattern => globSync(pattern, { cwd: ROOT })).sort()
  const write = (text: string) => void process.stdout.write(text)
  const count = await runRunner(ROOT, [runner, ...found], write, allowance)
  console.log(`── ${title}: ${closingLine(count)} (${Math.round((Date.now() - start) / 1000)} s)`)
  return count
}

function chosen(): string[] {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } })
  const unknown = values.only?.find(name => !(name in DEPTHS))
  if (unknown === undefined) return values.only ?? Object.keys(DEPTHS)
  throw new Error(`--only takes ${Object.keys(DEPTHS).join(', ')}; there is no "${unknown}".`)
}
