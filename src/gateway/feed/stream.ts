import { once } from 'node:events'
import type { Response } from 'express'
import type { FeedEvent, FeedPage, FeedPlace } from '../../db/queries/feed.ts'
import { plain } from '../plain.ts'
import { type FeedFilter, fits } from './filter.ts'
import { placeId } from './place.ts'
import type { Tail } from './tail.ts'

/** What a feed needs besides the connection. Times in milliseconds. */
export type StreamOptions = {
  readonly filter: FeedFilter
  /** Between two signs of life. */
  readonly heartbeat: number
  /** How long a client may take to make room for more, before it is cut off. */
  readonly patience: number
}

/** After which a client should connect again, in milliseconds. */
const RETRY = 2_000

/** The message that a chain has taken events back: what came from blocks after `block` is to be forgotten, and comes anew. */
export const ROLLED_BACK = 'RolledBack'

/**
 * Tells everything after a place, and then what comes, until the client or the gateway ends it. A client that reads more slowly than the
 * ledger grows gets it from the database, page by page: no more than one page of it is ever held for it.
 * @throws what the database throws; the client then resumes elsewhere
 */
export const sendFeed = async (
  response: Response,
  tail: Tail,
  start: FeedPlace,
  options: StreamOptions,
): Promise<void> => {
  const { filter, heartbeat, patience } = options
  let place = start
  let told = ''
  let toldAt = Date.now()

  const send = async (text: string): Promise<void> => {
    told = placeId(place)
    toldAt = Date.now()
    if (!response.write(text)) await drained(response, patience)
  }

  await send(`retry: ${RETRY}\nid: ${placeId(place)}\n\n`)
  while (!response.destroyed && !tail.isClosed()) {
    const page = await tail.after(place)
    const moved = movedTo(page)
    if (moved !== undefined) place = moved
    const text = textOf(page, filter)
    const isDue = Date.now() - toldAt >= heartbeat
    if (text !== '') await send(text)
    // A place that moved past what the filter hides is told, too: who resumes does not go through it again.
    else if (isDue) await send(told === placeId(place) ? ':\n\n' : `id: ${placeId(place)}\n\n`)
    if (moved === undefined) await tail.news(Math.max(1, toldAt + heartbeat - Date.now()))
  }
}

const movedTo = (page: FeedPage): FeedPlace | undefined => {
  if (page.kind === 'takenBack') return page.place
  return page.kind === 'events' ? page.events.at(-1) : undefined
}

const textOf = (page: FeedPage, filter: FeedFilter): string => {
  if (page.kind === 'ahead') return ''
  if (page.kind === 'takenBack') {
    const data = JSON.stringify({ block: page.block })
    return `id: ${placeId(page.place)}\nevent: ${ROLLED_BACK}\ndata: ${data}\n\n`
  }
  return page.events.flatMap(event => (fits(filter, event) ? frameOf(event) : [])).join('')
}

const frameOf = (event: FeedEvent): string =>
  `id: ${placeId(event)}\nevent: ${event.name}\ndata: ${JSON.stringify(feedView(event))}\n\n`

/** An event as clients see it. */
export const feedView = ({ name, hash: _, ...facts }: FeedEvent) => plain({ event: name, ...facts })

/** @throws Error for a client that makes no room in time: it is cut off, and may resume where it was */
const drained = async (response: Response, patience: number): Promise<void> => {
  if (response.destroyed) return
  const tooSlow = AbortSignal.timeout(patience)
  const gone = new AbortController()
  const onClose = (): void => gone.abort()
  response.once('close', onClose)
  try {
    await once(response, 'drain', { signal: AbortSignal.any([tooSlow, gone.signal]) })
  } catch (error) {
    response.destroy()
    throw error
  } finally {
    response.off('close', onClose)
  }
}
