// Usage: node scripts/bootstrap.mjs <script.ts> [arguments...]
//
// Makes a fresh clone ready and then runs a TypeScript file of this project: a Node that is new
// enough, the packages of package-lock.json, compiled contracts. Each step is skipped when its result is
// already there. This file and scripts/bootstrap/ use no package and must run on Node 18.
import { existsSync } from 'node:fs'
import Module from 'node:module'
import { delimiter, dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { contractsReady } from './bootstrap/contracts.mjs'
import { dependenciesReady } from './bootstrap/dependencies.mjs'
import { Failure, Interrupted, say } from './bootstrap/messages.mjs'
import { runtimeReady, runUnder, suitsUs } from './bootstrap/runtime.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

try {
  if (suitsUs(process.versions.node)) await runScript(process.argv[2], process.argv.slice(3))
  else await runUnder(await runtimeReady(root), [fileURLToPath(import.meta.url), ...process.argv.slice(2)])
} catch (error) {
  if (error instanceof Interrupted) process.kill(process.pid, error.signal)
  else if (error instanceof Failure) say(error.message)
  else throw error
  process.exitCode = 1
}

/**
 * Prepares the project, then becomes the given script: same process, so signals, exit code and
 * standard streams are the script's own.
 * @param {string | undefined} name path of the script, from the project's root
 * @param {string[]} args
 */
async function runScript(name, args) {
  if (name === undefined)
    throw new Failure('Say which script to run: node scripts/bootstrap.mjs <script.ts> [arguments...]')
  const script = resolve(root, name)
  if (!existsSync(script)) throw new Failure(`There is no ${name} in this project.`)
  // Children that call "node" or "npm" must meet this Node, not an older one of the machine.
  process.env.PATH = dirname(process.execPath) + delimiter + (process.env.PATH ?? '')
  await dependenciesReady(root)
  // Code that was compiled once is kept, for our children too: a command then starts in half the time.
  process.env.NODE_COMPILE_CACHE ??= resolve(root, 'node_modules/.cache/node')
  Module.enableCompileCache()
  await contractsReady(root)
  process.argv = [process.execPath, script, ...args]
  // Unlike import(), this makes it the main module: import.meta.main is true there.
  Module.runMain()
}
