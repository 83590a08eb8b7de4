import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, globSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A PostgreSQL cluster of a test's own, on a Unix socket alone. */
export interface Cluster {
  /** Address of its database, for `DATABASE_URL`. */
  readonly url: string
  /** The server's process id. */
  readonly pid: () => number
  /** Ends the server as a power failure would. */
  readonly kill: () => Promise<void>
  /** Starts it again after {@link Cluster.kill}. */
  readonly start: () => Promise<void>
  /** Ends it and takes its files away. */
  readonly close: () => Promise<void>
}

/** What a test's pending message says where there is no PostgreSQL. */
export const NO_POSTGRES = 'no PostgreSQL programs on this machine (Debian: apt-get install postgresql)'

/** @returns undefined where no PostgreSQL programs are found */
export function postgresPrograms(): string | undefined {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...globSync('/usr/lib/postgresql/*/bin').sort().reverse(),
  ]
  return folders.find(folder => ['initdb', 'postgres'].every(name => existsSync(join(folder, name))))
}

/**
 * Makes a cluster in a temporary directory and starts it. As root it runs as `postgres`, which refuses to be root.
 * @param root where that directory is made
 */
export async function startPostgres(programs: string, root: string = tmpdir()): Promise<Cluster> {
  const directory = await mkdtemp(join(root, 'bongin-pg-'))
  const owner = await unprivileged()
  if (owner !== undefined) chownSync(directory, owner.uid, owner.gid)
  chmodSync(directory, 0o755)
  const data = join(directory, 'data')
  const initdb = ['-D', data, '-U', 'bongin', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C']
  await run(join(programs, 'initdb'), initdb, { ...owner, cwd: directory })
  let server: ChildProcess
  const start = async (): Promise<void> => {
    const args = ['-D', data, '-k', directory, '-c', 'listen_addresses=']
    server = spawn(join(programs, 'postgres'), args, {
      ...owner,
      cwd: directory,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    await ready(server)
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return
    server.kill(signal)
    await once(server, 'exit')
  }
  await start()
  return {
    url: `postgresql://bongin@/postgres?host=${encodeURIComponent(directory)}`,
    pid: () => server.pid ?? 0,
    kill: () => end('SIGKILL'),
    start,
    close: async () => {
      await end('SIGINT')
      await rm(directory, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function unprivileged(): Promise<{ uid: number; gid: number } | undefined> {
  if (userInfo().uid !== 0) return undefined
  const numberOf = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout)
  return { uid: await numberOf('-u'), gid: await numberOf('-g') }
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-4_000)
      if (text.includes('ready to accept connections')) resolve()
    })
    server.once('exit', code => reject(new Error(`PostgreSQL ended with ${code}: ${said}`)))
  })
}
