import type { Block, Provider } from 'ethers'
import type { Logger } from 'pino'
import type { Ledger } from '../chain/contracts.ts'
import { fetchEvents } from '../chain/events.ts'
import type { Database } from '../db/database.ts'
import { type LedgerHead, ledgerHead } from '../db/queries/ledger.ts'
import { earlierStands } from '../db/undo.ts'
import type { Hex } from '../protocol/bytes.ts'
import { indexerError, nodeBehind } from './error.ts'
import { advance, clearIndex, rollBack } from './store.ts'

export type IndexerLog = Pick<Logger, 'info' | 'warn' | 'error'>

/** Where the index stands and where the chain does; -1: not at all. */
export type Position = { readonly indexed: number; readonly head: number }

/** Brings an index forward, one range of blocks at a time. */
export type Stepper = {
  /**
   * Indexes the next range of blocks, if there is one; on a chain that was re-organised, first brings the index back to the last block
   * that both have.
   * @param limit the last block to be indexed, if the chain has gone further
   * @throws NODE_BEHIND, or what the node or the database throws; the index is then where it was
   */
  step(limit?: number): Promise<Position>
}

export type StepperParts = {
  readonly contracts: Ledger
  readonly database: Database
  readonly log: IndexerLog
  /** How many of the last blocks the chain may replace by others; 0 where a block is final at once. */
  readonly reorgDepth?: number
}

/** Events in one transaction: enough to be quick, few enough to fit the memory many times over. */
const COMFORTABLE_EVENTS = 4_000
const FIRST_RANGE = 8
/** So much a crash may take back at most, to be read again; in milliseconds. */
const LONGEST_UNSYNCED = 1_000
const MAX_RANGE = 1_000

export const createStepper = ({ contracts, database, log, reorgDepth = 0 }: StepperParts): Stepper => {
  let range = FIRST_RANGE
  let syncedAt = 0

  const isHasty = (): boolean => {
    const now = Date.now()
    if (now - syncedAt < LONGEST_UNSYNCED) return true
    syncedAt = now
    return false
  }

  const step = async (limit: number): Promise<Position> => {
    const stored = await ledgerHead(database)
    const head = await blockAt(contracts.provider, 'latest')
    const from = (stored?.block ?? -1) + 1
    const to = Math.min(from + range - 1, head.number, limit)
    // The order is what shows a chain that changes while it is read: the last block first, then whether what is indexed still stands, then
    // the logs. Whatever changes in between changes the last block's hash, and the next step sees that.
    const target = to < from || to === head.number ? head : await blockAt(contracts.provider, to)
    const difference = stored && (await differenceOf(contracts, stored, head))
    if (difference === 'block' && stored) return { indexed: await goBack(stored), head: head.number }
    if (difference !== undefined) return { indexed: await startOver(difference), head: head.number }
    if (to < from) return { indexed: from - 1, head: head.number }
    const events = await fetchEvents(contracts, from, to)
    const next = await headAt(contracts, target, stored)
    const settled = Math.max(0, head.number - reorgDepth)
    const moved = await advance(database, stored, next, events, { settled, isHasty: isHasty() })
    range = nextRange(range, events.length)
    return { indexed: moved ? to : from - 1, head: head.number }
  }

  /** @returns the last indexed block that the chain still has */
  const goBack = async (stored: LedgerHead): Promise<number> => {
    for (const stand of await earlierStands(database)) {
      const block = await contracts.provider.getBlock(stand.block)
      if (block?.hash !== stand.hash) continue
      log.warn(
        { from: stored.block, to: stand.block },
        'The chain was re-organised. The index goes back to the last block that both have.',
      )
      return (await rollBack(database, stored, stand)) ? stand.block : stored.block
    }
    return startOver('block')
  }

  const startOver = async (difference: string): Promise<-1> => {
    log.warn({ difference }, 'The index is of another chain. It is rebuilt from block 0.')
    await clearIndex(database)
    return -1
  }

  return {
    step: async (limit = Number.MAX_SAFE_INTEGER) => {
      try {
        return await step(limit)
      } catch (error) {
        // A node may refuse a range that holds too much; a single block it must give.
        range = Math.max(1, Math.floor(range / 2))
        throw error
      }
    },
  }
}

/** How many blocks to ask for next, from how many events the last range held. */
export const nextRange = (range: number, events: number): number => {
  if (events > COMFORTABLE_EVENTS) return Math.max(1, Math.floor(range / 2))
  return events < COMFORTABLE_EVENTS / 4 ? Math.min(MAX_RANGE, range * 2) : range
}

const headAt = async (
  { provider, deployment }: Ledger,
  { number, hash, timestamp }: KnownBlock,
  stored: LedgerHead | undefined,
): Promise<LedgerHead> => {
  const genesis = stored?.genesis ?? (await blockAt(provider, 0)).hash
  return { ...deployment, genesis, block: number, hash, timestamp }
}

/** In what the stored index differs from the chain that the node serves; undefined if it belongs to it. */
const differenceOf = async (
  { provider, deployment }: Ledger,
  stored: LedgerHead,
  head: KnownBlock,
): Promise<string | undefined> => {
  const { chainId, registry, keys, ledger } = deployment
  const same = [
    chainId === stored.chainId,
    registry === stored.registry,
    keys === stored.keys,
    ledger === stored.ledger,
  ]
  if (same.includes(false)) return 'contracts'
  if (head.number >= stored.block) {
    const block = head.number === stored.block ? head : await blockAt(provider, stored.block)
    return block.hash === stored.hash ? undefined : 'block'
  }
  // A node that is still catching up is not another chain; the index must not be thrown away for it.
  if ((await blockAt(provider, 0)).hash === stored.genesis) throw nodeBehind(stored.block, head.number)
  return 'genesis'
}

type KnownBlock = Pick<Block, 'number' | 'timestamp'> & { hash: Hex }

const blockAt = async (provider: Provider, tag: number | 'latest'): Promise<KnownBlock> => {
  const block = await provider.getBlock(tag)
  if (block?.hash == null) throw indexerError('NODE_BEHIND', `The node does not have block ${tag}.`)
  return { number: block.number, timestamp: block.timestamp, hash: block.hash as Hex }
}
