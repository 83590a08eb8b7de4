import type { Hex } from '../../protocol/bytes.ts'
import type { Queryable } from '../database.ts'

/** How far the index has come, and of which chain and contracts. */
export type LedgerHead = {
  readonly chainId: bigint
  readonly registry: Hex
  readonly keys: Hex
  readonly ledger: Hex
  readonly genesis: Hex
  /** The last indexed block: its number, hash and time in seconds since 1970. */
  readonly block: number
  readonly hash: Hex
  readonly timestamp: number
}

/** @returns undefined before the first block is indexed */
export const ledgerHead = async (database: Queryable): Promise<LedgerHead | undefined> => {
  const [head] = await database.query<LedgerHead>(
    'SELECT chain_id, registry, keys, ledger, genesis, block, hash, timestamp FROM progress',
  )
  return head
}
