import type { Ledger } from '../chain/contracts.ts'
import type { Database, Queryable } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { inSchema } from '../db/open.ts'
import { ledgerHead } from '../db/queries/ledger.ts'
import { KEYS, TABLES, type Table } from '../db/tables.ts'
import { snakeCase } from '../db/values.ts'
import { indexerError, nodeBehind } from './error.ts'
import { createStepper, type IndexerLog } from './stepper.ts'

/** A row, as JSON text, that is not the same in both, or that one of them lacks (null). */
export type Difference = { readonly live: string | null; readonly rebuilt: string | null }

export type TableComparison = {
  readonly name: string
  /** Rows of the live table. */
  readonly rows: number
  readonly same: boolean
  /** The first differing rows; empty if the tables are the same. */
  readonly differences: readonly Difference[]
}

export type Comparison = {
  /** The block up to which both were built; -1 if nothing is indexed. */
  readonly block: number
  readonly tables: readonly TableComparison[]
}

export type RebuildOptions = {
  readonly contracts: Ledger
  readonly database: Database
  readonly log: IndexerLog
  /** Told now and then how far the rebuilding has come, in blocks. */
  readonly onProgress?: (done: number, total: number) => void
}

const SHOWN_DIFFERENCES = 20
/**
 * How often the live index may move on between catching up and comparing before that is taken for a fault.
 */
const MAX_ATTEMPTS = 50

/**
 * Builds the index once more from block 0, in a schema of its own beside the live one, and compares all
 * tables row by row at one and the same block. The live tables may go on growing meanwhile, and are not
 * changed. One rebuild at a time.
 */
export const rebuild = async (options: RebuildOptions): Promise<Comparison> => {
  const { database } = options
  const fresh = inSchema(database, `${database.schema}_rebuild`)
  await dropSchema(database, fresh.schema)
  try {
    await migrate(fresh)
    return await compareWhenLevel(options, fresh)
  } finally {
    await dropSchema(database, fresh.schema)
  }
}

const dropSchema = (database: Database, schema: string): Promise<void> =>
  database.script(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`)

const compareWhenLevel = async (options: RebuildOptions, fresh: Database): Promise<Comparison> => {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    await catchUp(options, fresh)
    const comparison = await options.database.transaction(session =>
      compare(session, options.database.schema, fresh.schema),
    )
    if (comparison !== undefined) return comparison
  }
  throw indexerError(
    'INDEX_MOVING',
    'The live index did not stand still at any block that the rebuilt one has reached.',
  )
}

/** @throws NODE_BEHIND if the chain is shorter than the live index says */
const catchUp = async (
  { contracts, database, log, onProgress }: RebuildOptions,
  fresh: Database,
): Promise<void> => {
  const target = (await ledgerHead(database))?.block ?? -1
  const stepper = createStepper({ contracts, database: fresh, log })
  let done = (await ledgerHead(fresh))?.block ?? -1
  while (done < target) {
    const { indexed, head } = await stepper.step(target)
    if (indexed >= head && indexed < target) throw nodeBehind(target, head)
    done = indexed
    onProgress?.(done + 1, target + 1)
  }
}

/** Compares within one snapshot; undefined if the live index has moved on. */
const compare = async (session: Queryable, live: string, fresh: string): Promise<Comparison | undefined> => {
  await session.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ')
  const [heads] = await session.query<{ live: number | null; fresh: number | null }>(
    `SELECT (SELECT block FROM "${live}".progress) AS live, (SELECT block FROM "${fresh}".progress) AS fresh`,
  )
  if (heads === undefined || heads.live !== heads.fresh) return undefined
  const tables: TableComparison[] = []
  for (const table of TABLES) tables.push(await compareTable(session, table, live, fresh))
  return { block: heads.live ?? -1, tables }
}

/**
 * As JSON, because the two schemas have types of their own, of which PostgreSQL does not compare whole rows.
 */
const compareTable = async (
  session: Queryable,
  table: Table,
  live: string,
  fresh: string,
): Promise<TableComparison> => {
  const name = snakeCase(table)
  const sameKey = KEYS[table].map(snakeCase).map(column => `live.${column} = rebuilt.${column}`)
  const [count] = await session.query<{ rows: number }>(`SELECT count(*) AS rows FROM "${live}".${name}`)
  const differences = await session.query<Difference>(
    `SELECT to_jsonb(live)::text AS live, to_jsonb(rebuilt)::text AS rebuilt
     FROM "${live}".${name} AS live FULL JOIN "${fresh}".${name} AS rebuilt ON ${sameKey.join(' AND ')}
     WHERE to_jsonb(live) IS DISTINCT FROM to_jsonb(rebuilt) LIMIT ${SHOWN_DIFFERENCES}`,
  )
  return { name, rows: count?.rows ?? 0, same: differences.length === 0, differences }
}
