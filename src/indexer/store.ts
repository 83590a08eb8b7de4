import type { LedgerEvent } from '../chain/events.ts'
import type { Database, Queryable } from '../db/database.ts'
import type { LedgerHead } from '../db/queries/ledger.ts'
import { TABLES } from '../db/tables.ts'
import { snakeCase } from '../db/values.ts'
import { foldChanges, writeBatch } from '../db/write.ts'
import { gatherKnown } from './known.ts'
import { project } from './project.ts'

/**
 * Writes the events of the blocks after `from` up to `to`, together with the cursor, in one transaction.
 * @param from where the index stands; undefined if it is empty
 * @returns false, with nothing written, if the index does not stand at `from` any more: another process
 * indexes too
 */
export const advance = (
  database: Database,
  from: LedgerHead | undefined,
  to: LedgerHead,
  events: readonly LedgerEvent[],
): Promise<boolean> =>
  database.transaction(async session => {
    if (!(await moveHead(session, from, to))) return false
    await writeEvents(session, events)
    return true
  })

/** Writes what events make of the tables, without the cursor. */
const writeEvents = async (session: Queryable, events: readonly LedgerEvent[]): Promise<void> => {
  const known = await gatherKnown(session, events)
  await writeBatch(session, foldChanges(events.flatMap(event => project(event, known))))
}

/**
 * Moving the head first locks it: of two processes the second waits here, and then finds that it comes too
 * late.
 */
const moveHead = async (
  session: Queryable,
  from: LedgerHead | undefined,
  to: LedgerHead,
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
  database.transaction(session => session.script(`TRUNCATE progress, ${TABLES.map(snakeCase).join(', ')}`))
