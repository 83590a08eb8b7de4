import { objectionEnd } from '../../protocol/phase.ts'
import { decided, firstOf, objectionState } from '../../protocol/review.ts'
import type { Check, Context, Notes } from '../check.ts'
import { comparePositions, type PlacedLog } from '../facts.ts'
import { checkAuthor } from '../registry.ts'
import { isOfTender } from '../tenderKey.ts'
import { refuteUnreasoned } from './announcement.ts'
import { requireLine } from './award.ts'

/** Whoever bid was heard, in time and once to each award, and the agency answered. */
export const OBJECTION_CHECKS: readonly Check[] = [
  { id: 'P7.7', applies: hasObjections, examine: checkObjections },
]

function hasObjections(context: Context): boolean {
  const { facts } = context
  return (
    isOfTender(context) && (facts.named('Objected').length > 0 || facts.named('ObjectionDecided').length > 0)
  )
}

async function checkObjections(context: Context, notes: Notes): Promise<void> {
  const { facts, tender } = context
  if (requireLine(tender, notes) === undefined) return
  const logs = [...facts.named('Objected'), ...facts.named('ObjectionDecided')]
  for (const log of logs.sort((a, b) => comparePositions(a.at, b.at))) {
    await notes.step()
    const { at } = log
    const { phase = 'none' } = tender.before(log)
    if (phase !== 'Standstill')
      notes.refute('WRONG_PHASE', { at, field: log.event, expected: 'Standstill', found: phase })
    if (log.event === 'Objected') checkObjection(log, context, notes)
    else checkDecision(log, context, notes)
  }
}

function checkObjection(
  log: PlacedLog<'Objected'>,
  { tender, registry, curve }: Context,
  notes: Notes,
): void {
  const { at, args, signed } = log
  const { bidder: participant, objection: found } = args
  const where = { at, participant }
  const finding = checkAuthor(signed, { author: participant, role: 'supplier', at }, registry, curve)
  if (finding !== undefined) notes.add(finding)
  refuteUnreasoned(at, args, notes, { participant })
  const { bid, review } = tender.before(log)
  if (bid === undefined) notes.refute('NO_SUCH_BID', where)
  if (review === undefined) return
  const { awardedAt, awards, terms, objections } = review
  const until = objectionEnd(awardedAt, terms)
  // Without a result the phase says enough.
  if (awardedAt > 0 && at.timestamp >= until)
    notes.refute('TOO_LATE', { ...where, field: 'objectionPeriod', expected: until, found: at.timestamp })
  if (found !== objections.length)
    notes.refute('OTHER_NUMBER', { ...where, field: 'objection', expected: objections.length, found })
  if (args.award !== awards)
    notes.refute('OTHER_NUMBER', { ...where, field: 'result', expected: awards, found: args.award })
  const isRepeated = objections.some(({ bidder, award }) => bidder === participant && award === awards)
  if (isRepeated && bid !== undefined) notes.refute('OBJECTED_TWICE', where)
}

/** The agency's signature is a matter of all its acts. */
function checkDecision(log: PlacedLog<'ObjectionDecided'>, { tender }: Context, notes: Notes): void {
  const { at, args } = log
  refuteUnreasoned(at, args, notes)
  const { review } = tender.before(log)
  if (review === undefined) return
  if (objectionState(review, args.objection) !== 'Open')
    notes.refute('NO_OPEN_OBJECTION', { at, field: 'objection', found: args.objection })
  const expected = firstOf(decided(review, args.objection, args.upheld, at.timestamp))?.bidder ?? 0n
  const found = args.first
  if (found !== expected) notes.refute('OTHER_ORDER', { at, field: 'first', expected, found })
}
