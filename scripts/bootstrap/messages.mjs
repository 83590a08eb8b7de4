/** Something the user can understand and act on; the message is one or two clear sentences. */
export class Failure extends Error {}

/** The user or the system asked us to stop while a step was running. */
export class Interrupted extends Error {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(`Interrupted by ${signal}.`)
    this.signal = signal
  }
}

/**
 * One line for people. On stderr: stdout belongs to the script that runs afterwards (think of --json).
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`bongin: ${line}\n`)
}

/**
 * Says what starts, does it, says how long it took.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function announced(what, work) {
  const start = Date.now()
  say(`${what} ...`)
  const result = await work()
  say(`${what}: done in ${Math.round((Date.now() - start) / 1000)} s`)
  return result
}
