import { acceptsTerms } from '../protocol/award.ts'
import { type JointKey, splitKeyId } from '../protocol/openingKey.ts'
import { rank } from '../protocol/order.ts'
import { RESERVE_KINDS, type ReserveKind } from '../protocol/tender.ts'
import type { Terms } from '../protocol/terms.ts'
import { comparePositions, type Facts, type PlacedLog } from './facts.ts'
import { type Moment, momentsOf, NOTHING_YET } from './moment.ts'

/** Until terms can be amended, every tender has its first ones. */
export const TERMS_VERSION = 1

const ACTS = ['Qualified', 'Disqualified', 'Awarded', 'Concluded'] as const
const STATEMENTS = ['Announced', 'BidAccepted', ...ACTS] as const

/** What the agency did with the line. */
export type ActLog = PlacedLog<(typeof ACTS)[number]>

/** An event that extends the tender's record. */
export type RecordedLog = PlacedLog<(typeof STATEMENTS)[number]>

/**
 * One tender as its events tell it. Nothing is judged here: where two events contradict each other the one that the contract would have
 * taken counts, and a check finds the other.
 */
export interface Tender {
  /** Undefined where the evidence does not have it. */
  readonly announcement: PlacedLog<'Announced'> | undefined
  readonly terms: Terms | undefined
  /** `None` where the terms name no kind that exists. */
  readonly reserveKind: ReserveKind
  /** The joint key that was announced. */
  readonly joint: JointKey | undefined
  /** Each bidder's last bid. */
  readonly bids: ReadonlyMap<bigint, PlacedLog<'BidAccepted'>>
  /** Each bidder's first outcome, and first place in line or rejection, in the order of the chain. */
  readonly openings: ReadonlyMap<bigint, PlacedLog<'BidOpened'>>
  readonly rankings: ReadonlyMap<bigint, PlacedLog<'BidRanked'>>
  readonly secret: PlacedLog<'KeyOpened'> | undefined
  readonly reserveOpening: PlacedLog<'ReserveOpened'> | undefined
  readonly settlement: PlacedLog<'ReserveSettled'> | undefined
  readonly completion: PlacedLog<'OrderCompleted'> | undefined
  /** All acts, and all events that extend the record, in the order of the chain. */
  readonly acts: readonly ActLog[]
  readonly recorded: readonly RecordedLog[]
  /**
   * The acceptable bidders in the one right order, computed from the opened prices and the settled reserve price and seed. Undefined as long
   * as these are not there, or if the award rule cannot be applied to the terms.
   */
  readonly line: readonly bigint[] | undefined
  /** @param log an event of the ledger or of the tender's key */
  before(log: PlacedLog): Moment
}

type Known = Omit<Tender, 'before' | 'line'>

/** Plays the events of the evidence's tender again. */
export function tenderOf(facts: Facts): Tender {
  const known = knownOf(facts)
  const line = lineOf(known, facts)
  const moments = momentsOf({ ...known, line }, facts)
  return { ...known, line, before: log => moments.get(log) ?? NOTHING_YET }
}

function knownOf(facts: Facts): Known {
  const announcement = facts.named('Announced')[0]
  const terms = announcement?.args.terms
  return {
    announcement,
    terms,
    reserveKind: RESERVE_KINDS[terms?.reserve.kind ?? 0] ?? 'None',
    joint: announcement && jointKeyOf(announcement.args.key, facts),
    bids: new Map(facts.named('BidAccepted').map(log => [log.args.bidder, log])),
    openings: firstOfEach(facts.named('BidOpened')),
    rankings: firstOfEach(facts.named('BidRanked')),
    secret: facts.named('KeyOpened')[0],
    reserveOpening: facts.named('ReserveOpened')[0],
    settlement: facts.named('ReserveSettled')[0],
    completion: facts.named('OrderCompleted')[0],
    acts: inOrder(ACTS.flatMap((name): readonly ActLog[] => facts.named(name))),
    recorded: inOrder(STATEMENTS.flatMap((name): readonly RecordedLog[] => facts.named(name))),
  }
}

function jointKeyOf(key: bigint, facts: Facts): JointKey | undefined {
  const { ceremony, position } = splitKeyId(key)
  return facts.named('KeysProposed').find(({ args }) => args.ceremony === ceremony)?.args.keys[position]
}

function firstOfEach<Log extends PlacedLog<'BidOpened' | 'BidRanked'>>(
  logs: readonly Log[],
): Map<bigint, Log> {
  const first = new Map<bigint, Log>()
  for (const log of logs) if (!first.has(log.args.bidder)) first.set(log.args.bidder, log)
  return first
}

function inOrder<Log extends PlacedLog>(logs: Log[]): Log[] {
  return logs.sort((a, b) => comparePositions(a.at, b.at))
}

function lineOf(
  { terms, reserveKind, settlement, openings }: Known,
  { evidence }: Facts,
): bigint[] | undefined {
  if (terms === undefined || settlement === undefined) return undefined
  if (!acceptsTerms(terms.award, reserveKind)) return undefined
  const valid = [...openings.values()]
    .map(({ args }) => args)
    .filter(({ invalidity }) => invalidity === 'None')
  const { seed, reserve } = settlement.args
  return rank(valid, { tender: evidence.tender, seed, reserve, award: terms.award }).line
}
