import { writeFile } from 'node:fs/promises'
import { dumpSchema } from '../src/db/dumpSchema.ts'
import { openDatabase } from '../src/db/open.ts'

// Writes src/db/schema.sql anew from the migrations.
const database = await openDatabase({ memory: true })
await writeFile(new URL('../src/db/schema.sql', import.meta.url), await dumpSchema(database))
await database.close()
