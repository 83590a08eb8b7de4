import { ZERO_WORD } from '../../protocol/bytes.ts'
import type { Phase } from '../../protocol/phase.ts'
import { PHASES } from '../../protocol/tender.ts'
import type { Check, Context, Notes } from '../check.ts'
import type { PlacedLog } from '../facts.ts'
import { checkAuthor } from '../registry.ts'
import type { ActLog, Tender } from '../tender.ts'
import { isOfTender } from '../tenderKey.ts'
import { refuteUnreasoned } from './announcement.ts'
import { requireLine } from './award.ts'

/** An agency departs from the line only by a recorded, reasoned act. */
export const ACT_CHECKS: readonly Check[] = [
  {
    id: 'P7.3',
    applies: context => isOfTender(context) && context.tender.acts.length > 0,
    examine: checkAuthors,
  },
  { id: 'P7.4', applies: has('Qualified', 'Disqualified'), examine: checkReviews },
  { id: 'P7.5', applies: has('Awarded'), examine: checkAwards },
  { id: 'P7.6', applies: has('Concluded', 'Forfeited', 'Cancelled'), examine: checkEnds },
]

function has(...events: readonly ActLog['event'][]): Check['applies'] {
  return context => isOfTender(context) && context.tender.acts.some(({ event }) => events.includes(event))
}

async function checkAuthors({ tender, registry, curve }: Context, notes: Notes): Promise<void> {
  const { announcement } = tender
  if (announcement === undefined) return notes.lack('NOT_THERE', { field: 'Announced' })
  const { agency } = announcement.args
  let next = 0
  for (const { at, args, signed, event } of tender.acts) {
    await notes.step()
    // What changes the notice is signed like the notice: P4.1 looks at that, also for a receipt.
    const isOfNotice = event === 'Amended' || event === 'Postponed'
    const authorship = { author: agency, role: 'agency', at } as const
    const finding = isOfNotice ? undefined : checkAuthor(signed, authorship, registry, curve)
    if (finding !== undefined) notes.add(finding)
    if (args.act !== next) notes.refute('OTHER_NUMBER', { at, field: 'act', expected: next, found: args.act })
    next = args.act + 1
  }
}

type OnBidLog = PlacedLog<'Qualified' | 'Disqualified' | 'Awarded' | 'Forfeited' | 'Concluded'>

async function checkReviews({ tender }: Context, notes: Notes): Promise<void> {
  if (requireLine(tender, notes) === undefined) return
  for (const log of tender.acts) {
    if (log.event !== 'Qualified' && log.event !== 'Disqualified') continue
    await notes.step()
    checkMoment(log, 'Review', tender, notes)
    const { at, args } = log
    if (log.event === 'Disqualified') {
      refuteUnreasoned(at, log.args, notes, { participant: args.bidder })
      checkNext(log, tender, notes)
    } else if (tender.before(log).isQualified) {
      notes.refute('QUALIFIED_TWICE', { at, participant: args.bidder })
    }
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

/** A contract, the loss of an award, or the end without either; nothing follows a contract or a cancellation. */
async function checkEnds(context: Context, notes: Notes): Promise<void> {
  const { tender } = context
  const isDisputable = tender.acts.some(({ event }) => event === 'Concluded' || event === 'Forfeited')
  if (isDisputable && requireLine(tender, notes) === undefined) return
  for (const log of tender.acts) {
    if (log.event !== 'Concluded' && log.event !== 'Forfeited' && log.event !== 'Cancelled') continue
    await notes.step()
    if (log.event === 'Cancelled') checkCancellation(log, tender, notes)
    else checkUndisputed(log, context, notes)
  }
  checkNothingAfter(tender.acts, notes)
}

/** Acts that end a tender again have been held against their phase already. */
function checkNothingAfter(acts: readonly ActLog[], notes: Notes): void {
  const end = acts.findIndex(({ event }) => event === 'Concluded' || event === 'Cancelled')
  if (end === -1) return
  for (const { at, event, args } of acts.slice(end + 1)) {
    if (event === 'Concluded' || event === 'Forfeited' || event === 'Cancelled') continue
    const who = 'bidder' in args ? { participant: args.bidder } : {}
    notes.refute('WRONG_PHASE', { at, ...who, field: event, found: acts[end]?.event ?? 'none' })
  }
}

const LAST_CANCELLABLE = PHASES.indexOf('Review')

function checkCancellation(log: PlacedLog<'Cancelled'>, tender: Tender, notes: Notes): void {
  const { at, args } = log
  const { phase } = tender.before(log)
  if (phase === undefined || PHASES.indexOf(phase) > LAST_CANCELLABLE)
    notes.refute('WRONG_PHASE', { at, field: log.event, expected: 'Review', found: phase ?? 'none' })
  refuteUnreasoned(at, args, notes)
}

/** The time for objections is over and each of them decided; then the winner signs with the agency, or loses the award. */
function checkUndisputed(log: PlacedLog<'Concluded' | 'Forfeited'>, context: Context, notes: Notes): void {
  const { tender } = context
  checkMoment(log, 'Standstill', tender, notes)
  const { at } = log
  const where = { at, participant: log.args.bidder }
  const { awardedAt, terms, openObjections } = tender.before(log)
  const until = awardedAt + (terms?.objectionPeriod ?? 0)
  if (at.timestamp < until) {
    notes.refute('OBJECTION_PERIOD', { ...where, expected: until, found: at.timestamp })
  }
  if (openObjections > 0) notes.refute('OPEN_OBJECTIONS', { ...where, found: openObjections })
  if (log.event === 'Concluded') checkContract(log, context, notes)
  else {
    refuteUnreasoned(at, log.args, notes, { participant: log.args.bidder })
    checkNext(log, tender, notes)
  }
}

/** A contract takes two: the winner signs the very statement of the agency. */
function checkContract(log: PlacedLog<'Concluded'>, context: Context, notes: Notes): void {
  const { at, args, signed, countersigned } = log
  checkAmount(log, context.tender, notes)
  if (args.contractHash === ZERO_WORD)
    notes.refute('NO_REASON', { at, participant: args.bidder, field: 'contractHash' })
  const winners = signed && countersigned && { ...signed, ...countersigned }
  const authorship = { author: args.bidder, role: 'supplier', at } as const
  const finding = checkAuthor(winners, authorship, context.registry, context.curve)
  if (finding !== undefined) notes.add(finding)
}

/** An act needs its phase, and is about the first in line. */
function checkMoment(log: OnBidLog, expected: Phase, tender: Tender, notes: Notes): void {
  const { phase = 'none', first } = tender.before(log)
  const { bidder } = log.args
  const where = { at: log.at, participant: bidder }
  if (phase !== expected) notes.refute('WRONG_PHASE', { ...where, expected, found: phase })
  if (bidder !== first) notes.refute('NOT_FIRST', { ...where, expected: first, found: bidder })
}

function checkNext(log: PlacedLog<'Disqualified' | 'Forfeited'>, tender: Tender, notes: Notes): void {
  const { at, args } = log
  const [{ next: expected }, found] = [tender.before(log), args.next]
  if (found === expected) return
  notes.refute('OTHER_ORDER', { at, participant: args.bidder, field: 'next', expected, found })
}

function checkAmount({ at, args }: PlacedLog<'Awarded' | 'Concluded'>, tender: Tender, notes: Notes): void {
  const where = { at, participant: args.bidder }
  const expected = tender.openings.get(args.bidder)?.args.price
  if (expected === undefined) notes.lack('NOT_OPENED', where)
  else if (args.amount !== expected) {
    notes.refute('OTHER_AMOUNT', { ...where, field: 'amount', expected, found: args.amount })
  }
}
