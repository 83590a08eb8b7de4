import { parentPort, workerData } from 'node:worker_threads'
import type { PGlite, Transaction } from '@electric-sql/pglite'
import type { Parameter } from './database.ts'
import { openDurable } from './durable.ts'
import type { Answer, Question } from './pgliteMessages.ts'
import { camelRows } from './values.ts'

/*
 * The embedded database in a thread of its own: it computes in WebAssembly and waits for the disk without letting anything else run, and
 * would hold up every request of the process for as long.
 */

/** A transaction that was begun, until it is told how to end. */
interface Open {
  readonly session: Transaction
  readonly end: PromiseWithResolvers<void>
  /** Resolves when it is committed; rejects when it is rolled back, or cannot be committed. */
  readonly ended: Promise<void>
}

const port = parentPort
if (port === null) throw new Error('This is a worker.')
const pglite = await openDurable(String(workerData))
const transactions = new Map<number, Open>()
port.on('message', async (question: Question) => {
  const { id } = question
  try {
    port.postMessage({ id, rows: await answer(question) } satisfies Answer)
  } catch (error) {
    port.postMessage({ id, error: plainError(error) } satisfies Answer)
  }
})
port.postMessage({ id: 0, rows: [] } satisfies Answer)

async function answer(question: Question): Promise<Record<string, unknown>[]> {
  const { kind, transaction } = question
  switch (kind) {
    case 'query':
      return query(sessionOf(transaction), question.text, question.parameters)
    case 'script':
      await sessionOf(transaction).exec(question.text)
      return []
    case 'begin':
      transactions.set(transaction, await begin())
      return []
    case 'commit':
    case 'rollback':
      await end(transaction, kind)
      return []
    case 'close':
      await pglite.close()
      return []
  }
}

function sessionOf(transaction: number): PGlite | Transaction {
  if (transaction === 0) return pglite
  const open = transactions.get(transaction)
  if (open === undefined) throw new Error('There is no such transaction.')
  return open.session
}

async function query(
  session: PGlite | Transaction,
  text: string,
  parameters: readonly Parameter[],
): Promise<Record<string, unknown>[]> {
  const { rows } = await session.query<Record<string, unknown>>(text, [...parameters])
  return camelRows(rows)
}

function begin(): Promise<Open> {
  return new Promise((resolve, reject) => {
    const end = Promise.withResolvers<void>()
    const ended: Promise<void> = pglite.transaction(session => {
      resolve({ session, end, ended })
      return end.promise
    })
    // Before it has begun, this is how it fails; afterwards it is told at its end.
    ended.catch(reject)
  })
}

async function end(transaction: number, kind: 'commit' | 'rollback'): Promise<void> {
  const open = transactions.get(transaction)
  if (open === undefined) throw new Error('There is no such transaction.')
  transactions.delete(transaction)
  if (kind === 'commit') {
    open.end.resolve()
    return open.ended
  }
  open.end.reject(new Error('rolled back'))
  await open.ended.catch(() => undefined)
}

/** What may cross from one thread to another of an error of PostgreSQL's. */
function plainError(error: unknown): { message: string; code?: string } {
  if (!(error instanceof Error)) return { message: String(error) }
  const { message } = error
  return 'code' in error && typeof error.code === 'string' ? { message, code: error.code } : { message }
}
