import { protocolError } from './error.ts'
import { RETENDERS } from './tender.ts'
import { isSchedule, type Schedule, type Terms } from './terms.ts'

const TIMES = ['closingAt', 'openingAt', 'fallbackAt', 'fallbackEndAt'] as const
const FIXED_IN_RETENDER = [
  'document',
  'objectionPeriod',
  'amendmentTime',
  'minimumBids',
  'bidPolicy',
  'retender',
  'tieRule',
] as const

/**
 * The same checks as `TenderLedger.amend`, after `assertTerms`: what the bids are sealed for stays, no time moves to earlier, and the
 * bidders keep the announced time before the closing.
 * @param old the terms as they stand on the ledger
 * @param now the chain's clock in seconds since 1970
 * @throws INVALID_CHANGE with `details.field`, the same name as in the ledger's error, and `details.earliest` if the closing comes
 * too soon: the first that would be taken
 */
export function assertAmendment(old: Terms, terms: Terms, now: number): void {
  for (const field of ['notice', 'predecessor', 'retender'] as const) {
    if (old[field] !== terms[field]) throw invalid(field, `The ${field} stays as it was announced`)
  }
  for (const field of ['amendmentTime', 'objectionPeriod'] as const) {
    if (terms[field] < old[field])
      throw invalid(field, `The ${field} that was announced may not be shortened`)
  }
  if (old.reserve.kind !== terms.reserve.kind)
    throw invalid('reserve', 'The kind of the reserve price stays: bids are sealed for it')
  assertNoneEarlier(old.schedule, terms.schedule, now)
  const earliest = now + old.amendmentTime
  if (terms.schedule.closingAt < earliest) {
    throw invalid('closingAt', 'After an amendment the bidders must have the announced time', { earliest })
  }
}

/**
 * The same checks as `TenderLedger.postpone`.
 * @param now the chain's clock in seconds since 1970
 * @throws INVALID_TERMS, INVALID_CHANGE with `details.field`
 */
export function assertPostponement(old: Schedule, schedule: Schedule, now: number): void {
  if (!isSchedule(schedule, now)) {
    const sentence = 'The times do not keep the distances that every tender keeps'
    throw protocolError('INVALID_TERMS', sentence, { details: { field: 'schedule' } })
  }
  assertNoneEarlier(old, schedule, now)
  if (schedule.closingAt === old.closingAt)
    throw invalid('closingAt', 'A postponement moves the closing to later')
}

/**
 * The same checks as `TenderLedger.announce` makes of a re-tender's terms.
 * @param old the terms of the predecessor
 * @throws INVALID_CHANGE with `details.field`
 */
export function assertRetender(old: Terms, terms: Terms): void {
  if (RETENDERS[old.retender] !== 'TimesOnly') return
  const changed =
    FIXED_IN_RETENDER.find(field => old[field] !== terms[field]) ??
    (['reserve', 'award'] as const).find(field => !isSame(old[field], terms[field]))
  if (changed !== undefined)
    throw invalid(changed, 'This re-tender may change nothing but notice and times of its predecessor')
}

/** No time moves to earlier; when bidding has begun, its beginning stays. */
function assertNoneEarlier(old: Schedule, schedule: Schedule, now: number): void {
  const { biddingAt } = old
  if (biddingAt <= now ? schedule.biddingAt !== biddingAt : schedule.biddingAt < biddingAt)
    throw invalid('biddingAt', 'Bidding does not begin earlier, nor anew once it has begun')
  for (const time of TIMES) {
    if (schedule[time] < old[time]) throw invalid(time, `${time} may not move to earlier`)
  }
}

/** Whether two flat structs of the same type have the same values. */
function isSame<Struct extends object>(a: Struct, b: Struct): boolean {
  return (Object.keys(a) as (keyof Struct)[]).every(field => a[field] === b[field])
}

function invalid(field: string, sentence: string, values: Record<string, number> = {}) {
  return protocolError('INVALID_CHANGE', sentence, { details: { field, ...values } })
}
