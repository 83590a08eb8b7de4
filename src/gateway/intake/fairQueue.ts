import type { Bid, Entry } from './entry.ts'

/**
 * Bids that wait to be carried, in turns: first between the tenders, then within a tender between its bidders. So neither a tender
 * with thousands of bids nor a bidder who sends thousands keeps others waiting longer than one turn. A turn gives bids of one tender
 * for as much of a transaction as it can fill: the evidence of a tender then holds fewer strangers' bids.
 */
export type FairQueue = {
  add(entry: Entry): void
  /** Takes out those whose turn it is, `count` at most. */
  take(count: number): Entry[]
  size(): number
}

type Bidders = Map<bigint, Entry[]>

export const createFairQueue = (): FairQueue => {
  // The first of a map is the next in turn; who had a turn goes to the end.
  const tenders = new Map<string, Bidders>()
  let size = 0

  const take = (count: number): Entry[] => {
    const taken: Entry[] = []
    while (taken.length < count) {
      const [next] = tenders
      if (next === undefined) break
      const [tender, bidders] = next
      tenders.delete(tender)
      takeTurn(bidders, count, taken)
      if (bidders.size > 0) tenders.set(tender, bidders)
    }
    size -= taken.length
    return taken
  }

  const add = (entry: Entry): void => {
    const { tender, bidder } = entry.signed.statement as Bid
    const bidders: Bidders = tenders.get(tender) ?? new Map()
    tenders.set(tender, bidders)
    const waiting = bidders.get(bidder)
    if (waiting === undefined) bidders.set(bidder, [entry])
    else waiting.push(entry)
    size += 1
  }

  return { add, take, size: () => size }
}

const takeTurn = (bidders: Bidders, count: number, taken: Entry[]): void => {
  while (taken.length < count) {
    const [next] = bidders
    if (next === undefined) return
    const [bidder, [entry, ...rest]] = next
    bidders.delete(bidder)
    if (rest.length > 0) bidders.set(bidder, rest)
    if (entry !== undefined) taken.push(entry)
  }
}
