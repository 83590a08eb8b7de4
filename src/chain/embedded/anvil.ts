import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { nodeError } from './error.ts'

/*
 * Anvil answers everybody who reaches its port, does whatever it is told, and cannot be told to ask for a secret. A web page in a browser
 * on this machine reaches 127.0.0.1: the same-origin policy keeps it from posting JSON, but does not cover WebSockets, and anvil looks at
 * neither Host nor Origin there. So anvil listens on a random address of 127.0.0.0/8, where a page would have to guess 24 bits besides the
 * port. On systems where only 127.0.0.1 is there, it is the port alone.
 * What remains: users and programs of this machine, who can look the address up. They can disturb the running chain, and what is read
 * from it until it ends; not the journal, against which the next start checks every block. Run the embedded chain where you trust them all.
 */

/** A running anvil. */
export interface Anvil {
  readonly pid: number
  /** The address of this machine that it listens on. */
  readonly host: string
  readonly port: number
  /** Resolves, with what is known of the reason, when the process has ended, whoever ended it. */
  readonly ended: Promise<string>
  stop(): Promise<void>
}

const START_TIMEOUT = 30_000
const KEPT_OUTPUT = 4_000

/*
 * A shell that becomes anvil (so our child is anvil itself, with its own exit code), after leaving a watcher behind. The watcher reads
 * a pipe whose other end only we hold. When we die, however we die, the pipe ends and the watcher kills anvil. When anvil
 * has ended first, we send a line, and the watcher goes without killing: the process id may be somebody else's by then.
 */
const UNDER_WATCH = `exec 3<&0 </dev/null
{ read -r line <&3 || kill -9 $$; } >/dev/null 2>&1 &
exec 3<&-
exec "$@"`

/**
 * Starts anvil on a free port and waits until it listens.
 * @param args its command-line arguments, without host and port
 * @throws BonginError `ANVIL_MISSING` if npm has not installed it for this system, `ANVIL_FAILED` with its own words otherwise
 */
export async function startAnvil(args: readonly string[]): Promise<Anvil> {
  const host = loopbackAddress()
  const child = launch(anvilPath(), ['--host', host, '--port', '0', '--color', 'never', ...args])
  const output = keepOutput(child)
  const ended = new Promise<string>(resolve => {
    child.once('error', error => resolve(error.message))
    child.once('close', (code, signal) => resolve(`${signal ?? `exit code ${code}`}. ${output()}`.trim()))
  })
  // An unwritable pipe only means that the watcher is gone already.
  child.stdin?.on('error', () => {})
  child.once('exit', () => child.stdin?.end('ended\n'))
  const stop = async () => {
    child.kill('SIGKILL')
    await ended
  }
  try {
    const port = await listeningPort(child, ended)
    return { pid: child.pid ?? 0, host, port, ended, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** On Linux all of 127.0.0.0/8 is there; the last byte is neither 0 nor 255, which may stand for a whole network. */
function loopbackAddress(): string {
  if (process.platform !== 'linux') return '127.0.0.1'
  return `127.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`
}

/** The version of the installed anvil. */
export function anvilVersion(): string {
  const { version } = packageSchema.parse(fromHere('@foundry-rs/anvil/package.json'))
  return version
}

const packageSchema = z.object({ version: z.string() })
const fromHere = createRequire(import.meta.url)

/** The program itself, past npm's wrapper, which relies on an install script that npm may have blocked. */
function anvilPath(): string {
  const system = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`
  try {
    const fromAnvil = createRequire(fromHere.resolve('@foundry-rs/anvil/package.json'))
    const folder = dirname(fromAnvil.resolve(`@foundry-rs/anvil-${system}/package.json`))
    return join(folder, 'bin', process.platform === 'win32' ? 'anvil.exe' : 'anvil')
  } catch (cause) {
    throw nodeError('ANVIL_MISSING', `The chain node program (anvil) is not installed for ${system}.`, {
      cause,
    })
  }
}

function launch(path: string, args: readonly string[]): ChildProcess {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(ANVIL|FOUNDRY|RUST)_/.test(name)),
  )
  // On Windows, Node puts its children into a job that the system ends together with Node.
  if (process.platform === 'win32')
    return spawn(path, args, { env, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true })
  // In a session of its own, so that Ctrl-C reaches us alone and we stop it in order.
  return spawn('/bin/sh', ['-c', UNDER_WATCH, 'sh', path, ...args], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
}

/** Keeps the end of what the process says, for an error message, and drops the rest. */
function keepOutput(child: ChildProcess): () => string {
  let kept = ''
  const keep = (chunk: string) => {
    kept = (kept + chunk).slice(-KEPT_OUTPUT)
  }
  child.stderr?.setEncoding('utf8').on('data', keep)
  return () => kept
}

function listeningPort(child: ChildProcess, ended: Promise<string>): Promise<number> {
  const failed = (reason: string) =>
    nodeError('ANVIL_FAILED', `The chain node program (anvil) did not start: ${reason}`)
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(failed(`it was silent for ${START_TIMEOUT / 1000} seconds`)),
      START_TIMEOUT,
    )
    let said = ''
    const listen = (chunk: string) => {
      said += chunk
      const port = /Listening on [\d.]+:(\d+)\s/.exec(said)?.[1]
      if (port === undefined) return
      child.stdout?.off('data', listen).resume()
      clearTimeout(timer)
      resolve(Number(port))
    }
    child.stdout?.setEncoding('utf8').on('data', listen)
    void ended.then(reason => {
      clearTimeout(timer)
      reject(failed(reason))
    })
  })
}
