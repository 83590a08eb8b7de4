import type { Request, RequestHandler } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { EVENT_NAMES, filterFields } from '../feed/filter.ts'
import { placeOf } from '../feed/place.ts'
import { ROLLED_BACK, sendFeed } from '../feed/stream.ts'
import { NOTHING, type Route, readQuery } from '../route.ts'
import { count, decimal, seconds, word } from '../schema/fields.ts'

/** What stands behind `data:`, and in a webhook's message. */
export const eventSchema = z
  .strictObject({
    event: z.enum(EVENT_NAMES as [string, ...string[]]),
    block: count,
    logIndex: count.meta({ description: 'Counts the events of the block' }),
    timestamp: seconds,
    transaction: word,
    tender: word.nullable(),
    participant: decimal.nullable().meta({ description: 'Whom it concerns first' }),
    arguments: z.record(z.string(), z.unknown()).meta({
      description:
        'Those of the contract’s event that are short; whole numbers above 2^48 as decimal strings',
    }),
  })
  .meta({ id: 'Event', description: 'Something that happened on the ledger, in short' })

const query = z.strictObject({
  after: z.string().max(60).optional().meta({
    description:
      'The `id` of the last event that was seen; `0`: from the beginning. `Last-Event-ID` comes first',
  }),
  ...filterFields,
})

const DESCRIPTION = [
  'Server-sent events. Without a place to begin at, it begins at the present. Each message has the event’s place as its `id`, the same at',
  'every gateway: whoever sends it back as `Last-Event-ID` misses nothing and gets nothing twice. The first line and, from time to time, a',
  'message without data tell how far the feed has come past events that the filter hides; a comment every 15 seconds says that it lives.',
  `Where the chain took blocks back, \`${ROLLED_BACK}\` says so: what came from blocks after its \`block\` is to be forgotten, and comes anew.`,
  'A client that does not read is cut off.',
].join(' ')

export const followEvents: Route = {
  method: 'get',
  path: '/v1/events',
  tag: 'events',
  summary: { en: 'What happens on the ledger, as it happens', ko: '원장 변경 알림 (SSE)' },
  description: DESCRIPTION,
  params: NOTHING,
  query,
  answer: eventSchema,
  answerType: 'text/event-stream',
  codes: ['INVALID_CURSOR', 'FEEDS_BUSY'],
  mount: (router, context) => {
    router.get('/v1/events', follow(context))
  },
}

const follow = ({ feed, config }: Context): RequestHandler => {
  return async (request, response) => {
    const { after, ...filter } = readQuery(query, request)
    const id = lastEventId(request) ?? after
    const place = id === undefined ? await feed.tail.end() : placeOf(id)
    const leave = feed.enter(request.ip ?? '')
    response.once('close', leave)
    response.set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    })
    if (request.method === 'HEAD') return void response.end()
    try {
      const options = { filter, heartbeat: config.feedHeartbeat, patience: config.feedPatience }
      await sendFeed(response, feed.tail, place, options)
      response.end()
    } catch (error) {
      if (!response.destroyed) request.log.warn({ err: error }, 'A feed was cut off.')
      response.destroy()
    }
  }
}

/** What a browser sends when it connects again; empty where it has seen nothing. */
const lastEventId = (request: Request): string | undefined => request.get('Last-Event-ID') || undefined
