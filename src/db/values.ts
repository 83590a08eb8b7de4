// One reading of PostgreSQL's types for both drivers, which differ by default: pg gives int8 as text, PGlite
// numeric as text.

const NUMERIC = 1700
const INT8 = 20

/** Text from the database to a value, by the type's number in `pg_type`. Both drivers take it as it is. */
export const PARSERS = {
  [NUMERIC]: (text: string): bigint => BigInt(text),
  [INT8]: (text: string): number => safeNumber(text),
} as const satisfies Record<number, (text: string) => unknown>

/**
 * Times, blocks and counts: far below 2^53; a value that is not would be wrong silently, so it is refused.
 */
const safeNumber = (text: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`The database holds an integer above 2^53: ${text}`)
  return value
}

/** `closing_at` → `closingAt` */
export const camelCase = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** `closingAt` → `closing_at` */
export const snakeCase = (name: string): string => {
  const known = SNAKES.get(name)
  if (known !== undefined) return known
  const snake = name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
  SNAKES.set(name, snake)
  return snake
}

/** Tables and columns are few, and asked for with every row. */
const SNAKES = new Map<string, string>()

/** Renames the columns of all rows; the rows of one answer have the same columns. */
export const camelRows = <Row>(rows: readonly Record<string, unknown>[]): Row[] => {
  const first = rows[0]
  if (first === undefined) return []
  const names = Object.keys(first).map(name => [name, camelCase(name)] as const)
  return rows.map(row => {
    const renamed: Record<string, unknown> = {}
    for (const [from, to] of names) renamed[to] = row[from]
    return renamed as Row
  })
}

/** Makes rows of the columns' names and the values of all rows, one after the other. */
export const camelTable = <Row>({
  names,
  values,
}: {
  readonly names: readonly string[]
  readonly values: readonly unknown[]
}): Row[] => {
  const columns = names.map(camelCase)
  const rows: Row[] = []
  for (let start = 0; start < values.length; start += columns.length) {
    const row: Record<string, unknown> = {}
    for (const [place, column] of columns.entries()) row[column] = values[start + place]
    rows.push(row as Row)
  }
  return rows
}

/**
 * JSON for `json_populate_recordset`: bigints as decimal strings, which every numeric column reads exactly.
 * PostgreSQL's text cannot hold U+0000 nor half a surrogate pair: a notice number that contains one must not
 * stop the index, so it becomes U+FFFD.
 */
export const toJsonText = (value: unknown): string => JSON.stringify(jsonReady(value))

const jsonReady = (value: unknown): unknown => {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'string') return storable(value)
  if (Array.isArray(value)) return value.map(jsonReady)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, jsonReady(inner)]))
}

const storable = (text: string): string =>
  text.isWellFormed() && !text.includes('\0') ? text : text.toWellFormed().replaceAll('\0', '\uFFFD')
