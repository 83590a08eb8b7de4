import type { Database } from './database.ts'

const HEADER = '-- Generated from src/db/migrations by scripts/schema.ts, for readers. Do not edit.\n'

const DOMAINS = `
  SELECT 'CREATE DOMAIN ' || typname || ' AS ' || format_type(typbasetype, typtypmod)
    || coalesce(' COLLATE "' || collname || '"', '')
    || coalesce(' ' || pg_get_constraintdef(pg_constraint.oid), '') || ';' AS text
  FROM pg_type LEFT JOIN pg_constraint ON contypid = pg_type.oid
    LEFT JOIN pg_collation ON pg_collation.oid = typcollation AND collname = 'C'
  WHERE typnamespace = $1::regnamespace AND typtype = 'd' ORDER BY typname`

const COLUMNS = `
  SELECT relname AS relation, '  ' || attname || ' ' || format_type(atttypid, atttypmod)
    || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END
    || coalesce(' DEFAULT ' || pg_get_expr(adbin, adrelid), '') AS text
  FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE relnamespace = $1::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
  ORDER BY relname, attnum`

const CONSTRAINTS = `
  SELECT relname AS relation, '  ' || pg_get_constraintdef(pg_constraint.oid) AS text
  FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
  WHERE relnamespace = $1::regnamespace AND contype IN ('p', 'u', 'c', 'f')
  ORDER BY relname, contype DESC, conname`

const INDEXES = `
  SELECT relname AS relation, pg_get_indexdef(indexrelid) || ';' AS text
  FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
  WHERE relnamespace = $1::regnamespace AND NOT indisprimary ORDER BY relname, text`

type Part = { relation: string; text: string }

/** The schema as SQL text, the same for both kinds of database: what all migrations together have made. */
export const dumpSchema = async (database: Database): Promise<string> => {
  const read = (text: string) => database.query<Part>(text, [database.schema])
  const [domains, columns, constraints, indexes] = [
    await read(DOMAINS),
    await read(COLUMNS),
    await read(CONSTRAINTS),
    await read(INDEXES),
  ]
  const tables = [...Map.groupBy(columns, ({ relation }) => relation)].map(([relation, parts]) => {
    const of = (all: readonly Part[]) =>
      all.filter(part => part.relation === relation).map(({ text }) => text)
    const body = [...parts.map(({ text }) => text), ...of(constraints)].join(',\n')
    return `CREATE TABLE ${relation} (\n${body}\n);\n${of(indexes)
      .map(text => `${text}\n`)
      .join('')}`
  })
  const text = [HEADER, domains.map(domain => `${domain.text}\n`).join(''), ...tables].join('\n')
  return text.replaceAll(`${database.schema}.`, '')
}
