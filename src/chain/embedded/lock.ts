import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { nodeError } from './error.ts'

/** Between the deaths and births of several owners, one try can fail without anybody holding the lock. */
const TRIES = 5

/**
 * Takes a data directory for this process alone.
 *
 * The lock is a folder with one file, named for its owner. It comes into being by renaming a folder that already has that file, and
 * it can be replaced only when it is empty; so nobody takes a living owner's lock, in whatever order several processes
 * find a dead one's. It guards processes of one machine from each other, not machines that share a disk.
 * @returns gives the directory back
 * @throws BonginError `DATA_DIRECTORY_IN_USE`
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const lock = join(directory, 'lock')
  const owner = `${process.pid}-${await bornAt(process.pid)}`
  for (let i = 0; i < TRIES; i++) {
    if (await tryToTake(lock, owner)) return () => release(lock, owner)
    const living = await clearDead(lock)
    if (living !== undefined) {
      const message = `The data directory ${directory} is in use by process ${living}. Two nodes would write two pasts into it.`
      throw nodeError('DATA_DIRECTORY_IN_USE', message, { details: { directory, process: living } })
    }
  }
  throw nodeError(
    'DATA_DIRECTORY_IN_USE',
    `The data directory ${directory} is being taken by another process.`,
  )
}

async function tryToTake(lock: string, owner: string): Promise<boolean> {
  const candidate = `${lock}.${randomBytes(6).toString('hex')}`
  await mkdir(candidate)
  try {
    await writeFile(join(candidate, owner), '')
    await rename(candidate, lock)
    return true
  } catch (error) {
    await rm(candidate, { recursive: true })
    if (isTaken(error)) return false
    throw error
  }
}

/** Takes a dead owner's file out of the lock. Returns the process id of a living one. */
async function clearDead(lock: string): Promise<number | undefined> {
  for (const owner of await readdir(lock).catch(() => [])) {
    const [pid, born] = owner.split('-')
    if (isAlive(Number(pid)) && (await bornAt(Number(pid))) === born) return Number(pid)
    await rm(join(lock, owner), { force: true })
  }
  // For systems that cannot rename onto an empty folder.
  await rmdir(lock).catch(() => {})
  return undefined
}

async function release(lock: string, owner: string): Promise<void> {
  await rm(join(lock, owner), { force: true })
  await rmdir(lock).catch(() => {})
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/**
 * When a process was born, in ticks since the machine started, where Linux tells it. In a container the process id is the same after
 * every start, and the id alone would make our own predecessor look alive.
 */
async function bornAt(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name in parentheses may hold spaces. Behind it: the state first, the birth as the 20th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' ? 'dead, but not yet buried by its parent' : (fields[19] ?? '')
}

function isTaken(error: unknown): boolean {
  return ['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes(codeOf(error))
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
