import type { Logger } from 'pino'
import type { Database } from '../../db/database.ts'
import {
  claimMessages,
  listWebhooks,
  messageDelivered,
  messageFailed,
  type Webhook,
  type WebhookMessage,
} from '../../db/queries/webhooks.ts'
import type { WebhookConfig } from '../config/config.ts'
import type { Tail } from '../feed/tail.ts'
import { makeMessages } from './messages.ts'
import { postWebhook } from './post.ts'
import { decryptSecret, signatureHeaders } from './secret.ts'

/** Brings events to those who gave an address for them. Any number of gateways may do so over one database. */
export type Webhooks = {
  start(): void
  /** Breaks off what is under way; it is tried again by whoever is there. */
  close(): Promise<void>
}

export type WebhooksParts = {
  readonly database: Database
  readonly tail: Tail
  readonly log: Logger
  /** Undefined: this gateway delivers nothing. */
  readonly config: WebhookConfig | undefined
}

/** Messages to one receiver at the same time. */
const TOGETHER = 8
/** For one attempt, and after which somebody else may take a message of which nothing was heard; in milliseconds. */
const TIMEOUT = 15_000
const LEASE = 60_000
const INTERVAL = 1_000
/** A receiver that says so wants no more. */
const GONE = 410

export const createWebhooks = ({ database, tail, log, config }: WebhooksParts): Webhooks => {
  const closing = new AbortController()
  const busy = new Map<string, Promise<void>>()
  let running = Promise.resolve()

  const deliver = async (webhook: Webhook, message: WebhookMessage, settings: WebhookConfig) => {
    const failure = await attempt(webhook, message, settings, closing.signal)
    if (failure === undefined) return messageDelivered(database, webhook.webhook, message.message)
    if (closing.signal.aborted) return
    const delay = failure.isFinal ? undefined : settings.delays[message.attempts - 1]
    const due = delay === undefined ? undefined : Date.now() + jittered(delay * 1000)
    const facts = { webhook: webhook.webhook, message: message.message, attempts: message.attempts }
    log.warn({ ...facts, reason: failure.reason, dead: due === undefined }, 'A webhook was not delivered.')
    await messageFailed(database, webhook.webhook, message.message, failure.reason, due)
  }

  /** Everything that there is to do for one receiver. */
  const serve = async (webhook: Webhook, settings: WebhookConfig): Promise<void> => {
    for (let isMore = true; isMore && !closing.signal.aborted; ) {
      const isMade = await makeMessages(database, webhook.webhook, Date.now())
      const now = Date.now()
      const due = await claimMessages(database, webhook.webhook, now, now + LEASE, TOGETHER)
      await Promise.all(due.map(message => deliver(webhook, message, settings)))
      isMore = isMade || due.length > 0
    }
  }

  /** Each receiver by itself: a slow one holds up nobody else. */
  const serveAll = async (settings: WebhookConfig): Promise<void> => {
    for (const webhook of await listWebhooks(database)) {
      if (busy.has(webhook.webhook)) continue
      const work = serve(webhook, settings)
        .catch((error: unknown) => log.error({ err: error, webhook: webhook.webhook }, 'A webhook waits.'))
        .finally(() => busy.delete(webhook.webhook))
      busy.set(webhook.webhook, work)
    }
  }

  const run = async (settings: WebhookConfig): Promise<void> => {
    while (!closing.signal.aborted) {
      await serveAll(settings).catch((error: unknown) => log.error({ err: error }, 'The webhooks wait.'))
      await tail.news(INTERVAL)
    }
    await Promise.all(busy.values())
  }

  return {
    start: () => {
      if (config !== undefined) running = run(config)
    },
    close: async () => {
      closing.abort()
      await running
    },
  }
}

/** @returns why it failed, if it did */
const attempt = async (
  { url, secret, webhook }: Webhook,
  { message, body }: WebhookMessage,
  { key, allowPrivate }: WebhookConfig,
  signal: AbortSignal,
): Promise<{ reason: string; isFinal: boolean } | undefined> => {
  try {
    const timestamp = Math.floor(Date.now() / 1000)
    const headers = signatureHeaders(decryptSecret(secret, key, webhook), message, timestamp, body)
    const status = await postWebhook(url, headers, body, { allowPrivate, timeout: TIMEOUT, signal })
    if (status >= 200 && status < 300) return undefined
    return { reason: `It answered with HTTP status ${status}.`, isFinal: status === GONE }
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error), isFinal: false }
  }
}

/** So that many messages that failed together do not come back together. */
const jittered = (milliseconds: number): number => Math.round(milliseconds * (1 + Math.random() / 5))
