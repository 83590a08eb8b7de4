import type { Logger } from 'pino'
import type { Ledger } from '../chain/contracts.ts'
import type { Relay } from '../chain/relay.ts'
import type { Database } from '../db/database.ts'
import { ledgerHead } from '../db/queries/ledger.ts'
import type { EvidenceSource } from '../evidence/export.ts'
import { DEFAULTS, type GatewayConfig } from './config/config.ts'
import { createExports, type Exports } from './exports.ts'
import { type Index, watchIndex } from './indexWatch.ts'
import { createIntake, type Intake } from './intake/intake.ts'

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
  readonly config?: Partial<GatewayConfig>
}

export type Context = Required<Omit<ContextParts, 'evidence'>> & {
  readonly config: GatewayConfig
  readonly intake: Intake
  readonly exports: Exports
  /**
   * The time by which phases are told, in seconds since 1970: what a block made now would carry, and never before the last
   * indexed block's. It only tells; every decision is the ledger's own.
   */
  readonly now: () => Promise<number>
}

export const createContext = ({ evidence, ...parts }: ContextParts): Context => {
  const config = { ...DEFAULTS, ...parts.config }
  const { database, index = watchIndex(database, config.indexPatience), clock = systemClock } = parts
  const complete = { ...parts, config, index, clock }
  return {
    ...complete,
    intake: createIntake(complete),
    exports: createExports(evidence, config),
    now: async () => Math.max(clock(), (await ledgerHead(database))?.timestamp ?? 0),
  }
}

const systemClock = (): number => Math.floor(Date.now() / 1000)
