import type { EventPosition, LedgerEvent } from '../chain/events.ts'
import type { Queryable } from '../db/database.ts'
import { toJsonText } from '../db/values.ts'
import type { Hex } from '../protocol/bytes.ts'
import { indexerError } from './error.ts'

/** A bidder's last bid before an event: its number, and whether it counted for the terms of that moment. */
export type BidBefore = { readonly sequence: number; readonly stands: boolean }

/** What stood before an event that does not name it, by the event's place on the chain. */
export type Before = {
  readonly bids: ReadonlyMap<string, BidBefore>
  /** Who was first in line. */
  readonly first: ReadonlyMap<string, bigint>
}

type BidKey = { readonly tender: Hex; readonly bidder: bigint }

/** What stands after the events that were gone through. */
type State = {
  readonly versions: Map<Hex, number>
  readonly first: Map<Hex, bigint>
  /** The version of the terms for which a bid counts. */
  readonly bids: Map<string, { sequence: number; version: number }>
}

/** Goes through events in the order of the chain, from what the tables say. */
export const gatherBefore = async (session: Queryable, events: readonly LedgerEvent[]): Promise<Before> => {
  const before = { bids: new Map<string, BidBefore>(), first: new Map<string, bigint>() }
  const touched = events.flatMap(event => bidTouchedBy(event) ?? [])
  const fallen = events.flatMap(event => (isUpheld(event) ? [event.args.tender] : []))
  if (touched.length === 0 && fallen.length === 0) return before
  const state = await readState(session, touched, [...touched.map(({ tender }) => tender), ...fallen])
  for (const event of events) {
    const bid = bidTouchedBy(event)
    const stood = bid && standingOf(state, bid)
    if (stood !== undefined) before.bids.set(placeOf(event), stood)
    if (isUpheld(event)) before.first.set(placeOf(event), state.first.get(event.args.tender) ?? 0n)
    follow(state, event)
  }
  return before
}

/** @throws INDEX_INCONSISTENT if no event placed a bid that this one replaces or withdraws */
export const bidBefore = ({ bids }: Before, event: EventPosition): BidBefore =>
  required(bids.get(placeOf(event)), event)

/** @throws INDEX_INCONSISTENT if no event put anybody first in line */
export const firstBefore = ({ first }: Before, event: EventPosition): bigint =>
  required(first.get(placeOf(event)), event)

const isUpheld = (event: LedgerEvent): event is Extract<LedgerEvent, { name: 'ObjectionDecided' }> =>
  event.name === 'ObjectionDecided' && event.args.upheld

const bidTouchedBy = (event: LedgerEvent): BidKey | undefined => {
  const touches = event.name === 'BidWithdrawn' || (event.name === 'BidAccepted' && event.args.sequence > 0)
  return touches ? { tender: event.args.tender, bidder: event.args.bidder } : undefined
}

const readState = async (
  session: Queryable,
  touched: readonly BidKey[],
  named: readonly Hex[],
): Promise<State> => {
  const tenders = await session.query<{ tender: Hex; termsVersion: number; first: bigint }>(
    `SELECT tender, terms_version, first FROM tenders
     WHERE tender IN (SELECT json_array_elements_text($1::json))`,
    [toJsonText(named)],
  )
  const bids = await session.query<BidKey & { sequence: number; version: number }>(
    `SELECT tender, bidder, bids.sequence, coalesce(bids.confirmed_version, bids.terms_version) AS version
     FROM bids JOIN json_populate_recordset(NULL::bids, $1::json) AS touched USING (tender, bidder)
     WHERE NOT bids.superseded`,
    [toJsonText(touched)],
  )
  return {
    versions: new Map(tenders.map(({ tender, termsVersion }) => [tender, termsVersion])),
    first: new Map(tenders.map(({ tender, first }) => [tender, first])),
    bids: new Map(bids.map(bid => [nameOf(bid), bid])),
  }
}

const standingOf = ({ bids, versions }: State, bid: BidKey): BidBefore | undefined => {
  const last = bids.get(nameOf(bid))
  return last && { sequence: last.sequence, stands: last.version === versions.get(bid.tender) }
}

const follow = ({ versions, first, bids }: State, event: LedgerEvent): void => {
  switch (event.name) {
    case 'Announced':
      versions.set(event.args.tender, 1)
      break
    case 'Amended':
      versions.set(event.args.tender, event.args.termsVersion)
      break
    case 'BidAccepted':
    case 'BidConfirmed': {
      const { sequence, termsVersion } = event.args
      bids.set(nameOf(event.args), { sequence, version: termsVersion })
      break
    }
    case 'OrderCompleted':
      first.set(event.args.tender, event.args.first)
      break
    case 'Disqualified':
    case 'Forfeited':
      first.set(event.args.tender, event.args.next)
  }
}

const placeOf = ({ block, logIndex }: EventPosition): string => `${block} ${logIndex}`

const nameOf = ({ tender, bidder }: BidKey): string => `${tender} ${bidder}`

const required = <T>(value: T | undefined, { block, logIndex }: EventPosition): T => {
  if (value !== undefined) return value
  throw indexerError('INDEX_INCONSISTENT', 'An event changes a bid of which no earlier event is known.', {
    details: { block, logIndex },
  })
}
