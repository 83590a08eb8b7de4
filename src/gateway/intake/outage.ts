/** A rest after a try that failed: otherwise each waiting statement would ask the silent node. It grows as long as tries fail. */
export type Outage = {
  isOn(): boolean
  /** Something failed: rest, unless that is so already. */
  begin(): void
  /** Something went well: the next rest is a short one again. */
  passed(): void
  close(): void
}

/** Milliseconds of the first rest, and at most. */
const FIRST = 100
const LONGEST = 2_000

/** @param onOver told when a rest is over */
export const createOutage = (onOver: () => void): Outage => {
  let length = 0
  let timer: NodeJS.Timeout | undefined
  return {
    isOn: () => timer !== undefined,
    begin: () => {
      if (timer !== undefined) return
      length = Math.min(LONGEST, Math.max(FIRST, length * 2))
      timer = setTimeout(() => {
        timer = undefined
        onOver()
      }, length)
    },
    passed: () => {
      length = 0
    },
    close: () => clearTimeout(timer),
  }
}
