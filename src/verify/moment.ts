import { type Phase, phaseOf, type TenderFacts } from '../protocol/phase.ts'
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
  /** The first in line and the one behind; zero: nobody. */
  readonly first: bigint
  readonly next: bigint
  /** Whether the first in line was found qualified. */
  readonly isQualified: boolean
  /** Zero: no award stands. */
  readonly awardedAt: number
  /** How often the tender was awarded. */
  readonly awards: number
  /** How many objections there were, and how many of them wait for a decision. */
  readonly objections: number
  readonly openObjections: number
  /** Bidders without an outcome. */
  readonly closed: number
  /** The bid of the bidder that the event names. */
  readonly bid: BidState | undefined
  /** Whether the objection that the event names waits for a decision. */
  readonly isOpenObjection: boolean
}

/** Where a bidder's counted bid stands. */
export interface BidState {
  readonly sequence: number
  /** For which version of the terms it stands: that of the bid, or of its last confirmation. */
  readonly termsVersion: number
  readonly isWithdrawn: boolean
  /** The sequence of the bid whose withdrawal was asked for. */
  readonly requested: number | undefined
  /** The number of the last award to which the bidder objected; zero: none. */
  readonly objectedTo: number
}

export const NOTHING_YET: Moment = {
  phase: undefined,
  terms: undefined,
  termsVersion: 0,
  first: 0n,
  next: 0n,
  isQualified: false,
  awardedAt: 0,
  awards: 0,
  objections: 0,
  openObjections: 0,
  closed: 0,
  bid: undefined,
  isOpenObjection: false,
}

/** What of a tender the ledger counts: of each bid the first opening and ranking. */
interface Counted {
  readonly openings: ReadonlyMap<bigint, PlacedLog>
  readonly rankings: ReadonlyMap<bigint, PlacedLog>
  readonly line: readonly bigint[] | undefined
}

/** What moves the phase, but for the terms; and how far the agency has come in the line. */
type Progress = Omit<TenderFacts, 'schedule' | 'minimumBids' | 'reserveKind' | 'bids' | 'first'> & {
  terms: Terms | undefined
  termsVersion: number
  /** How many of the line were disqualified or lost the award. */
  passed: number
  isQualified: boolean
  awards: number
  objections: number
  /** By their numbers. All of them fall with the award. */
  open: Set<number>
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
  const progress = beginning()
  for (const log of facts.logs) {
    if (!('tender' in log.args) || log.args.tender !== facts.evidence.tender) continue
    const bid = 'bidder' in log.args ? progress.bids.get(log.args.bidder) : undefined
    const isOpenObjection = log.event === 'ObjectionDecided' && progress.open.has(log.args.objection)
    const moment = momentOf(progress, tender, log.at.timestamp)
    if (moment !== NOTHING_YET || bid !== undefined) moments.set(log, { ...moment, bid, isOpenObjection })
    advance(progress, log, tender)
  }
  return { moments, bids: progress.bids, end: now => momentOf(progress, tender, now) }
}

/** Whether a bid stands for this version of the terms. */
export function standsFor({ isWithdrawn, termsVersion }: BidState, version: number): boolean {
  return !isWithdrawn && termsVersion === version
}

function beginning(): Progress {
  const counts = { aside: 0, opened: 0, valid: 0, ranked: 0, passed: 0, awards: 0, objections: 0 }
  const times = { secretAt: 0, awardedAt: 0, concludedAt: 0, cancelledAt: 0 }
  return {
    ...counts,
    ...times,
    terms: undefined,
    termsVersion: 0,
    reserveOpened: false,
    reserve: 0n,
    isQualified: false,
    open: new Set(),
    bids: new Map(),
  }
}

function momentOf(progress: Progress, { line = [] }: Counted, now: number): Moment {
  const { terms, termsVersion, passed, isQualified, awardedAt, awards, objections, open } = progress
  if (terms === undefined) return NOTHING_YET
  const first = line[passed] ?? 0n
  const { schedule, minimumBids } = terms
  const reserveKind = RESERVE_KINDS[terms.reserve.kind] ?? 'None'
  const bids = progress.bids.size
  return {
    ...NOTHING_YET,
    phase: phaseOf({ ...progress, bids, schedule, minimumBids, reserveKind, first }, now),
    terms,
    termsVersion,
    first,
    next: line[passed + 1] ?? 0n,
    isQualified,
    awardedAt,
    awards,
    objections,
    openObjections: open.size,
    closed: bids - progress.opened,
  }
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
      advanceAward(progress, log)
  }
}

const NEW_BID = { isWithdrawn: false, requested: undefined, objectedTo: 0 } as const

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
    bids.set(bidder, { ...bid, requested: log.args.sequence })
  } else if (log.event === 'BidWithdrawn' && !bid.isWithdrawn) {
    if (bid.termsVersion === termsVersion) progress.aside++
    progress.opened++
    bids.set(bidder, { ...bid, isWithdrawn: true })
  } else if (log.event === 'Objected') {
    bids.set(bidder, { ...bid, objectedTo: progress.awards })
  }
}

function advanceAward(progress: Progress, log: PlacedLog): void {
  switch (log.event) {
    case 'Qualified':
      progress.isQualified = true
      break
    case 'Disqualified':
    case 'Forfeited':
      progress.passed++
      fall(progress)
      break
    case 'Awarded':
      progress.awardedAt ||= log.at.timestamp
      progress.awards++
      break
    case 'Objected':
      progress.objections++
      progress.open.add(log.args.objection)
      break
    case 'ObjectionDecided':
      progress.open.delete(log.args.objection)
      if (log.args.upheld) fall(progress)
      break
    case 'Concluded':
      progress.concludedAt ||= log.at.timestamp
  }
}

/** Without an award there is nothing to object to, and whoever is first now has to be reviewed. */
function fall(progress: Progress): void {
  progress.isQualified = false
  progress.awardedAt = 0
  progress.open.clear()
}
