import type { Check, Context, Notes } from '../check.ts'
import type { Facts, PlacedLog } from '../facts.ts'
import type { Where } from '../findings.ts'
import { isOfTender, requireTenderKey, type TenderKey } from '../tenderKey.ts'

/** Nothing that was closed was told before its time. */
export const DISCLOSURE_CHECKS: readonly Check[] = [
  { id: 'P1.5', applies: isOfTender, examine: (context, notes) => examineTimes(context, notes) },
]

const DISCLOSURES = ['ShareReleased', 'ShareRefused', 'KeyOpened', 'BidOpened', 'ReserveOpened'] as const

type Disclosure = PlacedLog<(typeof DISCLOSURES)[number]>

async function examineTimes(context: Context, notes: Notes): Promise<void> {
  const key = requireTenderKey(context, notes)
  if (key === undefined) return
  const { facts, tender } = context
  const { terms = key.announced.args.terms, standing } = tender
  const isFailed = standing < terms.minimumBids
  for (const log of disclosures(facts, key)) {
    await notes.step()
    const found = log.at.timestamp
    // An event of another tender with the same key has no moment in this one.
    const { phase, terms: then = terms } = tender.before(log)
    const { openingAt } = then.schedule
    if (found < openingAt) notes.refute('TOO_EARLY', { ...whereOf(log), expected: openingAt, found })
    // The bids of a tender that failed at closing stay closed, so that they do no harm to its re-tender.
    else if (isFailed) notes.refute('WRONG_PHASE', { ...whereOf(log), expected: 'Opening', found: 'Failed' })
    else if (phase === 'Cancelled')
      notes.refute('WRONG_PHASE', { ...whereOf(log), expected: 'Opening', found: phase })
    compareKey(log, key, facts, notes)
  }
}

/** Whatever names this tender, or its key. */
function disclosures({ logs, evidence }: Facts, { id }: TenderKey): Disclosure[] {
  return logs.filter(isDisclosure).filter(({ args }) => {
    return args.tender === evidence.tender || ('key' in args && args.key === id)
  })
}

function isDisclosure(log: PlacedLog): log is Disclosure {
  return DISCLOSURES.some(event => event === log.event)
}

/** The announced key opens this tender, and no other. */
function compareKey(log: Disclosure, { id }: TenderKey, { evidence }: Facts, notes: Notes): void {
  if (!('key' in log.args)) return
  const { key, tender } = log.args
  if (key !== id) notes.refute('OTHER_KEY', { ...whereOf(log), expected: id, found: key })
  if (tender !== evidence.tender)
    notes.refute('OTHER_TENDER', { ...whereOf(log), expected: evidence.tender, found: tender })
}

/** Place, event and author. */
export function whereOf({ at, event, args }: Disclosure): Where {
  const where = { at, field: event }
  if ('guardian' in args) return { ...where, participant: args.guardian }
  return 'bidder' in args ? { ...where, participant: args.bidder } : where
}
