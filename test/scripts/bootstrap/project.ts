import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { temporaryFolder } from '../support/folder.ts'
import { type Ended, ROOT, type Running, start } from '../support/run.ts'

/**
 * What npm does when it goes well, but slowly if there is a file "slow": it empties node_modules, says that it
 * has begun, and puts a compiler there. The registry itself cannot be part of a test.
 */
const NPM = `
  const { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } = require('node:fs')
  rmSync('node_modules', { recursive: true, force: true })
  appendFileSync('log', 'npm ' + process.argv[2] + '\\n')
  if (existsSync('fails')) {
    console.error(require('node:fs').readFileSync('fails', 'utf8'))
    process.exit(1)
  }
  mkdirSync('node_modules/hardhat/dist/src', { recursive: true })
  setTimeout(() => writeFileSync('node_modules/hardhat/dist/src/cli.js', COMPILER), existsSync('slow') ? 60_000 : 0)
`

const COMPILER = `
  const { appendFileSync, existsSync, mkdirSync } = require('node:fs')
  appendFileSync('log', 'hardhat ' + process.argv[2] + '\\\\n')
  if (existsSync('fails')) { console.error('ParserError'); process.exit(1) }
  for (const folder of ['artifacts', 'src/generated/contracts']) mkdirSync(folder, { recursive: true })
`

const SCRIPT = `
  const [code = '0']: string[] = process.argv.slice(2)
  console.log(JSON.stringify({ main: import.meta.main, arguments: process.argv.slice(2), path: process.env.PATH }))
  process.exitCode = Number(code)
`

/** A project with our bootstrap, packages that npm's stand-in can install, one contract and one script. */
export function bootstrapProject() {
  const folder = temporaryFolder()
  beforeEach(() => {
    cpSync(join(ROOT, 'scripts/bootstrap.mjs'), join(folder.path, 'scripts/bootstrap.mjs'))
    cpSync(join(ROOT, 'scripts/bootstrap'), join(folder.path, 'scripts/bootstrap'), { recursive: true })
    folder.write({
      'npm/npm-cli.js': NPM.replace('COMPILER', `\`${COMPILER}\``),
      'package-lock.json': '{}',
      'hardhat.config.ts': '',
      'contracts/Ledger.sol': 'contract Ledger {}',
      'scripts/hello.ts': SCRIPT,
    })
  })
  const bootstrapIn = (path: string, args: readonly string[]): Running =>
    start([join(path, 'scripts/bootstrap.mjs'), ...args], path, {
      ...process.env,
      npm_execpath: join(path, 'npm/npm-cli.js'),
    })
  const bootstrap = (...args: string[]): Running => bootstrapIn(folder.path, args)
  return {
    write: folder.write,
    path: (...names: string[]) => join(folder.path, ...names),
    bootstrap,
    run: (...args: string[]): Promise<Ended> => bootstrap(...args).ended,
    /** Runs a script in a copy of the folder at another place. */
    runInCopy: async (...args: string[]): Promise<Ended> => {
      const copy = await mkdtemp(join(tmpdir(), 'bongin-copy-'))
      try {
        cpSync(folder.path, copy, { recursive: true })
        return await bootstrapIn(copy, args).ended
      } finally {
        rmSync(copy, { recursive: true })
      }
    },
    /** What npm and the compiler were asked to do, in order. */
    log: (): string[] => {
      const file = join(folder.path, 'log')
      return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
    },
  }
}

/** Waits until a condition holds; the test's own time limit ends it otherwise. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(resolve => setTimeout(resolve, 20))
}
