import type { EventNamed } from '../../chain/events.ts'
import type { Change, Rows } from '../../db/tables.ts'
import type { Hex } from '../../protocol/bytes.ts'
import { BID_STATUSES, type BidStatus } from '../../protocol/tender.ts'
import { bidBefore, firstBefore } from '../before.ts'
import { originOf, type Projections } from './projection.ts'
import { termsColumns, termsRow } from './terms.ts'

type ActName =
  | 'Amended'
  | 'Postponed'
  | 'Cancelled'
  | 'BidWithdrawn'
  | 'Qualified'
  | 'Disqualified'
  | 'Awarded'
  | 'ObjectionDecided'
  | 'Concluded'
  | 'Forfeited'

type Act = Rows['acts']
type Details = Partial<Omit<Act, 'tender' | 'act' | 'name' | 'statement' | 'record'>>

const NO_DETAILS = {
  bidder: null,
  reason: null,
  document: null,
  amount: null,
  next: null,
  termsVersion: null,
  schedule: null,
  objection: null,
  upheld: null,
} as const

/** An act of the agency with what it sets of the tender and adds to it. */
const act = (
  event: EventNamed<ActName>,
  details: Details,
  set: Partial<Rows['tenders']> = {},
  add: { opened?: number; standing?: number; openObjections?: number } = {},
): Change[] => {
  const { tender, act: number, statement, record } = event.args
  const facts = { tender, act: number, name: event.name, statement, record }
  return [
    { table: 'acts', put: { ...facts, ...NO_DETAILS, ...details, ...originOf(event) } },
    { table: 'tenders', key: { tender }, set: { record, ...set }, add: { acts: 1, ...add } },
  ]
}

const bidStatus = (tender: Hex, bidder: bigint, status: BidStatus): Change => ({
  table: 'orders',
  key: { tender, bidder },
  set: { status: BID_STATUSES.indexOf(status) },
})

export const ACT_PROJECTIONS: Projections<ActName> = {
  // Every bid steps aside, until its bidder confirms or replaces it.
  Amended: event => {
    const { termsVersion } = event.args
    const set = { ...termsColumns(event), termsVersion, standing: 0 }
    return [...act(event, { termsVersion }, set), termsRow(event, termsVersion)]
  },
  Postponed: event => {
    const { schedule, reason, document } = event.args
    return act(event, { schedule, reason, document }, schedule)
  },
  Cancelled: event => {
    const { reason, document } = event.args
    return act(event, { reason, document }, { cancelledAt: event.timestamp })
  },
  BidWithdrawn: (event, { before }) => {
    const { tender, bidder, document } = event.args
    const { sequence, stands } = bidBefore(before, event)
    return [
      ...act(event, { bidder, document }, {}, { opened: 1, standing: stands ? -1 : 0 }),
      { table: 'bids', key: { tender, bidder, sequence }, set: { withdrawn: true } },
    ]
  },
  Qualified: event => {
    const { tender, bidder, document } = event.args
    return [...act(event, { bidder, document }), bidStatus(tender, bidder, 'Qualified')]
  },
  Disqualified: event => {
    const { tender, bidder, reason, document, next } = event.args
    return [
      ...act(event, { bidder, reason, document, next }, { first: next }),
      bidStatus(tender, bidder, 'Disqualified'),
    ]
  },
  Awarded: event => {
    const { bidder, amount } = event.args
    return act(event, { bidder, amount }, { awardedAt: event.timestamp })
  },
  ObjectionDecided: (event, { before }) => {
    const { tender, objection, upheld, document } = event.args
    const decision = { objection, upheld, document }
    if (!upheld) return act(event, decision, {}, { openObjections: -1 })
    return [
      ...act(event, decision, { awardedAt: 0, openObjections: 0 }),
      bidStatus(tender, firstBefore(before, event), 'Acceptable'),
    ]
  },
  Concluded: event => {
    const { bidder, amount, contractHash: document } = event.args
    return act(event, { bidder, amount, document }, { concludedAt: event.timestamp })
  },
  Forfeited: event => {
    const { tender, bidder, document, next } = event.args
    return [
      ...act(event, { bidder, document, next }, { first: next, awardedAt: 0 }),
      bidStatus(tender, bidder, 'Forfeited'),
    ]
  },
}
