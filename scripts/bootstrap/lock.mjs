import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { say } from './messages.mjs'

const POLL_MS = 200

/**
 * Runs `work` while no other process does so under the same lock.
 *
 * The lock is a folder with one file for each process that works under it, named by its process id. It appears
 * by renaming a folder that already has its file, and it can go only when it is empty, so that nobody can ever see
 * a lock without an owner or remove a living owner's lock, in whatever order several processes meet a dead one's.
 * @template T
 * @param {string} folder
 * @param {(addOwner: (pid: number) => void) => Promise<T>} work `addOwner` names a child that must have ended too
 * @returns {Promise<T>}
 */
export async function withLock(folder, work) {
  await acquire(folder)
  const owners = [process.pid]
  try {
    return await work(pid => {
      writeFileSync(join(folder, String(pid)), '')
      owners.push(pid)
    })
  } finally {
    for (const pid of owners) rmSync(join(folder, String(pid)), { force: true })
    removeIfEmpty(folder)
  }
}

/** @param {string} folder */
async function acquire(folder) {
  for (let said = false; !tryAcquire(folder); ) {
    const living = clearDead(folder)
    if (living.length > 0 && !said) {
      said = true
      say(
        `waiting for process ${living.join(', ')}, which prepares the same folder (if there is none, delete ${folder})`,
      )
    }
    await new Promise(resolve => setTimeout(resolve, POLL_MS))
  }
}

/** @param {string} folder */
function tryAcquire(folder) {
  const candidate = `${folder}.${randomBytes(6).toString('hex')}`
  mkdirSync(dirname(folder), { recursive: true })
  mkdirSync(candidate)
  writeFileSync(join(candidate, String(process.pid)), '')
  try {
    renameSync(candidate, folder)
    return true
  } catch (error) {
    rmSync(candidate, { recursive: true, force: true })
    if (isTaken(error)) return false
    throw error
  }
}

/**
 * Takes the files of dead processes out of the lock.
 * @param {string} folder
 * @returns {string[]} the living owners
 */
function clearDead(folder) {
  const living = []
  for (const pid of ownersOf(folder)) {
    if (isAlive(Number(pid))) living.push(pid)
    else rmSync(join(folder, pid), { force: true })
  }
  if (living.length === 0) removeIfEmpty(folder)
  return living
}

/** @param {string} folder */
function ownersOf(folder) {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}

/** @param {string} folder that somebody else may remove, or fill again, at this moment */
function removeIfEmpty(folder) {
  try {
    rmdirSync(folder)
  } catch (error) {
    if (!isTaken(error) && codeOf(error) !== 'ENOENT') throw error
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** @param {unknown} error what renaming onto, or removing, a folder that is not empty gives on the several systems */
function isTaken(error) {
  return ['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error))
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
