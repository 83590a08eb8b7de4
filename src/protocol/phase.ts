import type { Phase, ReserveKind } from './tender.ts'
import type { Schedule } from './terms.ts'

export { PHASES, type Phase } from './tender.ts'

/** The facts of a tender from which, with the clock, its phase follows. Times in seconds since 1970, zero: has not happened. */
export interface TenderFacts {
  schedule: Schedule
  minimumBids: number
  reserveKind: ReserveKind
  /** Bidders with an accepted bid; of these opened (valid, invalid or withdrawn); of these valid; of these ranked. */
  bids: number
  /** Bids that do not stand before the opening: withdrawn, or made for an older version of the terms. */
  aside: number
  opened: number
  valid: number
  ranked: number
  /** Whether the agency's sealed reserve price is opened, and the reserve price in won (zero: none, or the seal was bad). */
  reserveOpened: boolean
  reserve: bigint
  /** When the secret of the opening key came onto the ledger. */
  secretAt: number
  /** The head of the line of acceptable bids that are not disqualified; zero: nobody. */
  first: bigint
  awardedAt: number
  concludedAt: number
  cancelledAt: number
}

/**
 * Where a tender stands, by the same rules as `TenderLedger.phaseOf`. Time alone ends Scheduled, Bidding and Closed; time or a key
 * that comes late ends Fallback; an act or a fact ends the others.
 * @param now the chain's clock in seconds since 1970
 */
export function phaseOf(facts: TenderFacts, now: number): Phase {
  const { biddingAt, closingAt, openingAt } = facts.schedule
  if (facts.cancelledAt !== 0) return 'Cancelled'
  if (facts.concludedAt !== 0) return 'Concluded'
  if (now < biddingAt) return 'Scheduled'
  if (now < closingAt) return 'Bidding'
  if (facts.bids - facts.aside < facts.minimumBids) return 'Failed'
  if (now < openingAt) return 'Closed'
  return (isOpened(facts) ? undefined : openingPhase(facts, now)) ?? phaseAfterOpening(facts)
}

/** Whether every sealed thing of the tender has an outcome. */
export function isOpened(facts: TenderFacts): boolean {
  return facts.opened === facts.bids && (facts.reserveKind !== 'Single' || facts.reserveOpened)
}

/** Once the key is open, everything opens, however late it came. Undefined when what is still closed stays closed. */
function openingPhase({ secretAt, schedule }: TenderFacts, now: number): Phase | undefined {
  if (now < schedule.fallbackAt || secretAt !== 0) return 'Opening'
  return now < schedule.fallbackEndAt ? 'Fallback' : undefined
}

function phaseAfterOpening(facts: TenderFacts): Phase {
  const { valid, ranked, first, awardedAt } = facts
  if (valid < facts.minimumBids || lacksReserve(facts)) return 'Failed'
  if (ranked < valid) return 'Ranking'
  if (first === 0n) return 'Failed'
  return awardedAt === 0 ? 'Review' : 'Standstill'
}

function lacksReserve({ reserveKind, reserveOpened, reserve }: TenderFacts): boolean {
  return reserveKind === 'Single' && (!reserveOpened || reserve === 0n)
}
