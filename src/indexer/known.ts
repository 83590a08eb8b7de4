import type { LedgerEvent } from '../chain/events.ts'
import type { Queryable } from '../db/database.ts'
import { toJsonText } from '../db/values.ts'
import type { Hex } from '../protocol/bytes.ts'
import { splitKeyId } from '../protocol/openingKey.ts'
import { type Before, gatherBefore } from './before.ts'
import { indexerError } from './error.ts'

/**
 * Facts of earlier events. A ranking needs each tender's seed and each opened bid's price, and what a guardian does in a ceremony or
 * with its key the ceremony's set; these never change. Others need what stood just before them.
 */
export type Known = Ranked & { readonly sets: ReadonlyMap<number, number>; readonly before: Before }

type Ranked = { readonly seeds: ReadonlyMap<Hex, bigint>; readonly prices: ReadonlyMap<string, bigint> }

type BidKey = { tender: Hex; bidder: bigint }

/** Gathers what the events need, from the tables and from the events themselves. */
export const gatherKnown = async (session: Queryable, events: readonly LedgerEvent[]): Promise<Known> => ({
  ...(await gatherRanked(session, events)),
  sets: await gatherSets(session, events),
  before: await gatherBefore(session, events),
})

const gatherRanked = async (session: Queryable, events: readonly LedgerEvent[]): Promise<Ranked> => {
  const ranked = events.flatMap(event => (event.name === 'BidRanked' ? [event.args] : []))
  const known = { seeds: new Map<Hex, bigint>(), prices: new Map<string, bigint>() }
  if (ranked.length === 0) return known
  const bids = toJsonText(ranked.map(({ tender, bidder }) => ({ tender, bidder })))
  const seeds = await session.query<{ tender: Hex; seed: Hex }>(
    `SELECT tender, seed FROM settlements
     WHERE tender IN (SELECT tender FROM json_populate_recordset(NULL::settlements, $1::json))`,
    [bids],
  )
  const prices = await session.query<BidKey & { price: bigint }>(
    `SELECT tender, bidder, openings.price FROM openings
     JOIN json_populate_recordset(NULL::openings, $1::json) AS ranked USING (tender, bidder)`,
    [bids],
  )
  for (const { tender, seed } of seeds) known.seeds.set(tender, BigInt(seed))
  for (const bid of prices) known.prices.set(nameOf(bid), bid.price)
  for (const event of events) {
    if (event.name === 'ReserveSettled') known.seeds.set(event.args.tender, event.args.seed)
    if (event.name === 'BidOpened') known.prices.set(nameOf(event.args), event.args.price)
  }
  return known
}

/** The guardian set of each ceremony in which a guardian shows that it is there. */
const gatherSets = async (
  session: Queryable,
  events: readonly LedgerEvent[],
): Promise<Map<number, number>> => {
  const touched = events.flatMap(event => ceremonyTouchedBy(event) ?? [])
  const rows =
    touched.length === 0
      ? []
      : await session.query<{ ceremony: number; guardianSet: number }>(
          `SELECT ceremony, guardian_set FROM ceremonies
           WHERE ceremony IN (SELECT ceremony FROM json_populate_recordset(NULL::ceremonies, $1::json))`,
          [toJsonText([...new Set(touched)].map(ceremony => ({ ceremony })))],
        )
  const sets = new Map(rows.map(({ ceremony, guardianSet }) => [ceremony, guardianSet]))
  for (const event of events)
    if (event.name === 'CeremonyStarted') sets.set(event.args.ceremony, event.args.set)
  return sets
}

const ceremonyTouchedBy = (event: LedgerEvent): number | undefined => {
  if (event.name === 'PackagePosted' || event.name === 'KeysConfirmed') return event.args.ceremony
  return event.name === 'ShareReleased' ? splitKeyId(event.args.key).ceremony : undefined
}

/** @throws INDEX_INCONSISTENT if no event started the ceremony */
export const setOf = ({ sets }: Known, ceremony: number): number => required(sets.get(ceremony), { ceremony })

/** @throws INDEX_INCONSISTENT if no event settled the tender's reserve price */
export const seedOf = (known: Known, tender: Hex): bigint => required(known.seeds.get(tender), { tender })

/** @throws INDEX_INCONSISTENT if no event opened the bid */
export const priceOf = (known: Known, tender: Hex, bidder: bigint): bigint =>
  required(known.prices.get(nameOf({ tender, bidder })), { tender, bidder })

const nameOf = ({ tender, bidder }: BidKey): string => `${tender} ${bidder}`

const required = <Value>(value: Value | undefined, details: Record<string, unknown>): Value => {
  if (value !== undefined) return value
  const sentence = 'An event needs an opening, a seed or a ceremony of which no earlier event is known.'
  throw indexerError('INDEX_INCONSISTENT', sentence, { details })
}
