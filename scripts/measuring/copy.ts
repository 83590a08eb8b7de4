import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

const PARTS = [
  'contracts',
  'hardhat.config.ts',
  'ignition',
  'package.json',
  'scripts',
  'src',
  'test',
  'tsconfig.json',
]

/** The invariant tests take long, to compile as well, and say nothing about single lines. */
const LEFT_OUT = /test\/contracts\/(invariants$|\w+Invariants\.t\.sol$)/

/**
 * Copies what is measured to a folder of its own: instrumented contracts must never be taken for the real ones, neither their
 * artifacts nor their clients. What was compiled there before stays, so that the next run is quicker.
 * @param root the project's folder
 * @returns the copy's folder
 */
export function copyProject(root: string): string {
  const copy = join(root, 'coverage', 'project')
  mkdirSync(copy, { recursive: true })
  for (const part of PARTS) {
    rmSync(join(copy, part), { recursive: true, force: true })
    cpSync(join(root, part), join(copy, part), { recursive: true, filter: source => !LEFT_OUT.test(source) })
  }
  rmSync(join(copy, 'coverage'), { recursive: true, force: true })
  if (!existsSync(join(copy, 'node_modules')))
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}
