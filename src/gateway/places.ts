import type { Code } from './codes.ts'
import { gatewayError } from './error.ts'

/** A number of places for work that takes long, so many for one client. */
export type Places = {
  /**
   * Takes a place for one client.
   * @param client its address
   * @returns gives the place back; a second call does nothing
   */
  enter(client: string): () => void
}

/**
 * @param limit places for all
 * @param each places for one client
 * @param code of the error that says that there is none left
 */
export const createPlaces = (limit: number, each: number, code: Code): Places => {
  const taken = new Map<string, number>()
  let total = 0

  const change = (client: string, by: 1 | -1): void => {
    total += by
    const count = (taken.get(client) ?? 0) + by
    if (count > 0) taken.set(client, count)
    else taken.delete(client)
  }

  return {
    enter: client => {
      if (total >= limit || (taken.get(client) ?? 0) >= each) {
        const sentence = `There are ${limit} places for this, ${each} for one address, and none is free. Try again in a moment.`
        throw gatewayError(code, sentence, { limit, each })
      }
      change(client, 1)
      let isOver = false
      return () => {
        if (!isOver) change(client, -1)
        isOver = true
      }
    },
  }
}
