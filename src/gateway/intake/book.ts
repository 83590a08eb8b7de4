import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Database } from '../../db/database.ts'
import {
  enqueue,
  type NewRow,
  type Progress,
  type QueueRow,
  readQueue,
  recordProgress,
} from '../../db/queries/queue.ts'
import type { Hex } from '../../protocol/bytes.ts'
import { createGroup } from './group.ts'

/** The queue as it stands on the disk: what is in it survives this process. */
export type Book = {
  /**
   * Takes a statement. When this resolves to undefined, it is on the disk as this gateway's to carry.
   * @returns what stands there already, if the statement was taken before and not refused
   */
  take(row: NewRow): Promise<QueueRow | undefined>
  read(sending: Hex): Promise<QueueRow | undefined>
  /** Writes soon, in the order of telling, what became of a statement. A database that is away delays it and loses nothing. */
  note(news: Progress): void
  /** Waits until what was noted is written, as long as the database answers. */
  close(): Promise<void>
}

export type BookParts = { readonly database: Database; readonly owner: string; readonly log: Logger }

/** Statements in one write to the disk. */
const GROUP = 500
/** Milliseconds for which news are gathered for one write. */
const GATHERING = 20
/** Milliseconds after which it is worth writing that a statement was sent: as a rule it is included before. */
const SENT_MATTERS = 500
/** Milliseconds between two tries while the database is away. */
const RETRY = 500
/** How often it is looked whether a note is written. */
const LOOKS = 50

export const createBook = ({ database, owner, log }: BookParts): Book => {
  const takes = createGroup<NewRow, QueueRow | null>(GROUP, async rows => {
    const taken = await enqueue(database, owner, rows)
    const others = rows.map(({ sending }) => sending).filter(sending => !taken.has(sending))
    const standing = others.length === 0 ? [] : await readQueue(database, others)
    const bySending = new Map(standing.map(row => [row.sending, row]))
    return rows.map(({ sending }) => bySending.get(sending) ?? null)
  })
  const reads = createGroup<Hex, QueueRow | null>(GROUP, async sendings => {
    const rows = await readQueue(database, sendings)
    const bySending = new Map(rows.map(row => [row.sending, row]))
    return sendings.map(sending => bySending.get(sending) ?? null)
  })
  const notes = createNotes(database, log)
  return {
    take: async row => {
      // Who was just told of a refusal may send it anew: the queue must know of that refusal first.
      await notes.settled(row.sending)
      return (await takes.add(row)) ?? undefined
    },
    read: async sending => (await reads.add(sending)) ?? undefined,
    note: notes.note,
    close: notes.close,
  }
}

/** `due`: when it is to be written, by the machine's clock. */
type Waiting = { readonly news: Progress; readonly due: number }
type Notes = Pick<Book, 'note' | 'close'> & {
  /** Waits until what was noted of a statement is written, but not for a database that is away. */
  settled(sending: Hex): Promise<void>
}

const isFinal = (note: Waiting | undefined): boolean => note !== undefined && note.news.state !== 'sent'

const createNotes = (database: Database, log: Logger): Notes => {
  // Only the latest news of a statement matters.
  const waiting = new Map<Hex, Waiting>()
  const inHand = new Set<Hex>()
  let writing: Promise<void> | undefined
  let closed = false

  const isDue = ({ due }: Waiting): boolean => closed || due <= Date.now()

  const putBack = (some: readonly Waiting[], error: unknown): void => {
    for (const each of some) if (!waiting.has(each.news.sending)) waiting.set(each.news.sending, each)
    log.warn({ err: error, statements: waiting.size }, 'What became of statements cannot be written yet.')
    // Whoever takes them over finds on the ledger what became of them.
    if (closed) waiting.clear()
  }

  const writeSome = async (): Promise<void> => {
    const some = [...waiting.values()].filter(isDue).slice(0, GROUP)
    if (some.length === 0) return
    for (const { news } of some) {
      waiting.delete(news.sending)
      inHand.add(news.sending)
    }
    try {
      const news = some.map(each => each.news)
      await recordProgress(database, news)
    } catch (error) {
      putBack(some, error)
      await sleep(closed ? 0 : RETRY)
    } finally {
      for (const { news } of some) inHand.delete(news.sending)
    }
  }

  const write = async (): Promise<void> => {
    while (waiting.size > 0) {
      // What is noted at almost the same moment is written together.
      await sleep(closed ? 0 : GATHERING)
      await writeSome()
    }
    writing = undefined
  }

  const start = (): void => {
    writing ??= write()
  }

  return {
    note: news => {
      const sentAt = news.sentAt ?? waiting.get(news.sending)?.news.sentAt ?? null
      const due = news.state === 'sent' ? Date.now() + SENT_MATTERS : 0
      waiting.set(news.sending, { news: { ...news, sentAt }, due })
      start()
    },
    settled: async sending => {
      const isOpen = () => inHand.has(sending) || isFinal(waiting.get(sending))
      for (let looks = 0; isOpen() && looks < LOOKS; looks++) await sleep(GATHERING)
    },
    close: async () => {
      closed = true
      if (waiting.size > 0) start()
      await writing
    },
  }
}
