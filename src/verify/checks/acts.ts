import { ZERO_WORD } from '../../protocol/bytes.ts'
import type { Phase } from '../../protocol/phase.ts'
import type { Check, Context, Notes } from '../check.ts'
import type { PlacedLog } from '../facts.ts'
import { checkAuthor } from '../registry.ts'
import type { ActLog, Tender } from '../tender.ts'
import { isOfTender } from '../tenderKey.ts'
import { requireLine } from './award.ts'

/** An agency departs from the line only by a recorded, reasoned act. */
export const ACT_CHECKS: readonly Check[] = [
  { id: 'P7.3', applies: has('Qualified', 'Disqualified', 'Awarded', 'Concluded'), examine: checkAuthors },
  { id: 'P7.4', applies: has('Qualified', 'Disqualified'), examine: checkReviews },
  { id: 'P7.5', applies: has('Awarded'), examine: checkAwards },
  { id: 'P7.6', applies: has('Concluded'), examine: checkConclusions },
]

function has(...events: readonly ActLog['event'][]): Check['applies'] {
  return context => isOfTender(context) && context.tender.acts.some(({ event }) => events.includes(event))
}

async function checkAuthors({ tender, registry, curve }: Context, notes: Notes): Promise<void> {
  const { announcement } = tender
  if (announcement === undefined) return notes.lack('NOT_THERE', { field: 'Announced' })
  const { agency } = announcement.args
  let next = 0
  for (const { at, args, signed } of tender.acts) {
    await notes.step()
    const finding = checkAuthor(signed, { author: agency, role: 'agency', at }, registry, curve)
    if (finding !== undefined) notes.add(finding)
    if (args.act !== next) notes.refute('OTHER_NUMBER', { at, field: 'act', expected: next, found: args.act })
    next = args.act + 1
  }
}

type ReviewLog = Extract<ActLog, { event: 'Qualified' | 'Disqualified' }>

function reviewsOf({ acts }: Tender): readonly ReviewLog[] {
  return acts.filter(log => log.event === 'Qualified' || log.event === 'Disqualified')
}

async function checkReviews({ tender }: Context, notes: Notes): Promise<void> {
  if (requireLine(tender, notes) === undefined) return
  for (const log of reviewsOf(tender)) {
    await notes.step()
    checkMoment(log, 'Review', tender, notes)
    const where = { at: log.at, participant: log.args.bidder }
    const { isQualified, next } = tender.before(log)
    if (log.event === 'Qualified') {
      if (isQualified) notes.refute('QUALIFIED_TWICE', where)
      continue
    }
    if (log.args.reason === 0) notes.refute('NO_REASON', { ...where, field: 'reason' })
    if (log.args.document === ZERO_WORD) notes.refute('NO_REASON', { ...where, field: 'document' })
    const found = log.args.next
    if (found !== next) notes.refute('OTHER_ORDER', { ...where, field: 'next', expected: next, found })
  }
}

async function checkAwards({ facts, tender }: Context, notes: Notes): Promise<void> {
  if (requireLine(tender, notes) === undefined) return
  for (const log of facts.named('Awarded')) {
    await notes.step()
    checkMoment(log, 'Review', tender, notes)
    checkAmount(log, tender, notes)
    const { at, args } = log
    if (!tender.before(log).isQualified) notes.refute('NOT_QUALIFIED', { at, participant: args.bidder })
  }
}

async function checkConclusions({ facts, tender }: Context, notes: Notes): Promise<void> {
  if (requireLine(tender, notes) === undefined) return
  const [first, ...others] = facts.named('Concluded')
  if (first === undefined) return
  for (const log of [first, ...others]) {
    await notes.step()
    checkMoment(log, 'Standstill', tender, notes)
    checkAmount(log, tender, notes)
    const { at, args } = log
    const where = { at, participant: args.bidder }
    const until = tender.before(log).awardedAt + (tender.terms?.objectionPeriod ?? 0)
    if (at.timestamp < until) {
      notes.refute('OBJECTION_PERIOD', { ...where, expected: until, found: at.timestamp })
    }
    if (args.contractHash === ZERO_WORD) notes.refute('NO_REASON', { ...where, field: 'contractHash' })
  }
  for (const { at, args, event } of tender.acts.slice(tender.acts.indexOf(first) + 1)) {
    if (event === 'Concluded') continue
    notes.refute('WRONG_PHASE', { at, participant: args.bidder, field: event, found: 'Concluded' })
  }
}

/** An act needs its phase, and is about the first in line. */
function checkMoment(log: ActLog, expected: Phase, tender: Tender, notes: Notes): void {
  const { phase = 'none', first } = tender.before(log)
  const { bidder } = log.args
  const where = { at: log.at, participant: bidder }
  if (phase !== expected) notes.refute('WRONG_PHASE', { ...where, expected, found: phase })
  if (bidder !== first) notes.refute('NOT_FIRST', { ...where, expected: first, found: bidder })
}

function checkAmount({ at, args }: PlacedLog<'Awarded' | 'Concluded'>, tender: Tender, notes: Notes): void {
  const where = { at, participant: args.bidder }
  const expected = tender.openings.get(args.bidder)?.args.price
  if (expected === undefined) notes.lack('NOT_OPENED', where)
  else if (args.amount !== expected) {
    notes.refute('OTHER_AMOUNT', { ...where, field: 'amount', expected, found: args.amount })
  }
}
