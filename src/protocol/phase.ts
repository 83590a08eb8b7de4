import type { Phase, ReserveKind } from './tender.ts'
import type { Schedule } from './terms.ts'

export { PHASES, type Phase } from './tender.ts'

/** The facts of a ranked tender from which its phase follows. Times in seconds since 1970, zero: has not happened. */
export interface ResultFacts {
  /** Bids that the ranking put in line. */
  acceptable: number
  /** When the result came about that stands: an award, or that nobody is left in line. */
  awardedAt: number
  /** Whose award stands; zero: nobody's. */
  winner: bigint
  /** Objections that wait for a decision. */
  openObjections: number
  /** In seconds. */
  objectionPeriod: number
}

/** The facts of a tender from which, with the clock, its phase follows. Times as in `ResultFacts`. */
export interface TenderFacts extends ResultFacts {
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
  concludedAt: number
  cancelledAt: number
}

/**
 * Where a tender stands, by the same rules as `TenderLedger.phaseOf`. Time alone ends Scheduled, Bidding and Closed; time or a key
 * that comes late ends Fallback; time ends a Standstill without a winner; an act or a fact ends the others.
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
  return (isOpened(facts) ? undefined : openingPhase(facts, now)) ?? phaseAfterOpening(facts, now)
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

function phaseAfterOpening(facts: TenderFacts, now: number): Phase {
  const { valid, ranked } = facts
  if (valid < facts.minimumBids || lacksReserve(facts)) return 'Failed'
  return ranked < valid ? 'Ranking' : phaseAfterRanking(facts, now)
}

/** Where a ranked tender stands that is neither concluded nor cancelled. A result without a winner can be objected to like an award. */
export function phaseAfterRanking(facts: ResultFacts, now: number): Phase {
  const { acceptable, awardedAt, winner, openObjections } = facts
  if (acceptable === 0) return 'Failed'
  if (awardedAt === 0) return 'Review'
  const isContestable = now < objectionEnd(awardedAt, facts) || openObjections !== 0
  return winner !== 0n || isContestable ? 'Standstill' : 'Failed'
}

/** The first second, since 1970, in which nobody may object to the result any more. */
export function objectionEnd(
  awardedAt: number,
  { objectionPeriod }: Pick<ResultFacts, 'objectionPeriod'>,
): number {
  return awardedAt + objectionPeriod
}

function lacksReserve({ reserveKind, reserveOpened, reserve }: TenderFacts): boolean {
  return reserveKind === 'Single' && (!reserveOpened || reserve === 0n)
}
