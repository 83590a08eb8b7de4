import type { Outcome } from '../../chain/statements.ts'
import type { QueueRow } from '../../db/queries/queue.ts'
import type { Hex } from '../../protocol/bytes.ts'
import { signedStatementToJson } from '../../protocol/statement.ts'
import type { Admission } from './admission.ts'
import type { Desk } from './desk.ts'
import type { Entry } from './entry.ts'
import type { Room } from './room.ts'

/** What a statement met when it came in: its outcome, ourselves carrying it, or what the queue says of it. */
export type Standing = { readonly outcome: Outcome } | 'carried' | { readonly row: QueueRow }

export type EntranceParts = { readonly room: Room; readonly desk: Desk; readonly admission: Admission }

/**
 * Lets statements in: checks them, and takes them into the queue. Who sends the same while it is checked or carried joins whoever sent
 * it first.
 * @returns rejects with `QUEUE_FULL`, or as {@link Admission.check} does
 */
export const createEntrance = (parts: EntranceParts): ((entry: Entry) => Promise<Standing>) => {
  const entering = new Map<Hex, Promise<Standing>>()
  return async entry => {
    const { sending } = entry
    if (parts.desk.carries(sending)) return 'carried'
    const running = entering.get(sending)
    if (running !== undefined) return running
    const mine = enter(entry, parts)
    entering.set(sending, mine)
    try {
      return await mine
    } finally {
      entering.delete(sending)
    }
  }
}

const enter = async (entry: Entry, { room, desk, admission }: EntranceParts): Promise<Standing> => {
  const { digest, signed } = entry
  const body = JSON.stringify(signedStatementToJson(signed))
  const leave = room.enter(signed, body.length)
  let taken = false
  try {
    const admitted = await admission.check(digest, signed)
    if (admitted.recorded !== undefined) return { outcome: admitted.recorded }
    const row = await desk.take({ ...entry, closingAt: admitted.closingAt }, body, leave)
    taken = row === undefined
    return row === undefined ? 'carried' : { row }
  } finally {
    if (!taken) leave()
  }
}
