import { BonginError } from '../../protocol/error.ts'
import type { Seal } from '../../protocol/seal.ts'
import { assertReserveSeal, assertTerms, type Terms, tenderId } from '../../protocol/terms.ts'
import type { Check, Context, Notes } from '../check.ts'
import { checkAuthor } from '../registry.ts'
import { theOnly } from '../tenderKey.ts'

/** What was announced, by whom, and whether a ledger may take it. */
export const ANNOUNCEMENT_CHECKS: readonly Check[] = [
  { id: 'P4.1', applies: () => true, examine: checkAnnouncement },
]

async function checkAnnouncement(context: Context, notes: Notes): Promise<void> {
  const { facts, registry, curve } = context
  const announcement = theOnly(facts.named('Announced'), 'Announced', notes)
  if (announcement === undefined) return
  await notes.step()
  const { at, args, signed } = announcement
  const named = tenderId(args.agency, args.terms.notice)
  if (named !== args.tender) notes.refute('OTHER_TENDER', { at, expected: named, found: args.tender })
  const finding = checkAuthor(signed, { author: args.agency, role: 'agency', at }, registry, curve)
  if (finding !== undefined) notes.add(finding)
  const field = faultOf(args.terms, args.reserveSeal, at.timestamp)
  if (field !== undefined) notes.refute('BAD_TERMS', { at, field })
}

/** @returns the field for which the ledger would refuse the announcement */
function faultOf(terms: Terms, reserveSeal: Seal, now: number): string | undefined {
  try {
    assertTerms(terms, now)
    assertReserveSeal(terms, reserveSeal)
    return undefined
  } catch (error) {
    if (!(error instanceof BonginError)) throw error
    return typeof error.details.field === 'string' ? error.details.field : 'reserveSeal'
  }
}
