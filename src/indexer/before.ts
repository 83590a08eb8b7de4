import type { EventPosition, LedgerEvent } from '../chain/events.ts'
import type { Queryable } from '../db/database.ts'
import { toJsonText } from '../db/values.ts'
import type { Hex } from '../protocol/bytes.ts'
import { indexerError } from './error.ts'
import { createReviews, isUpheld } from './reviews.ts'

/** What stood before an event that does not name it, by the event's place on the chain. */
export type Before = {
  /** Whether the bid that a later one replaced counted for the terms of that moment. */
  readonly stood: ReadonlyMap<string, boolean>
  /** Whom an upheld objection brings back into the line. */
  readonly back: ReadonlyMap<string, readonly bigint[]>
}

type BidKey = { readonly tender: Hex; readonly bidder: bigint }

/** The version of each tender's terms, and the one for which each bidder's last bid counts. */
type Versions = { readonly tenders: Map<Hex, number>; readonly bids: Map<string, number> }

/** Goes through events in the order of the chain, from what the tables say. */
export const gatherBefore = async (session: Queryable, events: readonly LedgerEvent[]): Promise<Before> => {
  const before = { stood: new Map<string, boolean>(), back: new Map<string, readonly bigint[]>() }
  const replaced = events.flatMap(event => bidReplacedBy(event) ?? [])
  const upheld = events.flatMap(event => (isUpheld(event) ? [event.args.tender] : []))
  if (replaced.length === 0 && upheld.length === 0) return before
  const versions = await readVersions(session, replaced)
  const reviews = await createReviews(session, upheld)
  for (const event of events) {
    const stood = standingOf(versions, bidReplacedBy(event))
    if (stood !== undefined) before.stood.set(placeOf(event), stood)
    if (isUpheld(event)) before.back.set(placeOf(event), reviews.broughtBackBy(event))
    followVersion(versions, event)
    reviews.follow(event)
  }
  return before
}

/** @throws INDEX_INCONSISTENT if no event placed a bid that this one replaces */
export const stoodBefore = ({ stood }: Before, event: EventPosition): boolean =>
  required(stood.get(placeOf(event)), event)

/** @throws INDEX_INCONSISTENT if the event is no upheld objection */
export const broughtBackBy = ({ back }: Before, event: EventPosition): readonly bigint[] =>
  required(back.get(placeOf(event)), event)

const bidReplacedBy = (event: LedgerEvent): BidKey | undefined => {
  const replaces = event.name === 'BidAccepted' && event.args.sequence > 0
  return replaces ? { tender: event.args.tender, bidder: event.args.bidder } : undefined
}

const readVersions = async (session: Queryable, replaced: readonly BidKey[]): Promise<Versions> => {
  const tenders = await session.query<{ tender: Hex; termsVersion: number }>(
    `SELECT tender, terms_version FROM tenders
     WHERE tender IN (SELECT json_array_elements_text($1::json))`,
    [toJsonText(replaced.map(({ tender }) => tender))],
  )
  const bids = await session.query<BidKey & { version: number }>(
    `SELECT tender, bidder, coalesce(bids.confirmed_version, bids.terms_version) AS version
     FROM bids JOIN json_populate_recordset(NULL::bids, $1::json) AS replaced USING (tender, bidder)
     WHERE NOT bids.superseded`,
    [toJsonText(replaced)],
  )
  return {
    tenders: new Map(tenders.map(({ tender, termsVersion }) => [tender, termsVersion])),
    bids: new Map(bids.map(bid => [nameOf(bid), bid.version])),
  }
}

const standingOf = ({ tenders, bids }: Versions, bid: BidKey | undefined): boolean | undefined => {
  const version = bid && bids.get(nameOf(bid))
  return version === undefined ? undefined : version === tenders.get(bid?.tender as Hex)
}

const followVersion = ({ tenders, bids }: Versions, event: LedgerEvent): void => {
  switch (event.name) {
    case 'Announced':
      tenders.set(event.args.tender, 1)
      break
    case 'Amended':
      tenders.set(event.args.tender, event.args.termsVersion)
      break
    case 'BidAccepted':
    case 'BidConfirmed':
      bids.set(nameOf(event.args), event.args.termsVersion)
  }
}

const placeOf = ({ block, logIndex }: EventPosition): string => `${block} ${logIndex}`

const nameOf = ({ tender, bidder }: BidKey): string => `${tender} ${bidder}`

const required = <T>(value: T | undefined, { block, logIndex }: EventPosition): T => {
  if (value !== undefined) return value
  throw indexerError('INDEX_INCONSISTENT', 'An event changes something of which no earlier event is known.', {
    details: { block, logIndex },
  })
}
