import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite, type Transaction } from '@electric-sql/pglite'
import type { Database, Parameter, Queryable } from './database.ts'
import { lockDirectory } from './lock.ts'
import { openThread, type PgliteThread } from './pgliteThread.ts'
import { camelRows, PARSERS } from './values.ts'

/**
 * Opens the embedded database in a directory that this process then owns.
 * @throws DATABASE_IN_USE
 */
export const openDirectory = async (directory: string, schema: string): Promise<Database> => {
  const unlock = lockDirectory(directory)
  try {
    const cluster = join(directory, 'postgres')
    if (!existsSync(cluster)) await createCluster(cluster)
    return await inThread(await openThread(cluster), schema, unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

/**
 * Made under another name first: a process killed in the middle must not leave half a cluster under the right
 * one.
 */
const createCluster = async (path: string): Promise<void> => {
  const unfinished = `${path}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  await (await openThread(unfinished)).close()
  renameSync(unfinished, path)
}

/** Opens an embedded database that is gone when it is closed. */
export const openMemory = async (schema: string): Promise<Database> =>
  asDatabase(await PGlite.create({ parsers: PARSERS }), schema, () => undefined)

const inThread = async (thread: PgliteThread, schema: string, closed: () => void): Promise<Database> => {
  let open = true
  const session = (transaction: number): Queryable => ({
    query: async <Row>(text: string, parameters: readonly Parameter[] = []) =>
      (await thread.ask({ kind: 'query', transaction, text, parameters })) as Row[],
    script: async text => {
      await thread.ask({ kind: 'script', transaction, text })
    },
  })
  await session(0).script(`SET search_path TO "${schema}"`)
  return {
    ...session(0),
    schema,
    transaction: async work => {
      const transaction = thread.nextTransaction()
      await thread.ask({ kind: 'begin', transaction })
      try {
        const result = await work(session(transaction))
        await thread.ask({ kind: 'commit', transaction })
        return result
      } catch (error) {
        await thread.ask({ kind: 'rollback', transaction }).catch(() => undefined)
        throw error
      }
    },
    close: async () => {
      if (!open) return
      open = false
      await thread.close()
      closed()
    },
  }
}

const asDatabase = async (pglite: PGlite, schema: string, closed: () => void): Promise<Database> => {
  await pglite.exec(`SET search_path TO "${schema}"`)
  return {
    ...asQueryable(pglite),
    schema,
    transaction: work => pglite.transaction(transaction => work(asQueryable(transaction))),
    close: async () => {
      if (pglite.closed) return
      await pglite.close()
      closed()
    },
  }
}

const asQueryable = (session: PGlite | Transaction): Queryable => ({
  query: async <Row>(text: string, parameters: readonly Parameter[] = []) => {
    const { rows } = await session.query<Record<string, unknown>>(text, [...parameters])
    return camelRows<Row>(rows)
  },
  script: async text => {
    await session.exec(text)
  },
})
