import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite, type Transaction } from '@electric-sql/pglite'
import type { Database, Parameter, Queryable } from './database.ts'
import { lockDirectory } from './lock.ts'
import { SyncedFiles } from './syncedFiles.ts'
import { camelRows, PARSERS } from './values.ts'

/**
 * PGlite's own, without `-F` (no fsync); Emscripten's fdatasync, the default for the log, does nothing, its
 * fsync is ours.
 */
const DURABLE_PARAMETERS = [
  ...PGlite.defaultStartParams.filter(flag => flag !== '-F'),
  '-c',
  'wal_sync_method=fsync',
]

/**
 * Opens the embedded database in a directory that this process then owns.
 * @throws DATABASE_IN_USE
 */
export const openDirectory = async (directory: string, schema: string): Promise<Database> => {
  const unlock = lockDirectory(directory)
  try {
    const cluster = join(directory, 'postgres')
    if (!existsSync(cluster)) await createCluster(cluster)
    return await asDatabase(await openCluster(cluster), schema, unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

const openCluster = (path: string): Promise<PGlite> =>
  PGlite.create({ fs: new SyncedFiles(path), startParams: DURABLE_PARAMETERS, parsers: PARSERS })

/**
 * Made under another name first: a process killed in the middle must not leave half a cluster under the right
 * one.
 */
const createCluster = async (path: string): Promise<void> => {
  const unfinished = `${path}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  await (await openCluster(unfinished)).close()
  renameSync(unfinished, path)
}

/** Opens an embedded database that is gone when it is closed. */
export const openMemory = async (schema: string): Promise<Database> =>
  asDatabase(await PGlite.create({ parsers: PARSERS }), schema, () => undefined)

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
