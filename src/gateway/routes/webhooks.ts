import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { feedEnd } from '../../db/queries/feed.ts'
import {
  addWebhook,
  listDead,
  listWebhooks,
  removeWebhook,
  reviveDead,
  type Webhook,
  type WebhookCounts,
} from '../../db/queries/webhooks.ts'
import type { Context } from '../context.ts'
import { gatewayError } from '../error.ts'
import { filterFields } from '../feed/filter.ts'
import { placeId, placeOf } from '../feed/place.ts'
import { plain } from '../plain.ts'
import { defineRoute, NOTHING, type Route } from '../route.ts'
import { count, decimal, seconds, word } from '../schema/fields.ts'
import { checkedAddress } from '../webhooks/address.ts'
import { encryptSecret, newSecret } from '../webhooks/secret.ts'

const tag = 'webhooks'
const MOST_WEBHOOKS = 100
const MOST_SHOWN = 200

const id = z.string().regex(/^wh_[0-9a-f]{24}$/)
const params = z.strictObject({ webhook: id })

const requestSchema = z
  .strictObject({
    url: z.string().max(2_000).meta({ description: 'Where messages are posted to: an https address' }),
    ...filterFields,
    after: z.string().max(60).optional().meta({
      description:
        'The `id` of the event after which it begins; `0`: from the beginning. Otherwise at the present',
    }),
  })
  .meta({ id: 'WebhookRequest' })

const facts = {
  webhook: id,
  url: z.string(),
  tender: word.nullable(),
  participant: decimal.nullable(),
  type: z.array(z.string()).nullable(),
  cursor: z
    .string()
    .meta({ description: 'The `id` of the last event of which a message was made if it fits' }),
  createdAt: seconds,
}
const webhookSchema = z
  .strictObject({
    ...facts,
    waiting: count.meta({ description: 'Messages not delivered yet' }),
    dead: count.meta({ description: 'Messages given up after the last attempt' }),
  })
  .meta({ id: 'Webhook' })

const createdSchema = z
  .strictObject({
    ...facts,
    secret: z.string().meta({ description: 'Shown once. Messages are signed with it' }),
  })
  .meta({ id: 'CreatedWebhook' })

const deadSchema = z
  .strictObject({ message: z.string(), attempts: count, lastError: z.string().nullable(), body: z.string() })
  .meta({ id: 'DeadLetter' })

const viewOf = ({ secret: _, types, cursor, ...webhook }: Webhook) =>
  plain({ ...webhook, type: types, cursor: placeId(cursor) })

const listed = ({ waiting, dead, ...webhook }: Webhook & WebhookCounts) => ({
  ...viewOf(webhook),
  waiting,
  dead,
})

const settingsOf = ({ config: { webhooks } }: Context) => {
  if (webhooks !== undefined) return webhooks
  throw gatewayError('WEBHOOKS_OFF', 'The operator of this gateway has set up no webhooks.')
}

const SIGNED = [
  'Messages are signed and repeated as Standard Webhooks describes: `webhook-id` is the same in every attempt,',
  '`webhook-signature` is `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`. The body is `{type, timestamp, data}` with the event of',
  '`/v1/events` as `data`. Answer with a 2xx status within 15 seconds; otherwise a message is tried again with growing delays for three days,',
  'and then kept as a dead letter. Messages may overtake each other: `block` and `logIndex` tell the order. Where the chain took blocks',
  'back, `RolledBack` says so, whatever the filter: what came from blocks after its `block` is to be forgotten. Nothing that came after it',
  'overtakes this one.',
].join(' ')

const create = async (
  { url, after, tender, participant, type }: z.output<typeof requestSchema>,
  context: Context,
) => {
  const { key, allowPrivate } = settingsOf(context)
  const { database } = context
  const address = checkedAddress(url, allowPrivate).href
  if ((await listWebhooks(database)).length >= MOST_WEBHOOKS)
    throw gatewayError('TOO_MANY_WEBHOOKS', `There are ${MOST_WEBHOOKS} webhooks already.`)
  const webhook = `wh_${randomBytes(12).toString('hex')}`
  const secret = newSecret()
  const row: Webhook = {
    webhook,
    url: address,
    secret: encryptSecret(secret, key, webhook),
    tender: tender ?? null,
    participant: participant ?? null,
    types: type ?? null,
    cursor: after === undefined ? await feedEnd(database) : placeOf(after),
    createdAt: Math.floor(Date.now() / 1000),
  }
  await addWebhook(database, row)
  return { ...viewOf(row), secret }
}

export const webhookRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/v1/webhooks',
    tag,
    isForOperator: true,
    summary: { en: 'Have events posted to an address', ko: '웹훅 등록' },
    description: SIGNED,
    params: NOTHING,
    query: NOTHING,
    body: requestSchema,
    answer: createdSchema,
    codes: ['WEBHOOK_ADDRESS', 'TOO_MANY_WEBHOOKS', 'INVALID_CURSOR'],
    handle: ({ body }, context) => create(body, context),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/webhooks',
    tag,
    isForOperator: true,
    summary: { en: 'All webhooks', ko: '웹훅 목록' },
    params: NOTHING,
    query: NOTHING,
    answer: z.strictObject({ items: z.array(webhookSchema) }),
    codes: [],
    handle: async (_input, { database }) => ({ items: (await listWebhooks(database)).map(listed) }),
  }),
  defineRoute({
    method: 'delete',
    path: '/v1/webhooks/{webhook}',
    tag,
    isForOperator: true,
    summary: { en: 'Remove a webhook and its messages', ko: '웹훅 삭제' },
    params,
    query: NOTHING,
    answer: z.strictObject({ removed: id }),
    codes: ['NOT_FOUND'],
    handle: async ({ params: { webhook } }, { database }) => {
      if (!(await removeWebhook(database, webhook)))
        throw gatewayError('NOT_FOUND', `There is no webhook ${webhook}.`, { webhook })
      return { removed: webhook }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/webhooks/{webhook}/dead',
    tag,
    isForOperator: true,
    summary: { en: 'Messages that were given up, the latest first', ko: '전달에 실패한 메시지' },
    params,
    query: NOTHING,
    answer: z.strictObject({ items: z.array(deadSchema) }),
    codes: [],
    handle: async ({ params: { webhook } }, { database }) => ({
      items: await listDead(database, webhook, MOST_SHOWN),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/v1/webhooks/{webhook}/replay',
    tag,
    isForOperator: true,
    summary: { en: 'Try all messages again that were given up', ko: '실패한 메시지 다시 보내기' },
    params,
    query: NOTHING,
    answer: z.strictObject({ revived: count }),
    codes: [],
    handle: async ({ params: { webhook } }, { database }) => ({
      revived: await reviveDead(database, webhook, Date.now()),
    }),
  }),
]
