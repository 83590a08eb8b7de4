import { type Outage, postponedBy } from '../../protocol/outage.ts'
import type { Schedule } from '../../protocol/terms.ts'
import type { Check, Context, Notes } from '../check.ts'
import { isOfTender } from '../tenderKey.ts'

/** What the auditor asks for beyond the protocol: by Korean rules bidding is open for 48 hours, and opening follows an hour after closing. */
export const POLICY_CHECKS: readonly Check[] = [
  {
    id: 'P8.6',
    applies: ({ policy }) => policy.minimumBiddingTime > 0 || policy.minimumOpeningDelay > 0,
    examine: checkTimes,
  },
  {
    id: 'P8.7',
    applies: context => isOfTender(context) && context.policy.outages.length > 0,
    examine: checkOutages,
  },
]

async function checkTimes({ facts, policy, tender }: Context, notes: Notes): Promise<void> {
  const { changes } = tender
  for (const { at, args } of [...facts.named('Announced'), ...changes]) {
    await notes.step()
    const { biddingAt, closingAt, openingAt } = 'terms' in args ? args.terms.schedule : args.schedule
    const times = [
      { field: 'minimumBiddingTime', expected: policy.minimumBiddingTime, found: closingAt - biddingAt },
      { field: 'minimumOpeningDelay', expected: policy.minimumOpeningDelay, found: openingAt - closingAt },
    ]
    for (const { field, expected, found } of times) {
      if (found < expected) notes.refute('BELOW_POLICY', { at, field, expected, found })
    }
  }
}

/** Reason 1 of a postponement: an outage of the system. */
const OUTAGE_REASON = 1

/** The rule for outages, both ways: who was hit got the time, and nobody took time for an outage that was none. */
async function checkOutages({ policy, tender, facts }: Context, notes: Notes): Promise<void> {
  const { announcement, terms, changes } = tender
  if (announcement === undefined || terms === undefined)
    return notes.lack('NOT_THERE', { field: 'Announced' })
  const isCancelled = facts.named('Cancelled').length > 0
  for (const outage of policy.outages) {
    await notes.step()
    const before = changes.filter(({ at }) => at.timestamp < outage.from)
    const proposed = postponedBy(outage, lastSchedule(before) ?? announcement.args.terms.schedule)
    // Whoever announced or ended it later was not hit.
    const isHit = proposed !== undefined && announcement.at.timestamp < outage.until && !isCancelled
    const found = terms.schedule.closingAt
    if (isHit && !isAsLate(terms.schedule, proposed))
      notes.refute('OUTAGE_IGNORED', { field: 'closingAt', expected: proposed.closingAt, found })
  }
  for (const log of changes) {
    if (log.event !== 'Postponed' || log.args.reason !== OUTAGE_REASON) continue
    await notes.step()
    const old = tender.before(log).terms?.schedule
    if (old !== undefined && !policy.outages.some(outage => explains(outage, old, log.args.schedule)))
      notes.refute('NO_OUTAGE', { at: log.at, field: 'closingAt', found: log.args.schedule.closingAt })
  }
}

type Changes = Context['tender']['changes']

function lastSchedule(changes: Changes): Schedule | undefined {
  const last = changes.at(-1)?.args
  if (last === undefined) return undefined
  return 'terms' in last ? last.terms.schedule : last.schedule
}

function isAsLate({ closingAt, openingAt }: Schedule, proposed: Schedule): boolean {
  return closingAt >= proposed.closingAt && openingAt >= proposed.openingAt
}

function explains(outage: Outage, old: Schedule, schedule: Schedule): boolean {
  const proposed = postponedBy(outage, old)
  return proposed !== undefined && isAsLate(schedule, proposed)
}
