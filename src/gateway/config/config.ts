import type { Hex } from '../../protocol/bytes.ts'
import { MAX_BATCH_JSON_BYTES, MAX_STATEMENT_JSON_BYTES, SUBMIT_BATCH } from '../../protocol/limits.ts'

/** Everything that can be set about a gateway. */
export type GatewayConfig = {
  /** Where it listens; port 0 takes any free one. */
  readonly host: string
  readonly port: number
  /** Requests a minute from one address; 0: no limit. */
  readonly requestsPerMinute: number
  /** How many proxies in front of it are trusted to name the client's address. */
  readonly trustedProxies: number
  /** Largest body of one statement, and of one batch of openings or placements, in bytes. */
  readonly statementBytes: number
  readonly batchBytes: number
  /** How long a bid waits for others to share its transaction, in milliseconds, and how many share one. */
  readonly batchWindow: number
  readonly batchSize: number
  /** Documents that no bid on the ledger names yet: bytes for one bidder, and for all together. */
  readonly documentsEach: number
  readonly documentsAll: number
  /** How many seconds after the closing documents stay that no bid names. */
  readonly documentsKeep: number
  /** How many transactions with bids may be under way at once. */
  readonly batchesUnderWay: number
  /** How many statements, and bytes of them, may wait in this gateway before it takes no more. */
  readonly queueRows: number
  readonly queueBytes: number
  /** For how many seconds the queue tells what became of a statement after that is known. */
  readonly queueKeep: number
  /** After how many milliseconds without a sign of life another gateway takes over what this one carries. */
  readonly lease: number
  /** How long an answer waits for a block unless the sender says otherwise, in milliseconds. */
  readonly inclusionPatience: number
  /** How long an answer waits until the index shows what the ledger has recorded, in milliseconds. */
  readonly indexPatience: number
  /** Exports of evidence at once, and from one address. */
  readonly exports: number
  readonly exportsEach: number
  /** Followers of the change feed at once, and from one address. */
  readonly feeds: number
  readonly feedsEach: number
  /** Between two signs of life of a feed, and how long it waits for a client that does not read, in milliseconds. */
  readonly feedHeartbeat: number
  readonly feedPatience: number
  /** Undefined: this gateway has no webhooks. */
  readonly webhooks: WebhookConfig | undefined
}

/** Secrets, all of them but the delays. */
export type WebhookConfig = {
  /** What the operator shows to register a webhook. */
  readonly operatorToken: string
  /** With which the secrets of webhooks are encrypted: 32 bytes in hex. */
  readonly key: string
  /** Whether webhooks may lead into the operator's own network. */
  readonly allowPrivate: boolean
  /** Seconds before each further attempt; after the last one a message is dead. */
  readonly delays: readonly number[]
}

const [MINUTE, HOUR] = [60, 3_600]

/** As Standard Webhooks proposes: for three days and a half. */
export const WEBHOOK_DELAYS: readonly number[] = [
  ...[5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR],
  ...[5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR],
]

export const DEFAULTS: GatewayConfig = {
  host: '127.0.0.1',
  port: 4850,
  requestsPerMinute: 12_000,
  trustedProxies: 0,
  statementBytes: MAX_STATEMENT_JSON_BYTES,
  batchBytes: MAX_BATCH_JSON_BYTES,
  batchWindow: 20,
  batchSize: SUBMIT_BATCH,
  documentsEach: 2 * 1024 ** 3,
  documentsAll: 256 * 1024 ** 3,
  documentsKeep: 86_400,
  batchesUnderWay: 8,
  queueRows: 20_000,
  queueBytes: 64 * 1024 * 1024,
  queueKeep: 7 * 86_400,
  lease: 6_000,
  inclusionPatience: 25_000,
  indexPatience: 10_000,
  exports: 4,
  exportsEach: 2,
  feeds: 1_000,
  feedsEach: 50,
  feedHeartbeat: 15_000,
  feedPatience: 20_000,
  webhooks: undefined,
}

/** What a gateway in a process of its own needs besides: secrets and addresses. */
export type ProcessConfig = {
  readonly gateway: GatewayConfig
  readonly rpcUrl: string
  /** Private keys of relay accounts, at least one. No other process may use them. */
  readonly relayKeys: readonly [Hex, ...Hex[]]
  readonly dataDirectory: string
  readonly databaseUrl: string
  /** Where the documents of bids are kept: a directory, or `s3://…`; a folder of the data directory by default. */
  readonly documents: string | undefined
  readonly logLevel: string
  /** Of a QBFT chain: after how many blocks the validators' votes are forgotten. */
  readonly epochLength: number
}
