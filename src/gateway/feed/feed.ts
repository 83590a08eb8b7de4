import type { Database } from '../../db/database.ts'
import type { GatewayConfig } from '../config/config.ts'
import { createPlaces, type Places } from '../places.ts'
import { createTail, type Tail } from './tail.ts'

/** The change feed, and who may follow it. */
export type Feed = {
  readonly tail: Tail
  /** Takes a place for one client. @throws BonginError `FEEDS_BUSY` */
  readonly enter: Places['enter']
  /** Ends all feeds: a gateway that stops must not wait for those who never leave. */
  close(): void
}

export const createFeed = (database: Database, { feeds, feedsEach }: GatewayConfig): Feed => {
  const tail = createTail(database)
  const { enter } = createPlaces(feeds, feedsEach, 'FEEDS_BUSY')
  return { tail, enter, close: tail.close }
}
