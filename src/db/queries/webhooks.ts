import type { Hex } from '../../protocol/bytes.ts'
import type { Database, Queryable } from '../database.ts'
import { toJsonText } from '../values.ts'
import type { FeedPlace } from './feed.ts'

/** Where events are posted to, which, and how far it has come. */
export type Webhook = {
  readonly webhook: string
  readonly url: string
  /** Encrypted. */
  readonly secret: string
  readonly tender: Hex | null
  readonly participant: bigint | null
  readonly types: readonly string[] | null
  /** The last event of which a message was made if it fits. */
  readonly cursor: FeedPlace
  /** Seconds since 1970. */
  readonly createdAt: number
}

export type WebhookCounts = { readonly waiting: number; readonly dead: number }

/** A message on its way. `body` is exactly what is signed and sent. */
export type WebhookMessage = {
  readonly message: string
  readonly body: string
  readonly attempts: number
  readonly lastError: string | null
}

type Row = Omit<Webhook, 'cursor'> & { cursorBlock: number; cursorLog: number; cursorHash: string }

const toWebhook = ({ cursorBlock, cursorLog, cursorHash, ...row }: Row): Webhook => ({
  ...row,
  cursor: { block: cursorBlock, logIndex: cursorLog, hash: cursorHash },
})

export const addWebhook = async (database: Queryable, webhook: Webhook): Promise<void> => {
  const { url, secret, tender, participant, types, cursor, createdAt } = webhook
  await database.query('INSERT INTO webhooks VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10)', [
    ...[webhook.webhook, url, secret, tender, participant, types === null ? null : toJsonText(types)],
    ...[cursor.block, cursor.logIndex, cursor.hash, createdAt],
  ])
}

/** All webhooks, the oldest first; there are few. */
export const listWebhooks = async (database: Queryable): Promise<(Webhook & WebhookCounts)[]> => {
  const rows = await database.query<Row & WebhookCounts>(
    `SELECT webhooks.*,
       (SELECT count(*) FROM webhook_messages AS m WHERE m.webhook = webhooks.webhook AND NOT dead) AS waiting,
       (SELECT count(*) FROM webhook_messages AS m WHERE m.webhook = webhooks.webhook AND dead) AS dead
     FROM webhooks ORDER BY created_at, webhook`,
  )
  return rows.map(({ waiting, dead, ...row }) => ({ ...toWebhook(row), waiting, dead }))
}

/** @returns whether it was there */
export const removeWebhook = (database: Database, webhook: string): Promise<boolean> =>
  database.transaction(async session => {
    const gone = await session.query('DELETE FROM webhooks WHERE webhook = $1 RETURNING 1', [webhook])
    await session.query('DELETE FROM webhook_messages WHERE webhook = $1', [webhook])
    return gone.length > 0
  })

/**
 * The webhook, for as long as the transaction lasts for nobody else.
 * @returns undefined if it is gone, or somebody else is at it
 */
export const claimWebhook = async (session: Queryable, webhook: string): Promise<Webhook | undefined> => {
  const [row] = await session.query<Row>('SELECT * FROM webhooks WHERE webhook = $1 FOR UPDATE SKIP LOCKED', [
    webhook,
  ])
  return row && toWebhook(row)
}

/** Adds messages that are due now, and moves the webhook on. Call it in one transaction with {@link claimWebhook}. */
export const addMessages = async (
  session: Queryable,
  webhook: string,
  messages: readonly Pick<WebhookMessage, 'message' | 'body'>[],
  cursor: FeedPlace,
  now: number,
): Promise<void> => {
  if (messages.length > 0)
    await session.query(
      `INSERT INTO webhook_messages (webhook, message, body, attempts, due_at, dead)
       SELECT $1, message, body, 0, $2, false FROM json_populate_recordset(NULL::webhook_messages, $3::json)
       ON CONFLICT DO NOTHING`,
      [webhook, now, toJsonText(messages)],
    )
  await session.query(
    'UPDATE webhooks SET cursor_block = $2, cursor_log = $3, cursor_hash = $4 WHERE webhook = $1',
    [webhook, cursor.block, cursor.logIndex, cursor.hash],
  )
}

/** How many messages wait, and whether one of them says that blocks were taken back: it has to arrive before any that is made after it. */
export type Waiting = { readonly waiting: number; readonly held: boolean }

export const waitingFor = async (database: Queryable, webhook: string): Promise<Waiting> => {
  const [found] = await database.query<Waiting>(
    `SELECT count(*) AS waiting, coalesce(bool_or(strpos(message, '_${BACK}') > 0), false) AS held
     FROM webhook_messages WHERE webhook = $1 AND NOT dead`,
    [webhook],
  )
  return found ?? { waiting: 0, held: false }
}

/** How the last part of the id begins of a message that says that blocks were taken back. */
export const BACK = 'back-'

/** Forgets what was not delivered yet about blocks after this one. */
export const dropMessages = async (session: Queryable, webhook: string, block: number): Promise<void> => {
  await session.query(
    `DELETE FROM webhook_messages WHERE webhook = $1 AND (body::json -> 'data' ->> 'block')::int8 > $2`,
    [webhook, block],
  )
}

/**
 * Takes messages that are due, and moves them on to `until`, when somebody else may try if we have not come back.
 * @param now in milliseconds since 1970, as `until`
 */
export const claimMessages = (
  database: Queryable,
  webhook: string,
  now: number,
  until: number,
  limit: number,
): Promise<WebhookMessage[]> =>
  database.query<WebhookMessage>(
    `UPDATE webhook_messages SET attempts = attempts + 1, due_at = $3
     WHERE webhook = $1 AND message IN (
       SELECT message FROM webhook_messages WHERE webhook = $1 AND NOT dead AND due_at <= $2
       ORDER BY due_at LIMIT $4 FOR UPDATE SKIP LOCKED)
     RETURNING message, body, attempts, last_error`,
    [webhook, now, until, limit],
  )

export const messageDelivered = async (
  database: Queryable,
  webhook: string,
  message: string,
): Promise<void> => {
  await database.query('DELETE FROM webhook_messages WHERE webhook = $1 AND message = $2', [webhook, message])
}

/** @param due when to try again, in milliseconds since 1970; undefined: never, unless an operator says so */
export const messageFailed = async (
  database: Queryable,
  webhook: string,
  message: string,
  error: string,
  due: number | undefined,
): Promise<void> => {
  await database.query(
    `UPDATE webhook_messages SET last_error = $3, dead = $4, due_at = coalesce($5::int8, due_at)
     WHERE webhook = $1 AND message = $2`,
    [webhook, message, error, due === undefined, due ?? null],
  )
}

/** The dead letters of a webhook, the latest first. */
export const listDead = (database: Queryable, webhook: string, limit: number): Promise<WebhookMessage[]> =>
  database.query<WebhookMessage>(
    `SELECT message, body, attempts, last_error FROM webhook_messages
     WHERE webhook = $1 AND dead ORDER BY due_at DESC, message LIMIT $2`,
    [webhook, limit],
  )

/** Gives all dead letters of a webhook another life. @returns how many */
export const reviveDead = async (database: Queryable, webhook: string, now: number): Promise<number> => {
  const revived = await database.query(
    `UPDATE webhook_messages SET dead = false, attempts = 0, due_at = $2
     WHERE webhook = $1 AND dead RETURNING 1`,
    [webhook, now],
  )
  return revived.length
}
