import { z } from 'zod'
import { parseBlock, type RpcClient } from './client.ts'
import { nodeError, RpcError } from './error.ts'

/** Transactions that may wait: a sender of endless nonce gaps must not fill the memory. */
const POOL_LIMIT = 20_000
/** What geth answers when a limit is exceeded. */
const LIMIT_EXCEEDED = -32005

const hashSchema = z.string()
const listingSchema = z.record(
  z.enum(['pending', 'queued']),
  z.record(z.string(), z.record(z.string(), z.object({ hash: z.string() }))),
)

/** Anvil's pool, and the bytes of what is in it. */
export interface Pool {
  /**
   * Offers a signed transaction.
   * @returns its hash
   * @throws RpcError if it is refused: by anvil, or because too many wait
   */
  add(raw: string): Promise<string>
  /** The hashes, in order, of what anvil would mine at this time (Unix seconds), and nothing that it would not. */
  executable(timestamp: number): Promise<readonly string[]>
  /** The bytes of a transaction in the pool. */
  rawOf(hash: string): string
  /** Forgets what a block holds now. */
  remove(hashes: readonly string[]): Promise<void>
  readonly size: () => number
}

/** @param limit how many may wait */
export function openPool(client: RpcClient, limit = POOL_LIMIT): Pool {
  const waiting = new Map<string, string>()

  async function add(raw: string): Promise<string> {
    if (waiting.size >= limit) throw new RpcError(LIMIT_EXCEEDED, 'too many transactions wait for a block')
    const hash = hashSchema.parse(await client.call('eth_sendRawTransaction', [raw]))
    waiting.set(hash, raw)
    return hash
  }

  async function executable(timestamp: number): Promise<readonly string[]> {
    await client.call('evm_setNextBlockTimestamp', [timestamp])
    // Anvil builds its pending block by the same steps as a mined one, so a transaction that is behind a nonce gap, has
    // lost its funds or has no room in the block is not in it, and the two cannot differ.
    return parseBlock(await client.call('eth_getBlockByNumber', ['pending', false])).transactions
  }

  function rawOf(hash: string): string {
    const raw = waiting.get(hash)
    if (raw !== undefined) return raw
    throw nodeError(
      'CHAIN_MISMATCH',
      `Transaction ${hash} is in the pool, but did not come through this node.`,
    )
  }

  async function remove(hashes: readonly string[]): Promise<void> {
    for (const hash of hashes) waiting.delete(hash)
    if (waiting.size > limit / 2) await forgetDropped()
  }

  /** Anvil drops a transaction that was replaced, or whose nonce another has used, without a word. */
  async function forgetDropped(): Promise<void> {
    const listing = listingSchema.parse(await client.call('txpool_content', []))
    const accounts = Object.values(listing).flatMap(senders => Object.values(senders))
    const kept = new Set(accounts.flatMap(byNonce => Object.values(byNonce)).map(({ hash }) => hash))
    for (const hash of waiting.keys()) if (!kept.has(hash)) waiting.delete(hash)
  }

  return { add, executable, rawOf, remove, size: () => waiting.size }
}
