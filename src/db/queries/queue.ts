import type { Hex } from '../../protocol/bytes.ts'
import type { Queryable } from '../database.ts'
import { toJsonText } from '../values.ts'

/** Where a statement stands on its way, by its number in the table. */
export const QUEUE_STATES = ['queued', 'sent', 'included', 'refused'] as const
export type QueueState = (typeof QUEUE_STATES)[number]

/** A statement that a gateway takes. Times in milliseconds since 1970, `closingAt` in seconds. */
export type NewRow = {
  readonly sending: Hex
  readonly digest: Hex
  readonly type: string
  readonly closingAt: number | null
  readonly receivedAt: number
  readonly body: string
}

/** Why a statement was refused. `details` may hold what JSON can. */
export type Refusal = { readonly code: string; readonly detail: string; readonly details: unknown }

/** What is known of a statement that was taken. */
export type QueueRow = Omit<NewRow, 'body'> & {
  readonly state: QueueState
  readonly sentAt: number | null
  readonly doneAt: number | null
  readonly transaction: Hex | null
  readonly block: number | null
  readonly refusal: Refusal | null
}

/** News of a statement: it was sent, or it is answered for. */
export type Progress = {
  readonly sending: Hex
  readonly state: QueueState
  readonly sentAt: number | null
  readonly doneAt: number | null
  readonly transaction: Hex | null
  readonly block: number | null
  readonly refusal: Refusal | null
}

const [QUEUED, , INCLUDED, REFUSED] = [0, 1, 2, 3] as const
const NOW = '(extract(epoch FROM clock_timestamp()) * 1000)::int8'

/**
 * Takes statements for a gateway, all of them or after an error none. One that was refused before is taken anew; one that is on its
 * way, or included, is left as it is.
 * @returns which were taken
 */
export const enqueue = async (
  database: Queryable,
  owner: string,
  rows: readonly NewRow[],
): Promise<Set<Hex>> => {
  const taken = await database.query<{ sending: Hex }>(
    `INSERT INTO queue (sending, digest, type, closing_at, state, owner, received_at, body)
     SELECT sending, digest, type, closing_at, ${QUEUED}, $1, received_at, body
     FROM json_populate_recordset(NULL::queue, $2::json)
     ON CONFLICT (sending) DO UPDATE SET state = EXCLUDED.state, owner = EXCLUDED.owner, body = EXCLUDED.body,
       closing_at = EXCLUDED.closing_at, received_at = EXCLUDED.received_at, sent_at = NULL, done_at = NULL, refusal = NULL
     WHERE queue.state = ${REFUSED}
     RETURNING sending`,
    [owner, toJsonText(rows.map(snakeRow))],
  )
  return new Set(taken.map(({ sending }) => sending))
}

const snakeRow = ({ closingAt, receivedAt, ...row }: NewRow) => ({
  ...row,
  closing_at: closingAt,
  received_at: receivedAt,
})

/**
 * Writes what became of statements. What is answered for stays as it is: of two carriers the first one's word counts.
 *
 * The commit does not wait for the disk. What a power failure takes with it can be found out again: the statement is still in the
 * queue then, and whoever carries it on meets what the ledger made of it.
 */
export const recordProgress = async (database: Queryable, news: readonly Progress[]): Promise<void> => {
  const rows = news.map(({ state, sentAt, doneAt, ...row }) => ({
    ...row,
    state: QUEUE_STATES.indexOf(state),
    sent_at: sentAt,
    done_at: doneAt,
  }))
  await database.query(
    `WITH relaxed AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
     UPDATE queue SET state = news.state, sent_at = coalesce(news.sent_at, queue.sent_at), done_at = news.done_at,
       transaction = news.transaction, block = news.block, refusal = news.refusal,
       body = CASE WHEN news.state < ${INCLUDED} THEN queue.body END
     FROM relaxed, json_populate_recordset(NULL::queue, $1::json) AS news
     WHERE queue.sending = news.sending AND queue.state < ${INCLUDED}`,
    [toJsonText(rows)],
  )
}

const COLUMNS =
  'sending, digest, type, closing_at, state, received_at, sent_at, done_at, transaction, block, refusal'

type Stored = Omit<QueueRow, 'state'> & { readonly state: number }

const stateNamed = ({ state, ...row }: Stored): QueueRow => ({
  ...row,
  state: QUEUE_STATES[state] ?? 'queued',
})

/** What became of statements that were taken. */
export const readQueue = async (database: Queryable, sendings: readonly Hex[]): Promise<QueueRow[]> => {
  const rows = await database.query<Stored>(
    `SELECT ${COLUMNS} FROM queue WHERE sending IN (SELECT json_array_elements_text($1::json))`,
    [toJsonText(sendings)],
  )
  return rows.map(stateNamed)
}

/** What is known of a statement by its digest: of several with other signatures the one that came furthest. */
export const findQueued = async (database: Queryable, digest: Hex): Promise<QueueRow | undefined> => {
  const [row] = await database.query<Stored>(
    `SELECT ${COLUMNS} FROM queue WHERE digest = $1
     ORDER BY state = ${INCLUDED} DESC, state < ${INCLUDED} DESC, place DESC LIMIT 1`,
    [digest],
  )
  return row && stateNamed(row)
}

/** A statement that was another gateway's, with its body. */
export type TakenOver = Pick<QueueRow, 'sending' | 'digest' | 'closingAt' | 'receivedAt'> & {
  readonly body: string
}

/**
 * Takes over, in the order of their coming, statements whose gateway is dead. Two gateways that do so at once share them.
 * @param limit how many at most
 */
export const takeOver = (database: Queryable, owner: string, limit: number): Promise<TakenOver[]> =>
  database.query<TakenOver>(
    `WITH orphans AS (
       SELECT sending FROM queue
       WHERE state < ${INCLUDED} AND owner <> $1
         AND NOT EXISTS (SELECT 1 FROM carriers WHERE carriers.owner = queue.owner AND lease_until >= ${NOW})
       ORDER BY place LIMIT $2 FOR UPDATE SKIP LOCKED
     ), taken AS (
       UPDATE queue SET owner = $1 FROM orphans WHERE queue.sending = orphans.sending
       RETURNING queue.sending, place, digest, closing_at, received_at, body
     )
     SELECT sending, digest, closing_at, received_at, body FROM taken ORDER BY place`,
    [owner, limit],
  )

/**
 * What a gateway is to carry by the table, in the order of its coming, and does not know of: for one that never heard what became of a
 * write of its own.
 * @param known what it does carry
 */
export const strayRows = (database: Queryable, owner: string, known: Iterable<Hex>): Promise<TakenOver[]> =>
  database.query<TakenOver>(
    `SELECT sending, digest, closing_at, received_at, body FROM queue
     WHERE owner = $1 AND state < ${INCLUDED}
       AND NOT EXISTS (SELECT 1 FROM json_array_elements_text($2::json) AS known WHERE known = sending)
     ORDER BY place`,
    [owner, toJsonText([...known])],
  )

/** Says that a gateway is alive for so many milliseconds more; 0: that it is going. */
export const holdLease = async (database: Queryable, owner: string, milliseconds: number): Promise<void> => {
  await database.query(
    `INSERT INTO carriers (owner, lease_until) VALUES ($1, ${NOW} + $2)
     ON CONFLICT (owner) DO UPDATE SET lease_until = EXCLUDED.lease_until`,
    [owner, milliseconds - 1],
  )
}

/** Forgets what was answered for before a moment (milliseconds since 1970), and gateways that have long been gone. */
export const pruneQueue = async (database: Queryable, before: number): Promise<void> => {
  await database.query(`DELETE FROM queue WHERE state >= ${INCLUDED} AND done_at < $1`, [before])
  await database.query(`DELETE FROM carriers WHERE lease_until < ${NOW} - 86400000`)
}

/** Statements on their way through all gateways, and since when the oldest waits (milliseconds since 1970). */
export type QueueDepth = { readonly waiting: number; readonly oldest: number | null }

export const queueDepth = async (database: Queryable): Promise<QueueDepth> => {
  const [depth] = await database.query<QueueDepth>(
    `SELECT count(*) AS waiting, min(received_at) AS oldest FROM queue WHERE state < ${INCLUDED}`,
  )
  return depth ?? { waiting: 0, oldest: null }
}
