/** Collects items for a short while and works on them together. */
export type Batcher<Item, Result> = {
  /** @returns the item's own result; rejects with what the whole batch failed with */
  add(item: Item): Promise<Result>
}

export type BatchOptions<Item, Result> = {
  /** How long the first item of a batch waits for others, in milliseconds, and how many make a full one. */
  readonly window: number
  readonly size: number
  /** Works on one batch; the results are in the items' order. Several batches may be under way at once. */
  readonly run: (items: readonly Item[]) => Promise<readonly Result[]>
}

type Waiting<Item, Result> = {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

export const createBatcher = <Item, Result>(options: BatchOptions<Item, Result>): Batcher<Item, Result> => {
  const { window, size, run } = options
  let waiting: Waiting<Item, Result>[] = []
  let timer: NodeJS.Timeout | undefined

  const flush = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const batch = waiting
    waiting = []
    try {
      const results = await run(batch.map(({ item }) => item))
      for (const [place, { resolve, reject }] of batch.entries()) {
        const result = results[place]
        if (result === undefined) reject(new Error('a batch gave fewer results than it had items'))
        else resolve(result)
      }
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  return {
    add: item =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject })
        if (waiting.length >= size) void flush()
        else timer ??= setTimeout(flush, window)
      }),
  }
}
