import { constants } from 'node:fs'
import { link, open, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Replaces a file's content so that a crash at any moment leaves the old or the new content, never a mixture. One writer a file.
 * @param mode permissions of the new file, such as 0o600
 */
export const replaceFile = async (path: string, content: string, mode: number): Promise<void> => {
  const temporary = await writeTemporary(path, content, mode)
  await rename(temporary, path)
  await syncName(path)
}

/**
 * Writes a new file with the same care.
 * @throws the system's `EEXIST` if there is one already
 */
export const createFile = async (path: string, content: string, mode: number): Promise<void> => {
  const temporary = await writeTemporary(path, content, mode)
  try {
    // A hard link, unlike a rename, refuses to replace what is there.
    await link(temporary, path)
  } finally {
    await unlink(temporary)
  }
  await syncName(path)
}

const writeTemporary = async (path: string, content: string, mode: number): Promise<string> => {
  const temporary = `${path}.tmp`
  // What a crash left behind may have other permissions than ours.
  await unlink(temporary).catch(ignoreMissing)
  const file = await open(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  return temporary
}

/** Makes durable which file stands under this name. */
export const syncName = async (path: string): Promise<void> => {
  // Windows cannot open a directory as a file; there a name is written through.
  if (process.platform === 'win32') return
  const directory = await open(dirname(path), 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

const ignoreMissing = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'ENOENT') throw error
}
