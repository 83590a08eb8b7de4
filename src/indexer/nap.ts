/** A pause that can be cut short. */
export type Nap = {
  /** Waits for some milliseconds, or not at all if `wake` was called since `listen`. */
  sleep(milliseconds: number): Promise<void>
  wake(): void
  /** Forgets earlier calls of `wake`: what they announced is about to be looked at. */
  listen(): void
}

export const createNap = (): Nap => {
  let woken = false
  let end: () => void = () => undefined
  return {
    sleep: milliseconds =>
      new Promise(resolve => {
        if (woken) return resolve()
        const timer = setTimeout(() => end(), milliseconds)
        end = () => {
          clearTimeout(timer)
          resolve()
        }
      }),
    wake: () => {
      woken = true
      end()
    },
    listen: () => {
      woken = false
    },
  }
}
