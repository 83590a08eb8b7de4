import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runQuietly } from './child.mjs'
import { withLock } from './lock.mjs'
import { announced, Failure } from './messages.mjs'
import { hashOf, isFresh, noteDone } from './stamp.mjs'

const OUTPUTS = ['artifacts', 'src/generated/contracts']

/**
 * Compiles the contracts and writes their typed clients, unless that was done from just these sources,
 * this configuration and these packages (the compiler is one of them). Test contracts are left to the tests.
 * @param {string} root
 */
export async function contractsReady(root) {
  if (isBuilt(root)) return
  await withLock(join(root, '.node', 'lock'), async addOwner => {
    if (isBuilt(root)) return
    const inputs = inputsOf(root)
    await announced('Compiling contracts (about a minute)', () => compile(root, addOwner))
    mkdirSync(join(root, 'cache'), { recursive: true })
    noteDone(stampOf(root), inputs)
  })
}

/**
 * @param {string} root
 * @param {(pid: number) => void} onStart
 */
async function compile(root, onStart) {
  // Clients of contracts that are gone would stay.
  rmSync(join(root, 'src', 'generated', 'contracts'), { recursive: true, force: true })
  const hardhat = join(root, 'node_modules', 'hardhat', 'dist', 'src', 'cli.js')
  const { code, output } = await runQuietly(process.execPath, [hardhat, 'build', '--no-tests'], {
    cwd: root,
    onStart,
  })
  if (code === 0) return
  process.stderr.write(output)
  throw new Failure('The contracts do not compile; the compiler’s own words stand above.')
}

/** @param {string} root */
function isBuilt(root) {
  return OUTPUTS.every(output => existsSync(join(root, output))) && isFresh(stampOf(root), inputsOf(root))
}

/** @param {string} root */
function stampOf(root) {
  return join(root, 'cache', 'bongin-built')
}

/** @param {string} root */
function inputsOf(root) {
  const sources = solidityFiles(join(root, 'contracts'))
  return hashOf(
    root,
    [join(root, 'hardhat.config.ts'), join(root, 'package-lock.json'), ...sources.sort()],
    [],
  )
}

/** @param {string} folder */
function solidityFiles(folder) {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.filter(name => name.endsWith('.sol')).map(name => join(folder, name))
}
