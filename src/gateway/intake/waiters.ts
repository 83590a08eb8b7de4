import type { Hex } from '../../protocol/bytes.ts'
import type { BonginError } from '../../protocol/error.ts'
import type { Result } from './entry.ts'

/** What one who waits is told: what became of the statement, or why that takes longer. */
export type News =
  | { readonly result: Result; readonly delay?: never }
  | { readonly delay: BonginError; readonly result?: never }

export type Ticket = {
  /** Resolves to the first news; never, if there is none. */
  readonly news: Promise<News>
  leave(): void
}

/** Those who wait for statements that this gateway carries. */
export type Waiters = {
  /** To be called before there can be any news. */
  join(sending: Hex): Ticket
  tell(sending: Hex, news: News): void
}

export const createWaiters = (): Waiters => {
  const waiting = new Map<Hex, Set<(news: News) => void>>()
  return {
    join: sending => {
      const told = waiting.get(sending) ?? new Set()
      waiting.set(sending, told)
      const { promise, resolve } = Promise.withResolvers<News>()
      told.add(resolve)
      const leave = (): void => {
        told.delete(resolve)
        if (told.size === 0 && waiting.get(sending) === told) waiting.delete(sending)
      }
      return { news: promise, leave }
    },
    tell: (sending, news) => {
      for (const resolve of waiting.get(sending) ?? []) resolve(news)
    },
  }
}
