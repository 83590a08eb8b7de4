import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import type { Database, Queryable } from './database.ts'
import { databaseError } from './error.ts'

const DIRECTORY = new URL('./migrations/', import.meta.url)

/**
 * Any number will do, the same for every process: the lock that makes two of them create the bookkeeping one
 * after the other.
 */
const BOOKKEEPING_LOCK = 20_260_731

type Migration = {
  readonly number: number
  readonly name: string
  readonly text: string
  readonly checksum: string
}

/**
 * Brings the schema up to date: each numbered file of `migrations/` in a transaction of its own, its
 * bookkeeping row first, so that of two processes that start together one waits and then finds it done. A
 * file is never edited after release.
 * @throws MIGRATION_CHANGED if a file that was applied has another text now; DATABASE_NEWER if the database
 * knows more files than we do
 */
export const migrate = async (database: Database): Promise<void> => {
  const migrations = await readMigrations()
  await createBookkeeping(database)
  await assertKnown(database, migrations)
  for (const migration of migrations) {
    await database.transaction(session => apply(session, migration))
  }
}

const readMigrations = async (): Promise<Migration[]> => {
  const names = (await readdir(DIRECTORY)).filter(name => /^\d{4}_.+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async name => {
      const text = await readFile(new URL(name, DIRECTORY), 'utf8')
      const checksum = createHash('sha256').update(text).digest('hex')
      return { number: Number(name.slice(0, 4)), name, text, checksum }
    }),
  )
}

const createBookkeeping = (database: Database): Promise<void> =>
  database.transaction(async session => {
    await session.query('SELECT pg_advisory_xact_lock($1)', [BOOKKEEPING_LOCK])
    await session.script(`
      CREATE SCHEMA IF NOT EXISTS "${database.schema}";
      CREATE TABLE IF NOT EXISTS migrations (
        number int4 PRIMARY KEY,
        name text NOT NULL,
        checksum text NOT NULL
      )`)
  })

const assertKnown = async (database: Database, migrations: readonly Migration[]): Promise<void> => {
  const applied = await database.query<Omit<Migration, 'text'>>(
    'SELECT number, name, checksum FROM migrations',
  )
  for (const { number, name, checksum } of applied) {
    const file = migrations.find(migration => migration.number === number)
    if (file === undefined) {
      throw databaseError(
        'DATABASE_NEWER',
        `A newer version of this program made the database (${name}). Use that version.`,
        {
          details: { number, name },
        },
      )
    }
    if (file.checksum !== checksum) {
      throw databaseError(
        'MIGRATION_CHANGED',
        `${file.name} was changed after it had been applied to this database.`,
        {
          details: { number, name },
        },
      )
    }
  }
}

const apply = async (session: Queryable, { number, name, checksum, text }: Migration): Promise<void> => {
  const claimed = await session.query(
    `INSERT INTO migrations (number, name, checksum) VALUES ($1, $2, $3)
     ON CONFLICT DO NOTHING RETURNING number`,
    [number, name, checksum],
  )
  if (claimed.length > 0) await session.script(text)
}
