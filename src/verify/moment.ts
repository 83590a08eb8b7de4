import { type Phase, phaseOf, type ResultFacts, type TenderFacts } from '../protocol/phase.ts'
import {
  awarded,
  beginReview,
  concluded,
  decided,
  disqualified,
  forfeited,
  objected,
  openObjections,
  qualified,
  type Review,
} from '../protocol/review.ts'
import { RESERVE_KINDS } from '../protocol/tender.ts'
import type { Terms } from '../protocol/terms.ts'
import type { Facts, PlacedLog } from './facts.ts'

/** How a tender stood immediately before one of its events. */
export interface Moment {
  /** Undefined before it was announced. */
  readonly phase: Phase | undefined
  /** In force at that moment, with the times to which they were postponed; undefined before the announcement. */
  readonly terms: Terms | undefined
  /** Counted from 1; zero before the announcement. */
  readonly termsVersion: number
  /** What the agency has made of the line; undefined as long as the line cannot be computed. */
  readonly review: Review | undefined
  /** Bidders without an outcome. */
  readonly closed: number
  /** The bid of the bidder that the event names. */
  readonly bid: BidState | undefined
}

/** Where a bidder's counted bid stands. */
export interface BidState {
  readonly sequence: number
  /** For which version of the terms it stands: that of the bid, or of its last confirmation. */
  readonly termsVersion: number
  readonly isWithdrawn: boolean
  /** The bid whose withdrawal was asked for, and for which version of the terms it stood then. */
  readonly requested: { readonly sequence: number; readonly termsVersion: number } | undefined
}

export const NOTHING_YET: Moment = {
  phase: undefined,
  terms: undefined,
  termsVersion: 0,
  review: undefined,
  closed: 0,
  bid: undefined,
}

/** What of a tender the ledger counts: of each bid the first opening and ranking; and what the review begins with. */
interface Counted {
  readonly openings: ReadonlyMap<bigint, PlacedLog<'BidOpened'>>
  readonly rankings: ReadonlyMap<bigint, PlacedLog>
  readonly bids: ReadonlyMap<bigint, PlacedLog>
  readonly terms: Terms | undefined
  readonly settlement: PlacedLog<'ReserveSettled'> | undefined
  readonly line: readonly bigint[] | undefined
}

/** What moves the phase, but for terms and review. */
type Progress = Omit<
  TenderFacts,
  'schedule' | 'minimumBids' | 'reserveKind' | 'bids' | 'concludedAt' | keyof ResultFacts
> & {
  terms: Terms | undefined
  termsVersion: number
  review: Review | undefined
  readonly bids: Map<bigint, BidState>
}

/** A tender played again: before each of its events, and at its end. */
export interface Replay {
  readonly moments: ReadonlyMap<PlacedLog, Moment>
  /** @param now seconds since 1970 */
  end(now: number): Moment
  /** Each bidder's bid after all events. */
  readonly bids: ReadonlyMap<bigint, BidState>
}

/** Plays a tender's events again, one after the other. */
export function replayOf(tender: Counted, facts: Facts): Replay {
  const moments = new Map<PlacedLog, Moment>()
  const progress = beginning(tender)
  for (const log of facts.logs) {
    if (!('tender' in log.args) || log.args.tender !== facts.evidence.tender) continue
    const bid = 'bidder' in log.args ? progress.bids.get(log.args.bidder) : undefined
    const moment = momentOf(progress, log.at.timestamp)
    if (moment !== NOTHING_YET || bid !== undefined) moments.set(log, { ...moment, bid })
    advance(progress, log, tender)
  }
  return { moments, bids: progress.bids, end: now => momentOf(progress, now) }
}

/** Whether a bid stands for this version of the terms. */
export function standsFor({ isWithdrawn, termsVersion }: BidState, version: number): boolean {
  return !isWithdrawn && termsVersion === version
}

function beginning(tender: Counted): Progress {
  return {
    aside: 0,
    opened: 0,
    valid: 0,
    ranked: 0,
    secretAt: 0,
    cancelledAt: 0,
    terms: undefined,
    termsVersion: 0,
    reserveOpened: false,
    reserve: 0n,
    review: reviewOf(tender),
    bids: new Map(),
  }
}

/** From the opening on the terms are the last ones, so the line's review has one beginning. */
function reviewOf({ terms, settlement, line, openings, bids }: Counted): Review | undefined {
  if (terms === undefined || settlement === undefined || line === undefined) return undefined
  const priced = line.map(bidder => ({ bidder, price: openings.get(bidder)?.args.price ?? 0n }))
  return beginReview(terms, settlement.args.reserve, priced, new Set(bids.keys()))
}

function momentOf(progress: Progress, now: number): Moment {
  const { terms, termsVersion, review } = progress
  if (terms === undefined) return NOTHING_YET
  const { schedule, minimumBids, objectionPeriod } = terms
  const bids = progress.bids.size
  const facts: TenderFacts = {
    ...progress,
    bids,
    schedule,
    minimumBids,
    reserveKind: RESERVE_KINDS[terms.reserve.kind] ?? 'None',
    acceptable: review?.line.length ?? 0,
    awardedAt: review?.awardedAt ?? 0,
    winner: review?.winner ?? 0n,
    openObjections: review === undefined ? 0 : openObjections(review),
    concludedAt: review?.concludedAt ?? 0,
    objectionPeriod,
  }
  const phase = phaseOf(facts, now)
  return { ...NOTHING_YET, phase, terms, termsVersion, review, closed: bids - progress.opened }
}

/** What the contract writes down with each event. A second opening or ranking of a bid, or a second announcement, would change nothing. */
function advance(progress: Progress, log: PlacedLog, tender: Counted): void {
  const { timestamp } = log.at
  switch (log.event) {
    case 'Announced':
      if (progress.terms !== undefined) break
      progress.terms = log.args.terms
      progress.termsVersion = 1
      break
    case 'Amended':
      progress.terms = log.args.terms
      progress.termsVersion++
      progress.aside = progress.bids.size
      break
    case 'Postponed':
      progress.terms &&= { ...progress.terms, schedule: log.args.schedule }
      break
    case 'Cancelled':
      progress.cancelledAt ||= timestamp
      break
    case 'KeyOpened':
      progress.secretAt ||= timestamp
      break
    case 'BidOpened':
      if (tender.openings.get(log.args.bidder) !== log) break
      progress.opened++
      if (log.args.invalidity === 'None') progress.valid++
      break
    case 'ReserveOpened':
      progress.reserveOpened = true
      progress.reserve = log.args.reserve
      break
    case 'ReserveSettled':
      progress.reserve = log.args.reserve
      break
    case 'BidRanked':
      if (tender.rankings.get(log.args.bidder) === log) progress.ranked++
      break
    default:
      advanceBids(progress, log)
      progress.review &&= reviewAfter(progress.review, log)
  }
}

const NEW_BID = { isWithdrawn: false, requested: undefined } as const

/** A bid that was aside stands again once its bidder confirms or replaces it; a withdrawn one has its outcome. */
function advanceBids(progress: Progress, log: PlacedLog): void {
  if (!('bidder' in log.args)) return
  const { bids, termsVersion } = progress
  const { bidder } = log.args
  const bid = bids.get(bidder)
  if (log.event === 'BidAccepted') {
    if (bid !== undefined && bid.termsVersion !== termsVersion) progress.aside--
    bids.set(bidder, { ...NEW_BID, sequence: log.args.sequence, termsVersion: log.args.termsVersion })
  }
  if (bid === undefined) return
  if (log.event === 'BidConfirmed') {
    if (bid.termsVersion !== termsVersion) progress.aside--
    bids.set(bidder, { ...bid, termsVersion: log.args.termsVersion })
  } else if (log.event === 'WithdrawalRequested') {
    const { sequence, termsVersion: version } = log.args
    bids.set(bidder, { ...bid, requested: { sequence, termsVersion: version } })
  } else if (log.event === 'BidWithdrawn' && !bid.isWithdrawn) {
    if (bid.termsVersion === termsVersion) progress.aside++
    progress.opened++
    bids.set(bidder, { ...bid, isWithdrawn: true })
  }
}

/** What an act brings about, whether or not the ledger should have taken it. */
function reviewAfter(review: Review, { event, args, at }: PlacedLog): Review {
  const now = at.timestamp
  switch (event) {
    case 'Qualified':
      return qualified(review, args.bidder, args.priceScore + args.otherScore)
    case 'Disqualified':
      return disqualified(review, args.bidder, now)
    case 'Forfeited':
      return forfeited(review, args.bidder, now)
    case 'Awarded':
      return awarded(review, args.bidder, now)
    case 'Objected':
      return objected(review, args.bidder)
    case 'ObjectionDecided':
      return decided(review, args.objection, args.upheld, now)
    case 'Concluded':
      return concluded(review, now)
    default:
      return review
  }
}
