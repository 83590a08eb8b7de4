import type { Queryable } from './database.ts'
import { databaseError } from './error.ts'
import { type Change, KEYS, type Table } from './tables.ts'
import { snakeCase, toJsonText } from './values.ts'

type Values = Record<string, unknown>

/** What a batch makes of one row: a whole row, or columns to set and counters to add to. */
type RowChange = { put?: Values; readonly key: Values; set: Values; add: Record<string, number> }

/** The changes of a batch, one for each row that it touches. */
export type Batch = ReadonlyMap<Table, ReadonlyMap<string, RowChange>>

/**
 * Folds changes, in order, to one change a row. Whatever portions a list of changes is written in, the rows
 * end up the same.
 */
export const foldChanges = (changes: Iterable<Change>): Batch => {
  const batch = new Map<Table, Map<string, RowChange>>()
  for (const change of changes) {
    const rows = batch.get(change.table) ?? new Map<string, RowChange>()
    batch.set(change.table, rows)
    const values: Values = 'put' in change ? change.put : change.key
    const key = Object.fromEntries(KEYS[change.table].map(column => [column, values[column]]))
    const name = Object.values(key).join(' ')
    if ('put' in change) rows.set(name, { put: { ...change.put }, key, set: {}, add: {} })
    else rows.set(name, merge(rows.get(name) ?? { key, set: {}, add: {} }, change))
  }
  return batch
}

const merge = (row: RowChange, { set = {}, add = {} }: { set?: Values; add?: Values }): RowChange => {
  for (const [column, value] of Object.entries(set)) {
    delete row.add[column]
    const target = row.put ?? row.set
    target[column] = value
  }
  for (const [column, amount] of Object.entries(add)) {
    const target = row.put ?? (column in row.set ? row.set : row.add)
    target[column] = Number(target[column] ?? 0) + Number(amount)
  }
  return row
}

/**
 * Writes a batch: one statement for each table's new rows, one for each set of columns that change together.
 * @throws INDEX_INCONSISTENT if a row to be changed is not there
 */
export const writeBatch = async (session: Queryable, batch: Batch): Promise<void> => {
  for (const [table, rows] of batch) {
    const changes = [...rows.values()]
    await putRows(
      session,
      table,
      changes.flatMap(({ put }) => (put === undefined ? [] : [put])),
    )
    for (const group of groupByColumns(changes)) await updateRows(session, table, group)
  }
}

const putRows = async (session: Queryable, table: Table, rows: readonly Values[]): Promise<void> => {
  const first = rows[0]
  if (first === undefined) return
  const name = snakeCase(table)
  const key = KEYS[table].map(snakeCase)
  const columns = Object.keys(first).map(snakeCase)
  const others = columns.filter(column => !key.includes(column))
  const assignments = others.map(column => `${column} = EXCLUDED.${column}`)
  await session.query(
    `INSERT INTO ${name} (${columns.join(', ')})
     SELECT ${columns.join(', ')} FROM json_populate_recordset(NULL::${name}, $1::json)
     ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${assignments.join(', ')}`,
    [toRecords(rows)],
  )
}

const groupByColumns = (changes: readonly RowChange[]): RowChange[][] => {
  const updates = changes.filter(row => row.put === undefined)
  const groups = Map.groupBy(updates, ({ set, add }) =>
    JSON.stringify([Object.keys(set).sort(), Object.keys(add).sort()]),
  )
  return [...groups.values()]
}

const updateRows = async (session: Queryable, table: Table, rows: readonly RowChange[]): Promise<void> => {
  const first = rows[0]
  if (first === undefined) return
  const name = snakeCase(table)
  const assignments = [
    ...Object.keys(first.set)
      .map(snakeCase)
      .map(column => `${column} = change.${column}`),
    ...Object.keys(first.add)
      .map(snakeCase)
      .map(column => `${column} = old.${column} + change.${column}`),
  ]
  const same = KEYS[table].map(snakeCase).map(column => `old.${column} = change.${column}`)
  const changed = await session.query(
    `UPDATE ${name} AS old SET ${assignments.join(', ')}
     FROM json_populate_recordset(NULL::${name}, $1::json) AS change
     WHERE ${same.join(' AND ')} RETURNING 1`,
    [toRecords(rows.map(({ key, set, add }) => ({ ...key, ...set, ...add })))],
  )
  if (changed.length === rows.length) return
  throw databaseError(
    'INDEX_INCONSISTENT',
    `The index lacks ${rows.length - changed.length} rows of ${name} that an event changes.`,
    {
      details: { table: name, expected: rows.length, found: changed.length },
    },
  )
}

/** The keys of a table's rows, for `json_populate_recordset`. */
export const keyRecords = (rows: ReadonlyMap<string, RowChange>): string =>
  toRecords([...rows.values()].map(({ key }) => key))

const toRecords = (rows: readonly Values[]): string =>
  toJsonText(
    rows.map(row => Object.fromEntries(Object.entries(row).map(([name, value]) => [snakeCase(name), value]))),
  )
