import { type Phase, phaseOf, type TenderFacts } from '../protocol/phase.ts'
import type { ReserveKind } from '../protocol/tender.ts'
import type { Terms } from '../protocol/terms.ts'
import type { Facts, PlacedLog } from './facts.ts'

/** How a tender stood immediately before one of its events. */
export interface Moment {
  /** Undefined before it was announced. */
  readonly phase: Phase | undefined
  /** The first in line and the one behind; zero: nobody. */
  readonly first: bigint
  readonly next: bigint
  /** Whether the first in line was found qualified. */
  readonly isQualified: boolean
  /** Zero: not awarded. */
  readonly awardedAt: number
}

export const NOTHING_YET: Moment = {
  phase: undefined,
  first: 0n,
  next: 0n,
  isQualified: false,
  awardedAt: 0,
}

/** What of a tender the ledger counts: of each bid the first opening and ranking. */
interface Counted {
  readonly reserveKind: ReserveKind
  readonly openings: ReadonlyMap<bigint, PlacedLog>
  readonly rankings: ReadonlyMap<bigint, PlacedLog>
  readonly line: readonly bigint[] | undefined
}

/** What moves the phase, but for the terms; and how far the agency has come in the line. */
type Progress = Omit<TenderFacts, 'schedule' | 'minimumBids' | 'reserveKind' | 'first'> & {
  terms: Terms | undefined
  disqualified: number
  isQualified: boolean
}

/** Plays a tender's events again, one after the other. */
export function momentsOf(tender: Counted, facts: Facts): Map<PlacedLog, Moment> {
  const moments = new Map<PlacedLog, Moment>()
  const progress = beginning()
  const seen = new Set<bigint>()
  for (const log of facts.logs) {
    if (!('tender' in log.args) || log.args.tender !== facts.evidence.tender) continue
    moments.set(log, momentOf(progress, tender, log.at.timestamp))
    if (log.event === 'BidAccepted') progress.bids = seen.add(log.args.bidder).size
    else advance(progress, log, tender)
  }
  return moments
}

function beginning(): Progress {
  const counts = { bids: 0, opened: 0, valid: 0, ranked: 0, disqualified: 0 }
  const times = { secretAt: 0, awardedAt: 0, concludedAt: 0, cancelledAt: 0 }
  return {
    ...counts,
    ...times,
    terms: undefined,
    reserveOpened: false,
    reserve: 0n,
    isQualified: false,
  }
}

function momentOf(progress: Progress, { reserveKind, line = [] }: Counted, now: number): Moment {
  const { terms, disqualified, isQualified, awardedAt } = progress
  const first = line[disqualified] ?? 0n
  const next = line[disqualified + 1] ?? 0n
  if (terms === undefined) return NOTHING_YET
  const { schedule, minimumBids } = terms
  const phase = phaseOf({ ...progress, schedule, minimumBids, reserveKind, first }, now)
  return { phase, first, next, isQualified, awardedAt }
}

/** What the contract writes down with each event. A second opening or ranking of a bid, or a second announcement, would change nothing. */
function advance(progress: Progress, log: PlacedLog, tender: Counted): void {
  const { timestamp } = log.at
  switch (log.event) {
    case 'Announced':
      progress.terms ??= log.args.terms
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
    case 'Qualified':
      progress.isQualified = true
      break
    case 'Disqualified':
      progress.disqualified++
      progress.isQualified = false
      break
    case 'Awarded':
      progress.awardedAt ||= timestamp
      break
    case 'Concluded':
      progress.concludedAt ||= timestamp
  }
}
