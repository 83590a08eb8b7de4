import type { EventNamed } from '../../chain/events.ts'
import type { Change, Rows } from '../../db/tables.ts'
import type { Hex } from '../../protocol/bytes.ts'
import { BID_STATUSES, type BidStatus } from '../../protocol/tender.ts'
import { broughtBackBy } from '../before.ts'
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

type Counts = { opened?: number; standing?: number; openObjections?: number; awards?: number }

const NO_DETAILS = {
  bidder: null,
  sequence: null,
  author: null,
  reason: null,
  document: null,
  amount: null,
  next: null,
  termsVersion: null,
  schedule: null,
  objection: null,
  upheld: null,
  otherScore: null,
  priceScore: null,
} as const

/** An act of the agency with what it sets of the tender and adds to it. */
const act = (
  event: EventNamed<ActName>,
  details: Details,
  set: Partial<Rows['tenders']> = {},
  add: Counts = {},
): Change[] => {
  const { tender, act: number, statement, record } = event.args
  const facts = { tender, act: number, name: event.name, statement, record }
  return [
    { table: 'acts', put: { ...facts, ...NO_DETAILS, ...details, ...originOf(event) } },
    { table: 'tenders', key: { tender }, set: { record, ...set }, add: { acts: 1, ...add } },
  ]
}

const bidStatus = (
  tender: Hex,
  bidder: bigint,
  status: BidStatus,
  scored: { score?: number | null } = {},
): Change => ({
  table: 'orders',
  key: { tender, bidder },
  set: { status: BID_STATUSES.indexOf(status), ...scored },
})

/** What the tender becomes when the line has changed: that nobody is left is a result, to which bidders may object. */
const lineAfter = (next: bigint, timestamp: number): [Partial<Rows['tenders']>, Counts] =>
  next === 0n ? [{ first: 0n, awardedAt: timestamp }, { awards: 1 }] : [{ first: next }, {}]

/** Scores of a tender without a scale are nothing that was given: even the lowest price score is more than zero. */
const scoresOf = ({ otherScore, priceScore }: { otherScore: number; priceScore: number }) =>
  priceScore === 0 ? {} : { otherScore, priceScore }

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
  BidWithdrawn: event => {
    const { tender, bidder, sequence, document, author } = event.args
    return [
      ...act(event, { bidder, sequence, document, author }, {}, { opened: 1, standing: -1 }),
      { table: 'bids', key: { tender, bidder, sequence }, set: { withdrawn: true } },
    ]
  },
  Qualified: event => {
    const { tender, bidder, document, otherScore, priceScore } = event.args
    const score = priceScore === 0 ? null : priceScore + otherScore
    return [
      ...act(event, { bidder, document, ...scoresOf(event.args) }),
      bidStatus(tender, bidder, 'Qualified', { score }),
    ]
  },
  Disqualified: event => {
    const { tender, bidder, reason, document, next } = event.args
    return [
      ...act(
        event,
        { bidder, reason, document, next, ...scoresOf(event.args) },
        ...lineAfter(next, event.timestamp),
      ),
      bidStatus(tender, bidder, 'Disqualified', { score: null }),
    ]
  },
  Awarded: event => {
    const { bidder, amount } = event.args
    const result = { winner: bidder, awardedAt: event.timestamp }
    return act(event, { bidder, amount }, result, { awards: 1 })
  },
  ObjectionDecided: (event, { before }) => {
    const { tender, objection, upheld, document, first } = event.args
    const decision = { objection, upheld, document }
    if (!upheld) return act(event, decision, {}, { openObjections: -1 })
    const [set, add] = lineAfter(first, event.timestamp)
    return [
      ...act(
        event,
        { ...decision, next: first },
        { winner: 0n, awardedAt: 0, openObjections: 0, ...set },
        add,
      ),
      ...broughtBackBy(before, event).map(bidder => bidStatus(tender, bidder, 'Acceptable', { score: null })),
    ]
  },
  Concluded: event => {
    const { bidder, amount, contractHash: document } = event.args
    return act(event, { bidder, amount, document }, { concludedAt: event.timestamp })
  },
  Forfeited: event => {
    const { tender, bidder, reason, document, next } = event.args
    const [set, add] = lineAfter(next, event.timestamp)
    return [
      ...act(event, { bidder, reason, document, next }, { winner: 0n, awardedAt: 0, ...set }, add),
      bidStatus(tender, bidder, 'Forfeited'),
    ]
  },
}
