import { openDatabase } from '../../src/db/open.ts'

// Writes one number a transaction without end, and prints each once it is committed. Killed by its test.
const [directory] = process.argv.slice(2)
if (directory === undefined) throw new Error('usage: writer.ts <directory>')
const database = await openDatabase({ directory })
await database.script('CREATE TABLE IF NOT EXISTS written (n int4 PRIMARY KEY, padding text)')
const [last] = await database.query<{ n: number | null }>('SELECT max(n) AS n FROM written')
for (let n = (last?.n ?? 0) + 1; ; n += 1) {
  await database.query('INSERT INTO written VALUES ($1, $2)', [n, 'x'.repeat(2_000)])
  process.stdout.write(`${n}\n`)
}
