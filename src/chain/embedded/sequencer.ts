import { setImmediate } from 'node:timers/promises'
import { BonginError } from '../../protocol/error.ts'
import type { MinedBlock, RpcClient } from './client.ts'
import { nodeError, RpcError } from './error.ts'
import type { Journal } from './journal.ts'
import { assertSameBlock, mineAt, readLatest } from './mine.ts'
import { openPool, type Pool } from './pool.ts'
import type { BlockRecord } from './record.ts'
import { assertTransaction } from './transaction.ts'

export interface SequencerParts {
  readonly client: RpcClient
  readonly journal: Journal
  /** Unix seconds. */
  readonly clock: () => number
  /** The last block so far. The journal has its hash. */
  readonly head: MinedBlock
  /** Told once, when the sequencer cannot go on. */
  readonly onFailure: (error: BonginError) => void
}

interface Waiting<T> {
  readonly resolve: (value: T) => void
  readonly reject: (error: Error) => void
}

interface Arrival extends Waiting<string> {
  readonly raw: string
}

/** The rest goes into the next block, so that the first senders do not wait for the last. */
const ADMITTED_TOGETHER = 1_000

/**
 * Decides what the next block holds. What waits is offered to anvil's pool, which refuses bad transactions to their senders; anvil's
 * pending block then says what it would mine at this time; that is written to the journal; then it is mined. A block
 * costs one write, and blocks grow with the load by themselves, because what arrives meanwhile goes into the next one.
 *
 * A transaction behind a nonce gap waits in the pool and stands in no journal. Like everything that has no receipt yet, it is
 * forgotten when the node ends: its sender sends it again.
 */
export class Sequencer {
  readonly #parts: SequencerParts
  readonly #pool: Pool
  readonly #arrivals: Arrival[] = []
  readonly #mineRequests: Waiting<MinedBlock>[] = []
  #head: MinedBlock
  /** A block did not empty the pool, so the next may find room, or the nonce it waited for. */
  #poolMayHoldMore = false
  #headIsJournalled = true
  #running: Promise<void> | undefined
  /** Why nothing is taken any more. */
  #end: BonginError | undefined
  #failed = false

  constructor(parts: SequencerParts) {
    this.#parts = parts
    this.#pool = openPool(parts.client)
    this.#head = parts.head
  }

  /**
   * Hands a signed transaction in.
   * @returns its hash, once the pool has taken it; that it is in a block is told by its receipt alone
   * @throws RpcError if it is refused, BonginError `NODE_STOPPED`
   */
  async send(raw: unknown): Promise<string> {
    const transaction = assertTransaction(raw)
    return this.#enqueue((resolve, reject) => this.#arrivals.push({ raw: transaction, resolve, reject }))
  }

  /**
   * Makes a block now, empty if nothing waits, so that the chain's clock moves on.
   * @throws BonginError `NODE_STOPPED`
   */
  async mine(): Promise<MinedBlock> {
    return this.#enqueue((resolve, reject) => this.#mineRequests.push({ resolve, reject }))
  }

  /** The time, in Unix seconds, that a block made now would carry: the clock's, but never before the last block's. */
  now(): number {
    return Math.max(this.#head.timestamp, Math.floor(this.#parts.clock()))
  }

  /** Ends in order: the block under way is finished; what waits, and what comes later, is refused. */
  async close(): Promise<void> {
    this.#end ??= nodeError('NODE_STOPPED', 'The chain node was closed.')
    await this.#running
    this.#rejectAll(this.#end)
    if (!this.#failed && !this.#headIsJournalled) await this.#journalHead()
  }

  /** Ends at once, for a reason from outside. */
  fail(cause: unknown): void {
    this.#failed = true
    if (this.#end !== undefined) return
    this.#end = stopped(cause)
    this.#rejectAll(this.#end)
    this.#parts.onFailure(this.#end)
  }

  #enqueue<T>(push: (resolve: (value: T) => void, reject: (error: Error) => void) => void): Promise<T> {
    if (this.#end !== undefined) return Promise.reject(this.#end)
    const answer = new Promise<T>(push)
    this.#running ??= this.#run()
    return answer
  }

  async #run(): Promise<void> {
    try {
      // What arrives at the same moment shares a block.
      await setImmediate()
      while (this.#end === undefined && (this.#hasWork() || !this.#headIsJournalled)) {
        if (this.#hasWork()) await this.#makeBlock()
        else await this.#journalHead()
      }
    } catch (cause) {
      this.fail(cause)
    } finally {
      this.#running = undefined
    }
  }

  #hasWork(): boolean {
    return this.#arrivals.length > 0 || this.#mineRequests.length > 0 || this.#poolMayHoldMore
  }

  async #makeBlock(): Promise<void> {
    const asked = this.#mineRequests.length
    await this.#admit()
    const timestamp = this.now()
    const hashes = await this.#pool.executable(timestamp)
    this.#poolMayHoldMore = false
    if (hashes.length === 0 && asked === 0) return

    const { number, hash: parentHash } = this.#head
    const transactions = hashes.map(hash => this.#pool.rawOf(hash))
    const record: BlockRecord = { type: 'block', number: number + 1, timestamp, parentHash, transactions }
    await this.#parts.journal.append(record)
    await mineAt(this.#parts.client, timestamp)
    const block = await readLatest(this.#parts.client)
    assertSameBlock(block, record, hashes)

    this.#head = block
    this.#headIsJournalled = false
    await this.#pool.remove(hashes)
    this.#poolMayHoldMore = hashes.length > 0 && this.#pool.size() > 0
    for (const request of this.#mineRequests.splice(0, asked)) request.resolve(block)
  }

  /** Offers what has arrived to the pool, one by one: the order in the pool is the order in the block. */
  async #admit(): Promise<void> {
    for (let i = Math.min(this.#arrivals.length, ADMITTED_TOGETHER); i > 0; i--) {
      const arrival = this.#arrivals[0]
      // The node failed meanwhile, and has refused them all.
      if (arrival === undefined) return
      try {
        arrival.resolve(await this.#pool.add(arrival.raw))
      } catch (error) {
        if (!(error instanceof RpcError)) throw error
        arrival.reject(error)
      }
      this.#arrivals.shift()
    }
  }

  /** Only when nothing waits: under load the next block's record says the same. */
  async #journalHead(): Promise<void> {
    const { number, hash } = this.#head
    await this.#parts.journal.append({ type: 'head', number, hash })
    this.#headIsJournalled = true
  }

  #rejectAll(error: BonginError): void {
    for (const { reject } of this.#arrivals.splice(0)) reject(error)
    for (const { reject } of this.#mineRequests.splice(0)) reject(error)
  }
}

function stopped(cause: unknown): BonginError {
  if (cause instanceof BonginError) return cause
  return nodeError(
    'NODE_STOPPED',
    'The chain node cannot go on. Start it again: it continues from its journal.',
    { cause },
  )
}
