import { judge } from '../../protocol/award.ts'
import type { Check, Context, Notes } from '../check.ts'
import { comparePositions, type PlacedLog } from '../facts.ts'
import type { Tender } from '../tender.ts'
import { isOfTender, theOnly } from '../tenderKey.ts'

/** The announced rule, applied again to every valid bid, and the line that follows from it. */
export const AWARD_CHECKS: readonly Check[] = [
  { id: 'P7.1', applies: isRanked, examine: checkVerdicts },
  { id: 'P7.2', applies: isRanked, examine: checkOrder },
]

function isRanked(context: Context): boolean {
  const { rankings, completion, isDecided } = context.tender
  return isOfTender(context) && (rankings.size > 0 || completion !== undefined || isDecided)
}

/**
 * The line that everything after the ranking is held against.
 * @returns undefined if it cannot be computed; notes say why
 */
export function requireLine(tender: Tender, notes: Notes): readonly bigint[] | undefined {
  const { announcement, settlement, line } = tender
  if (announcement === undefined) notes.lack('NOT_THERE', { field: 'Announced' })
  else if (settlement === undefined) notes.lack('NOT_THERE', { field: 'ReserveSettled' })
  else if (line === undefined) notes.refute('BAD_TERMS', { at: announcement.at, field: 'award' })
  return line
}

async function checkVerdicts({ facts, tender }: Context, notes: Notes): Promise<void> {
  const { terms, settlement, openings } = tender
  const isComputable = requireLine(tender, notes) !== undefined
  if (!isComputable || terms === undefined || settlement === undefined) return
  for (const { at, args } of facts.named('BidRanked')) {
    await notes.step()
    const where = { at, participant: args.bidder }
    const opening = openings.get(args.bidder)?.args
    if (opening === undefined) {
      notes.lack('NOT_OPENED', where)
    } else if (opening.invalidity !== 'None') {
      const values = { expected: 'None', found: opening.invalidity }
      notes.refute('OTHER_OUTCOME', { ...where, field: 'invalidity', ...values })
    } else {
      const { verdict: expected } = judge(terms.award, settlement.args.reserve, opening.price)
      const found = args.verdict
      if (found !== expected) notes.refute('OTHER_VERDICT', { ...where, field: 'verdict', expected, found })
    }
  }
}

async function checkOrder(context: Context, notes: Notes): Promise<void> {
  const { facts, tender } = context
  const line = requireLine(tender, notes)
  if (line === undefined) return
  for (const log of facts.named('BidRanked')) {
    await notes.step()
    const where = { at: log.at, participant: log.args.bidder }
    if (tender.rankings.get(log.args.bidder) !== log) notes.refute('RANKED_TWICE', where)
    const { phase = 'none' } = tender.before(log)
    if (phase !== 'Ranking') notes.refute('WRONG_PHASE', { ...where, expected: 'Ranking', found: phase })
  }
  compareLines(line, tender, notes)
  checkCompletion(line, context, notes)
}

/** In the order only: of a bid whose verdict is false, the place in line is neither right nor wrong. */
function compareLines(line: readonly bigint[], { rankings }: Tender, notes: Notes): void {
  const built = builtLine(rankings.values(), notes)
  const acceptable = new Set(line)
  const inBoth = new Set(built.filter(bidder => acceptable.has(bidder)))
  const expected = line.filter(bidder => inBoth.has(bidder))
  const found = built.filter(bidder => inBoth.has(bidder))
  const place = expected.findIndex((bidder, index) => bidder !== found[index])
  const [first, other] = [expected[place], found[place]]
  const at = other === undefined ? undefined : rankings.get(other)?.at
  if (first === undefined || other === undefined || at === undefined) return
  notes.refute('OTHER_ORDER', { at, participant: other, field: 'place', expected: first, found: other })
}

const NOBODY = 0n

/** The line as the events build it, one bid behind another. In whatever order they come, a right line has one form. */
function builtLine(rankings: Iterable<PlacedLog<'BidRanked'>>, notes: Notes): bigint[] {
  const followers = new Map([[NOBODY, NOBODY]])
  for (const { at, args } of rankings) {
    const { bidder, behind, verdict } = args
    const follower = followers.get(behind)
    const isAcceptable = verdict === 'Acceptable'
    if (isAcceptable ? follower === undefined : behind !== NOBODY) {
      notes.refute('OTHER_ORDER', { at, participant: bidder, field: 'behind', found: behind })
    }
    if (!isAcceptable || follower === undefined) continue
    followers.set(bidder, follower)
    followers.set(behind, bidder)
  }
  const line: bigint[] = []
  for (let bidder = followers.get(NOBODY); bidder; bidder = followers.get(bidder)) line.push(bidder)
  return line
}

/** When every valid bid is judged, and not before, the line stands. */
function checkCompletion(line: readonly bigint[], { facts, tender }: Context, notes: Notes): void {
  const { completion, isDecided, openings, rankings } = tender
  const valid = [...openings.values()].filter(({ args }) => args.invalidity === 'None')
  const unranked = valid.filter(({ args }) => !rankings.has(args.bidder))
  // Otherwise somebody will rank them.
  const isDone = completion !== undefined || isDecided
  if (!isDone && unranked.length > 0) return
  for (const { at, args } of unranked) notes.lack('NOT_RANKED', { at, participant: args.bidder })
  theOnly(facts.named('OrderCompleted'), 'OrderCompleted', notes)
  if (completion === undefined) return
  const { at, args } = completion
  const expected = { acceptable: line.length, first: line[0] ?? NOBODY }
  for (const field of ['acceptable', 'first'] as const) {
    if (args[field] === expected[field]) continue
    notes.refute('OTHER_ORDER', { at, field, expected: expected[field], found: args[field] })
  }
  const late = [...rankings.values()].find(ranking => comparePositions(ranking.at, at) > 0)
  if (late !== undefined) {
    notes.refute('TOO_EARLY', { at, participant: late.args.bidder, field: 'OrderCompleted' })
  }
}
