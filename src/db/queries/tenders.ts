import type { Hex } from '../../protocol/bytes.ts'
import { phaseOf, type TenderFacts } from '../../protocol/phase.ts'
import { nameAt, type Phase, RESERVE_KINDS } from '../../protocol/tender.ts'
import type { Schedule, TermsJson } from '../../protocol/terms.ts'
import type { Parameter, Queryable } from '../database.ts'
import { type Page, type PageRequest, pageLimit, startOf, toPage } from '../page.ts'
import type { JointKeyJson } from '../tables.ts'
import { placesOf, type Settlement } from './orders.ts'
import { type Seal, sealOf } from './seal.ts'
import { phaseExpression } from './tenderPhase.ts'

/** A tender with every fact from which its phase follows. */
export type Tender = TenderFacts & {
  readonly tender: Hex
  readonly agency: bigint
  readonly notice: string
  readonly key: bigint
  /** To which bids are sealed. */
  readonly publicKey: JointKeyJson['publicKey']
  /** The key's secret once it is on the ledger, or null. */
  readonly secret: Hex | null
  /** With the times as they are now, after any postponement. */
  readonly terms: TermsJson
  readonly termsVersion: number
  readonly reserveSeal: Seal | null
  readonly acts: number
  /** The head of the line of acceptable bids that are not out; 0: nobody. */
  readonly first: bigint
  /** How many results there were: awards, and lines that ended with nobody left. The last of them is `awardedAt`'s. */
  readonly awards: number
  /** How many objections were raised through all awards, and how many of them wait for a decision. */
  readonly objections: number
  readonly openObjections: number
  /** The tender that repeats this one, or null. */
  readonly successor: Hex | null
  /** How the opening went; null until the ranking begins. See `findSettlement`. */
  readonly settlement: Pick<Settlement, 'degraded' | 'released' | 'closed'> | null
  /** What decided draw and ties; null until the reserve price is settled. */
  readonly seed: Hex | null
  readonly record: Hex
  readonly statement: Hex
  readonly announcedAt: number
  readonly block: number
  readonly logIndex: number
  readonly transaction: Hex
  /** At the time asked for. */
  readonly phase: Phase
}

export type TenderFilter = {
  readonly phase?: Phase | undefined
  readonly agency?: bigint | undefined
  /** Closing at this time or later, and before that one; seconds since 1970. */
  readonly closingFrom?: number | undefined
  readonly closingBefore?: number | undefined
  /** Stands in the notice number, in letters of either case. */
  readonly notice?: string | undefined
  readonly sort?: TenderSort | undefined
}

/** By announcement, the newest first; by closing time, the earliest or the latest first. */
export const TENDER_SORTS = ['newest', 'closing', '-closing'] as const
export type TenderSort = (typeof TENDER_SORTS)[number]

/** By which columns a page is ordered, and in which direction. */
const SORTS: {
  readonly [Sort in TenderSort]: { readonly columns: readonly string[]; readonly isDescending: boolean }
} = {
  newest: { columns: ['block', 'log_index'], isDescending: true },
  closing: { columns: ['closing_at', 'block', 'log_index'], isDescending: false },
  '-closing': { columns: ['closing_at', 'block', 'log_index'], isDescending: true },
}

type Row = Omit<Tender, 'phase' | 'schedule' | 'reserveKind' | 'reserveSeal' | 'aside' | 'settlement'> &
  Schedule & {
    reserveKind: number
    reserveSeal: Hex | null
    standing: number
    settlement: { degraded: boolean; released: number; closed: number } | null
  }

const SELECT = `
  SELECT tenders.*, (SELECT joint -> 'publicKey' FROM keys WHERE keys.key = tenders.key) AS public_key,
    (SELECT secret FROM secrets WHERE secrets.key = tenders.key) AS secret,
    (SELECT json_build_object('degraded', degraded, 'released', released, 'closed', closed)
     FROM settlements WHERE settlements.tender = tenders.tender) AS settlement,
    (SELECT timestamp FROM blocks WHERE number = block) AS announced_at
  FROM tenders`

const toTender = (row: Row, now: number): Tender => {
  const { biddingAt, closingAt, openingAt, fallbackAt, fallbackEndAt, ...others } = row
  const { reserveKind, reserveSeal, standing, settlement, ...rest } = others
  const schedule = { biddingAt, closingAt, openingAt, fallbackAt, fallbackEndAt }
  const facts = {
    ...rest,
    aside: rest.bids - standing,
    terms: { ...rest.terms, schedule },
    schedule,
    settlement: settlement && { ...settlement, released: placesOf(settlement.released) },
    reserveKind: nameAt(RESERVE_KINDS, reserveKind),
    reserveSeal: reserveSeal === null ? null : sealOf(reserveSeal),
  }
  return { ...facts, phase: phaseOf(facts, now) }
}

/** @param now the chain's time, in seconds since 1970, at which the phase is asked for */
export const findTender = async (
  database: Queryable,
  tender: Hex,
  now: number,
): Promise<Tender | undefined> => {
  const [row] = await database.query<Row>(`${SELECT} WHERE tender = $1`, [tender])
  return row && toTender(row, now)
}

/**
 * Tenders, the newest announcement first unless sorted otherwise.
 * @param now the chain's time, in seconds since 1970, at which the phases are asked for
 * @throws INVALID_CURSOR
 */
export const listTenders = async (
  database: Queryable,
  now: number,
  request: PageRequest & TenderFilter = {},
): Promise<Page<Tender>> => {
  const { agency, phase, closingFrom, closingBefore, notice, sort = 'newest' } = request
  const { columns, isDescending } = SORTS[sort]
  const start = startOf(request, ['count', 'count', 'count'])?.slice(-columns.length)
  const parameters: Parameter[] = [pageLimit(request) + 1]
  const placeOf = (value: Parameter): string => `$${parameters.push(value)}`
  const condition = <Value extends Parameter>(
    value: Value | undefined,
    text: (place: string) => string,
  ): string[] => (value === undefined ? [] : [text(placeOf(value))])
  // Only the conditions that there are: the database then goes through an index from where the page begins.
  const conditions = [
    ...(start === undefined
      ? []
      : [`(${columns}) ${isDescending ? '<' : '>'} (${start.map(value => `${placeOf(value)}::int8`)})`]),
    ...condition(agency, place => `agency = ${place}::numeric`),
    ...condition(phase, place => `${phaseExpression(placeOf(now))} = ${place}::text`),
    ...condition(closingFrom, place => `closing_at >= ${place}::int8`),
    ...condition(closingBefore, place => `closing_at < ${place}::int8`),
    ...condition(notice, place => `strpos(lower(notice), lower(${place}::text)) > 0`),
  ]
  const rows = await database.query<Row>(
    `${SELECT} ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}
     ORDER BY ${columns.map(column => `${column}${isDescending ? ' DESC' : ''}`)} LIMIT $1`,
    parameters,
  )
  return toPage(
    rows.map(row => toTender(row, now)),
    request,
    tender => [tender.schedule.closingAt, tender.block, tender.logIndex],
  )
}
