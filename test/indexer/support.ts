import type { Database } from '../../src/db/database.ts'
import { TABLES } from '../../src/db/tables.ts'
import { snakeCase, toJsonText } from '../../src/db/values.ts'
import { createStepper, type IndexerLog, type StepperParts } from '../../src/indexer/stepper.ts'
import { clearIndex } from '../../src/indexer/store.ts'

/** Every row of every projected table, as text, in an order of its own. */
export const allRows = async (database: Database): Promise<Record<string, string[]>> => {
  const tables: [string, string[]][] = []
  for (const table of TABLES) {
    const rows = await database.query(`SELECT * FROM ${snakeCase(table)}`)
    tables.push([table, rows.map(row => toJsonText(row)).sort()])
  }
  return Object.fromEntries(tables)
}

/** Indexes the chain up to its head. */
export const indexAll = async (parts: StepperParts): Promise<void> => {
  const stepper = createStepper(parts)
  for (let done = false; !done; ) {
    const { indexed, head } = await stepper.step()
    done = indexed === head
  }
}

export const emptyIndex = (database: Database): Promise<void> => clearIndex(database)

/** A log that remembers what it was told. */
export const rememberingLog = () => {
  const lines: { level: string; message: string }[] = []
  const at = (level: string) => (_facts: unknown, message?: string) => {
    lines.push({ level, message: message ?? '' })
  }
  const log = { info: at('info'), warn: at('warn'), error: at('error') } as IndexerLog
  return { log, lines }
}
