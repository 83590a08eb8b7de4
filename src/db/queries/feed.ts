import type { Hex } from '../../protocol/bytes.ts'
import type { Queryable } from '../database.ts'

/** An event of the ledger, as short as the index keeps it. */
export type FeedEvent = {
  readonly block: number
  readonly logIndex: number
  /** Of the block. */
  readonly hash: Hex
  readonly timestamp: number
  readonly transaction: Hex
  readonly name: string
  readonly tender: Hex | null
  readonly participant: bigint | null
  readonly arguments: Readonly<Record<string, unknown>>
}

/** The place of an event on the chain; the hash tells it from one at the same place of a chain that was taken back. */
export type FeedPlace = Pick<FeedEvent, 'block' | 'logIndex'> & { readonly hash: string }

/** Before the first event. */
export const ORIGIN: FeedPlace = { block: -1, logIndex: 0, hash: '' }

export type FeedPage =
  | { readonly kind: 'events'; readonly events: readonly FeedEvent[] }
  /** The index has not come to the place yet. */
  | { readonly kind: 'ahead' }
  /** The chain has taken the place back; what came after `block` is to be forgotten, and is read anew from `place` on. */
  | { readonly kind: 'takenBack'; readonly block: number; readonly place: FeedPlace }

type Row = Partial<FeedEvent> & { readonly head: number | null; readonly standing: Hex | null }

/**
 * The events after a place, in the order of the chain.
 * @param place of an event that was read before, or {@link ORIGIN}; its hash may be the first digits alone
 */
export const readFeed = async (database: Queryable, place: FeedPlace, limit: number): Promise<FeedPage> => {
  // One statement, so one snapshot: the place is there, or was taken back, in the very state from which the events are read.
  const rows = await database.query<Row>(
    `SELECT (SELECT block FROM progress) AS head, (SELECT hash FROM blocks WHERE number = $1) AS standing, page.*
     FROM (VALUES (1)) AS one LEFT JOIN (
       SELECT *, (SELECT hash FROM blocks WHERE number = block) AS hash,
         (SELECT timestamp FROM blocks WHERE number = block) AS timestamp
       FROM events WHERE (block, log_index) > ($1, $2) ORDER BY block, log_index LIMIT $3) AS page ON true
     ORDER BY page.block, page.log_index`,
    [place.block, place.logIndex, limit],
  )
  const { head = null, standing = null } = rows[0] ?? {}
  if (place.block >= 0) {
    if ((head ?? -1) < place.block) return { kind: 'ahead' }
    if (!standing?.startsWith(place.hash)) return takenBack(database, place)
  }
  return { kind: 'events', events: rows.flatMap(({ head: _, standing: __, ...event }) => whole(event) ?? []) }
}

/** The outer join gives a row of nulls where there is no event. */
const whole = (event: Partial<FeedEvent>): FeedEvent | undefined =>
  event.name == null ? undefined : (event as FeedEvent)

/** The place of the last event; {@link ORIGIN} before the first. */
export const feedEnd = (database: Queryable): Promise<FeedPlace> =>
  lastUntil(database, Number.MAX_SAFE_INTEGER)

const takenBack = async (database: Queryable, { block }: FeedPlace): Promise<FeedPage> => {
  // Any of these may have been the one that took it back. With none, it is a place of another chain.
  const [oldest] = await database.query<{ block: number | null }>(
    'SELECT min(to_block) AS block FROM rollbacks WHERE from_block >= $1 AND to_block < $1',
    [block],
  )
  const back = oldest?.block ?? -1
  return { kind: 'takenBack', block: back, place: await lastUntil(database, back) }
}

const lastUntil = async (database: Queryable, block: number): Promise<FeedPlace> => {
  const [last] = await database.query<FeedPlace>(
    `SELECT block, log_index, (SELECT hash FROM blocks WHERE number = block) AS hash
     FROM events WHERE block <= $1 ORDER BY block DESC, log_index DESC LIMIT 1`,
    [block],
  )
  return last ?? ORIGIN
}
