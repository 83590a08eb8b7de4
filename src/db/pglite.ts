import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite, type Transaction } from '@electric-sql/pglite'
import type { Database, Parameter, Queryable } from './database.ts'
import { lockDirectory } from './lock.ts'
import { type Postmaster, startPostmaster } from './pglitePostmaster.ts'
import { openThread } from './pgliteThread.ts'
import { camelRows, camelTable, PARSERS } from './values.ts'

/**
 * Opens the embedded database in a directory that this process then owns.
 * @throws DATABASE_IN_USE
 */
export const openDirectory = async (directory: string, schema: string): Promise<Database> => {
  const unlock = lockDirectory(directory)
  try {
    const cluster = join(directory, 'postgres')
    if (!existsSync(cluster)) await createCluster(cluster, schema)
    return inThread(await startPostmaster({ path: cluster, schema }), schema, unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

/**
 * Made under another name first: a process killed in the middle must not leave half a cluster under the right
 * one.
 */
const createCluster = async (path: string, schema: string): Promise<void> => {
  const unfinished = `${path}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  await (await openThread({ path: unfinished, schema })).close()
  renameSync(unfinished, path)
}

/** Opens an embedded database that is gone when it is closed. */
export const openMemory = async (schema: string): Promise<Database> =>
  asDatabase(await PGlite.create({ parsers: PARSERS }), schema, () => undefined)

const inThread = (postmaster: Postmaster, schema: string, closed: () => void): Database => {
  let open = true
  const session = (transaction: number): Queryable => ({
    query: async <Row>(text: string, parameters: readonly Parameter[] = []) =>
      camelTable<Row>(await postmaster.ask({ kind: 'query', transaction, text, parameters })),
    script: async text => {
      await postmaster.ask({ kind: 'script', transaction, text })
    },
  })
  return {
    ...session(0),
    schema,
    transaction: async work => {
      const transaction = postmaster.nextTransaction()
      await postmaster.ask({ kind: 'begin', transaction })
      try {
        const result = await work(session(transaction))
        await postmaster.ask({ kind: 'commit', transaction })
        return result
      } catch (error) {
        await postmaster.ask({ kind: 'rollback', transaction }).catch(() => undefined)
        throw error
      }
    },
    close: async () => {
      if (!open) return
      open = false
      await postmaster.close()
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
