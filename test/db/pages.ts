import { expect } from 'chai'
import type { Page, PageRequest } from '../../src/db/page.ts'
import { word } from '../../src/protocol/bytes.ts'
import { failureOf } from './support.ts'

/** All items of a list, read in pages of `limit`. */
const readAll = async <Item>(
  list: (request: PageRequest) => Promise<Page<Item>>,
  limit: number,
): Promise<Item[]> => {
  const items: Item[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await list({ cursor, limit })
    items.push(...page.items)
    if (page.next === null) return items
    cursor = page.next
  }
}

/** A cursor that somebody made up is refused or names some place; it is never too large for the database. */
const verifyForgedCursors = async (list: (request: PageRequest) => Promise<unknown>): Promise<void> => {
  for (const length of [1, 2, 4]) {
    for (const value of ['9'.repeat(15), '9'.repeat(29), word(2n ** 256n - 1n)]) {
      const cursor = Buffer.from(Array.from({ length }, () => value).join(',')).toString('base64url')
      const failure = await list({ cursor }).then(
        () => undefined,
        (error: unknown) => error,
      )
      if (failure !== undefined) expect(failure).to.include({ code: 'INVALID_CURSOR' })
    }
  }
}

/** The same items in the same order whatever the size of the pages. */
export const readEveryWay = async <Item>(
  list: (request: PageRequest) => Promise<Page<Item>>,
): Promise<Item[]> => {
  const whole = await readAll(list, 200)
  for (const limit of [1, 2, 3]) expect(await readAll(list, limit)).to.deep.equal(whole)
  expect(await failureOf(list({ cursor: 'nonsense' }))).to.include({ code: 'INVALID_CURSOR' })
  await verifyForgedCursors(list)
  return whole
}
