import type { LedgerEvent } from '../chain/events.ts'
import type { Database, Queryable } from '../db/database.ts'
import type { LedgerHead } from '../db/queries/ledger.ts'
import { TABLES } from '../db/tables.ts'
import { forgetOldRows, keepOldRows, restoreOldRows, type Stand } from '../db/undo.ts'
import { snakeCase } from '../db/values.ts'
import { type Batch, foldChanges, writeBatch } from '../db/write.ts'
import { gatherKnown } from './known.ts'
import { project } from './project.ts'

/**
 * Writes the events of the blocks after `from` up to `to`, together with the cursor, in one transaction.
 * @param from where the index stands; undefined if it is empty
 * @param options.settled the last block that the chain cannot take back: for a range that ends after it, the old rows are kept
 * @param options.isHasty not to wait for the disk: the cursor stands with the rows, so what a crash takes back is read again
 * @returns false, with nothing written, if the index does not stand at `from` any more: another process
 * indexes too
 */
export const advance = (
  database: Database,
  from: LedgerHead | undefined,
  to: LedgerHead,
  events: readonly LedgerEvent[],
  { settled = to.block, isHasty = false }: { settled?: number; isHasty?: boolean } = {},
): Promise<boolean> =>
  database.transaction(async session => {
    if (isHasty) await session.query('SET LOCAL synchronous_commit = off')
    if (!(await moveHead(session, from, to))) return false
    const batch = await batchOf(session, events)
    await forgetOldRows(session, settled)
    if (to.block > settled && from !== undefined) await keepOldRows(session, from, to.block, batch)
    await writeBatch(session, batch)
    return true
  })

/** What events make of the tables. */
const batchOf = async (session: Queryable, events: readonly LedgerEvent[]): Promise<Batch> => {
  const known = await gatherKnown(session, events)
  return foldChanges(events.flatMap(event => project(event, known)))
}

/**
 * Brings the index back to where it stood earlier, in one transaction.
 * @param stand one of `earlierStands`
 * @returns false, with nothing changed, if the index does not stand at `from` any more
 */
export const rollBack = (database: Database, from: LedgerHead, stand: Stand): Promise<boolean> =>
  database.transaction(async session => {
    if (!(await moveHead(session, from, { ...from, ...stand }))) return false
    await restoreOldRows(session, stand.block)
    await session.query('INSERT INTO rollbacks (from_block, to_block) VALUES ($1, $2)', [
      from.block,
      stand.block,
    ])
    return true
  })

/**
 * Moving the head first locks it: of two processes the second waits here, and then finds that it comes too
 * late.
 */
const moveHead = async (
  session: Queryable,
  from: LedgerHead | undefined,
  to: Omit<LedgerHead, 'hash'> & { readonly hash: string },
): Promise<boolean> => {
  const { chainId, registry, keys, ledger, genesis, block, hash, timestamp } = to
  const moved =
    from === undefined
      ? await session.query(
          `INSERT INTO progress (chain_id, registry, keys, ledger, genesis, block, hash, timestamp)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING 1`,
          [chainId, registry, keys, ledger, genesis, block, hash, timestamp],
        )
      : await session.query(
          `UPDATE progress SET block = $1, hash = $2, timestamp = $3
           WHERE block = $4 AND hash = $5 RETURNING 1`,
          [block, hash, timestamp, from.block, from.hash],
        )
  return moved.length === 1
}

/** Empties every table that is projected from events, and forgets how far the index had come. */
export const clearIndex = (database: Database): Promise<void> =>
  database.transaction(async session => {
    await session.script(
      `INSERT INTO rollbacks (from_block, to_block) SELECT block, -1 FROM progress;
       TRUNCATE progress, undo_ranges, undo_rows, ${TABLES.map(snakeCase).join(', ')}`,
    )
  })
