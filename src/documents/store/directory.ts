import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hex } from '../../protocol/bytes.ts'
import { assertPlace, type DocumentStore, reach } from './store.ts'

const PRIVATE_FOLDER = 0o700
const PRIVATE = 0o600
/** Written files on their way to their names. After a crash some stay, and are swept out by age, in milliseconds. */
const ARRIVALS = 'arriving'
const OLD = 86_400_000

/**
 * A store in a directory: `ab/0xab…/0`, one file a chunk. A file gets its name when it is whole and on the disk.
 * @throws BonginError `STORE_UNAVAILABLE`
 */
export async function openDirectoryStore(directory: string): Promise<DocumentStore> {
  const arrivals = join(directory, ARRIVALS)
  await reach(async () => {
    await mkdir(arrivals, { recursive: true, mode: PRIVATE_FOLDER })
    await sweep(arrivals)
  })
  const folderOf = (folder: Hex, name?: string): string => {
    assertPlace(folder, name)
    return join(directory, folder.slice(2, 4), folder)
  }
  return {
    put: (folder, name, bytes) =>
      reach(async () => {
        const target = folderOf(folder, name)
        const arriving = join(arrivals, randomUUID())
        await writeWhole(arriving, bytes)
        await mkdir(target, { recursive: true, mode: PRIVATE_FOLDER })
        await rename(arriving, join(target, name))
        await syncFolder(target)
      }),
    get: (folder, name) =>
      reach(async () => {
        const path = join(folderOf(folder, name), name)
        return unlessMissing(async () => new Uint8Array(await readFile(path)), undefined)
      }),
    list: folder => reach(() => unlessMissing(() => readdir(folderOf(folder)), [])),
    remove: folder => reach(() => rm(folderOf(folder), { recursive: true, force: true })),
    close: () => undefined,
  }
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', PRIVATE)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } catch (error) {
    await unlink(path).catch(() => undefined)
    throw error
  } finally {
    await file.close()
  }
}

/** A new name is on the disk only when its folder is. */
async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a directory as a file; its rename is written through.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function sweep(arrivals: string): Promise<void> {
  for (const name of await readdir(arrivals)) {
    const path = join(arrivals, name)
    const { mtimeMs } = await stat(path)
    if (Date.now() - mtimeMs > OLD) await unlink(path)
  }
}

async function unlessMissing<Value>(read: () => Promise<Value>, missing: Value): Promise<Value> {
  try {
    return await read()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return missing
    throw error
  }
}
