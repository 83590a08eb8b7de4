import { MAX_BIDS } from '../../protocol/limits.ts'
import { jointKeyHash } from '../../protocol/openingKey.ts'
import type { Phase } from '../../protocol/phase.ts'
import { isBase } from '../../protocol/point.ts'
import { EMPTY_RECORD, extendRecord } from '../../protocol/record.ts'
import { BID_POLICIES } from '../../protocol/tender.ts'
import type { Schedule, Terms } from '../../protocol/terms.ts'
import type { Check, Context, Notes } from '../check.ts'
import { comparePositions, type Facts, type PlacedLog } from '../facts.ts'
import { checkAuthor } from '../registry.ts'
import { isOfTender } from '../tenderKey.ts'
import { refuteUnreasoned } from './announcement.ts'

/** What becomes of a bid before the opening. */
const STEPS = ['BidAccepted', 'BidConfirmed', 'WithdrawalRequested', 'BidWithdrawn'] as const

type StepLog = PlacedLog<(typeof STEPS)[number]>
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
  return stepsOf(facts).length > 0
}

/** In the order of the chain. In a receipt other bidders' bids can stand in the same transaction; nothing is said of them there. */
function stepsOf(facts: Facts): StepLog[] {
  const { kind, bidder } = facts.evidence
  const steps = STEPS.flatMap((name): readonly StepLog[] => facts.named(name))
  const own = kind === 'tender' ? steps : steps.filter(({ args }) => args.bidder === bidder)
  return own.sort((a, b) => comparePositions(a.at, b.at))
}

/** The grant of a withdrawal is an act of the agency, whose acts have a check of their own. */
async function checkAuthors({ facts, registry, curve }: Context, notes: Notes): Promise<void> {
  for (const { event, at, args, signed } of stepsOf(facts)) {
    if (event === 'BidWithdrawn') continue
    await notes.step()
    const finding = checkAuthor(signed, { author: args.bidder, role: 'supplier', at }, registry, curve)
    if (finding !== undefined) notes.add(finding)
  }
}

/** In which phases each is possible, and the time at which the last of them ends at the latest. */
const PERIODS: Readonly<
  Record<StepLog['event'], { readonly phases: readonly Phase[]; readonly end: keyof Schedule }>
> = {
  BidAccepted: { phases: ['Bidding'], end: 'closingAt' },
  BidConfirmed: { phases: ['Bidding'], end: 'closingAt' },
  WithdrawalRequested: { phases: ['Bidding', 'Closed'], end: 'openingAt' },
  BidWithdrawn: { phases: ['Bidding', 'Closed'], end: 'openingAt' },
}

async function checkTimes(context: Context, notes: Notes): Promise<void> {
  if (context.tender.announcement === undefined) return notes.lack('NOT_THERE', { field: 'Announced' })
  for (const log of stepsOf(context.facts)) {
    await notes.step()
    checkTime(log, context, notes)
    if (log.event !== 'BidAccepted') continue
    const [statement, found] = [statementOf(log), log.at.timestamp]
    const where = { at: log.at, participant: log.args.bidder, field: 'validUntil' }
    if (statement === undefined) notes.lack('UNSIGNED', where)
    else if (found > statement.validUntil)
      notes.refute('TOO_LATE', { ...where, expected: statement.validUntil, found })
  }
}

function checkTime(log: StepLog, context: Context, notes: Notes): void {
  const { phases, end } = PERIODS[log.event]
  const { biddingAt, [end]: endAt } = termsAt(log, context)?.schedule ?? NO_TIMES
  const found = log.at.timestamp
  const where = { at: log.at, participant: log.args.bidder }
  if (found < biddingAt)
    notes.refute('TOO_EARLY', { ...where, field: 'biddingAt', expected: biddingAt, found })
  if (found >= endAt) notes.refute('TOO_LATE', { ...where, field: end, expected: endAt, found })
  if (found < biddingAt || found >= endAt) return
  const { phase } = context.tender.before(log)
  // A receipt does not know how many others bid, and so not whether the tender failed at the closing.
  const isImpossible = phase !== undefined && !phases.includes(phase)
  if (isImpossible && (isOfTender(context) || phase === 'Cancelled'))
    notes.refute('WRONG_PHASE', { ...where, field: log.event, expected: phases[0] ?? 'none', found: phase })
}

const NO_TIMES: Schedule = { biddingAt: 0, closingAt: 0, openingAt: 0, fallbackAt: 0, fallbackEndAt: 0 }

/** In force at that moment; what came before the announcement is held against that. */
function termsAt(log: StepLog, { tender }: Context): Terms | undefined {
  return tender.before(log).terms ?? tender.announcement?.args.terms
}

async function checkFit(context: Context, notes: Notes): Promise<void> {
  const { facts, tender } = context
  const keyHash = tender.joint && jointKeyHash(tender.joint)
  // A receipt does without the ceremony: the ledger itself compared the hash.
  if (keyHash === undefined && facts.evidence.kind === 'tender') {
    notes.lack('NOT_THERE', { field: 'KeysProposed' })
  }
  for (const log of stepsOf(facts)) {
    await notes.step()
    const { at, args } = log
    const where = { at, participant: args.bidder }
    if ('document' in args) refuteUnreasoned(at, args, notes, { participant: args.bidder })
    if ('termsVersion' in args) {
      const [expected, found] = [Math.max(1, tender.before(log).termsVersion), args.termsVersion]
      if (found !== expected) notes.refute('BAD_TERMS', { ...where, field: 'termsVersion', expected, found })
    }
    if (log.event !== 'BidAccepted') continue
    checkSealed(log, keyHash, notes)
    if (args.bidder === tender.announcement?.args.agency) notes.refute('OWN_TENDER', where)
  }
}

/** @param keyHash of the announced key; undefined where the file does not have it */
function checkSealed(log: BidLog, keyHash: string | undefined, notes: Notes): void {
  const { at, args } = log
  const where = { at, participant: args.bidder }
  if (!isBase(args.seal)) notes.refute('BAD_POINT', { ...where, field: 'seal' })
  const statement = statementOf(log)
  if (statement === undefined) notes.lack('UNSIGNED', { ...where, field: 'keyHash' })
  else if (keyHash !== undefined && statement.keyHash !== keyHash) {
    notes.refute('OTHER_KEY', { ...where, field: 'keyHash', expected: keyHash, found: statement.keyHash })
  }
}

function statementOf({ signed }: BidLog) {
  return signed?.statement.type === 'SubmitBid' ? signed.statement : undefined
}

async function checkNumbers(context: Context, notes: Notes): Promise<void> {
  const { facts } = context
  let nextNumber = 0
  for (const log of stepsOf(facts)) {
    await notes.step()
    if (log.event !== 'BidAccepted') {
      checkStep(log, context, notes)
      continue
    }
    checkBid(log, context, notes)
    const { number, bidder } = log.args
    if (number !== nextNumber) {
      const values = { expected: nextNumber, found: number }
      notes.refute('OTHER_NUMBER', { at: log.at, participant: bidder, field: 'number', ...values })
    }
    nextNumber = number + 1
  }
  checkCount(context, notes)
}

/** A bid for older terms may be replaced by one for the present ones, whatever the policy; a withdrawn one by none. */
function checkBid(log: BidLog, context: Context, notes: Notes): void {
  const { bid, termsVersion } = context.tender.before(log)
  const where = { at: log.at, participant: log.args.bidder }
  const policy = BID_POLICIES[termsAt(log, context)?.bidPolicy ?? 0]
  if (bid?.isWithdrawn) notes.refute('BARRED', where)
  else if (bid !== undefined && policy === 'OneShot' && bid.termsVersion === termsVersion)
    notes.refute('ALREADY_BID', where)
  else checkSequence(log, bid === undefined ? 0 : bid.sequence + 1, notes)
}

/** A confirmation, a request and its grant are about the bidder's last bid. */
function checkStep(log: Exclude<StepLog, BidLog>, { tender }: Context, notes: Notes): void {
  const where = { at: log.at, participant: log.args.bidder, field: log.event }
  const { bid, termsVersion } = tender.before(log)
  if (bid === undefined || bid.isWithdrawn) {
    notes.refute(bid === undefined ? 'NO_SUCH_BID' : 'BARRED', where)
    return
  }
  checkSequence(log, bid.sequence, notes)
  const { requested } = bid
  const isRequested = requested?.sequence === bid.sequence && requested.termsVersion === bid.termsVersion
  if (log.event === 'BidWithdrawn' && !isRequested) notes.refute('NOT_REQUESTED', where)
  if (log.event !== 'BidConfirmed' && bid.termsVersion !== termsVersion)
    notes.refute('BAD_TERMS', { ...where, expected: termsVersion, found: bid.termsVersion })
  if (log.event === 'WithdrawalRequested' && isRequested) notes.refute('THERE_TWICE', where)
  if (log.event === 'BidConfirmed' && bid.termsVersion === termsVersion) notes.refute('BID_STANDS', where)
}

function checkSequence({ at, args }: StepLog, expected: number, notes: Notes): void {
  const found = args.sequence
  if (found === expected) return
  notes.refute('OTHER_NUMBER', { at, participant: args.bidder, field: 'sequence', expected, found })
}

const OPENING_EVENTS = ['ShareReleased', 'KeyOpened', 'BidOpened', 'ReserveOpened', 'ReserveSettled'] as const

/** Bids of a tender that has too few of them are never opened, so that they do no harm to its re-tender. */
function checkCount({ facts, tender }: Context, notes: Notes): void {
  const { bids, standing: found } = tender
  if (bids.size > MAX_BIDS) notes.refute('TOO_MANY_BIDS', { expected: MAX_BIDS, found: bids.size })
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
