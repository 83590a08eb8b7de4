import type { Parameter } from './database.ts'
import { databaseError } from './error.ts'

/** One page of a list; `next` is the cursor of the page after it, or null. */
export type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null }

/** What to read of a list: where the last page ended, and how many items at most. */
export type PageRequest = { readonly cursor?: string | undefined; readonly limit?: number | undefined }

const DEFAULT_LIMIT = 50
const MAX_LIMIT = 200

/** How many items a page may hold: 1 to 200, 50 if not said. */
export const pageLimit = ({ limit = DEFAULT_LIMIT }: PageRequest): number =>
  Math.min(MAX_LIMIT, Math.max(1, Math.floor(limit)))

/**
 * The place after which a page starts: the values of the last item in the list's order, one for each of
 * `kinds`. Opaque outside.
 * @returns undefined for the first page
 * @throws INVALID_CURSOR
 */
export const startOf = (
  { cursor }: PageRequest,
  kinds: readonly (keyof typeof PATTERNS)[],
): string[] | undefined => {
  if (cursor === undefined) return undefined
  const values = Buffer.from(cursor, 'base64url').toString().split(',')
  const sound =
    values.length === kinds.length && kinds.every((kind, i) => PATTERNS[kind].test(values[i] ?? ''))
  if (sound) return values
  throw databaseError('INVALID_CURSOR', 'This cursor is not one that an earlier page gave.', {
    details: { cursor },
  })
}

/** Counts and times, ids and amounts (all fit their columns), hashes. */
const PATTERNS = { count: /^\d{1,15}$/, amount: /^\d{1,29}$/, hash: /^0x[0-9a-f]{64}$/ } as const

/**
 * Makes a page from one row more than it may hold.
 * @param order the values of an item that fix its place
 */
export const toPage = <Item>(
  rows: readonly Item[],
  request: PageRequest,
  order: (item: Item) => readonly Parameter[],
): Page<Item> => {
  const limit = pageLimit(request)
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, next: last === undefined ? null : Buffer.from(order(last).join(',')).toString('base64url') }
}
