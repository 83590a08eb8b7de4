import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rmdir } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A disk of its own in the machine's memory, so that it can be filled. */
export interface SmallDisk {
  readonly path: string
  close(): Promise<void>
}

export const NO_SMALL_DISK = 'this user may not mount a small disk (Linux, root)'

/** @returns undefined where nothing can be mounted */
export async function mountSmallDisk(): Promise<SmallDisk | undefined> {
  if (process.platform !== 'linux' || userInfo().uid !== 0) return undefined
  const path = await mkdtemp(join(tmpdir(), 'bongin-disk-'))
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=512m', 'bongin', path])
  } catch {
    await rmdir(path)
    return undefined
  }
  // PostgreSQL's own user has to pass.
  await chmod(path, 0o755)
  const close = async (): Promise<void> => {
    // Lazily: whoever still has a file open there closes it in a moment.
    await run('umount', ['-l', path])
    await rmdir(path)
  }
  return { path, close }
}
