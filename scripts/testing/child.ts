import { type ChildProcess, spawn } from 'node:child_process'
import { type Count, isCount } from './count.ts'

/** A part of the run that takes longer than this hangs. */
const MAX_MINUTES = 20

/** The contracts' clients are there already: writing them again would disturb those who read them at the same time. */
const ENVIRONMENT = { HARDHAT_NO_TYPECHAIN: 'true', ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) }

const running = new Set<ChildProcess>()

/** What a part of the run may have besides: variables of its own, or more time. */
export interface Allowance {
  env?: Record<string, string>
  minutes?: number
}

/**
 * Runs a Node program to its end.
 * @param args program and arguments
 * @param write gets what it says, on both streams, as it comes
 * @returns exit code (null: it was killed), and the count that it sent if any
 */
export async function runNode(
  args: string[],
  cwd: string,
  write: (text: string) => void,
  { env, minutes = MAX_MINUTES }: Allowance = {},
): Promise<{ exitCode: number | null; count: Count | undefined }> {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...ENVIRONMENT, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  running.add(child)
  let count: Count | undefined
  child.on('message', message => {
    if (isCount(message)) count = message
  })
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', write)
  const timer = setTimeout(() => {
    write(`Killed after ${minutes} minutes.\n`)
    child.kill('SIGKILL')
  }, minutes * 60_000)
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    return { exitCode, count }
  } finally {
    clearTimeout(timer)
    running.delete(child)
  }
}

/** Ends with a signal whatever runNode started and is still running. */
export function killAll(signal: NodeJS.Signals): void {
  for (const child of running) child.kill(signal)
}
