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
    schema,
    transaction: work => transact(pool, work),
    close: async () => {
      if (!pool.ended) await pool.end()
    },
  }
}

const transact = async <Result>(
  pool: pg.Pool,
  work: (transaction: Queryable) => Promise<Result>,
): Promise<Result> => {
  const client = await reachDatabase(pool.connect())
  let broken: Error | undefined
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
