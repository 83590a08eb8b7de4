import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import { dumpSchema } from '../../src/db/dumpSchema.ts'
import { migrate } from '../../src/db/migrate.ts'
import { inSchema } from '../../src/db/open.ts'
import { KEYS, TABLES } from '../../src/db/tables.ts'
import { camelCase } from '../../src/db/values.ts'
import { failureOf, onEachDatabase } from './support.ts'

/** Tables that do not follow from events. */
const OTHER_TABLES = [
  'migrations',
  'progress',
  'relayed',
  'queue',
  'carriers',
  'documents',
  'undo_ranges',
  'rollbacks',
  'webhooks',
  'webhook_messages',
]

const HASH = `0x${'11'.repeat(32)}`

const textOf = (name: string) =>
  readFile(new URL(`../../src/db/migrations/${name}.sql`, import.meta.url), 'utf8')

onEachDatabase('migrations', database => {
  it('leave what schema.sql shows to readers', async () => {
    const shown = await readFile(new URL('../../src/db/schema.sql', import.meta.url), 'utf8')
    expect(await dumpSchema(database()), 'run scripts/schema.ts').to.equal(shown)
  })

  it('make exactly the tables that are projected from events, with their keys', async () => {
    const keys = await database().query<{ relname: string; columns: string[] }>(
      `SELECT relname::text, json_agg(attname ORDER BY array_position(conkey, attnum)) AS columns
       FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
         JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)
       WHERE relnamespace = $1::regnamespace AND contype = 'p' GROUP BY relname`,
      [database().schema],
    )
    const found = keys.filter(({ relname }) => !OTHER_TABLES.includes(relname))
    const named = Object.fromEntries(
      found.map(({ relname, columns }) => [camelCase(relname), columns.map(camelCase)]),
    )
    expect(named).to.deep.equal(KEYS)
    expect(TABLES).to.have.length(found.length)
  })

  it('are applied once', async () => {
    const before = await database().query('SELECT * FROM migrations')
    await migrate(database())
    expect(await database().query('SELECT * FROM migrations')).to.deep.equal(before)
  })

  it('may be started by several processes at once', async () => {
    const other = inSchema(database(), `${database().schema}_race`)
    await Promise.all([migrate(other), migrate(other), migrate(other)])
    expect(await other.query('SELECT number FROM migrations')).to.deep.equal(
      await database().query('SELECT number FROM migrations'),
    )
    await database().script(`DROP SCHEMA "${other.schema}" CASCADE`)
  })

  it('make an index that has rows already begin anew where its columns are too few', async () => {
    const older = inSchema(database(), `${database().schema}_older`)
    await older.script(`CREATE SCHEMA "${older.schema}"`)
    for (const name of ['0001_ledger_index', '0002_relayed', '0003_opening_notes'])
      await older.script(await textOf(name))
    await older.script(`INSERT INTO progress VALUES (true, 1, '0x', '0x', '0x', '${HASH}', 7, '${HASH}', 7);
      INSERT INTO blocks VALUES (7, '${HASH}', 7);
      INSERT INTO settlements VALUES ('${HASH}', 1, '${HASH}', '${HASH}', false, 7, 0, '${HASH}');
      INSERT INTO relayed VALUES ('${HASH}', '${HASH}');`)
    await older.script(await textOf('0004_life_of_a_tender'))
    const left = async (table: string) => (await older.query(`SELECT * FROM ${table}`)).length
    expect(await Promise.all(['progress', 'blocks', 'settlements', 'relayed'].map(left))).to.deep.equal([
      0, 0, 0, 1,
    ])
    await database().script(`DROP SCHEMA "${older.schema}" CASCADE`)
  })

  it('refuse a database whose migration had another text', async () => {
    await database().query(`UPDATE migrations SET checksum = 'other' || checksum WHERE number = 1`)
    expect(await failureOf(migrate(database()))).to.include({ code: 'MIGRATION_CHANGED' })
    await database().query(`UPDATE migrations SET checksum = substr(checksum, 6) WHERE number = 1`)
  })

  it('refuse a database that a newer program made', async () => {
    await database().query(`INSERT INTO migrations VALUES (9999, '9999_future.sql', '')`)
    expect(await failureOf(migrate(database()))).to.include({ code: 'DATABASE_NEWER' })
    await database().query('DELETE FROM migrations WHERE number = 9999')
  })
})
