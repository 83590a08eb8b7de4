import type { BonginError } from '../../protocol/error.ts'
import { type MinedBlock, parseBlock, type RpcClient } from './client.ts'
import { nodeError } from './error.ts'
import type { BlockRecord, HeadRecord } from './record.ts'

/** Lets anvil mine what is in its pool, with exactly this timestamp (Unix seconds). */
export async function mineAt(client: RpcClient, timestamp: number): Promise<void> {
  await client.call('evm_mine', [{ timestamp }])
}

/** The last block that anvil has. */
export async function readLatest(client: RpcClient): Promise<MinedBlock> {
  return parseBlock(await client.call('eth_getBlockByNumber', ['latest', false]))
}

/**
 * Compares the last block with its record, just after it was mined.
 * @param hashes of the record's transactions, in order
 * @throws BonginError `CHAIN_MISMATCH`
 */
export function assertSameBlock(block: MinedBlock, record: BlockRecord, hashes: readonly string[]): void {
  if (block.number !== record.number) {
    throw mismatch(record.number, `after it was mined, the last block is ${block.number}`)
  }
  // The parent hash next: if that differs, the block before is the one to name.
  if (block.parentHash !== record.parentHash) {
    throw mismatch(record.number - 1, `its hash was ${record.parentHash} and is now ${block.parentHash}`)
  }
  if (block.timestamp !== record.timestamp) {
    throw mismatch(record.number, `its time was ${record.timestamp} and is now ${block.timestamp}`)
  }
  const same =
    block.transactions.length === hashes.length && block.transactions.every((hash, i) => hash === hashes[i])
  if (!same) {
    const [had, has] = [hashes.join(', '), block.transactions.join(', ')]
    throw mismatch(record.number, `its transactions were [${had}] and are now [${has}]`)
  }
}

/**
 * Compares the chain's last block with what the journal says of it.
 * @throws BonginError `CHAIN_MISMATCH`
 */
export function assertSameHash(block: MinedBlock, record: HeadRecord): void {
  if (block.hash === record.hash) return
  throw mismatch(record.number, `its hash was ${record.hash} and is now ${block.hash}`)
}

/** An error that names the block at which the chain and its journal part. */
function mismatch(block: number, difference: string): BonginError {
  const message = `Block ${block} is not the one in the journal: ${difference}.`
  return nodeError('CHAIN_MISMATCH', message, { details: { block } })
}
