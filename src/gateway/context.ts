import type { Logger } from 'pino'
import type { Ledger } from '../chain/contracts.ts'
import type { Relay } from '../chain/relay.ts'
import type { Database } from '../db/database.ts'
import type { DocumentStore } from '../documents/store/store.ts'
import type { EvidenceSource } from '../evidence/export.ts'
import { type Answers, createAnswers } from './answers.ts'
import { DEFAULTS, type GatewayConfig } from './config/config.ts'
import { type Collection, startCollection } from './documents/collection.ts'
import { createDocumentDesk, type DocumentDesk } from './documents/desk.ts'
import { createExports, type Exports } from './exports.ts'
import { createFeed, type Feed } from './feed/feed.ts'
import { type Index, watchIndex } from './indexWatch.ts'
import { createIntake, type Intake } from './intake/intake.ts'
import { createMetrics, type Metrics } from './metrics/metrics.ts'
import { createStandReader, type Stand } from './stand.ts'
import { createWebhooks, type Webhooks } from './webhooks/webhooks.ts'

/** What a gateway works with. None of it is a secret that an answer could show. */
export type ContextParts = {
  readonly contracts: Ledger
  readonly relay: Relay
  readonly database: Database
  readonly log: Logger
  /** Without it, the database is asked from time to time how far the index has come. */
  readonly index?: Index
  /** The ledger's clock in seconds since 1970; the system's unless the ledger is a replay. */
  readonly clock?: () => number
  /** Where evidence is made from; without it none is given. */
  readonly evidence?: EvidenceSource
  /** Where the documents of bids are kept; without it none are. */
  readonly store?: DocumentStore
  readonly config?: Partial<GatewayConfig>
}

export type Context = Required<Omit<ContextParts, 'evidence' | 'store'>> & {
  readonly config: GatewayConfig
  readonly intake: Intake
  readonly exports: Exports
  readonly feed: Feed
  readonly webhooks: Webhooks
  readonly metrics: Metrics
  readonly answers: Answers
  readonly documents: DocumentDesk
  /** Begins to remove documents that no bid names. */
  readonly collect: () => Collection
  /**
   * The time by which phases are told, in seconds since 1970: what a block made now would carry, and never before the last
   * indexed block's. It only tells; every decision is the ledger's own.
   */
  readonly now: () => Promise<number>
  /** The same time, and how far the index has come. */
  readonly stand: () => Promise<Stand>
}

export const createContext = ({ evidence, store, ...parts }: ContextParts): Context => {
  const config = { ...DEFAULTS, ...parts.config }
  const { database, index = watchIndex(database, config.indexPatience), clock = systemClock } = parts
  const feed = createFeed(database, config)
  const complete = { ...parts, config, index, clock }
  const stand = createStandReader(database, clock)
  const now = async (): Promise<number> => (await stand()).now
  return {
    ...complete,
    intake: createIntake(complete),
    exports: createExports(evidence, config),
    feed,
    webhooks: createWebhooks({ ...parts, tail: feed.tail, config: config.webhooks }),
    metrics: createMetrics(),
    answers: createAnswers(stand),
    documents: createDocumentDesk({ ...complete, store, now }),
    collect: () => startCollection({ ...complete, store }),
    now,
    stand,
  }
}

const systemClock = (): number => Date.now() / 1000
