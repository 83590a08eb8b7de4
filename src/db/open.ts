import type { Database, Queryable } from './database.ts'
import { databaseError } from './error.ts'
import { migrate } from './migrate.ts'
import { openDirectory, openMemory } from './pglite.ts'
import { openServer } from './postgres.ts'

/**
 * Which database: embedded in a directory, embedded in memory, or a PostgreSQL server. `schema` is `bongin`
 * unless named.
 */
export type DatabaseOptions = ({ directory: string } | { memory: true } | { url: string }) & {
  schema?: string
}

const DEFAULT_SCHEMA = 'bongin'

/**
 * Opens a database and brings its schema up to date.
 * @throws DATABASE_IN_USE, DATABASE_NEWER, MIGRATION_CHANGED, INVALID_SCHEMA, or the driver's error
 */
export const openDatabase = async (options: DatabaseOptions): Promise<Database> => {
  const schema = checkedSchema(options.schema ?? DEFAULT_SCHEMA)
  const database = await connect(options, schema)
  try {
    await migrate(database)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

const connect = async (options: DatabaseOptions, schema: string): Promise<Database> => {
  if ('directory' in options) return openDirectory(options.directory, schema)
  if ('memory' in options) return openMemory(schema)
  return openServer(options.url, schema)
}

/**
 * The same database with another schema in front, for a second set of tables beside the first. Not migrated;
 * closing it closes nothing.
 */
export const inSchema = (database: Database, schema: string): Database => {
  const name = checkedSchema(schema)
  const transaction = <Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result> =>
    database.transaction(async session => {
      await session.query(`SET LOCAL search_path TO "${name}"`)
      return work(session)
    })
  return {
    schema: name,
    transaction,
    query: (text, parameters) => transaction(session => session.query(text, parameters)),
    script: text => transaction(session => session.script(text)),
    close: async () => undefined,
  }
}

/** A schema's name stands in SQL text, where no placeholder is allowed. */
const checkedSchema = (schema: string): string => {
  if (/^[a-z][a-z0-9_]{0,50}$/.test(schema)) return schema
  throw databaseError(
    'INVALID_SCHEMA',
    `A schema's name is lower-case letters, digits and underscores: ${schema}`,
  )
}
