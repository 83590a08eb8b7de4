import { ZERO_WORD } from '../../protocol/bytes.ts'
import { assertAmendment, assertPostponement } from '../../protocol/change.ts'
import { BonginError } from '../../protocol/error.ts'
import { assertReserveSeal, assertTerms, type Terms, tenderId } from '../../protocol/terms.ts'
import type { Check, Context, Notes } from '../check.ts'
import type { PlacedLog } from '../facts.ts'
import { checkAuthor } from '../registry.ts'
import type { ChangeLog } from '../tender.ts'
import { theOnly } from '../tenderKey.ts'

/** What was announced and changed before the closing, by whom, and whether a ledger may take it. */
export const ANNOUNCEMENT_CHECKS: readonly Check[] = [
  { id: 'P4.1', applies: () => true, examine: checkNotice },
]

async function checkNotice(context: Context, notes: Notes): Promise<void> {
  const { facts, registry, curve, tender } = context
  const announcement = theOnly(facts.named('Announced'), 'Announced', notes)
  if (announcement === undefined) return
  const { agency: author } = announcement.args
  for (const log of [announcement, ...tender.changes]) {
    await notes.step()
    const finding = checkAuthor(log.signed, { author, role: 'agency', at: log.at }, registry, curve)
    if (finding !== undefined) notes.add(finding)
    if (log.event === 'Announced') checkAnnouncement(log, context, notes)
    else checkChange(log, context, notes)
  }
}

function checkAnnouncement({ at, args }: PlacedLog<'Announced'>, { facts }: Context, notes: Notes): void {
  const named = tenderId(args.agency, args.terms.notice)
  if (named !== args.tender) notes.refute('OTHER_TENDER', { at, expected: named, found: args.tender })
  refuteRule(at, notes, () => assertNotice(args, at.timestamp))
  const { predecessor } = args.terms
  if (predecessor === args.tender) notes.refute('BAD_TERMS', { at, field: 'predecessor' })
  // Only where one transaction carried it too: of another tender the file claims nothing.
  const repeated = facts.logs.find(log => log.event === 'Announced' && log.args.tender === predecessor)
  if (repeated?.event !== 'Announced' || repeated.args.agency === args.agency) return
  const values = { expected: repeated.args.agency, found: args.agency }
  notes.refute('OTHER_AGENCY', { at, field: 'predecessor', ...values })
}

/** An amendment or a postponement takes the place of the terms that were in force at that moment, while bids could still follow it. */
function checkChange(log: ChangeLog, { tender }: Context, notes: Notes): void {
  const { at } = log
  const { phase = 'none', terms, termsVersion } = tender.before(log)
  if (phase !== 'Scheduled' && phase !== 'Bidding')
    notes.refute('WRONG_PHASE', { at, field: log.event, expected: 'Bidding', found: phase })
  if (terms === undefined) return
  if (log.event === 'Amended') {
    const [expected, found] = [termsVersion + 1, log.args.termsVersion]
    if (found !== expected) notes.refute('OTHER_NUMBER', { at, field: 'termsVersion', expected, found })
    refuteRule(at, notes, () => {
      assertNotice(log.args, at.timestamp)
      assertAmendment(terms, log.args.terms, at.timestamp)
    })
    return
  }
  const { schedule, reason, document } = log.args
  refuteRule(at, notes, () => assertPostponement(terms.schedule, schedule, at.timestamp))
  refuteUnreasoned(at, { reason, document }, notes)
}

/** An act against somebody's interest names its reason, and the hash of its document. */
export function refuteUnreasoned(
  at: PlacedLog['at'],
  { reason, document }: { readonly reason?: number; readonly document: string },
  notes: Notes,
  where: { readonly participant?: bigint } = {},
): void {
  if (reason === 0) notes.refute('NO_REASON', { at, ...where, field: 'reason' })
  if (document === ZERO_WORD) notes.refute('NO_REASON', { at, ...where, field: 'document' })
}

type Notice = Pick<PlacedLog<'Announced'>['args'], 'reserveSeal'> & { readonly terms: Terms }

function assertNotice({ terms, reserveSeal }: Notice, now: number): void {
  assertTerms(terms, now)
  assertReserveSeal(terms, reserveSeal)
}

/** Writes down the field for which the ledger would refuse. */
function refuteRule(at: PlacedLog['at'], notes: Notes, assertRule: () => void): void {
  try {
    assertRule()
  } catch (error) {
    if (!(error instanceof BonginError)) throw error
    const { field } = error.details
    const code = error.code === 'INVALID_CHANGE' ? 'BAD_CHANGE' : 'BAD_TERMS'
    notes.refute(code, { at, field: typeof field === 'string' ? field : 'reserveSeal' })
  }
}
