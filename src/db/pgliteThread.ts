import { Worker } from 'node:worker_threads'
import type { Answer, Fault, Place, Question } from './pgliteMessages.ts'
import type { Table } from './pgliteStatements.ts'

/** The embedded database in a thread of its own. */
export type PgliteThread = {
  /** @throws Error with PostgreSQL's own `code` where it has one */
  ask(question: Unnumbered): Promise<Table>
  /** Whether it has ended; then every question fails. */
  hasEnded(): boolean
  close(): Promise<void>
}

/** A question that its thread has not numbered yet. */
export type Unnumbered = { [Kind in Question as Kind['kind']]: Omit<Kind, 'id'> }[Question['kind']]
type Waiting = PromiseWithResolvers<Table>

const PROGRAM = new URL('./pgliteWorker.ts', import.meta.url)
/** SQLSTATE `crash_shutdown`: what PostgreSQL tells everybody else when one of its processes ends in a panic. */
const CRASHED = '57P02'

export const openThread = async (place: Place): Promise<PgliteThread> => {
  const worker = new Worker(PROGRAM, { workerData: place })
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let ended: Error | undefined

  // The thread keeps the process alive only while somebody waits for it.
  const expect = (id: number): Promise<Table> => {
    const answer = Promise.withResolvers<Table>()
    if (ended !== undefined) answer.reject(ended)
    else waiting.set(id, answer)
    worker.ref()
    return answer.promise
  }
  const end = (error: Error): void => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }
  worker.on('message', ({ id, table, fault }: Answer) => {
    const answer = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0) worker.unref()
    if (fault === undefined) return answer?.resolve(table)
    answer?.reject(errorOf(fault))
    if (!fault.isEnd) return
    end(crashed(fault.message))
    void worker.terminate()
  })
  worker.on('error', error => end(crashed(error instanceof Error ? error.message : String(error))))
  worker.on('exit', () => end(new Error('The embedded database is closed.')))

  const ask: PgliteThread['ask'] = question => {
    lastId += 1
    const answer = expect(lastId)
    if (ended === undefined) worker.postMessage({ ...question, id: lastId })
    return answer
  }
  await expect(0)
  return {
    ask,
    hasEnded: () => ended !== undefined,
    close: async () => {
      if (ended === undefined) await ask({ kind: 'close', transaction: 0 })
      await worker.terminate()
    },
  }
}

const errorOf = ({ message, code }: Fault): Error =>
  Object.assign(new Error(message), code !== undefined && { code })

const crashed = (message: string): Error =>
  Object.assign(new Error(`The embedded database ended: ${message}`), { code: CRASHED })
