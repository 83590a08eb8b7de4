import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** @returns whether solhint, with its recommended rules for security among others, has nothing to say about the contracts */
export function runSolhint(root: string): boolean {
  const program = join(root, 'node_modules', 'solhint', 'solhint.js')
  const args = [program, '--max-warnings', '0', '--disc', '--noPoster', 'contracts/**/*.sol']
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0
}
