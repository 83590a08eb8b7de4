import type { BonginError } from '../../protocol/error.ts'
import { type Attempt, type CarrierParts, createCarrier } from './carrier.ts'
import type { Entry, Result } from './entry.ts'
import { createFairQueue } from './fairQueue.ts'
import { createLanes } from './lanes.ts'
import { createOutage } from './outage.ts'

/** Carries what waits to the ledger: bids in batches, everything else one by one. */
export type Sender = {
  add(entry: Entry): void
  /** Starts nothing new, and waits for what is under way. What waits stays in the database for whoever comes next. */
  close(): Promise<void>
}

export type SenderParts = CarrierParts & {
  /** Told once what became of a statement. */
  readonly onDone: (entry: Entry, result: Result) => void
  /** Told when a try failed for a reason that will pass; the statement will be tried again. */
  readonly onDelay: (entry: Entry, reason: BonginError) => void
}

/** What waits of one kind, and starts as much of it as may be under way at once. */
type Line = { add(entry: Entry): void; start(): void; close(): void }

/** What a line needs: to run a piece of work, and to hand on what an attempt came to. */
type LineParts = SenderParts & {
  readonly run: (work: Promise<void>) => void
  /** @returns the entry if it is to be tried again */
  readonly settle: (attempt: Attempt) => Entry | undefined
}

export const createSender = (parts: SenderParts): Sender => {
  const { log } = parts
  const underWay = new Set<Promise<void>>()
  let closed = false
  const start = (): void => {
    if (closed || outage.isOn()) return
    for (const line of [batches, singles]) line.start()
  }
  const outage = createOutage(start)

  const run = (work: Promise<void>): void => {
    const running: Promise<void> = work
      .catch((error: unknown) => log.error({ err: error }, 'The sender failed.'))
      .finally(() => {
        underWay.delete(running)
        start()
      })
    underWay.add(running)
  }
  const settle: LineParts['settle'] = ({ entry, result, passing }) => {
    if (result !== undefined) {
      outage.passed()
      parts.onDone(entry, result)
      return undefined
    }
    parts.onDelay(entry, passing)
    outage.begin()
    return entry
  }
  const batches = createBatches({ ...parts, run, settle })
  const singles = createSingles({ ...parts, run, settle })

  return {
    add: entry => {
      const line = entry.signed.statement.type === 'SubmitBid' ? batches : singles
      line.add(entry)
      start()
    },
    close: async () => {
      closed = true
      outage.close()
      batches.close()
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

/** While this many batches are under way, a bid rather waits for others to share its transaction. */
const HURRIED_BATCHES = 2

const createBatches = (parts: LineParts): Line => {
  const { config, run, settle } = parts
  const carrier = createCarrier(parts)
  const bids = createFairQueue()
  let underWay = 0
  let timer: NodeJS.Timeout | undefined
  let windowOver = false

  const settleAll = (attempts: readonly Attempt[]): void => {
    for (const attempt of attempts) {
      const again = settle(attempt)
      if (again !== undefined) bids.add(again)
    }
  }
  const carry = async (batch: readonly Entry[]): Promise<void> => {
    const { attempts, looking } = await carrier.bids(batch)
    underWay -= 1
    settleAll(attempts)
    run(looking.then(settleAll))
  }
  const mayGo = (): boolean => {
    if (bids.size() === 0 || underWay >= config.batchesUnderWay) return false
    return bids.size() >= config.batchSize || (windowOver && underWay < HURRIED_BATCHES)
  }
  const start = (): void => {
    while (mayGo()) {
      underWay += 1
      run(carry(bids.take(config.batchSize)))
      windowOver = bids.size() > 0 && windowOver
    }
    if (bids.size() > 0 && !windowOver) timer ??= setTimeout(endWindow, config.batchWindow)
  }
  const endWindow = (): void => {
    timer = undefined
    windowOver = true
    // Through the sender, which knows whether anything may start at all.
    run(Promise.resolve())
  }
  return { add: bids.add, start, close: () => clearTimeout(timer) }
}

/** Other statements than bids that are carried at the same time. */
const MOST_LANES = 32

const createSingles = (parts: LineParts): Line => {
  const carrier = createCarrier(parts)
  const lanes = createLanes()
  let underWay = 0

  const carry = async (entry: Entry): Promise<void> => {
    const attempt = await carrier.statement(entry)
    underWay -= 1
    lanes.leave(entry, parts.settle(attempt))
  }
  const start = (): void => {
    while (underWay < MOST_LANES) {
      const entry = lanes.next()
      if (entry === undefined) return
      underWay += 1
      parts.run(carry(entry))
    }
  }
  return { add: lanes.add, start, close: () => undefined }
}
