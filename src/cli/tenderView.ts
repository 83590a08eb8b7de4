import { floorPrice, netCostFloor } from '../protocol/award.ts'
import { draw } from '../protocol/reserve.ts'
import { nameAt, RESERVE_KINDS } from '../protocol/tender.ts'
import { toJson } from '../protocol/value.ts'
import {
  actSchema,
  keyWithSharesSchema,
  orderSchema,
  type Rank,
  type Settlement,
  settlementSchema,
  type Tender,
  tenderSchema,
} from './api.ts'
import type { Gateway } from './gateway.ts'
import { type Next, nextOf } from './next.ts'
import { type Pending, readPending } from './pending.ts'
import { readLedger, readTender } from './statements.ts'

/** A tender as it is shown: what stands on the ledger, and what follows from it. */
export interface TenderView {
  readonly tender: Tender
  /** Once the reserve price stands. */
  readonly settlement: Settlement | null
  /** Whose turn it is, and at which price; undefined if nobody stands in line. */
  readonly first: Rank | undefined
  /** Guardians who have released their shares of the key. */
  readonly released: readonly bigint[]
  readonly pending: Pending
  /** Why it was cancelled, if it was: one of `CANCELLATION_REASONS`. */
  readonly cancelledFor: number | null
  readonly next: Next | undefined
}

/** @throws BonginError `UNKNOWN_TENDER` */
export async function readTenderView(gateway: Gateway, id: string): Promise<TenderView> {
  const [tender, { time: now }] = await Promise.all([readTender(gateway, id), readLedger(gateway)])
  const [{ settlement }, { shares }, first] = await Promise.all([
    gateway.get(`/v1/tenders/${id}/reserve`, settlementSchema),
    gateway.get(`/v1/keys/${tender.key}`, keyWithSharesSchema),
    tender.first === 0n ? undefined : gateway.get(`/v1/tenders/${id}/order/${tender.first}`, orderSchema),
  ])
  const [pending, cancelledFor] = await Promise.all([
    readPending(gateway, tender, now),
    cancellationOf(gateway, tender),
  ])
  const released = shares.map(({ guardian }) => guardian).sort((a, b) => (a < b ? -1 : 1))
  const next = nextOf(tender, pending.group, now)
  return { tender, settlement, first, released, pending, cancelledFor, next }
}

async function cancellationOf(gateway: Gateway, { tender, phase }: Tender): Promise<number | null> {
  if (phase !== 'Cancelled') return null
  const acts = await gateway.list(`/v1/tenders/${tender}/acts`, actSchema)
  return acts.find(({ name }) => name === 'Cancelled')?.reason ?? null
}

export function tenderJson(view: TenderView): object {
  const { tender, settlement, first, released, pending, cancelledFor, next } = view
  return {
    ...toJson(tenderSchema, tender),
    ...floorsOf(view),
    drawn: drawnOf(view) ?? null,
    degraded: settlement?.degraded ?? null,
    firstInLine: first === undefined ? null : toJson(orderSchema, first),
    released,
    amendableUntil: pending.amendableUntil,
    unconfirmed: pending.unconfirmed,
    withdrawalsToDecide: pending.withdrawals,
    objectionsToDecide: pending.objections.map(({ objection }) => objection),
    toReview: pending.group.filter(({ status }) => status === 'Acceptable').map(({ bidder }) => bidder),
    cancelledFor,
    next: next === undefined ? null : { text: next.words.en, at: next.at ?? null },
  }
}

/** What a bid must reach, once the reserve price stands; null where the rule has no such floor. */
export function floorsOf({ tender, settlement }: TenderView): {
  floorPrice: bigint | null
  netCostFloor: bigint | null
} {
  const { award } = tender.terms
  const isKnown = settlement !== null
  return {
    floorPrice: isKnown && award.floorRate > 0 ? floorPrice(award, settlement.reserve) : null,
    netCostFloor: isKnown && award.netCostRate > 0 ? netCostFloor(award, settlement.reserve) : null,
  }
}

/** The four drawn numbers of a multiple reserve price. */
export function drawnOf({ tender, settlement }: TenderView): number[] | undefined {
  const isMultiple = nameAt(RESERVE_KINDS, tender.terms.reserve.kind) === 'Multiple'
  return isMultiple && settlement !== null ? draw(settlement.counts) : undefined
}
