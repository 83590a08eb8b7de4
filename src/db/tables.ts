import type { Hex } from '../protocol/bytes.ts'

/** The event that made a row. */
export type Origin = { readonly block: number; readonly logIndex: number; readonly transaction: Hex }

type PointJson = { readonly x: Hex; readonly y: Hex }
export type JointKeyJson = { readonly publicKey: PointJson; readonly shares: readonly PointJson[] }

/**
 * The rows of each table that is projected from events, as in `migrations/`: column names in camel case,
 * values as in `Queryable.query`. Enumerations are numbers, in the order of the ABI.
 */
export type Rows = {
  blocks: { number: number; hash: Hex; timestamp: number }
  events: Origin & { name: string; tender: Hex | null; participant: bigint | null; arguments: unknown }
  participants: Origin & {
    participant: bigint
    roles: number
    registrar: boolean
    revision: number
    profile: Hex
    suspendedFrom: number
    suspendedUntil: number
    suspensionReason: Hex | null
  }
  signers: Origin & { participant: bigint; signer: Hex; removedAt: number | null }
  participantEvents: Origin & { participant: bigint; name: string; arguments: unknown }
  guardianSets: Origin & {
    guardianSet: number
    threshold: number
    guardians: readonly string[]
    retiredAt: number | null
  }
  ceremonies: Origin & {
    ceremony: number
    guardianSet: number
    keys: number
    without: number
    guardian: bigint
    packages: Hex
    transcript: Hex | null
    postedFirst: number
    postedSecond: number
    confirmed: number
    ready: boolean
  }
  packages: Origin & { ceremony: number; round: number; guardian: bigint; package: Hex; packages: Hex }
  confirmations: Origin & { ceremony: number; guardian: bigint; transcript: Hex }
  accusations: Origin & { ceremony: number; guardian: bigint; accused: bigint; key: Hex }
  keys: Origin & {
    key: bigint
    ceremony: number
    position: number
    guardianSet: number | null
    state: number
    joint: JointKeyJson
    tender: Hex | null
  }
  rehearsals: Origin & { key: bigint; participant: bigint }
  shares: Origin & { key: bigint; guardian: bigint; tender: Hex; share: Hex }
  shareRefusals: Origin & { key: bigint; guardian: bigint; tender: Hex; share: Hex }
  secrets: Origin & { key: bigint; tender: Hex; secret: Hex }
  signsOfLife: Origin & { guardianSet: number; guardian: bigint; name: string }
  tenders: Origin & {
    tender: Hex
    agency: bigint
    notice: string
    key: bigint
    terms: unknown
    termsVersion: number
    biddingAt: number
    closingAt: number
    openingAt: number
    fallbackAt: number
    fallbackEndAt: number
    minimumBids: number
    objectionPeriod: number
    reserveKind: number
    reserveSeal: Hex | null
    acts: number
    bids: number
    opened: number
    valid: number
    ranked: number
    acceptable: number
    reserveOpened: boolean
    reserve: bigint
    seed: Hex | null
    secretAt: number
    first: bigint
    winner: bigint
    awards: number
    awardedAt: number
    concludedAt: number
    cancelledAt: number
    standing: number
    objections: number
    openObjections: number
    successor: Hex | null
    record: Hex
    statement: Hex
  }
  termsVersions: Origin & {
    tender: Hex
    termsVersion: number
    terms: unknown
    reserveSeal: Hex | null
    statement: Hex
  }
  bids: Origin & {
    tender: Hex
    bidder: bigint
    sequence: number
    number: number
    termsVersion: number
    seal: Hex
    attachments: Hex
    superseded: boolean
    confirmedVersion: number | null
    withdrawn: boolean
    statement: Hex
    record: Hex
  }
  bidConfirmations: Origin & {
    tender: Hex
    bidder: bigint
    termsVersion: number
    sequence: number
    statement: Hex
    record: Hex
  }
  withdrawalRequests: Origin & {
    tender: Hex
    bidder: bigint
    sequence: number
    termsVersion: number
    document: Hex
    statement: Hex
    record: Hex
  }
  bidRefusals: Origin & { tender: Hex; bidder: bigint; result: number; registryCheck: number; statement: Hex }
  openings: Origin & {
    tender: Hex
    bidder: bigint
    invalidity: number
    price: bigint
    choices: number
    note: Hex | null
    dx: Hex
    dy: Hex
  }
  reserveOpenings: Origin & { tender: Hex; reserve: bigint; note: Hex | null; dx: Hex; dy: Hex }
  settlements: Origin & {
    tender: Hex
    reserve: bigint
    seed: Hex
    counts: Hex
    degraded: boolean
    released: number
    closed: number
  }
  orders: Origin & {
    tender: Hex
    bidder: bigint
    verdict: number
    status: number
    price: bigint
    tie: Hex
    behind: bigint
    score: number | null
  }
  acts: Origin & {
    tender: Hex
    act: number
    name: string
    bidder: bigint | null
    sequence: number | null
    author: bigint | null
    reason: number | null
    document: Hex | null
    amount: bigint | null
    next: bigint | null
    termsVersion: number | null
    schedule: unknown
    objection: number | null
    upheld: boolean | null
    otherScore: number | null
    priceScore: number | null
    statement: Hex
    record: Hex
  }
  objections: Origin & {
    tender: Hex
    objection: number
    award: number
    bidder: bigint
    document: Hex
    statement: Hex
    record: Hex
  }
}

export type Table = keyof Rows

/** The primary key of each projected table. */
export const KEYS = {
  blocks: ['number'],
  events: ['block', 'logIndex'],
  participants: ['participant'],
  signers: ['participant', 'signer'],
  participantEvents: ['block', 'logIndex'],
  guardianSets: ['guardianSet'],
  ceremonies: ['ceremony'],
  packages: ['ceremony', 'round', 'guardian'],
  confirmations: ['ceremony', 'guardian'],
  accusations: ['ceremony', 'guardian', 'accused'],
  keys: ['key'],
  rehearsals: ['key'],
  shares: ['key', 'guardian'],
  shareRefusals: ['block', 'logIndex'],
  secrets: ['key'],
  signsOfLife: ['guardianSet', 'guardian'],
  tenders: ['tender'],
  termsVersions: ['tender', 'termsVersion'],
  bids: ['tender', 'bidder', 'sequence'],
  bidConfirmations: ['tender', 'bidder', 'termsVersion'],
  withdrawalRequests: ['tender', 'bidder', 'sequence', 'termsVersion'],
  bidRefusals: ['block', 'logIndex'],
  openings: ['tender', 'bidder'],
  reserveOpenings: ['tender'],
  settlements: ['tender'],
  orders: ['tender', 'bidder'],
  acts: ['tender', 'act'],
  objections: ['tender', 'objection'],
} as const satisfies { readonly [T in Table]: readonly (keyof Rows[T])[] }

export const TABLES = Object.keys(KEYS) as Table[]

export type Key<T extends Table> = Pick<Rows[T], (typeof KEYS)[T][number] & keyof Rows[T]>

type Counters<Row> = { [C in keyof Row as Row[C] extends number ? C : never]?: number }

/** One row as it shall stand, whether it was there or not. */
export type Put<T extends Table> = { readonly table: T; readonly put: Rows[T] }

/** A change of a row that is there: columns to set, then counters to add to. */
export type Update<T extends Table> = {
  readonly table: T
  readonly key: Key<T>
  readonly set?: Partial<Rows[T]>
  readonly add?: Counters<Rows[T]>
}

export type Change = { [T in Table]: Put<T> | Update<T> }[Table]
