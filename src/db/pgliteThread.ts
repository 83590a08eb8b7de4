import { Worker } from 'node:worker_threads'
import type { Answer, Question } from './pgliteMessages.ts'

/** The embedded database in a thread of its own. */
export type PgliteThread = {
  /** @throws Error with PostgreSQL's own `code` where it has one */
  ask(question: Unnumbered): Promise<Record<string, unknown>[]>
  /** A number for a transaction that no other has. */
  nextTransaction(): number
  close(): Promise<void>
}

type Unnumbered = { [Kind in Question as Kind['kind']]: Omit<Kind, 'id'> }[Question['kind']]
type Waiting = PromiseWithResolvers<Record<string, unknown>[]>

const PROGRAM = new URL('./pgliteWorker.ts', import.meta.url)

/** @param path of the cluster's directory */
export const openThread = async (path: string): Promise<PgliteThread> => {
  const worker = new Worker(PROGRAM, { workerData: path })
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let lastTransaction = 0
  let ended: Error | undefined

  // The thread keeps the process alive only while somebody waits for it.
  const expect = (id: number): Promise<Record<string, unknown>[]> => {
    const answer = Promise.withResolvers<Record<string, unknown>[]>()
    if (ended !== undefined) answer.reject(ended)
    else waiting.set(id, answer)
    worker.ref()
    return answer.promise
  }
  worker.on('message', ({ id, rows, error }: Answer) => {
    const answer = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0) worker.unref()
    if (error === undefined) answer?.resolve(rows)
    else
      answer?.reject(
        Object.assign(new Error(error.message), error.code !== undefined && { code: error.code }),
      )
  })
  const end = (error: Error): void => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }
  worker.on('error', end)
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
    nextTransaction: () => {
      lastTransaction += 1
      return lastTransaction
    },
    close: async () => {
      await ask({ kind: 'close', transaction: 0 })
      await worker.terminate()
    },
  }
}
