import { hash } from 'node:crypto'
import pg from 'pg'
import type { Database, Parameter, Queryable } from './database.ts'
import { reachDatabase } from './reach.ts'
import { camelRows, PARSERS } from './values.ts'

/** Opens a pool of connections to a PostgreSQL server (15 or newer). Connects when it is first used. */
export const openServer = (url: string, schema: string): Database => {
  const types = new pg.TypeOverrides()
  for (const [type, parse] of Object.entries(PARSERS)) {
    types.setTypeParser(Number(type), (text: string): unknown => parse(text))
  }
  const pool = new pg.Pool({ connectionString: url, types, options: `-c search_path=${schema}` })
  // An idle connection that the server drops is replaced at the next query, which is where an error belongs.
  pool.on('error', () => undefined)
  return {
    ...asQueryable(pool),
    query: (text, parameters) => queryPrepared(pool, text, parameters),
    schema,
    transaction: work => transact(pool, work),
    close: async () => {
      if (!pool.ended) await pool.end()
    },
  }
}

/** SQLSTATE of a statement whose columns are others than when it was prepared, because somebody has changed the tables. */
const OUTDATED = '0A000'

/**
 * Statements outside of transactions come again and again: each connection parses and plans a text once. Within a transaction nothing
 * is prepared: it may look at tables of the same names in another schema.
 */
const queryPrepared = async <Row>(
  pool: pg.Pool,
  text: string,
  parameters: readonly Parameter[] = [],
): Promise<Row[]> => {
  const values = [...parameters]
  const ask = (name?: string) =>
    reachDatabase(pool.query<Record<string, unknown>>({ text, values, ...(name !== undefined && { name }) }))
  try {
    return camelRows<Row>((await ask(hash('sha1', text))).rows)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === OUTDATED)) throw error
    return camelRows<Row>((await ask()).rows)
  }
}

const transact = async <Result>(
  pool: pg.Pool,
  work: (transaction: Queryable) => Promise<Result>,
): Promise<Result> => {
  const client = await reachDatabase(pool.connect())
  let broken: Error | undefined
  // A connection that ends between two statements has nobody to tell; without a listener that would end the process.
  const onError = (error: Error): void => {
    broken = error
  }
  client.on('error', onError)
  try {
    await reachDatabase(client.query('BEGIN'))
    const result = await work(asQueryable(client))
    await reachDatabase(client.query('COMMIT'))
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch((fault: Error) => {
      broken = fault
    })
    throw error
  } finally {
    client.off('error', onError)
    // A connection that cannot roll back is thrown away, not handed to the next one in its unfinished
    // transaction.
    client.release(broken)
  }
}

const asQueryable = (session: pg.Pool | pg.PoolClient): Queryable => ({
  query: async <Row>(text: string, parameters: readonly Parameter[] = []) => {
    const { rows } = await reachDatabase(session.query<Record<string, unknown>>(text, [...parameters]))
    return camelRows<Row>(rows)
  },
  script: async text => {
    await reachDatabase(session.query(text))
  },
})
