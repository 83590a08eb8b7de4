import { MAX_BIDS } from '../../protocol/limits.ts'
import { jointKeyHash } from '../../protocol/openingKey.ts'
import { isBase } from '../../protocol/point.ts'
import { EMPTY_RECORD, extendRecord } from '../../protocol/record.ts'
import { BID_POLICIES } from '../../protocol/tender.ts'
import type { Check, Context, Notes } from '../check.ts'
import type { Facts, PlacedLog } from '../facts.ts'
import { checkAuthor } from '../registry.ts'
import { TERMS_VERSION } from '../tender.ts'
import { isOfTender } from '../tenderKey.ts'

type BidLog = PlacedLog<'BidAccepted'>

/** What the ledger took as a bid must have been one. */
export const BID_CHECKS: readonly Check[] = [
  { id: 'P4.2', applies: hasBids, examine: checkAuthors },
  { id: 'P4.3', applies: hasBids, examine: checkTimes },
  { id: 'P4.4', applies: hasBids, examine: checkFit },
  { id: 'P4.5', applies: isOfTender, examine: checkNumbers },
  { id: 'P4.6', applies: isOfTender, examine: checkRecord },
]

function hasBids({ facts }: Context): boolean {
  return bidsOf(facts).length > 0
}

/** In a receipt other bidders' bids can stand in the same transaction; nothing is said of them there. */
function bidsOf(facts: Facts): readonly BidLog[] {
  const { kind, bidder } = facts.evidence
  const bids = facts.named('BidAccepted')
  return kind === 'tender' ? bids : bids.filter(({ args }) => args.bidder === bidder)
}

async function checkAuthors({ facts, registry, curve }: Context, notes: Notes): Promise<void> {
  for (const { at, args, signed } of bidsOf(facts)) {
    await notes.step()
    const finding = checkAuthor(signed, { author: args.bidder, role: 'supplier', at }, registry, curve)
    if (finding !== undefined) notes.add(finding)
  }
}

async function checkTimes({ facts, tender }: Context, notes: Notes): Promise<void> {
  if (tender.terms === undefined) return notes.lack('NOT_THERE', { field: 'Announced' })
  const { biddingAt, closingAt } = tender.terms.schedule
  for (const log of bidsOf(facts)) {
    await notes.step()
    const found = log.at.timestamp
    const where = { at: log.at, participant: log.args.bidder }
    if (found < biddingAt)
      notes.refute('TOO_EARLY', { ...where, field: 'biddingAt', expected: biddingAt, found })
    if (found >= closingAt)
      notes.refute('TOO_LATE', { ...where, field: 'closingAt', expected: closingAt, found })
    const statement = statementOf(log)
    if (statement === undefined) notes.lack('UNSIGNED', { ...where, field: 'validUntil' })
    else if (found > statement.validUntil) {
      notes.refute('TOO_LATE', { ...where, field: 'validUntil', expected: statement.validUntil, found })
    }
  }
}

async function checkFit({ facts, tender }: Context, notes: Notes): Promise<void> {
  const keyHash = tender.joint && jointKeyHash(tender.joint)
  // A receipt does without the ceremony: the ledger itself compared the hash.
  if (keyHash === undefined && facts.evidence.kind === 'tender') {
    notes.lack('NOT_THERE', { field: 'KeysProposed' })
  }
  for (const log of bidsOf(facts)) {
    await notes.step()
    const { at, args } = log
    const where = { at, participant: args.bidder }
    if (args.termsVersion !== TERMS_VERSION) {
      const values = { expected: TERMS_VERSION, found: args.termsVersion }
      notes.refute('BAD_TERMS', { ...where, field: 'termsVersion', ...values })
    }
    if (!isBase(args.seal)) notes.refute('BAD_POINT', { ...where, field: 'seal' })
    const statement = statementOf(log)
    if (statement === undefined) notes.lack('UNSIGNED', { ...where, field: 'keyHash' })
    else if (keyHash !== undefined && statement.keyHash !== keyHash) {
      notes.refute('OTHER_KEY', { ...where, field: 'keyHash', expected: keyHash, found: statement.keyHash })
    }
  }
}

function statementOf({ signed }: BidLog) {
  return signed?.statement.type === 'SubmitBid' ? signed.statement : undefined
}

async function checkNumbers(context: Context, notes: Notes): Promise<void> {
  const { facts, tender } = context
  const isOneShot = tender.terms !== undefined && BID_POLICIES[tender.terms.bidPolicy] === 'OneShot'
  const placed = new Map<bigint, number>()
  let nextNumber = 0
  for (const { at, args } of facts.named('BidAccepted')) {
    await notes.step()
    const { bidder, sequence, number } = args
    const where = { at, participant: bidder }
    const expected = placed.get(bidder) ?? 0
    if (isOneShot && placed.has(bidder)) notes.refute('ALREADY_BID', where)
    else if (sequence !== expected) {
      notes.refute('OTHER_NUMBER', { ...where, field: 'sequence', expected, found: sequence })
    }
    if (number !== nextNumber) {
      notes.refute('OTHER_NUMBER', { ...where, field: 'number', expected: nextNumber, found: number })
    }
    placed.set(bidder, sequence + 1)
    nextNumber = number + 1
  }
  checkCount(placed.size, context, notes)
}

const OPENING_EVENTS = ['ShareReleased', 'KeyOpened', 'BidOpened', 'ReserveOpened', 'ReserveSettled'] as const

/** Bids of a tender that has too few of them are never opened, so that they do no harm to its re-tender. */
function checkCount(found: number, { facts, tender }: Context, notes: Notes): void {
  if (found > MAX_BIDS) notes.refute('TOO_MANY_BIDS', { expected: MAX_BIDS, found })
  const [opening] = OPENING_EVENTS.flatMap((name): readonly PlacedLog[] => facts.named(name))
  const expected = tender.terms?.minimumBids ?? 0
  if (opening !== undefined && found < expected) {
    notes.refute('TOO_FEW_BIDS', { at: opening.at, expected, found })
  }
}

/** Each statement extends the record by its digest, so whatever was left out, put in or exchanged shows at the next one. */
async function checkRecord({ tender }: Context, notes: Notes): Promise<void> {
  let record = EMPTY_RECORD
  for (const [place, { event, at, args }] of tender.recorded.entries()) {
    await notes.step()
    if (place === 0 && event !== 'Announced') notes.refute('BROKEN_RECORD', { at, field: 'Announced' })
    const expected = extendRecord(record, args.statement)
    if (args.record !== expected) {
      notes.refute('BROKEN_RECORD', { at, field: 'record', expected, found: args.record })
    }
    record = args.record
  }
}
