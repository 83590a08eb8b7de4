import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { type Allowance, runNode } from './child.ts'
import { add, type Count, closingLine, judged, NOTHING } from './count.ts'
import { orderedOutput } from './orderedOutput.ts'
import { lintSteps, type Step, solidityBuildSteps, typeSteps } from './steps.ts'

/** A part of the test run with a heading of its own. */
export interface Stage {
  title: string
  /** @returns what has been counted; rejects only when the run itself is broken */
  run: (write: (text: string) => void) => Promise<Count>
}

export type StageName = 'lint' | 'types' | 'solidity' | 'pure' | 'mocha'

/** The runner of a test file. */
export function stageOf(file: string): StageName {
  if (file.endsWith('.sol')) return 'solidity'
  return PURE_FOLDERS.includes(folderOf(file)) ? 'pure' : 'mocha'
}

const RUNNER = fileURLToPath(new URL('./hardhatRunner.ts', import.meta.url))

/**
 * @param root the project's folder
 * @param testFiles only these, for the runners; empty: all
 */
export function stages(root: string, testFiles: string[]): Record<StageName, Stage> {
  const files = testFiles.length > 0 ? testFiles : allMochaFiles(root)
  const filesOf = (stage: StageName) => files.filter(file => stageOf(file) === stage)
  return {
    lint: { title: 'Lint', run: async write => runSteps(root, lintSteps(root), write) },
    types: { title: 'Types', run: async write => runSteps(root, typeSteps(root), write) },
    solidity: {
      title: 'Solidity tests',
      run: async write => {
        const tests = await runRunner(root, ['solidity', ...filesOf('solidity')], write)
        return add(tests, await runSteps(root, solidityBuildSteps(), write))
      },
    },
    pure: {
      title: 'TypeScript tests of the pure rooms',
      run: async write => runRunner(root, ['mocha', ...filesOf('pure')], write),
    },
    mocha: {
      title: 'TypeScript tests',
      run: async write => runByFolder(root, filesOf('mocha'), write),
    },
  }
}

/** Only these: Hardhat would load helpers and child programs as tests, too. */
function allMochaFiles(root: string): string[] {
  return globSync('test/**/*.test.ts', { cwd: root }).sort()
}

/** Rooms that know no contract: their tests can run while Hardhat compiles those of the contracts. */
const PURE_FOLDERS = ['test/protocol', 'test/verify']

/** What takes longest starts first, so that no core waits for it at the end. */
const LONG_FOLDERS = ['test/cli', 'test/gateway', 'test/guardian', 'test/e2e', 'test/contracts']

/** As `test/cli`. */
function folderOf(file: string): string {
  return file.split('/').slice(0, 2).join('/')
}

/** Runs the mocha tests of each folder in a process of its own, as many at a time as there are cores. */
async function runByFolder(root: string, files: string[], write: (text: string) => void): Promise<Count> {
  const folders = Map.groupBy(files, folderOf)
  const rank = (folder: string) => LONG_FOLDERS.indexOf(folder) + 1 || LONG_FOLDERS.length + 1
  const waiting = [...folders].sort(([a], [b]) => rank(a) - rank(b))
  const outputs = orderedOutput(waiting.length, write)[Symbol.iterator]()
  let total = NOTHING
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [folder, its] = next
      const output = outputs.next().value
      const start = Date.now()
      const count = await runRunner(root, ['mocha', ...its], text => output?.write(text))
      output?.write(`  ${folder}: ${closingLine(count)} (${Math.round((Date.now() - start) / 1000)} s)\n`)
      output?.finish()
      total = add(total, count)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return total
}

/**
 * Runs one of Hardhat's runners.
 * @param args the runner's name, and test files
 */
export async function runRunner(
  root: string,
  args: string[],
  write: (text: string) => void,
  allowance?: Allowance,
): Promise<Count> {
  const { exitCode, count } = await runNode([RUNNER, ...args], root, write, allowance)
  const verdict = judged(count, exitCode)
  if (verdict.complaint !== undefined) write(`${verdict.complaint}\n`)
  return verdict.count
}

async function runSteps(root: string, steps: Step[], write: (text: string) => void): Promise<Count> {
  let total = NOTHING
  for (const step of steps) {
    const start = Date.now()
    const complaints = await runStep(root, step)
    const seconds = ((Date.now() - start) / 1000).toFixed(1)
    write(`  ${complaints === undefined ? '✔' : '✖'} ${step.title} (${seconds} s)\n`)
    if (complaints !== undefined) write(`${complaints.trimEnd()}\n`)
    total = add(total, complaints === undefined ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 })
  }
  return total
}

/** @returns what is wrong; nothing when all is well */
async function runStep(root: string, step: Step): Promise<string | undefined> {
  if ('complaints' in step) return step.complaints(root).join('\n') || undefined
  let output = ''
  const { exitCode } = await runNode(step.command, root, text => {
    output += text
  })
  return exitCode === 0 ? undefined : output || `It ended with exit code ${exitCode}.`
}
