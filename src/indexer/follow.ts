import { createNap } from './nap.ts'
import { createStepper, type Position, type StepperParts } from './stepper.ts'
import { createWaiters } from './waiters.ts'

export type IndexerStatus = {
  /** Last indexed block, and last block of the chain as seen; -1: none yet. */
  readonly indexedBlock: number
  readonly headBlock: number
  readonly lagBlocks: number
  /** Sentence of the error that holds the index up at the moment, or null. */
  readonly lastError: string | null
}

/** Follows the chain until it is closed. */
export type Indexer = {
  /** Looks for new blocks now instead of at the next interval. */
  wake(): void
  /**
   * Resolves once a block, and so everything before it, can be read from the tables. How long to wait is the
   * caller's decision.
   * @throws INDEXER_STOPPED if the indexer is closed before
   */
  caughtUp(block: number): Promise<void>
  status(): IndexerStatus
  /** Stops after the range that is being written. The database stays open. */
  close(): Promise<void>
}

export type FollowOptions = StepperParts & {
  /** Milliseconds between two looks at the chain's head. */
  readonly pollInterval?: number
}

const MAX_BACKOFF = 10_000

/**
 * Starts to index the chain from where the database stands. Errors are logged and tried again at growing
 * intervals, for ever.
 */
export const follow = ({ pollInterval = 500, ...parts }: FollowOptions): Indexer => {
  const { log } = parts
  const stepper = createStepper(parts)
  const nap = createNap()
  const waiters = createWaiters()
  let position: Position = { indexed: -1, head: -1 }
  let lastError: string | null = null
  let failures = 0
  let closed = false

  /** @returns milliseconds until the next look */
  const look = async (): Promise<number> => {
    try {
      position = await stepper.step()
      failures = 0
      lastError = null
      waiters.reached(position.indexed)
      return position.indexed < position.head ? 0 : pollInterval
    } catch (error) {
      lastError = error instanceof Error ? error.message : String(error)
      const delay = Math.min(MAX_BACKOFF, pollInterval * 2 ** failures)
      failures += 1
      log.error({ err: error, failures, delay }, 'The index cannot go on at the moment. It will try again.')
      return delay
    }
  }
  const run = async (): Promise<void> => {
    while (!closed) {
      nap.listen()
      const delay = await look()
      if (delay > 0 && !closed) await nap.sleep(delay)
    }
  }
  const running = run()
  return {
    wake: nap.wake,
    caughtUp: block => {
      if (failures === 0) nap.wake()
      return waiters.wait(block)
    },
    status: () => ({
      indexedBlock: position.indexed,
      headBlock: position.head,
      lagBlocks: Math.max(0, position.head - position.indexed),
      lastError,
    }),
    close: async () => {
      closed = true
      nap.wake()
      await running
      waiters.dismiss()
    },
  }
}
