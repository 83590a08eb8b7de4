import type { EventNamed } from '../../chain/events.ts'
import type { Change, Rows } from '../../db/tables.ts'
import { word } from '../../protocol/bytes.ts'
import { BID_STATUSES, RESERVE_KINDS } from '../../protocol/tender.ts'
import { noteOf, sealBytes } from './bids.ts'
import { originOf, type Projections } from './projection.ts'

type TenderEvent =
  | 'Announced'
  | 'ReserveOpened'
  | 'ReserveSettled'
  | 'OrderCompleted'
  | 'Qualified'
  | 'Disqualified'
  | 'Awarded'
  | 'Concluded'

type ActEvent = EventNamed<'Qualified' | 'Disqualified' | 'Awarded' | 'Concluded'>

const SINGLE = RESERVE_KINDS.indexOf('Single')
const QUALIFIED = BID_STATUSES.indexOf('Qualified')
const DISQUALIFIED = BID_STATUSES.indexOf('Disqualified')

/** Counters and times of a tender of which nothing but the announcement has happened. */
const UNTOUCHED = {
  termsVersion: 1,
  acts: 0,
  bids: 0,
  opened: 0,
  valid: 0,
  ranked: 0,
  acceptable: 0,
  reserveOpened: false,
  reserve: 0n,
  seed: null,
  secretAt: 0,
  first: 0n,
  awardedAt: 0,
  concludedAt: 0,
  cancelledAt: 0,
} as const

/** An act of the agency with what it adds to the tender. */
const act = (
  event: ActEvent,
  details: Partial<Pick<Rows['acts'], 'reason' | 'document' | 'amount' | 'next'>>,
  set: Partial<Rows['tenders']> = {},
): Change[] => {
  const { tender, bidder, act: number, statement, record } = event.args
  const facts = { tender, act: number, name: event.name, bidder, statement, record }
  const none = { reason: null, document: null, amount: null, next: null }
  return [
    { table: 'acts', put: { ...facts, ...none, ...details, ...originOf(event) } },
    { table: 'tenders', key: { tender }, set: { record, ...set }, add: { acts: 1 } },
  ]
}

const bidStatus = (event: ActEvent, status: number): Change => ({
  table: 'orders',
  key: { tender: event.args.tender, bidder: event.args.bidder },
  set: { status },
})

export const TENDER_PROJECTIONS: Projections<TenderEvent> = {
  Announced: event => {
    const { tender, agency, key, terms, reserveSeal, statement, record } = event.args
    const { notice, minimumBids } = terms
    const sealed = terms.reserve.kind === SINGLE ? sealBytes(reserveSeal) : null
    const announced = { tender, agency, notice, key, terms, ...terms.schedule, minimumBids }
    const reserve = { reserveKind: terms.reserve.kind, reserveSeal: sealed }
    return [
      {
        table: 'tenders',
        put: { ...announced, ...reserve, ...UNTOUCHED, statement, record, ...originOf(event) },
      },
    ]
  },
  ReserveOpened: event => {
    const { tender, reserve, note, dx, dy } = event.args
    return [
      {
        table: 'reserveOpenings',
        put: { tender, reserve, note: noteOf(note), dx: word(dx), dy: word(dy), ...originOf(event) },
      },
      { table: 'tenders', key: { tender }, set: { reserveOpened: true, reserve } },
    ]
  },
  ReserveSettled: event => {
    const { tender, reserve, seed, counts, degraded } = event.args
    const settlement = { tender, reserve, seed: word(seed), counts: word(counts), degraded }
    return [
      { table: 'settlements', put: { ...settlement, ...originOf(event) } },
      { table: 'tenders', key: { tender }, set: { reserve, seed: word(seed) } },
    ]
  },
  OrderCompleted: ({ args: { tender, first } }) => [{ table: 'tenders', key: { tender }, set: { first } }],
  Qualified: event => [...act(event, { document: event.args.document }), bidStatus(event, QUALIFIED)],
  Disqualified: event => {
    const { reason, document, next } = event.args
    return [...act(event, { reason, document, next }, { first: next }), bidStatus(event, DISQUALIFIED)]
  },
  Awarded: event => act(event, { amount: event.args.amount }, { awardedAt: event.timestamp }),
  Concluded: event => {
    const { amount, contractHash } = event.args
    return act(event, { amount, document: contractHash }, { concludedAt: event.timestamp })
  },
}
