import { spawn } from 'node:child_process'
import { Interrupted } from './messages.mjs'

/** @type {NodeJS.Signals[]} */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a program to its end. A signal that we get goes on to it, and we wait until it has ended before we end.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd: string, onStart?: (pid: number) => void }} options
 * @returns {Promise<{ code: number, output: string }>} exit code, and what it said on both streams
 * @throws {Interrupted} when a signal came meanwhile
 */
export async function runQuietly(program, args, { cwd, onStart }) {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  if (child.pid !== undefined) onStart?.(child.pid)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', text => (output += text))
  const { code, interruptedBy } = await ended(child)
  if (interruptedBy !== null) throw new Interrupted(interruptedBy)
  return { code: code ?? 1, output }
}

/**
 * Waits for a child, passing our signals on to it.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null, interruptedBy: NodeJS.Signals | null }>}
 */
export async function ended(child) {
  /** @type {NodeJS.Signals | null} */
  let interruptedBy = null
  const handlers = SIGNALS.map(name => ({
    name,
    handler: () => {
      interruptedBy = name
      child.kill(name)
    },
  }))
  for (const { name, handler } of handlers) process.on(name, handler)
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code, signal) => resolve({ code, signal, interruptedBy }))
    })
  } finally {
    for (const { name, handler } of handlers) process.off(name, handler)
  }
}
