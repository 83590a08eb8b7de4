import { indexerError } from './error.ts'

type Waiter = {
  readonly block: number
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

/** Those who wait until a block is indexed. */
export type Waiters = {
  /** @throws INDEXER_STOPPED if `dismiss` comes first */
  wait(block: number): Promise<void>
  /** Lets those go who wait for this block or an earlier one. */
  reached(block: number): void
  /** Turns all away, now and from now on. */
  dismiss(): void
}

export const createWaiters = (): Waiters => {
  const waiting = new Set<Waiter>()
  let indexed = -1
  let dismissed = false
  return {
    wait: block =>
      new Promise((resolve, reject) => {
        if (block <= indexed) resolve()
        else if (dismissed) reject(stopped())
        else waiting.add({ block, resolve, reject })
      }),
    reached: block => {
      indexed = block
      for (const waiter of waiting) {
        if (waiter.block > block) continue
        waiting.delete(waiter)
        waiter.resolve()
      }
    },
    dismiss: () => {
      dismissed = true
      for (const waiter of waiting) waiter.reject(stopped())
      waiting.clear()
    },
  }
}

const stopped = () => indexerError('INDEXER_STOPPED', 'The index is being shut down.')
