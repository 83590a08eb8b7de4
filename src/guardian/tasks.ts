/** Things that a guardian does beside each other. A task that fails is left alone for a while, and hinders no other. */
export interface Tasks {
  /** Starts a task, unless one of this name is running or has failed a short while ago, or too many are running. */
  readonly run: (name: string, task: () => Promise<void>) => void
  /** Fulfilled when none is running. */
  readonly settled: () => Promise<void>
}

export interface TaskOptions {
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number
  readonly onError: (name: string, error: unknown) => void
}

interface Failures {
  readonly count: number
  readonly again: number
}

const AT_ONCE = 32
const FIRST_PAUSE = 250
const LONGEST_PAUSE = 30_000

export function createTasks({ now, onError }: TaskOptions): Tasks {
  const running = new Map<string, Promise<void>>()
  const failures = new Map<string, Failures>()

  const attempt = async (name: string, task: () => Promise<void>): Promise<void> => {
    try {
      await task()
      failures.delete(name)
    } catch (error) {
      const count = (failures.get(name)?.count ?? 0) + 1
      failures.set(name, { count, again: now() + Math.min(FIRST_PAUSE * 2 ** (count - 1), LONGEST_PAUSE) })
      onError(name, error)
    } finally {
      running.delete(name)
    }
  }

  return {
    run: (name, task) => {
      const isPaused = now() < (failures.get(name)?.again ?? 0)
      if (running.has(name) || running.size >= AT_ONCE || isPaused) return
      running.set(name, attempt(name, task))
    },
    settled: async () => {
      await Promise.all(running.values())
    },
  }
}
