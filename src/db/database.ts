/** What one placeholder of a statement may hold. JSON goes in as text with a cast (`$1::json`). */
export type Parameter = string | number | bigint | boolean | null

/** Where statements run: the database itself, or one transaction of it. */
export type Queryable = {
  /**
   * Runs one statement. Column names arrive in camel case (`closing_at` as `closingAt`); `numeric` as bigint,
   * `int8` as number, `jsonb` parsed.
   * @typeParam Row what the statement's text promises; the schema is ours, so it is not parsed again
   */
  query<Row = Record<string, unknown>>(text: string, parameters?: readonly Parameter[]): Promise<Row[]>
  /** Runs a text of several statements that takes no parameters and gives no rows. */
  script(text: string): Promise<void>
}

/** PostgreSQL, embedded or by URL. What must be closed: nothing is written after `close`. */
export type Database = Queryable & {
  /** The schema in which its tables stand. */
  readonly schema: string
  /**
   * Runs `work` in one transaction: all of it, or after an error nothing. `work` must use its argument alone:
   * the embedded database has one session, and a statement sent past the transaction waits for its end.
   */
  transaction<Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}
