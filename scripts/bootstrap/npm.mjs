import { existsSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { runQuietly } from './child.mjs'
import { Failure } from './messages.mjs'

// No package runs code of its own while it is installed; those that we use need none.
const INSTALL = [
  'ci',
  '--ignore-scripts',
  '--include=dev',
  '--include=optional',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
]
// npm's own retries would leave a user without network waiting for more than a minute.
const RETRIES = ['--fetch-retries=2', '--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=8000']
const OFFLINE =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED)\b/

/**
 * Installs exactly what package-lock.json in `folder` says. npm checks every package against the hash kept there.
 *
 * npm runs under the Node that runs us: under an older one it leaves out, without a word, optional
 * packages that ask for a newer Node, and Hardhat's native part is one of these.
 * @param {string} folder
 * @param {(pid: number) => void} onStart
 */
export async function installExactly(folder, onStart) {
  const { code, output } = await runQuietly(process.execPath, [findNpm(), ...INSTALL, ...RETRIES], {
    cwd: folder,
    onStart,
  })
  if (code === 0) return
  const [reason] = OFFLINE.exec(output) ?? []
  if (reason !== undefined)
    throw new Failure(
      `The package registry cannot be reached (${reason}). A first start needs the network; later ones do not.`,
    )
  if (/\bEINTEGRITY\b/.test(output))
    throw new Failure(
      'A package is not the one this project was built with (its hash differs), so it was not installed.',
    )
  process.stderr.write(`${output.split('\n').slice(0, 20).join('\n')}\n`)
  throw new Failure(`npm could not install the packages (exit code ${code}); its own words stand above.`)
}

/** @returns {string} path of npm-cli.js */
export function findNpm() {
  const beside = dirname(process.execPath)
  const places = [
    process.env.npm_execpath,
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    ...(process.env.PATH ?? '')
      .split(delimiter)
      .flatMap(folder => [join(folder, 'npm'), join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js')]),
  ]
  for (const place of places) {
    const real = place !== undefined && existsSync(place) ? realpathSync(place) : ''
    if (/[\\/]npm-cli\.js$/.test(real)) return real
  }
  throw new Failure('npm was not found. It comes with Node: install it, then try again.')
}
