import type { RankedBid } from '../protocol/review.ts'
import { type Objection, objectionSchema, type Tender, withdrawalSchema } from './api.ts'
import { readGroup } from './awarding.ts'
import type { Gateway } from './gateway.ts'
import type { Words } from './language.ts'
import { time } from './readable.ts'

/** What in a tender waits for somebody's word. */
export interface Pending {
  /** Until when the terms may be amended, in seconds since 1970; null: not any more. */
  readonly amendableUntil: number | null
  /** Bids that count only if their bidders confirm or replace them. */
  readonly unconfirmed: number
  /** Bidders whose request to withdraw waits for the agency. */
  readonly withdrawals: readonly bigint[]
  /** Those that wait for the agency's decision. */
  readonly objections: readonly Objection[]
  /** The bids from which the award is chosen, in a review. */
  readonly group: readonly RankedBid[]
}

const BEFORE_CLOSING: readonly Tender['phase'][] = ['Scheduled', 'Bidding']
const BEFORE_OPENING: readonly Tender['phase'][] = [...BEFORE_CLOSING, 'Closed']

/** @param now the ledger's clock in seconds since 1970 */
export async function readPending(gateway: Gateway, tender: Tender, now: number): Promise<Pending> {
  const { phase, terms } = tender
  const [changes, objections, group] = await Promise.all([
    BEFORE_OPENING.includes(phase) ? readChanges(gateway, tender) : NO_CHANGES,
    readOpenObjections(gateway, tender),
    phase === 'Review' ? readGroup(gateway, tender) : [],
  ])
  const last = terms.schedule.closingAt - terms.amendmentTime
  const amendableUntil = BEFORE_CLOSING.includes(phase) && now <= last ? last : null
  return { ...changes, objections, group, amendableUntil }
}

const NO_CHANGES = { unconfirmed: 0, withdrawals: [] } as const

async function readChanges(
  gateway: Gateway,
  { tender, termsVersion, aside }: Tender,
): Promise<Pick<Pending, 'unconfirmed' | 'withdrawals'>> {
  const requests = await gateway.list(`/v1/tenders/${tender}/withdrawals`, withdrawalSchema)
  const granted = requests.filter(({ grantedBy }) => grantedBy !== null)
  const open = requests.filter(request => request.grantedBy === null && request.termsVersion === termsVersion)
  // A bid that was withdrawn is set aside too.
  return { unconfirmed: aside - granted.length, withdrawals: open.map(({ bidder }) => bidder) }
}

async function readOpenObjections(
  gateway: Gateway,
  { tender, openObjections }: Tender,
): Promise<readonly Objection[]> {
  if (openObjections === 0) return []
  const all = await gateway.list(`/v1/tenders/${tender}/objections`, objectionSchema)
  return all.filter(({ state }) => state === 'Open')
}

/** One line each; objections have a line of their own. */
export function pendingWords({ amendableUntil, unconfirmed, withdrawals, group }: Pending): Words[] {
  const words: Words[] = []
  if (amendableUntil !== null) {
    const until = time(amendableUntil)
    words.push({ en: `amendments until ${until}`, ko: `${until}까지 정정 가능` })
  }
  if (unconfirmed > 0)
    words.push({ en: `${unconfirmed} bids to be confirmed`, ko: `확인되지 않은 투찰 ${unconfirmed}건` })
  if (withdrawals.length > 0) {
    const names = withdrawals.join(', ')
    words.push({ en: `withdrawals asked for by ${names}`, ko: `${names}번의 투찰 취소 신청` })
  }
  const unreviewed = group.filter(({ status }) => status === 'Acceptable').map(({ bidder }) => bidder)
  if (unreviewed.length > 0) {
    const names = unreviewed.join(', ')
    words.push({ en: `review of ${names}`, ko: `${names}번의 심사` })
  }
  return words
}
