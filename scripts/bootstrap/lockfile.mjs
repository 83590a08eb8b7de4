import { readFileSync, renameSync, writeFileSync } from 'node:fs'

/**
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, optionalDependencies?: Record<string, string>, [field: string]: unknown }} Entry
 * @typedef {{ packages: Record<string, Entry>, [field: string]: unknown }} Lockfile
 */

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
]
const PROCESSORS = new Map(
  ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'].map(cpu => [cpu, cpu]),
)
PROCESSORS.set('amd64', 'x64')

/**
 * Adds to package-lock.json the optional packages that npm dropped from it. A registry that mirrors only some platforms
 * makes npm forget the others' native parts; a later "npm ci" then refuses the file, or other machines lack those parts.
 * @param {string} path
 */
export function completeLockfile(path) {
  /** @type {Lockfile} */
  const lockfile = JSON.parse(readFileSync(path, 'utf8'))
  const missing = missingOptionals(lockfile.packages)
  if (missing.length === 0) return
  const packages = Object.fromEntries([...Object.entries(lockfile.packages), ...missing].sort(byPath))
  writeFileSync(`${path}.new`, `${JSON.stringify({ ...lockfile, packages }, null, 2)}\n`)
  renameSync(`${path}.new`, path)
}

/**
 * @param {Record<string, Entry>} packages of a lockfile
 * @returns {[string, Entry][]} an entry for each optional package that has none. Its hash is not known here, so npm
 *   checks it against the registry's own; system and processor keep it off machines that it is not for.
 */
export function missingOptionals(packages) {
  /** @type {Map<string, Entry>} */
  const missing = new Map()
  for (const parent of Object.values(packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const path = `node_modules/${name}`
      const isThere = Object.keys(packages).some(key => key === path || key.endsWith(`/${path}`))
      const platform = platformOf(name)
      if (isThere || platform === undefined) continue
      missing.set(
        path,
        inOrder({ version, ...platform, ...(parent.dev === true ? { dev: true } : {}), optional: true }),
      )
    }
  }
  return [...missing]
}

/**
 * What a native package's name says about its platform.
 * @param {string} name such as "@scope/tool-linux-arm64-musl"
 * @returns {{ cpu: string[], os: string[], libc?: string[] } | undefined} nothing when the name does not tell
 */
export function platformOf(name) {
  const words = name.slice(name.indexOf('/') + 1).split('-')
  const os = words.filter(word => SYSTEMS.includes(word))
  const cpu = words.flatMap(word => PROCESSORS.get(word) ?? [])
  if (os.length !== 1 || cpu.length !== 1) return undefined
  if (os[0] !== 'linux') return { cpu, os }
  if (words.some(word => word.startsWith('musl'))) return { cpu, os, libc: ['musl'] }
  return words.some(word => word.startsWith('gnu')) ? { cpu, os, libc: ['glibc'] } : { cpu, os }
}

/**
 * npm writes the version first and then the other fields by name.
 * @param {Entry} entry
 * @returns {Entry}
 */
function inOrder({ version = '', ...rest }) {
  return { version, ...Object.fromEntries(Object.entries(rest).sort(byPath)) }
}

/**
 * npm's own order.
 * @param {[string, unknown]} a
 * @param {[string, unknown]} b
 */
function byPath([a], [b]) {
  return a.localeCompare(b, 'en')
}
