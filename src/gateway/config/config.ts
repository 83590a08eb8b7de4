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
  /** How long an answer waits until the index shows what the ledger has recorded, in milliseconds. */
  readonly indexPatience: number
  /** Exports of evidence at once, and from one address. */
  readonly exports: number
  readonly exportsEach: number
}

export const DEFAULTS: GatewayConfig = {
  host: '127.0.0.1',
  port: 4850,
  requestsPerMinute: 12_000,
  trustedProxies: 0,
  statementBytes: MAX_STATEMENT_JSON_BYTES,
  batchBytes: MAX_BATCH_JSON_BYTES,
  batchWindow: 20,
  batchSize: SUBMIT_BATCH,
  indexPatience: 10_000,
  exports: 4,
  exportsEach: 2,
}

/** What a gateway in a process of its own needs besides: secrets and addresses. */
export type ProcessConfig = {
  readonly gateway: GatewayConfig
  readonly rpcUrl: string
  readonly relayKey: Hex
  readonly dataDirectory: string
  readonly databaseUrl: string
  readonly logLevel: string
  /** Of a QBFT chain: after how many blocks the validators' votes are forgotten. */
  readonly epochLength: number
}
