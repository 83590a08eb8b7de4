import type { Point } from '../../protocol/point.ts'
import { type Seal, type SealContext, unseal } from '../../protocol/seal.ts'
import type { Invalidity } from '../../protocol/tender.ts'
import type { Check, Context, Notes } from '../check.ts'
import { comparePositions, type PlacedLog } from '../facts.ts'
import type { Where } from '../findings.ts'
import type { Tender } from '../tender.ts'
import { isOfTender, theOnly } from '../tenderKey.ts'

type OpeningLog = PlacedLog<'BidOpened' | 'ReserveOpened'>

/** Each seal opened again from its bytes and the key's secret: no one's word is taken for what a bid said. */
export const OPENING_CHECKS: readonly Check[] = [
  { id: 'P2.3', applies: hasOpenings, examine: checkOutcomes },
  { id: 'P5.1', applies: hasOpenedBids, examine: checkBids },
  { id: 'P5.2', applies: hasReserveSeal, examine: checkReserve },
]

/** Before the opening there is nothing to ask for, and the bids of a tender that has too few stay sealed. */
function hasOpenings(context: Context): boolean {
  return hasOpenedBids(context) || (isOfTender(context) && context.tender.settlement !== undefined)
}

function hasOpenedBids(context: Context): boolean {
  return isOfTender(context) && context.facts.named('BidOpened').length > 0
}

async function checkOutcomes({ facts, tender }: Context, notes: Notes): Promise<void> {
  const withdrawn = new Set(facts.named('BidWithdrawn').map(({ args }) => args.bidder))
  for (const log of facts.named('BidOpened')) {
    await notes.step()
    const { at, args } = log
    const where = { at, participant: args.bidder }
    const bid = tender.bids.get(args.bidder)
    if (bid === undefined || comparePositions(bid.at, at) > 0) notes.refute('NO_SUCH_BID', where)
    if (withdrawn.has(args.bidder)) notes.refute('BARRED', where)
    else if (tender.openings.get(args.bidder) !== log) notes.refute('OPENED_TWICE', where)
  }
  if (!mustBeComplete(tender)) return
  for (const [participant, { at }] of tender.bids) {
    await notes.step()
    const hasOutcome = tender.openings.has(participant) || withdrawn.has(participant)
    if (!hasOutcome) notes.lack('NOT_OPENED', { at, participant })
  }
}

/** Ranking begins when every bid is opened, or else when the fallback has ended without the key: then some may stay closed for good. */
function mustBeComplete({ settlement, secret, terms }: Tender): boolean {
  if (settlement === undefined || terms === undefined) return false
  return secret !== undefined || settlement.at.timestamp < terms.schedule.fallbackEndAt
}

async function checkBids(context: Context, notes: Notes): Promise<void> {
  for (const log of context.facts.named('BidOpened')) {
    await notes.step()
    checkBid(log, context, notes)
  }
}

interface Outcome {
  readonly invalidity: Invalidity
  readonly price: bigint
  readonly choices: number
}

function checkBid(log: PlacedLog<'BidOpened'>, context: Context, notes: Notes): void {
  const { args, at } = log
  const where = { at, participant: args.bidder }
  const bid = context.tender.bids.get(args.bidder)
  if (bid === undefined) notes.lack('NOT_THERE', { ...where, field: 'BidAccepted' })
  const shared = bid && sharedPoint(log, bid.args.seal, where, context, notes)
  if (bid === undefined || shared === undefined) return
  const outcome = { ...outcomeOf(bid, shared, context), dx: shared.x, dy: shared.y }
  // What follows from a false point is false too: one finding a bid.
  const field = (['invalidity', 'price', 'choices', 'dx', 'dy'] as const).find(
    name => args[name] !== outcome[name],
  )
  if (field === undefined) return
  notes.refute('OTHER_OUTCOME', { ...where, field, expected: outcome[field], found: args[field] })
}

/** The first rule that a bid breaks names its outcome: SPEC.md of the protocol, section 7. */
function outcomeOf({ args }: PlacedLog<'BidAccepted'>, shared: Point, context: Context): Outcome {
  const { registry, tender } = context
  const openingAt = tender.terms?.schedule.openingAt ?? 0
  // What its bidder confirmed last, if it did.
  const version = tender.states.get(args.bidder)?.termsVersion ?? args.termsVersion
  if (version !== tender.termsVersion) return invalid('Superseded')
  if (registry.isSuspendedAt(args.bidder, openingAt)) return invalid('Suspended')
  return unseal(args.seal, shared, sealContext('bid', args.bidder, context), tender.reserveKind)
}

function invalid(invalidity: Invalidity): Outcome {
  return { invalidity, price: 0n, choices: 0 }
}

function sealContext(kind: SealContext['kind'], author: bigint, { facts }: Context): SealContext {
  const { deployment, tender } = facts.evidence
  return { kind, chainId: deployment.chainId, ledger: deployment.ledger, tender, author }
}

/**
 * Computes `D`.
 * @returns undefined if that is impossible; notes say why
 */
function sharedPoint(
  log: OpeningLog,
  seal: Seal,
  where: Where,
  context: Context,
  notes: Notes,
): Point | undefined {
  const factors = factorsOf(log, seal, where, context, notes)
  if (factors === undefined) return undefined
  const shared = context.curve.multiply(factors.k, factors.base)
  if (shared === undefined) notes.refute('BAD_POINT', { ...where, field: 'seal' })
  return shared
}

/** `D` is the key's secret times `R`, or in the fallback the author's note times the public key. */
function factorsOf(log: OpeningLog, { x, y }: Seal, where: Where, { tender }: Context, notes: Notes) {
  const { joint, secret } = tender
  if (log.args.note !== 0n) {
    if (joint === undefined) notes.lack('NOT_THERE', { ...where, field: 'KeysProposed' })
    return joint && { k: log.args.note, base: joint.publicKey }
  }
  const { phase = 'none' } = tender.before(log)
  if (phase !== 'Opening') notes.refute('WRONG_PHASE', { ...where, expected: 'Opening', found: phase })
  if (secret === undefined) notes.lack('NOT_THERE', { ...where, field: 'KeyOpened' })
  else if (comparePositions(secret.at, log.at) > 0) {
    notes.refute('TOO_EARLY', {
      ...where,
      field: 'KeyOpened',
      expected: secret.at.timestamp,
      found: log.at.timestamp,
    })
  }
  return secret && { k: secret.args.secret, base: { x, y } }
}

function hasReserveSeal(context: Context): boolean {
  const { reserveOpening, reserveKind, settlement } = context.tender
  const mustBeOpen = reserveKind === 'Single' && settlement !== undefined
  return isOfTender(context) && (reserveOpening !== undefined || mustBeOpen)
}

async function checkReserve(context: Context, notes: Notes): Promise<void> {
  const { facts, tender } = context
  const { announcement, reserveKind } = tender
  const log = theOnly(facts.named('ReserveOpened'), 'ReserveOpened', notes)
  if (announcement === undefined) return notes.lack('NOT_THERE', { field: 'Announced' })
  if (log === undefined) return
  await notes.step()
  const { at, args } = log
  if (reserveKind !== 'Single') {
    notes.refute('OTHER_RESERVE', { at, field: 'kind', expected: reserveKind, found: 'Single' })
  }
  const { agency } = announcement.args
  const { reserveSeal = announcement.args.reserveSeal } = tender
  const shared = sharedPoint(log, reserveSeal, { at, participant: agency }, context, notes)
  if (shared === undefined) return
  const { price } = unseal(reserveSeal, shared, sealContext('reserve', agency, context), 'Single')
  const opened = { reserve: price, dx: shared.x, dy: shared.y }
  const field = (['reserve', 'dx', 'dy'] as const).find(name => args[name] !== opened[name])
  if (field === undefined) return
  notes.refute('OTHER_RESERVE', { at, field, expected: opened[field], found: args[field] })
}
