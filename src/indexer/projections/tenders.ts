import type { Change } from '../../db/tables.ts'
import { word } from '../../protocol/bytes.ts'
import { noteOf } from './bids.ts'
import { originOf, type Projections, ZERO_HASH } from './projection.ts'
import { termsColumns, termsRow } from './terms.ts'

type TenderEvent = 'Announced' | 'ReserveOpened' | 'ReserveSettled' | 'OrderCompleted' | 'Objected'

/** Counters and times of a tender of which nothing but the announcement has happened. */
const UNTOUCHED = {
  termsVersion: 1,
  acts: 0,
  bids: 0,
  standing: 0,
  opened: 0,
  valid: 0,
  ranked: 0,
  acceptable: 0,
  reserveOpened: false,
  reserve: 0n,
  seed: null,
  secretAt: 0,
  first: 0n,
  winner: 0n,
  awards: 0,
  awardedAt: 0,
  concludedAt: 0,
  cancelledAt: 0,
  objections: 0,
  openObjections: 0,
  successor: null,
} as const

export const TENDER_PROJECTIONS: Projections<TenderEvent> = {
  Announced: event => {
    const { tender, agency, key, terms, statement, record } = event.args
    const announced = { tender, agency, notice: terms.notice, key, ...termsColumns(event) }
    const { predecessor } = terms
    const repeated: Change[] =
      predecessor === ZERO_HASH
        ? []
        : [{ table: 'tenders', key: { tender: predecessor }, set: { successor: tender } }]
    return [
      { table: 'tenders', put: { ...announced, ...UNTOUCHED, statement, record, ...originOf(event) } },
      termsRow(event, UNTOUCHED.termsVersion),
      ...repeated,
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
    const { tender, reserve, ...facts } = event.args
    const seed = word(facts.seed)
    const settlement = { ...facts, tender, reserve, seed, counts: word(facts.counts) }
    return [
      { table: 'settlements', put: { ...settlement, ...originOf(event) } },
      { table: 'tenders', key: { tender }, set: { reserve, seed } },
    ]
  },
  OrderCompleted: ({ args: { tender, first } }) => [{ table: 'tenders', key: { tender }, set: { first } }],
  Objected: event => {
    const { tender, record } = event.args
    return [
      { table: 'objections', put: { ...event.args, ...originOf(event) } },
      { table: 'tenders', key: { tender }, set: { record }, add: { objections: 1, openObjections: 1 } },
    ]
  },
}
