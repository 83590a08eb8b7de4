// Usage: npm test [-- --only lint|types|solidity|pure|mocha] [test files...]
//
// Runs everything that must hold, each part under its heading, and closes with one line that sums all of it.
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { killAll } from './testing/child.ts'
import { add, type Count, closingLine, NOTHING } from './testing/count.ts'
import { orderedOutput } from './testing/orderedOutput.ts'
import { type Stage, type StageName, stageOf, stages } from './testing/stages.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Parts that run at the same time on two cores; the next group starts when these have ended. */
const GROUPS: StageName[][][] = [[['lint', 'types', 'pure'], ['solidity']], [['mocha']]]

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    killAll(signal)
    process.exit(1)
  })
}

const only = chosenStages()
const all = stages(ROOT, only.files)
const names = GROUPS.flat(2).filter(name => only.names.includes(name))
const outputs = orderedOutput(names.length, text => process.stdout.write(text))

let total = NOTHING
for (const group of GROUPS) {
  const counts = await Promise.all(group.map(runLane))
  total = counts.reduce(add, total)
}
console.log(`\n${closingLine(total)}`)
process.exitCode = total.failed > 0 ? 1 : 0

async function runLane(lane: StageName[]): Promise<Count> {
  let count = NOTHING
  for (const name of lane.filter(name => names.includes(name)))
    count = add(count, await runStage(name, all[name]))
  return count
}

async function runStage(name: StageName, stage: Stage): Promise<Count> {
  const output = outputs[names.indexOf(name)]
  const write = (text: string) => output?.write(text)
  const start = Date.now()
  write(`\n── ${stage.title} ──\n`)
  const count = await stage.run(write).catch(error => {
    write(`${error instanceof Error ? error.stack : error}\n`)
    return { ...NOTHING, failed: 1 }
  })
  write(`── ${stage.title}: ${closingLine(count)} (${Math.round((Date.now() - start) / 1000)} s)\n`)
  output?.finish()
  return count
}

function chosenStages(): { names: string[]; files: string[] } {
  const { values, positionals } = parseArgs({
    options: { only: { type: 'string', multiple: true } },
    allowPositionals: true,
  })
  const known: string[] = GROUPS.flat(2)
  const unknown = values.only?.find(name => !known.includes(name))
  if (unknown !== undefined) throw new Error(`--only takes ${known.join(', ')}; there is no "${unknown}".`)
  return { names: values.only ?? runnersOf(positionals) ?? known, files: positionals }
}

/** Who names test files means those, and not the rest as well. */
function runnersOf(files: string[]): StageName[] | undefined {
  if (files.length === 0) return undefined
  return [...new Set(files.map(stageOf))]
}
