import { type Entry, laneOf } from './entry.ts'

/** Statements other than bids that wait to be carried: in each lane one after the other, in the order of their coming. */
export type Lanes = {
  add(entry: Entry): void
  /** The next whose lane is free. It then is taken until `leave`. */
  next(): Entry | undefined
  /** Says that an entry is through, or goes back to wait at the head of its lane. */
  leave(entry: Entry, again: Entry | undefined): void
  size(): number
}

export const createLanes = (): Lanes => {
  const lanes = new Map<string, Entry[]>()
  /** Lanes with something in them that nobody carries, the longest waiting first. */
  const free = new Set<string>()
  const busy = new Set<string>()
  let size = 0

  const add = (entry: Entry): void => {
    const lane = laneOf(entry.signed)
    const waiting = lanes.get(lane)
    if (waiting === undefined) lanes.set(lane, [entry])
    else waiting.push(entry)
    if (!busy.has(lane)) free.add(lane)
    size += 1
  }

  const next = (): Entry | undefined => {
    const [lane] = free
    if (lane === undefined) return undefined
    free.delete(lane)
    busy.add(lane)
    size -= 1
    return lanes.get(lane)?.shift()
  }

  const leave = (entry: Entry, again: Entry | undefined): void => {
    const lane = laneOf(entry.signed)
    busy.delete(lane)
    const waiting = lanes.get(lane) ?? []
    if (again !== undefined) {
      waiting.unshift(again)
      size += 1
    }
    if (waiting.length > 0) free.add(lane)
    else lanes.delete(lane)
  }

  return { add, next, leave, size: () => size }
}
