import { createInterface, type Interface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { BonginError } from '../protocol/error.ts'

// Questions to the person at the terminal. They go to standard error, so that standard output holds the result alone.

/** Whether there is anybody to ask. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true
}

/** Asks for a line that may be seen while it is typed. @throws BonginError `CANCELLED_BY_USER` */
export function ask(question: string): Promise<string> {
  return answerTo(question, process.stderr)
}

/** Asks for a line that is not shown while it is typed. @throws BonginError `CANCELLED_BY_USER` */
export async function askHidden(question: string): Promise<string> {
  process.stderr.write(question)
  try {
    return await answerTo('', new Writable({ write: (_chunk, _encoding, done) => done() }))
  } finally {
    process.stderr.write('\n')
  }
}

async function answerTo(question: string, output: NodeJS.WritableStream): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output, terminal: true, historySize: 0 })
  try {
    return await Promise.race([terminal.question(question), given(terminal)])
  } finally {
    terminal.close()
  }
}

/** Ctrl+C and Ctrl+D: without this the question would wait for ever. */
function given(terminal: Interface): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>()
  const cancel = (): void => reject(new BonginError('CANCELLED_BY_USER', 'Cancelled. Nothing was done.'))
  terminal.once('SIGINT', cancel).once('close', cancel)
  return promise
}
