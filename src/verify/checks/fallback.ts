import { equalPoints, G } from '../../protocol/point.ts'
import type { Check, Context, Notes } from '../check.ts'
import { comparePositions, type Facts, type PlacedLog } from '../facts.ts'
import type { Where } from '../findings.ts'
import type { Tender } from '../tender.ts'
import { coordinates, isOfTender, requireTenderKey, type TenderKey } from '../tenderKey.ts'

/** Bidders opened their bids themselves only when the guardians had not, and the ledger says so. */
export const FALLBACK_CHECKS: readonly Check[] = [
  { id: 'P3.1', applies: hasNotes, examine: (context, notes) => examinePhase(context, notes) },
  { id: 'P3.2', applies: hasNotes, examine: (context, notes) => examineReveals(context, notes) },
  { id: 'P3.3', applies: isRanked, examine: (context, notes) => examineSettlement(context, notes) },
]

/** An opening by its author's note. */
type Reveal = PlacedLog<'BidOpened' | 'ReserveOpened'>

function hasNotes(context: Context): boolean {
  return isOfTender(context) && revealsOf(context.facts).length > 0
}

function isRanked(context: Context): boolean {
  const { facts } = context
  const isSettled = facts.named('ReserveSettled').length > 0 || facts.named('BidRanked').length > 0
  return isOfTender(context) && isSettled
}

function revealsOf(facts: Facts): Reveal[] {
  return [...facts.named('ReserveOpened'), ...facts.named('BidOpened')].filter(({ args }) => args.note !== 0n)
}

/** Whose note it is. */
function authorOf({ args }: Reveal, { announced }: TenderKey): bigint {
  return 'bidder' in args ? args.bidder : announced.args.agency
}

function whereOf(log: Reveal, key: TenderKey): Where {
  return { at: log.at, participant: authorOf(log, key), field: log.event }
}

// --------------------------------------------------------------------------------------------------------------- phase

/** Between the beginning and the end of the fallback, while the key was not open, and a sealed reserve price before the bids. */
async function examinePhase(context: Context, notes: Notes): Promise<void> {
  const key = requireTenderKey(context, notes)
  if (key === undefined) return
  const { facts, tender } = context
  const { fallbackAt, fallbackEndAt } = (tender.terms ?? key.announced.args.terms).schedule
  for (const log of revealsOf(facts)) {
    await notes.step()
    const where = whereOf(log, key)
    const found = log.at.timestamp
    if (found < fallbackAt) notes.refute('TOO_EARLY', { ...where, expected: fallbackAt, found })
    if (found >= fallbackEndAt) notes.refute('TOO_LATE', { ...where, expected: fallbackEndAt, found })
    if (log.event === 'BidOpened' && !isReserveOpen(log, tender)) {
      notes.refute('TOO_EARLY', { ...where, field: 'ReserveOpened' })
    }
    if (isBefore(tender.secret, log))
      notes.refute('WRONG_PHASE', { ...where, expected: 'Fallback', found: 'Opening' })
  }
}

/** An agency that decides about its sealed price when it knows the bids could choose the winner. */
function isReserveOpen(log: PlacedLog<'BidOpened'>, { reserveKind, reserveOpening }: Tender): boolean {
  return reserveKind !== 'Single' || isBefore(reserveOpening, log)
}

function isBefore(first: PlacedLog | undefined, second: PlacedLog): boolean {
  return first !== undefined && comparePositions(first.at, second.at) < 0
}

// --------------------------------------------------------------------------------------------------------------- notes

/** A note is the `r` behind the point `R` of its seal: `r·G = R`. What it opens is {@link OPENING_CHECKS}' matter. */
async function examineReveals(context: Context, notes: Notes): Promise<void> {
  const key = requireTenderKey(context, notes)
  if (key === undefined) return
  const { facts, tender, curve } = context
  for (const log of revealsOf(facts)) {
    await notes.step()
    const where = whereOf(log, key)
    const bid = tender.bids.get(authorOf(log, key))
    const seal = log.event === 'ReserveOpened' ? tender.reserveSeal : bid?.args.seal
    if (seal === undefined) {
      notes.refute('NO_SUCH_BID', where)
      continue
    }
    const found = curve.multiply(log.args.note, G)
    if (found !== undefined && equalPoints(seal, found)) continue
    notes.refute('BAD_NOTE', { ...where, expected: coordinates(seal), found: coordinates(found) })
  }
}

// ---------------------------------------------------------------------------------------------------------- settlement

/** The opening was degraded if the key was not open when the fallback began. */
async function examineSettlement(context: Context, notes: Notes): Promise<void> {
  const key = requireTenderKey(context, notes)
  if (key === undefined) return
  await notes.step()
  const { tender } = context
  const { settlement: settled, secret: opened } = tender
  if (settled === undefined) return notes.lack('NOT_THERE', { field: 'ReserveSettled' })
  const { fallbackAt } = (tender.terms ?? key.announced.args.terms).schedule
  const { at, args } = settled
  const degraded = !(opened !== undefined && isBefore(opened, settled) && opened.at.timestamp < fallbackAt)
  const { closed } = tender.before(settled)
  const expected = { degraded, released: releasedBefore(settled, key, context.facts), closed }
  for (const field of ['degraded', 'released', 'closed'] as const) {
    if (args[field] === expected[field]) continue
    notes.refute('OTHER_SETTLEMENT', { at, field, expected: expected[field], found: args[field] })
  }
}

/** Bit `i - 1` for the guardian of index `i`: who is not among them did not deliver. */
function releasedBefore(settled: PlacedLog, { guardians }: TenderKey, facts: Facts): number {
  const released = facts.named('ShareReleased').filter(log => isBefore(log, settled))
  const gave = new Set(released.map(({ args }) => args.guardian))
  return guardians.reduce((bits, guardian, place) => bits | (gave.has(guardian) ? 1 << place : 0), 0)
}
