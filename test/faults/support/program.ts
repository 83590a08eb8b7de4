import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

/** A program of ours that runs until it is killed, and is started again each time it ends, as an operator's supervisor does. */
export interface Program {
  readonly name: string
  /** What the running process said of itself when it was ready; undefined while none is. */
  ready(): Ready | undefined
  start(): Promise<void>
  /** Ends it as a power failure would. It stays down until {@link Program.start}. */
  kill(): Promise<void>
  /** Ends it in order. */
  stop(): Promise<void>
  tell(message: object): void
  /** How often it ended without being asked to. */
  crashes(): number
  /** The last lines that it said. */
  said(): readonly string[]
}

/** What a process says when it is ready. */
export interface Ready {
  readonly url?: string
  readonly ready?: true
}

export interface Launch {
  readonly name: string
  /** Path and arguments, asked for at each start. */
  readonly command: () => readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  /** Whether a line of its log says that it is ready. */
  readonly isReady: (line: Readonly<Record<string, unknown>>) => boolean
}

const KEPT_LINES = 60
const KEPT_LENGTH = 300
/** Milliseconds before what ended by itself is started again, and starts in vain after which it counts as broken. */
const RESTART = 200
const MOST_STARTS = 100

export function createProgram(launch: Launch): Program {
  const said: string[] = []
  let child: ChildProcess | undefined
  let ready: Ready | undefined
  let wanted = false
  let crashes = 0
  let starting: Promise<void> = Promise.resolve()

  const tryOnce = async (): Promise<void> => {
    const running = spawned(launch)
    child = running
    running.once('exit', () => ended(running))
    const first = await Promise.race([readyLine(running, launch, said), once(running, 'exit')])
    if (!Array.isArray(first)) ready = child === running ? first : undefined
    else if (wanted) await sleep(RESTART)
  }
  const run = async (): Promise<void> => {
    for (let starts = 0; wanted && ready === undefined; starts += 1) {
      if (starts === MOST_STARTS) throw new Error(`${launch.name} does not start: ${said.join('\n')}`)
      await tryOnce()
    }
  }
  const ended = (gone: ChildProcess): void => {
    if (child !== gone) return
    child = undefined
    const wasReady = ready !== undefined
    ready = undefined
    if (wanted) crashes += 1
    if (!wanted || !wasReady) return
    starting = sleep(RESTART).then(run)
    // Whoever asks for the program next hears of it.
    starting.catch(() => undefined)
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    wanted = false
    const running = child
    if (running !== undefined) {
      running.kill(signal)
      await once(running, 'exit')
    }
    await starting.catch(() => undefined)
  }

  return {
    name: launch.name,
    ready: () => ready,
    start: () => {
      if (!wanted) {
        wanted = true
        starting = run()
      }
      return starting
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    tell: message => {
      if (child?.connected) child.send(message, () => undefined)
    },
    crashes: () => crashes,
    said: () => said,
  }
}

const spawned = ({ command, environment }: Launch): ChildProcess =>
  spawn(process.execPath, ['--no-warnings', ...command()], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })

/** Never, if the process ends before. */
function readyLine(child: ChildProcess, { isReady }: Launch, said: string[]): Promise<Ready> {
  return new Promise(resolve => {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue
      createInterface({ input: stream }).on('line', line => {
        const entry = parsed(line)
        said.push(readable(line, entry))
        if (said.length > KEPT_LINES) said.shift()
        if (isReady(entry)) resolve(entry)
      })
    }
  })
}

function parsed(line: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    return {}
  }
}

/** Of a line of our log what it says, without the stack. */
function readable(line: string, { msg, err, req }: Readonly<Record<string, unknown>>): string {
  if (msg === undefined) return line.slice(0, KEPT_LENGTH)
  const { code = '', message = '' } = (err ?? {}) as { code?: string; message?: string }
  const { method = '', url = '' } = (req ?? {}) as { method?: string; url?: string }
  return [method, url, msg, code, message].join(' ').slice(0, KEPT_LENGTH)
}
