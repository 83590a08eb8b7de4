import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { databaseError } from './error.ts'

/**
 * Lock files that this process holds; after a restart with the same process id they are what tells ours from
 * a dead one's.
 */
const held = new Set<string>()

/**
 * Claims a directory for this process: the embedded database has no guard of its own, and two writers would
 * destroy it.
 *
 * Each process has a lock file of its own, named by process id and start time, so a dead owner's file can be
 * removed by anyone without ever removing a living one's. Of two that start at the same moment both may be
 * refused, never both let in. A process in another container is invisible here: do not mount one directory
 * into two.
 * @returns releases the directory
 * @throws DATABASE_IN_USE with `details.pid` while another process, or this one, has it open
 */
export const lockDirectory = (directory: string): (() => void) => {
  mkdirSync(directory, { recursive: true })
  const own = join(directory, lockName(process.pid))
  if (held.has(own)) throw inUse(directory, process.pid)
  rmSync(own, { force: true })
  closeSync(openSync(own, 'wx'))
  held.add(own)
  const release = () => {
    held.delete(own)
    rmSync(own, { force: true })
  }
  const owner = otherOwner(directory, own)
  if (owner === undefined) return release
  release()
  throw inUse(directory, owner)
}

const otherOwner = (directory: string, own: string): number | undefined => {
  for (const name of readdirSync(directory)) {
    const pid = Number(/^lock\.(\d+)\./.exec(name)?.[1])
    if (Number.isNaN(pid) || join(directory, name) === own) continue
    if (isAlive(pid) && lockName(pid) === name) return pid
    rmSync(join(directory, name), { force: true })
  }
  return undefined
}

const lockName = (pid: number): string => `lock.${pid}.${startTimeOf(pid)}`

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Process ids are used again after a restart; together with the start time they are not. Linux only;
 * elsewhere the id must do.
 */
const startTimeOf = (pid: number): string => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)
    return `${boot}-${fields?.[19] ?? 0}`
  } catch {
    return '0'
  }
}

const inUse = (directory: string, pid: number) =>
  databaseError(
    'DATABASE_IN_USE',
    `The database in ${directory} is open in process ${pid}. Stop that process first.`,
    {
      details: { directory, pid },
    },
  )
