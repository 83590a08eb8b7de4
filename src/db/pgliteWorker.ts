import { parentPort, workerData } from 'node:worker_threads'
import { Mutex, type Transaction } from '@electric-sql/pglite'
import type { Parameter } from './database.ts'
import { openDurable } from './durable.ts'
import type { Answer, Fault, Place, Question } from './pgliteMessages.ts'
import { createStatements, type Table } from './pgliteStatements.ts'

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

const NOTHING: Table = { names: [], values: [] }

const port = parentPort
if (port === null) throw new Error('This is a worker.')
const { path, schema } = workerData as Place
const pglite = await openDurable(path)
await pglite.exec(`SET search_path TO "${schema}"`)
const statements = createStatements(pglite)
const transactions = new Map<number, Open>()
/** There is one session: who has a transaction has it alone. */
const session = new Mutex()
port.on('message', async (question: Question) => {
  const { id } = question
  try {
    port.postMessage({ id, table: await answer(question) } satisfies Answer)
  } catch (error) {
    port.postMessage({ id, fault: faultOf(error) } satisfies Answer)
  }
})
port.postMessage({ id: 0, table: NOTHING } satisfies Answer)

async function answer(question: Question): Promise<Table> {
  const { kind, transaction } = question
  switch (kind) {
    case 'query':
      return query(transaction, question.text, question.parameters)
    case 'script':
      await (transaction === 0
        ? session.runExclusive(() => pglite.exec(question.text))
        : openOne(transaction).session.exec(question.text))
      return NOTHING
    case 'begin':
      transactions.set(transaction, await begin())
      return NOTHING
    case 'commit':
    case 'rollback':
      await end(transaction, kind)
      return NOTHING
    case 'close':
      await session.runExclusive(() => pglite.close())
      return NOTHING
  }
}

/** Within a transaction nothing is prepared: it may look at tables of the same names in another schema. */
async function query(transaction: number, text: string, parameters: readonly Parameter[]): Promise<Table> {
  if (transaction === 0) return session.runExclusive(() => statements.run(text, parameters))
  const options = { rowMode: 'array' } as const
  const answered = await openOne(transaction).session.query<unknown[]>(text, [...parameters], options)
  return { names: answered.fields.map(({ name }) => name), values: answered.rows.flat() }
}

function openOne(transaction: number): Open {
  const open = transactions.get(transaction)
  if (open === undefined) throw new Error('There is no such transaction.')
  return open
}

async function begin(): Promise<Open> {
  const release = await session.acquire()
  return new Promise((resolve, reject) => {
    const end = Promise.withResolvers<void>()
    const ended: Promise<void> = pglite
      .transaction(session => {
        resolve({ session, end, ended })
        return end.promise
      })
      .finally(release)
    // Before it has begun, this is how it fails; afterwards it is told at its end.
    ended.catch(reject)
  })
}

async function end(transaction: number, kind: 'commit' | 'rollback'): Promise<void> {
  const open = openOne(transaction)
  transactions.delete(transaction)
  if (kind === 'commit') {
    open.end.resolve()
    return open.ended
  }
  open.end.reject(new Error('rolled back'))
  await open.ended.catch(() => undefined)
}

/** What may cross from one thread to another of an error. */
function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { message: String(error), isEnd: true }
  const { message } = error
  const { code, severity } = error as Error & Partial<Record<'code' | 'severity', unknown>>
  // After a panic PostgreSQL ends its process, and here nothing answers any more; so it is when WebAssembly gives up.
  const isEnd = severity === 'PANIC' || severity === 'FATAL' || error.name === 'RuntimeError'
  return { message, isEnd, ...(typeof code === 'string' && { code }) }
}
