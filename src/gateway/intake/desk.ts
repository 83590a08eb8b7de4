import type { Logger } from 'pino'
import type { QueueRow, TakenOver } from '../../db/queries/queue.ts'
import type { Hex } from '../../protocol/bytes.ts'
import { BonginError } from '../../protocol/error.ts'
import { parseSignedStatement } from '../../protocol/statement.ts'
import { plain } from '../plain.ts'
import { type Book, createBook } from './book.ts'
import type { CarrierParts } from './carrier.ts'
import type { Entry, Result } from './entry.ts'
import { createLease, type Lease } from './lease.ts'
import { recorded } from './recorded.ts'
import type { Room } from './room.ts'
import { createSender } from './sender.ts'
import { createWaiters, type Waiters } from './waiters.ts'

/** Everything that this gateway carries: on the disk, on its way, and who waits for it. */
export type Desk = Pick<Waiters, 'join'> & {
  /**
   * Takes a statement, and gives its room back when it is answered for. When this resolves to undefined, it is safe on the disk.
   * @returns what stands in the queue already; then nothing was taken
   */
  take(entry: Entry, body: string, leave: () => void): Promise<QueueRow | undefined>
  carries(sending: Hex): boolean
  read: Book['read']
  start(): Promise<void>
  close(): Promise<void>
}

export type DeskParts = Omit<CarrierParts, 'onSending'> & {
  readonly owner: string
  readonly room: Room
  /** The ledger's time, in milliseconds since 1970. */
  readonly now: () => number
}

export const createDesk = (parts: DeskParts): Desk => {
  const { room, shown, now, log } = parts
  /** What is carried, and what gives its room back. */
  const carried = new Map<Hex, () => void>()
  /** What is being written to the disk. */
  const taking = new Set<Hex>()
  const waiters = createWaiters()
  const book = createBook(parts)

  const done = async (entry: Entry, result: Result): Promise<void> => {
    const { sending } = entry
    book.note(progressOf(sending, result, now()))
    if (!(result instanceof BonginError)) await shown(result.block)
    waiters.tell(sending, { result })
    carried.get(sending)?.()
    carried.delete(sending)
  }

  const sender = createSender({
    ...parts,
    onSending: ({ sending }) => book.note({ ...NO_NEWS, sending, state: 'sent', sentAt: now() }),
    onDone: (entry, result) => void done(entry, result),
    onDelay: ({ sending }, delay) => waiters.tell(sending, { delay }),
  })

  const carry = (entry: Entry, leave: () => void): void => {
    carried.set(entry.sending, leave)
    sender.add(entry)
  }

  /** The dead gateway may have sent it already: then it is not sent again. */
  const goOn = async (row: TakenOver): Promise<void> => {
    // Whoever writes it may be told that it stands there already, and leave it: the next look decides.
    if (taking.has(row.sending)) return lease.doubt()
    const entry = entryOf(row, log)
    if (entry === undefined || carried.has(row.sending)) return
    const leave = room.admit(entry.signed, row.body.length)
    carried.set(entry.sending, leave)
    const outcome = await recorded(entry, parts).catch(() => undefined)
    if (outcome === undefined) carry(entry, leave)
    else await done(entry, outcome)
  }

  const lease = createLease({
    ...parts,
    free: room.free,
    carried: () => carried.keys(),
    onTakenOver: rows => {
      for (const row of rows) void goOn(row)
    },
  })

  return {
    join: waiters.join,
    take: async (entry, body, leave) => {
      taking.add(entry.sending)
      try {
        const standing = await write(entry, body, book, lease)
        if (standing === undefined) carry(entry, leave)
        return standing
      } finally {
        taking.delete(entry.sending)
      }
    },
    carries: sending => carried.has(sending),
    read: book.read,
    start: lease.start,
    close: () => closeInOrder(sender, book, lease),
  }
}

const closeInOrder = async (...all: readonly { close(): Promise<void> }[]): Promise<void> => {
  for (const each of all) await each.close()
}

const write = async (entry: Entry, body: string, book: Book, lease: Lease): Promise<QueueRow | undefined> => {
  const { sending, digest, signed, receivedAt, closingAt } = entry
  const { type } = signed.statement
  try {
    return await book.take({ sending, digest, type, closingAt, receivedAt, body })
  } catch (error) {
    // It may stand on the disk although nobody could say so any more.
    lease.doubt()
    throw error
  }
}

const NO_NEWS = { sentAt: null, doneAt: null, transaction: null, block: null, refusal: null } as const

const progressOf = (sending: Hex, result: Result, doneAt: number) => {
  if (!(result instanceof BonginError)) {
    const { transaction, block } = result
    return { ...NO_NEWS, sending, state: 'included', doneAt, transaction, block } as const
  }
  const { code, message, details } = result
  const refusal = { code, detail: message, details: plain(details) }
  return { ...NO_NEWS, sending, state: 'refused', doneAt, refusal } as const
}

/** @returns undefined for what a program of another version has left in a form that this one cannot read */
const entryOf = ({ body, ...row }: TakenOver, log: Logger): Entry | undefined => {
  try {
    return { ...row, signed: parseSignedStatement(JSON.parse(body)), tries: 0 }
  } catch (error) {
    log.error({ err: error, digest: row.digest }, 'A statement in the queue cannot be read. It stays there.')
    return undefined
  }
}
