import { randomBytes } from 'node:crypto'
import type { Database } from '../../src/db/database.ts'
import { migrate } from '../../src/db/migrate.ts'
import { inSchema, openDatabase } from '../../src/db/open.ts'

/**
 * A kind of database that is at hand here: the embedded one always, a server where DATABASE_URL names one.
 */
export type Kind = { readonly name: string; readonly open: () => Promise<Database> }

/**
 * One embedded database for all suites of a run: starting one takes seconds. It is in memory and ends with
 * the process.
 */
let embedded: Promise<Database> | undefined

const openEmbedded = async (): Promise<Database> => {
  embedded ??= openDatabase({ memory: true })
  const shared = await embedded
  const database = inSchema(shared, freshName())
  await migrate(database)
  return { ...database, close: () => dropSchema(shared, database.schema) }
}

const openServer = async (url: string): Promise<Database> => {
  const database = await openDatabase({ url, schema: freshName() })
  return {
    ...database,
    close: async () => {
      await dropSchema(database, database.schema)
      await database.close()
    },
  }
}

/** Milliseconds; the first suite waits until the embedded database has started. */
const STARTING_TIME = 60_000

const freshName = (): string => `test_${randomBytes(6).toString('hex')}`

const dropSchema = (database: Database, schema: string): Promise<void> =>
  database.script(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`)

const url = process.env.DATABASE_URL

export const KINDS: readonly Kind[] = [
  { name: 'PGlite', open: openEmbedded },
  ...(url === undefined ? [] : [{ name: 'PostgreSQL', open: () => openServer(url) }]),
]

/** Runs a suite's tests once for each kind, each with a fresh schema of its own. */
export const onEachDatabase = (title: string, tests: (database: () => Database) => void): void => {
  for (const kind of KINDS) {
    describe(`${title} (${kind.name})`, function () {
      this.timeout(STARTING_TIME)
      let opened: Database | undefined
      before(async () => {
        opened = await kind.open()
      })
      after(() => opened?.close())
      tests(() => {
        if (opened === undefined) throw new Error('the database is opened before the first test')
        return opened
      })
    })
  }
}

/** Resolves with the error that a promise is rejected with. */
export const failureOf = async (promise: Promise<unknown>): Promise<{ code?: unknown; message: string }> => {
  try {
    await promise
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('it should have failed')
}
