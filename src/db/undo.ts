import type { Queryable } from './database.ts'
import { KEYS, TABLES } from './tables.ts'
import { snakeCase } from './values.ts'
import { type Batch, keyRecords } from './write.ts'

// What a re-organised chain takes back. The rows that a range of blocks is about to change are kept as they are, whatever the
// projections make of them: so no projection needs an inverse that could be wrong.

/** The block at which the index stood. */
export type Stand = { readonly block: number; readonly hash: string; readonly timestamp: number }

/** Keeps what a batch is about to change, under the last block of its range. Call it before the batch is written. */
export const keepOldRows = async (
  session: Queryable,
  from: Stand,
  range: number,
  batch: Batch,
): Promise<void> => {
  await session.query(
    'INSERT INTO undo_ranges (block, from_block, from_hash, from_timestamp) VALUES ($1, $2, $3, $4)',
    [range, from.block, from.hash, from.timestamp],
  )
  for (const [table, rows] of batch) {
    const name = snakeCase(table)
    const columns = KEYS[table].map(snakeCase)
    const key = columns.map(column => `'${column}', touched.${column}`).join(', ')
    const same = columns.map(column => `present.${column} = touched.${column}`).join(' AND ')
    // A subquery, not a join: the embedded database keeps no statistics, and a join may then read the whole table.
    await session.query(
      `INSERT INTO undo_rows (range, name, key, old)
       SELECT $1, '${name}', jsonb_build_object(${key}),
         (SELECT to_jsonb(present) FROM ${name} AS present WHERE ${same})
       FROM json_populate_recordset(NULL::${name}, $2::json) AS touched`,
      [range, keyRecords(rows)],
    )
  }
}

/** Forgets what belongs to ranges that ended at this block or before. */
export const forgetOldRows = async (session: Queryable, block: number): Promise<void> => {
  const gone = await session.query('DELETE FROM undo_ranges WHERE block <= $1 RETURNING 1', [block])
  if (gone.length > 0) await session.query('DELETE FROM undo_rows WHERE range <= $1', [block])
}

/** Where the index can be brought back to, the latest first. */
export const earlierStands = (session: Queryable): Promise<Stand[]> =>
  session.query<Stand>(
    `SELECT from_block AS block, from_hash AS hash, from_timestamp AS timestamp
     FROM undo_ranges ORDER BY block DESC`,
  )

/** Brings all rows back to what they were at one of the {@link earlierStands}; the cursor is the caller's. */
export const restoreOldRows = async (session: Queryable, stand: number): Promise<void> => {
  const ranges = await session.query<{ block: number }>(
    'SELECT block FROM undo_ranges WHERE block > $1 ORDER BY block DESC',
    [stand],
  )
  for (const { block } of ranges) await restoreRange(session, block)
  await session.query('DELETE FROM undo_ranges WHERE block > $1', [stand])
  await session.query('DELETE FROM undo_rows WHERE range > $1', [stand])
}

const restoreRange = async (session: Queryable, range: number): Promise<void> => {
  const touched = await session.query<{ name: string }>(
    'SELECT DISTINCT name FROM undo_rows WHERE range = $1',
    [range],
  )
  for (const table of TABLES) {
    const name = snakeCase(table)
    if (!touched.some(each => each.name === name)) continue
    const same = KEYS[table].map(snakeCase).map(column => `present.${column} = kept.${column}`)
    await session.query(
      `DELETE FROM ${name} AS present
       USING undo_rows, jsonb_populate_record(NULL::${name}, undo_rows.key) AS kept
       WHERE range = $1 AND undo_rows.name = $2 AND ${same.join(' AND ')}`,
      [range, name],
    )
    await session.query(
      `INSERT INTO ${name}
       SELECT kept.* FROM undo_rows, jsonb_populate_record(NULL::${name}, undo_rows.old) AS kept
       WHERE range = $1 AND undo_rows.name = $2 AND undo_rows.old IS NOT NULL`,
      [range, name],
    )
  }
}
