import { protocolError } from './error.ts'
import { LONG_OUTAGE_TIME, OUTAGE_OPENING_TIME, OUTAGE_TIME } from './limits.ts'
import type { Schedule } from './terms.ts'

/** When bidders could not bid: from `from` until the recovery at `until`, in seconds since 1970. */
export interface Outage {
  from: number
  until: number
}

/**
 * The times that a tender gets after an outage by the Korean rule, for `Postpone`; anybody can check them.
 *
 * A closing is touched if the outage took seconds of bidding from it, or if it lay no more than two hours behind the recovery. After
 * an outage of more than two hours it moves to a day after the recovery, and the opening to an hour later; after a shorter one to two
 * hours after the recovery, the opening to an hour later, or, if the closing lay behind the recovery, both by two hours. The opening
 * never moves to earlier, and the later times keep their distance to it.
 * @returns undefined if the outage does not touch the tender
 * @throws INVALID_OUTAGE if the outage does not end after it began
 */
export function postponedBy({ from, until }: Outage, schedule: Schedule): Schedule | undefined {
  if (from >= until) throw protocolError('INVALID_OUTAGE', 'An outage ends after it has begun')
  const { closingAt, openingAt } = schedule
  if (closingAt <= from || closingAt > until + OUTAGE_TIME) return undefined
  if (until - from > OUTAGE_TIME) return closingFrom(until + LONG_OUTAGE_TIME, schedule)
  if (closingAt <= until) return closingFrom(until + OUTAGE_TIME, schedule)
  return movedTo(closingAt + OUTAGE_TIME, openingAt + OUTAGE_TIME, schedule)
}

function closingFrom(closingAt: number, old: Schedule): Schedule {
  return movedTo(closingAt, Math.max(old.openingAt, closingAt + OUTAGE_OPENING_TIME), old)
}

function movedTo(closingAt: number, openingAt: number, old: Schedule): Schedule {
  const later = openingAt - old.openingAt
  const { biddingAt, fallbackAt, fallbackEndAt } = old
  return {
    biddingAt,
    closingAt,
    openingAt,
    fallbackAt: fallbackAt + later,
    fallbackEndAt: fallbackEndAt + later,
  }
}
