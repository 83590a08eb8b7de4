import type { Hex } from '../../protocol/bytes.ts'
import { phaseOf, type TenderFacts } from '../../protocol/phase.ts'
import { nameAt, type Phase, RESERVE_KINDS } from '../../protocol/tender.ts'
import type { Schedule, TermsJson } from '../../protocol/terms.ts'
import type { Queryable } from '../database.ts'
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
 * Tenders, the newest announcement first.
 * @param now the chain's time, in seconds since 1970, at which the phases are asked for
 * @throws INVALID_CURSOR
 */
export const listTenders = async (
  database: Queryable,
  now: number,
  request: PageRequest & TenderFilter = {},
): Promise<Page<Tender>> => {
  const [block = null, logIndex = null] = startOf(request, ['count', 'count']) ?? []
  const rows = await database.query<Row>(
    `${SELECT}
     WHERE ($1::int8 IS NULL OR (block, log_index) < ($1, $2::int8))
       AND ($3::numeric IS NULL OR agency = $3) AND ($4::text IS NULL OR ${phaseExpression('$5')} = $4)
     ORDER BY block DESC, log_index DESC LIMIT $6`,
    [block, logIndex, request.agency ?? null, request.phase ?? null, now, pageLimit(request) + 1],
  )
  return toPage(
    rows.map(row => toTender(row, now)),
    request,
    tender => [tender.block, tender.logIndex],
  )
}
