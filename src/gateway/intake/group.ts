/** Works on items together: one group at a time, of all that came while the group before was worked on. */
export type Group<Item, Result> = {
  /** @returns the item's own result; rejects with what its whole group failed with */
  add(item: Item): Promise<Result>
}

type Waiting<Item, Result> = {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

/**
 * So one write to the disk serves many: groups grow with the load by themselves, and without load nobody waits.
 * @param size how many make a group at most
 * @param run works on one group; the results are in the items' order
 */
export const createGroup = <Item, Result>(
  size: number,
  run: (items: readonly Item[]) => Promise<readonly Result[]>,
): Group<Item, Result> => {
  const waiting: Waiting<Item, Result>[] = []
  let running = false

  const work = async (): Promise<void> => {
    while (waiting.length > 0) await workOn(waiting.splice(0, size), run)
    running = false
  }

  return {
    add: item =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject })
        if (running) return
        running = true
        // What comes at the same moment belongs together.
        setImmediate(work)
      }),
  }
}

const workOn = async <Item, Result>(
  group: readonly Waiting<Item, Result>[],
  run: (items: readonly Item[]) => Promise<readonly Result[]>,
): Promise<void> => {
  try {
    const results = await run(group.map(({ item }) => item))
    for (const [place, { resolve, reject }] of group.entries()) {
      const result = results[place]
      if (result === undefined) reject(new Error('a group gave fewer results than it had items'))
      else resolve(result)
    }
  } catch (error) {
    for (const { reject } of group) reject(error)
  }
}
