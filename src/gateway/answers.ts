import { hash } from 'node:crypto'
import type { Stand } from './stand.ts'

/** An answer as it is sent, and the tag by which a client knows it again. */
export type Answer = { readonly text: string; readonly etag: string }

/** Answers that follow from the index and the time alone: until one of them changes, each is made only once for all who ask. */
export type Answers = {
  /** @param make what is to be answered at that moment, for JSON */
  of(address: string, stand: Stand, make: () => Promise<unknown>): Promise<Answer>
}

/** Characters that are kept at most. */
const ROOM = 16 * 2 ** 20

export const answerOf = (value: unknown): Answer => {
  const text = JSON.stringify(value)
  return { text, etag: `"${hash('sha1', text, 'base64url')}"` }
}

/** What was made at one moment. */
type Moment = { readonly version: string; readonly made: Map<string, Promise<Answer>>; room: number }

const momentOf = ({ version }: Stand): Moment => ({ version, made: new Map(), room: ROOM })

/** @param readStand as `createStandReader` gives it */
export const createAnswers = (readStand: () => Promise<Stand>): Answers => {
  let moment: Moment = momentOf({ version: '', now: 0 })

  /** The index may have moved on, and even back, while an answer was made: then nobody else gets it. */
  const settle = async (address: string, making: Promise<Answer>, at: Moment): Promise<void> => {
    try {
      const { text } = await making
      at.room -= address.length + text.length
      if (at.room < 0 || (await readStand()).version !== at.version) at.made.delete(address)
    } catch {
      at.made.delete(address)
    }
  }

  return {
    of: (address, stand, make) => {
      if (stand.version !== moment.version) moment = momentOf(stand)
      const found = moment.made.get(address)
      if (found !== undefined) return found
      const making = make().then(answerOf)
      moment.made.set(address, making)
      void settle(address, making, moment)
      return making
    },
  }
}
