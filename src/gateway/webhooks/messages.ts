import type { Database, Queryable } from '../../db/database.ts'
import { type FeedEvent, type FeedPage, readFeed } from '../../db/queries/feed.ts'
import {
  addMessages,
  BACK,
  claimWebhook,
  dropMessages,
  type Webhook,
  type WebhookMessage,
  waitingFor,
} from '../../db/queries/webhooks.ts'
import { type FeedFilter, fits } from '../feed/filter.ts'
import { placeId } from '../feed/place.ts'
import { feedView, ROLLED_BACK } from '../feed/stream.ts'

type Message = Pick<WebhookMessage, 'message' | 'body'>

/** Events looked through at once, and messages that may wait for one receiver: with one that is away, the rest stays on the ledger. */
const PAGE = 500
const MOST_WAITING = 1_000

/**
 * Makes messages of the next events that fit a webhook. The messages and the place up to which they were made are written together, so
 * that no event is left out and none comes twice. What was taken back and not delivered is not delivered any more, and nothing is made of
 * the new blocks before the receiver knows that the old ones are gone: it would forget the new ones with them.
 * @param now in milliseconds since 1970
 * @returns whether there may be more at once
 */
export const makeMessages = (database: Database, webhook: string, now: number): Promise<boolean> =>
  database.transaction(async session => {
    const { waiting, held } = await waitingFor(session, webhook)
    if (held || waiting >= MOST_WAITING) return false
    const claimed = await claimWebhook(session, webhook)
    return claimed !== undefined && (await makeNext(session, claimed, now))
  })

const makeNext = async (session: Queryable, webhook: Webhook, now: number): Promise<boolean> => {
  const page = await readFeed(session, webhook.cursor, PAGE)
  const place =
    page.kind === 'takenBack' ? page.place : page.kind === 'events' ? page.events.at(-1) : undefined
  if (place === undefined) return false
  if (page.kind === 'takenBack') await dropMessages(session, webhook.webhook, page.block)
  await addMessages(session, webhook.webhook, messagesOf(webhook, page, now), place, now)
  return true
}

const messagesOf = (webhook: Webhook, page: FeedPage, now: number): Message[] => {
  if (page.kind === 'takenBack') {
    const { block } = page
    return [messageOf(webhook, `${BACK}${block}-${now}`, ROLLED_BACK, Math.floor(now / 1000), { block })]
  }
  const events = page.kind === 'events' ? page.events : []
  const filter = filterOf(webhook)
  return events.filter(event => fits(filter, event)).map(event => eventMessage(webhook, event))
}

const eventMessage = (webhook: Webhook, event: FeedEvent): Message =>
  messageOf(webhook, placeId(event), event.name, event.timestamp, feedView(event))

/** The id is the same in every attempt, and at every gateway: by it a receiver knows what it has already. */
const messageOf = (
  { webhook }: Webhook,
  place: string,
  type: string,
  timestamp: number,
  data: object,
): Message => ({
  message: `msg_${webhook.slice('wh_'.length)}_${place}`,
  body: JSON.stringify({ type, timestamp: new Date(timestamp * 1000).toISOString(), data }),
})

const filterOf = ({ tender, participant, types }: Webhook): FeedFilter => ({
  tender: tender ?? undefined,
  participant: participant ?? undefined,
  type: types ?? undefined,
})
