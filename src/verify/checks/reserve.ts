import { PRELIMINARY_PRICES } from '../../protocol/limits.ts'
import {
  areDrawable,
  countPicks,
  degradedSeed,
  packCounts,
  preliminaryPrices,
  reservePrice,
  unpackCounts,
} from '../../protocol/reserve.ts'
import { picksOf } from '../../protocol/seal.ts'
import type { Check, Context, Notes } from '../check.ts'
import { comparePositions, type PlacedLog, type Position } from '../facts.ts'
import type { Tender } from '../tender.ts'
import { isOfTender, theOnly } from '../tenderKey.ts'

type Settlement = PlacedLog<'ReserveSettled'>

/** Neither the seed nor the picks nor the reserve price that follows from them was anybody's choice after the bids were known. */
export const RESERVE_CHECKS: readonly Check[] = [
  { id: 'P6.1', applies: isSettled, examine: checkSeed },
  { id: 'P6.2', applies: hasCounts, examine: checkCounts },
  { id: 'P6.3', applies: isSettled, examine: checkReserve },
]

/** What comes after the settlement asks for one. */
function isSettled(context: Context): boolean {
  const { settlement, rankings, isDecided } = context.tender
  return isOfTender(context) && (settlement !== undefined || rankings.size > 0 || isDecided)
}

function hasCounts(context: Context): boolean {
  const { settlement, reserveKind } = context.tender
  if (!isOfTender(context) || settlement === undefined) return false
  return reserveKind === 'Multiple' || settlement.args.counts !== 0n
}

async function checkSeed({ facts, tender }: Context, notes: Notes): Promise<void> {
  const settlement = theOnly(facts.named('ReserveSettled'), 'ReserveSettled', notes)
  if (settlement === undefined) return
  await notes.step()
  const { at, args } = settlement
  const { phase = 'none' } = tender.before(settlement)
  if (phase !== 'Ranking') notes.refute('WRONG_PHASE', { at, expected: 'Ranking', found: phase })
  const { secret } = tender
  const isOpen = secret !== undefined && comparePositions(secret.at, at) < 0
  const expected = isOpen ? secret.args.secret : degradedSeed(notesBefore(at, tender))
  if (args.seed !== expected) notes.refute('OTHER_SEED', { at, field: 'seed', expected, found: args.seed })
}

/** The notes that were revealed until then: the agency's, and those of bidders. */
function notesBefore(before: Position, { reserveOpening, announcement, openings }: Tender) {
  const logs = [...openings.values(), ...(reserveOpening === undefined ? [] : [reserveOpening])]
  return logs
    .filter(({ at, args }) => args.note !== 0n && comparePositions(at, before) < 0)
    .map(({ args }) => ({
      r: args.note,
      author: 'bidder' in args ? args.bidder : (announcement?.args.agency ?? 0n),
    }))
}

async function checkCounts({ tender }: Context, notes: Notes): Promise<void> {
  if (tender.settlement === undefined) return
  const { at, args } = tender.settlement
  const picks: [number, number][] = []
  for (const opening of tender.openings.values()) {
    await notes.step()
    if (opening.args.invalidity !== 'None' || comparePositions(opening.at, at) > 0) continue
    const pair = picksOf(opening.args.choices)
    // Whatever else stands there is no pick, which P5.1 says.
    if (pair?.every(number => number >= 1 && number <= PRELIMINARY_PRICES)) picks.push(pair)
  }
  const expected = countPicks(picks)
  if (args.counts !== packCounts(expected)) {
    notes.refute('OTHER_COUNTS', { at, field: 'counts', expected, found: unpackCounts(args.counts) })
  }
}

async function checkReserve(context: Context, notes: Notes): Promise<void> {
  const { settlement } = context.tender
  if (settlement === undefined) return notes.lack('NOT_THERE', { field: 'ReserveSettled' })
  await notes.step()
  const { at, args } = settlement
  const expected = reserveOf(settlement, context, notes)
  if (expected !== undefined && args.reserve !== expected) {
    notes.refute('OTHER_RESERVE', { at, field: 'reserve', expected, found: args.reserve })
  }
}

/** @returns undefined if it cannot be computed; notes say why */
function reserveOf({ args }: Settlement, { tender, facts }: Context, notes: Notes): bigint | undefined {
  const { terms, reserveKind, reserveOpening } = tender
  if (terms === undefined) {
    notes.lack('NOT_THERE', { field: 'Announced' })
    return undefined
  }
  const { baseAmount } = terms.award
  if (reserveKind === 'None') return baseAmount
  if (reserveKind === 'Single') {
    if (reserveOpening === undefined) notes.lack('NOT_THERE', { field: 'ReserveOpened' })
    return reserveOpening?.args.reserve
  }
  if (!areDrawable(baseAmount, terms.reserve)) {
    notes.refute('BAD_TERMS', { field: 'reserve' })
    return undefined
  }
  const prices = preliminaryPrices(args.seed, facts.evidence.tender, baseAmount, terms.reserve)
  return reservePrice(prices, unpackCounts(args.counts))
}
