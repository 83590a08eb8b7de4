import { ZERO_WORD } from '../../protocol/bytes.ts'
import { PASS_MARK } from '../../protocol/limits.ts'
import type { Role } from '../../protocol/participant.ts'
import { objectionEnd, type Phase } from '../../protocol/phase.ts'
import { isPass, maxOtherScore, priceScore } from '../../protocol/qualification.ts'
import {
  bestOf,
  disqualified,
  firstOf,
  forfeited,
  groupOf,
  isReviewable,
  openObjections,
  type Review,
  type ReviewStatus,
} from '../../protocol/review.ts'
import { isScored } from '../../protocol/reviewAct.ts'
import { PHASES, REASON_OF_SCORE } from '../../protocol/tender.ts'
import type { Check, Context, Notes } from '../check.ts'
import type { PlacedLog } from '../facts.ts'
import { checkAuthor, type Registry } from '../registry.ts'
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

const NOBODY = 0n

function has(...events: readonly ActLog['event'][]): Check['applies'] {
  return context => isOfTender(context) && context.tender.acts.some(({ event }) => events.includes(event))
}

async function checkAuthors({ tender, registry, curve }: Context, notes: Notes): Promise<void> {
  const { announcement } = tender
  if (announcement === undefined) return notes.lack('NOT_THERE', { field: 'Announced' })
  const { agency } = announcement.args
  let next = 0
  for (const log of tender.acts) {
    await notes.step()
    const { at, args, signed, event } = log
    // What changes the notice is signed like the notice: P4.1 looks at that, also for a receipt.
    const isOfNotice = event === 'Amended' || event === 'Postponed'
    const authorship = { ...authorOf(log, agency, registry), at }
    const finding = isOfNotice ? undefined : checkAuthor(signed, authorship, registry, curve)
    if (finding !== undefined) notes.add(finding)
    if (args.act !== next) notes.refute('OTHER_NUMBER', { at, field: 'act', expected: next, found: args.act })
    next = args.act + 1
  }
}

/** A withdrawal is granted by the agency, or by the registrar of that moment. */
function authorOf(log: ActLog, agency: bigint, registry: Registry): { author: bigint; role: Role } {
  const byAgency = { author: agency, role: 'agency' } as const
  if (log.event !== 'BidWithdrawn' || log.args.author === agency) return byAgency
  const registrar = registry.registrar(log.at)
  return registrar === log.args.author ? { author: registrar, role: 'registrar' } : byAgency
}

type OnBidLog = PlacedLog<'Qualified' | 'Disqualified' | 'Awarded' | 'Forfeited' | 'Concluded'>

async function checkReviews({ tender }: Context, notes: Notes): Promise<void> {
  if (requireLine(tender, notes) === undefined) return
  for (const log of tender.acts) {
    if (log.event !== 'Qualified' && log.event !== 'Disqualified') continue
    await notes.step()
    checkPhase(log, 'Review', tender, notes)
    const { at, args } = log
    const where = { at, participant: args.bidder }
    const { review } = tender.before(log)
    if (review === undefined) continue
    if (!isReviewable(review, args.bidder))
      notes.refute('NOT_FIRST', { ...where, expected: firstOf(review)?.bidder ?? NOBODY, found: args.bidder })
    checkScore(log, review, tender, notes)
    if (log.event === 'Disqualified') {
      refuteUnreasoned(at, log.args, notes, { participant: args.bidder })
      checkNext(log, disqualified(review, args.bidder, at.timestamp), notes)
    } else if (statusOf(review, args.bidder) === 'Qualified') notes.refute('QUALIFIED_TWICE', where)
  }
}

type ReviewLog = PlacedLog<'Qualified' | 'Disqualified'>

/** The part for the price follows from the bid; of the other parts the agency's word is taken, up to their maximum. */
function checkScore(log: ReviewLog, review: Review, tender: Tender, notes: Notes): void {
  const { at, args } = log
  const where = { at, participant: args.bidder }
  const { qualification: scale, aValue } = review.terms.award
  const needsScore = isScored(review) && (log.event === 'Qualified' || log.args.reason === REASON_OF_SCORE)
  const price = tender.openings.get(args.bidder)?.args.price
  if (price === undefined) {
    notes.lack('NOT_OPENED', where)
    return
  }
  // Unlike `priceScoreOf`, also for a bid that is not in line: its place is another finding.
  const expected = needsScore ? priceScore(scale, { price, reserve: review.reserve, aValue }) : 0
  const most = needsScore ? maxOtherScore(scale) : 0
  const { otherScore, priceScore: found } = args
  if (found !== expected) notes.refute('OTHER_SCORE', { ...where, field: 'priceScore', expected, found })
  if (otherScore > most)
    notes.refute('OTHER_SCORE', { ...where, field: 'otherScore', expected: most, found: otherScore })
  const total = expected + otherScore
  if (!needsScore || isPass(total) === (log.event === 'Qualified')) return
  const code = log.event === 'Qualified' ? 'SCORE_TOO_LOW' : 'SCORE_SUFFICES'
  notes.refute(code, { ...where, expected: PASS_MARK, found: total })
}

async function checkAwards({ facts, tender }: Context, notes: Notes): Promise<void> {
  if (requireLine(tender, notes) === undefined) return
  for (const log of facts.named('Awarded')) {
    await notes.step()
    checkPhase(log, 'Review', tender, notes)
    checkAmount(log, tender, notes)
    const { review } = tender.before(log)
    if (review !== undefined) checkBest(log, review, notes)
  }
}

/** Who is alone at the head of the line, or among equals the one with the best review. */
function checkBest({ at, args }: PlacedLog<'Awarded'>, review: Review, notes: Notes): void {
  const { bidder } = args
  const group = groupOf(review)
  const where = { at, participant: bidder }
  const best = bestOf(review)
  const isAmong = group.some(other => other.bidder === bidder)
  if (isAmong && best === undefined) {
    const unreviewed = group.filter(({ status }) => status !== 'Qualified')
    for (const { bidder: participant } of unreviewed)
      notes.refute(participant === bidder ? 'NOT_QUALIFIED' : 'NOT_REVIEWED', { at, participant })
  } else if (bidder !== best?.bidder) {
    const expected = (best ?? group[0])?.bidder ?? NOBODY
    notes.refute('NOT_FIRST', { ...where, expected, found: bidder })
  }
}

function statusOf({ line }: Review, bidder: bigint): ReviewStatus | undefined {
  return line.find(bid => bid.bidder === bidder)?.status
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
  const { at, args, signed } = log
  const { phase } = tender.before(log)
  if (phase === undefined || PHASES.indexOf(phase) > LAST_CANCELLABLE)
    notes.refute('WRONG_PHASE', { at, field: log.event, expected: 'Review', found: phase ?? 'none' })
  // One that was signed earlier and kept back names the phase of that time.
  const named = signed?.statement.type === 'Cancel' ? PHASES[signed.statement.phase] : undefined
  if (signed === undefined) notes.lack('UNSIGNED', { at, field: log.event })
  else if (phase !== undefined && named !== phase)
    notes.refute('WRONG_PHASE', { at, field: log.event, expected: named ?? 'none', found: phase })
  refuteUnreasoned(at, args, notes)
}

/** The time for objections is over and each of them decided; then the winner signs with the agency, or loses the award. */
function checkUndisputed(log: PlacedLog<'Concluded' | 'Forfeited'>, context: Context, notes: Notes): void {
  const { tender } = context
  checkPhase(log, 'Standstill', tender, notes)
  const { at, args } = log
  const where = { at, participant: args.bidder }
  const { review } = tender.before(log)
  if (review === undefined) return
  const { awardedAt, winner, terms } = review
  // Without a result the phase says enough.
  if (awardedAt > 0 && args.bidder !== winner)
    notes.refute('NOT_WINNER', { ...where, expected: winner, found: args.bidder })
  const until = objectionEnd(awardedAt, terms)
  if (at.timestamp < until) {
    notes.refute('OBJECTION_PERIOD', { ...where, expected: until, found: at.timestamp })
  }
  const open = openObjections(review)
  if (open > 0) notes.refute('OPEN_OBJECTIONS', { ...where, found: open })
  if (log.event === 'Concluded') checkContract(log, context, notes)
  else {
    refuteUnreasoned(at, log.args, notes, { participant: args.bidder })
    checkNext(log, forfeited(review, args.bidder, at.timestamp), notes)
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

function checkPhase(log: OnBidLog, expected: Phase, tender: Tender, notes: Notes): void {
  const { phase = 'none' } = tender.before(log)
  const where = { at: log.at, participant: log.args.bidder }
  if (phase !== expected) notes.refute('WRONG_PHASE', { ...where, expected, found: phase })
}

/** @param after how the line stands after the act */
function checkNext({ at, args }: PlacedLog<'Disqualified' | 'Forfeited'>, after: Review, notes: Notes): void {
  const [expected, found] = [firstOf(after)?.bidder ?? NOBODY, args.next]
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
