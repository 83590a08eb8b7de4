import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../db/database.ts'
import { type FeedEvent, type FeedPage, type FeedPlace, feedEnd, readFeed } from '../../db/queries/feed.ts'

/** The end of the feed, read once for all who follow it. */
export type Tail = {
  /** The place of the last event. */
  end(): Promise<FeedPlace>
  /** What comes after a place: from memory near the end, from the database otherwise. */
  after(place: FeedPlace): Promise<FeedPage>
  /** Resolves when there may be more than there was, or after some milliseconds, or when the tail is closed. */
  news(milliseconds: number): Promise<void>
  isClosed(): boolean
  close(): void
}

/** Events in one page, and events kept in memory. */
const PAGE = 500
const KEPT = 4_000
/** How often the index is asked while somebody waits, in milliseconds. */
const INTERVAL = 200

export const createTail = (database: Database): Tail => {
  const memory = createMemory()
  const waiting = new Set<() => void>()
  const state = { closed: false, watching: false }

  const wakeAll = (): void => {
    for (const wake of waiting) wake()
  }

  /** @returns whether there is more than there was */
  const look = async (): Promise<boolean> => {
    const end = memory.end() ?? memory.startAt(await feedEnd(database))
    const page = await readFeed(database, end, PAGE)
    if (page.kind === 'events') memory.add(page.events)
    else memory.forget()
    return page.kind !== 'events' || page.events.length > 0
  }

  const watch = async (): Promise<void> => {
    state.watching = true
    while (waiting.size > 0 && !state.closed) {
      // Those who wait read the database themselves, too, and tell their clients if it is away.
      const isMore = await look().catch(() => false)
      if (isMore) wakeAll()
      else await sleep(INTERVAL)
    }
    state.watching = false
  }

  return {
    end: () => feedEnd(database),
    after: async place => memory.after(place) ?? (await readFeed(database, place, PAGE)),
    news: milliseconds =>
      new Promise(resolve => {
        if (state.closed) return resolve()
        const wake = (): void => {
          clearTimeout(timer)
          waiting.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, milliseconds)
        waiting.add(wake)
        if (!state.watching) void watch()
      }),
    isClosed: () => state.closed,
    close: () => {
      state.closed = true
      wakeAll()
    },
  }
}

/** The last events, in order and without a gap, and the place before the first of them. */
const createMemory = () => {
  let before: FeedPlace | undefined
  let events: FeedEvent[] = []

  /** Where an event stands among them; -1 for the place before the first, undefined for one that is not here. */
  const indexOf = (place: FeedPlace): number | undefined => {
    if (before !== undefined && isSame(before, place)) return -1
    let low = 0
    let high = events.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (isEarlier(events[middle], place)) low = middle + 1
      else high = middle
    }
    return isSame(events[low], place) ? low : undefined
  }

  return {
    end: () => events.at(-1) ?? before,
    startAt: (place: FeedPlace): FeedPlace => {
      before = place
      return place
    },
    add: (more: readonly FeedEvent[]): void => {
      events.push(...more)
      const surplus = events.length - KEPT
      if (surplus <= 0) return
      before = events[surplus - 1]
      events = events.slice(surplus)
    },
    forget: (): void => {
      before = undefined
      events = []
    },
    after: (place: FeedPlace): FeedPage | undefined => {
      const index = indexOf(place)
      return index === undefined
        ? undefined
        : { kind: 'events', events: events.slice(index + 1, index + 1 + PAGE) }
    },
  }
}

const isEarlier = (event: FeedEvent | undefined, { block, logIndex }: FeedPlace): boolean =>
  event !== undefined && (event.block < block || (event.block === block && event.logIndex < logIndex))

/** The hash of a place that a client named is shorter. */
const isSame = (event: FeedPlace | undefined, { block, logIndex, hash }: FeedPlace): boolean =>
  event?.block === block && event.logIndex === logIndex && event.hash.startsWith(hash)
