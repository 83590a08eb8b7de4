import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Detected, type Findings, findingsOf } from './answers.ts'
import { syntaxOf } from './syntax.ts'

const PACKAGE = 'slither-analyzer==0.11.6'
/** Not ours, or never deployed. */
const LEFT_OUT = 'contracts/mocks/|node_modules/|npm/'

/** @returns path of Slither's program; undefined where it cannot be installed */
export function slitherReady(root: string): string | undefined {
  const folder = join(root, '.node', 'slither')
  const program = join(folder, 'bin', 'slither')
  if (existsSync(program)) return program
  console.log(`Installing ${PACKAGE} (once)...`)
  rmSync(folder, { recursive: true, force: true })
  const pip = join(folder, 'bin', 'pip')
  const isReady = run('python3', ['-m', 'venv', folder]) && run(pip, ['install', '--quiet', PACKAGE])
  // A half-made environment must not be taken for a whole one the next time.
  if (!isReady) rmSync(folder, { recursive: true, force: true })
  return isReady && existsSync(program) ? program : undefined
}

/**
 * Runs Slither on the syntax trees of the contracts, in the form in which Hardhat keeps them: so it needs no compiler of its own.
 * @throws Error if Slither ends without a result
 */
export function runSlither(root: string, program: string): Findings {
  const folder = join(root, 'cache', 'slither')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'build-info'), { recursive: true })
  const { info, output: compiled } = syntaxOf(root)
  writeFileSync(join(folder, 'build-info', 'contracts.json'), JSON.stringify(info))
  writeFileSync(join(folder, 'build-info', 'contracts.output.json'), JSON.stringify(compiled))
  const output = join(folder, 'findings.json')
  const how = [
    '--compile-force-framework',
    'hardhat',
    '--ignore-compile',
    '--hardhat-artifacts-directory',
    folder,
  ]
  const { stderr } = spawnSync(program, ['.', ...how, '--filter-paths', LEFT_OUT, '--json', output], {
    cwd: root,
    encoding: 'utf8',
  })
  if (!existsSync(output)) throw new Error(`Slither ended without a result:\n${stderr}`)
  const { success, error, results } = JSON.parse(readFileSync(output, 'utf8'))
  if (success !== true) throw new Error(`Slither failed: ${error}`)
  const detected: Detected[] = results.detectors ?? []
  return findingsOf(detected)
}

function run(program: string, args: string[]): boolean {
  return spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
}
