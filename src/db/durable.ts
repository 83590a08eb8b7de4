import { PGlite } from '@electric-sql/pglite'
import { SyncedFiles } from './syncedFiles.ts'
import { PARSERS } from './values.ts'

/**
 * PGlite's own, without `-F` (no fsync); Emscripten's fdatasync, the default for the log, does nothing, its
 * fsync is ours.
 */
const DURABLE_PARAMETERS = [
  ...PGlite.defaultStartParams.filter(flag => flag !== '-F'),
  '-c',
  'wal_sync_method=fsync',
]

/** Opens or makes a cluster in a directory, whose commits survive a power failure. */
export const openDurable = (path: string): Promise<PGlite> =>
  PGlite.create({ fs: new SyncedFiles(path), startParams: DURABLE_PARAMETERS, parsers: PARSERS })
