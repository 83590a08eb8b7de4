import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'

/** Tests that say something about contracts. Not among them: gas, which instrumented contracts cannot keep. */
const TESTS = ['test/contracts/**/*.{test.ts,t.sol}', 'test/twin/**/*.test.ts']
const LEFT_OUT = /\/gas\.test\.ts$/

/**
 * Runs the contracts' tests with Hardhat's coverage.
 * @param copy folder of the project's copy
 * @returns Hardhat's exit code
 */
export async function runCovered(copy: string): Promise<number | null> {
  const tests = TESTS.flatMap(pattern => globSync(pattern, { cwd: copy }))
    .filter(file => !LEFT_OUT.test(file))
    .sort()
  const hardhat = join(copy, 'node_modules', 'hardhat', 'dist', 'src', 'cli.js')
  const child = spawn(process.execPath, [hardhat, '--coverage', 'test', ...tests], {
    cwd: copy,
    stdio: 'inherit',
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
}
