/**
 * The clock of a replay: it stands still at a time of the past until it is moved, and runs with the system's clock once released.
 * Only the embedded ledger of the demonstration has one; every other ledger has the time of its validators.
 */
export interface ReplayClock {
  /** Seconds since 1970. */
  now(): number
  /** Moves the clock forward; never back. */
  moveTo(time: number): void
  /** From now on the system's clock counts. */
  release(): void
}

export function createReplayClock(start: number): ReplayClock {
  let time: number | undefined = start
  return {
    now: () => time ?? Math.floor(Date.now() / 1000),
    moveTo: next => {
      if (time !== undefined && next > time) time = next
    },
    release: () => {
      time = undefined
    },
  }
}
