import { readdirSync, readFileSync } from 'node:fs'

/** What a process and its children use of the machine, by the names of their programs. */
export interface Usage {
  /** The most memory that each has held, in MiB. */
  peaks(): Record<string, number>
  /** Seconds of a processor that each has used so far. */
  processor(): Record<string, number>
  stop(): void
}

/** Milliseconds. */
const POLL = 500
/** Linux counts a process's time in hundredths of a second, wherever Node runs. */
const TICKS = 100

/** Watches, as far as Linux tells, a process and its children. */
export function watchUsage(pid: number): Usage {
  const peaks = new Map<string, number>()
  const look = (): void => {
    for (const { name, kibibytes } of [pid, ...childrenOf(pid)].map(statusOf))
      if (kibibytes > 0) peaks.set(name, Math.max(peaks.get(name) ?? 0, kibibytes))
  }
  const timer = setInterval(look, POLL)
  return {
    peaks: () => {
      look()
      return Object.fromEntries([...peaks].map(([name, kibibytes]) => [name, Math.round(kibibytes / 1024)]))
    },
    processor: () =>
      Object.fromEntries([pid, ...childrenOf(pid)].map(each => [statusOf(each).name, secondsOf(each)])),
    stop: () => clearInterval(timer),
  }
}

function childrenOf(pid: number): number[] {
  const children = (task: string): number[] =>
    read(`/proc/${pid}/task/${task}/children`).split(' ').filter(Boolean).map(Number)
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap(children)
  } catch {
    return []
  }
}

function statusOf(pid: number): { name: string; kibibytes: number } {
  const status = read(`/proc/${pid}/status`)
  const name = /^Name:\s+(\S+)/m.exec(status)?.[1] ?? 'gone'
  const kibibytes = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0)
  return { name: /^(MainThread|node)/.test(name) ? 'ledger' : name, kibibytes }
}

function secondsOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`)
  // The name in parentheses may hold spaces. Behind it, user and system time are the 12th and 13th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}
