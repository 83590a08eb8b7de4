import { acceptsTerms } from '../protocol/award.ts'
import { type JointKey, splitKeyId } from '../protocol/openingKey.ts'
import { rank } from '../protocol/order.ts'
import type { Seal } from '../protocol/seal.ts'
import { RESERVE_KINDS, type ReserveKind } from '../protocol/tender.ts'
import type { Terms } from '../protocol/terms.ts'
import type { EventName } from './event.ts'
import { comparePositions, type Facts, type PlacedLog } from './facts.ts'
import { type BidState, type Moment, NOTHING_YET, replayOf, standsFor } from './moment.ts'

/** What the agency does with the line, once it stands. */
const DECISIONS = [
  'Qualified',
  'Disqualified',
  'Awarded',
  'ObjectionDecided',
  'Forfeited',
  'Concluded',
] as const
const CHANGES = ['Amended', 'Postponed'] as const
const ACTS = [...CHANGES, 'Cancelled', 'BidWithdrawn', ...DECISIONS] as const
const OF_BIDDERS = ['BidAccepted', 'BidConfirmed', 'WithdrawalRequested', 'Objected'] as const
const STATEMENTS = ['Announced', ...OF_BIDDERS, ...ACTS] as const

/** What the agency did: its acts are numbered. */
export type ActLog = PlacedLog<(typeof ACTS)[number]>

/** What changed the terms. */
export type ChangeLog = PlacedLog<(typeof CHANGES)[number]>

/** An event that extends the tender's record. */
export type RecordedLog = PlacedLog<(typeof STATEMENTS)[number]>

/**
 * One tender as its events tell it. Nothing is judged here: where two events contradict each other the one that the contract would have
 * taken counts, and a check finds the other.
 */
export interface Tender {
  /** Undefined where the evidence does not have it. */
  readonly announcement: PlacedLog<'Announced'> | undefined
  /** The last version, with the last times: what held from the closing on. */
  readonly terms: Terms | undefined
  /** Counted from 1; zero without an announcement. */
  readonly termsVersion: number
  readonly reserveSeal: Seal | undefined
  /** `None` where the terms name no kind that exists. */
  readonly reserveKind: ReserveKind
  /** The joint key that was announced. */
  readonly joint: JointKey | undefined
  /** Each bidder's last bid, where it stands in the end, and how many of them stand: not withdrawn, and for the last terms. */
  readonly bids: ReadonlyMap<bigint, PlacedLog<'BidAccepted'>>
  readonly states: ReadonlyMap<bigint, BidState>
  readonly standing: number
  /** Each bidder's first outcome, and first place in line or rejection, in the order of the chain. */
  readonly openings: ReadonlyMap<bigint, PlacedLog<'BidOpened'>>
  readonly rankings: ReadonlyMap<bigint, PlacedLog<'BidRanked'>>
  readonly secret: PlacedLog<'KeyOpened'> | undefined
  readonly reserveOpening: PlacedLog<'ReserveOpened'> | undefined
  readonly settlement: PlacedLog<'ReserveSettled'> | undefined
  readonly completion: PlacedLog<'OrderCompleted'> | undefined
  /** All acts; what changed the terms; whether the line has been acted on; all events that extend the record. In the order of the chain. */
  readonly acts: readonly ActLog[]
  readonly changes: readonly ChangeLog[]
  readonly isDecided: boolean
  readonly recorded: readonly RecordedLog[]
  /**
   * The acceptable bidders in the one right order, computed from the opened prices and the settled reserve price and seed. Undefined as long
   * as these are not there, or if the award rule cannot be applied to the terms.
   */
  readonly line: readonly bigint[] | undefined
  /** @param log an event of the ledger or of the tender's key */
  before(log: PlacedLog): Moment
  /**
   * How it stands after all events.
   * @param now seconds since 1970
   */
  end(now: number): Moment
}

type Known = Omit<Tender, 'before' | 'end' | 'line' | 'states' | 'standing'>

/** Plays the events of the evidence's tender again. */
export function tenderOf(facts: Facts): Tender {
  const known = knownOf(facts)
  const line = lineOf(known, facts)
  const { moments, end, bids: states } = replayOf({ ...known, line }, facts)
  const standing = [...states.values()].filter(state => standsFor(state, known.termsVersion)).length
  return { ...known, line, states, standing, end, before: log => moments.get(log) ?? NOTHING_YET }
}

function knownOf(facts: Facts): Known {
  const announcement = facts.named('Announced')[0]
  const changes = logsOf(CHANGES, facts)
  const terms = termsAfter(announcement?.args.terms, changes)
  const amendments = facts.named('Amended')
  return {
    announcement,
    terms,
    termsVersion: announcement === undefined ? 0 : 1 + amendments.length,
    reserveSeal: (amendments.at(-1) ?? announcement)?.args.reserveSeal,
    reserveKind: RESERVE_KINDS[terms?.reserve.kind ?? 0] ?? 'None',
    joint: announcement && jointKeyOf(announcement.args.key, facts),
    bids: new Map(facts.named('BidAccepted').map(log => [log.args.bidder, log])),
    openings: firstOfEach(openedBids(facts)),
    rankings: firstOfEach(facts.named('BidRanked')),
    secret: facts.named('KeyOpened')[0],
    reserveOpening: facts.named('ReserveOpened')[0],
    settlement: facts.named('ReserveSettled')[0],
    completion: facts.named('OrderCompleted')[0],
    acts: logsOf(ACTS, facts),
    changes,
    isDecided: DECISIONS.some(name => facts.named(name).length > 0),
    recorded: logsOf(STATEMENTS, facts),
  }
}

function termsAfter(announced: Terms | undefined, changes: readonly ChangeLog[]): Terms | undefined {
  let terms = announced
  for (const { event, args } of changes) {
    terms &&= event === 'Amended' ? args.terms : { ...terms, schedule: args.schedule }
  }
  return terms
}

/** The events of these names, in the order of the chain. */
function logsOf<Name extends EventName>(names: readonly Name[], facts: Facts): PlacedLog<Name>[] {
  return names
    .flatMap((name): readonly PlacedLog<Name>[] => facts.named(name))
    .sort((a, b) => comparePositions(a.at, b.at))
}

function jointKeyOf(key: bigint, facts: Facts): JointKey | undefined {
  const { ceremony, position } = splitKeyId(key)
  return facts.named('KeysProposed').find(({ args }) => args.ceremony === ceremony)?.args.keys[position]
}

/** A withdrawn bid is never opened. */
function openedBids(facts: Facts): PlacedLog<'BidOpened'>[] {
  const withdrawn = new Set(facts.named('BidWithdrawn').map(({ args }) => args.bidder))
  return facts.named('BidOpened').filter(({ args }) => !withdrawn.has(args.bidder))
}

function firstOfEach<Log extends PlacedLog<'BidOpened' | 'BidRanked'>>(
  logs: readonly Log[],
): Map<bigint, Log> {
  const first = new Map<bigint, Log>()
  for (const log of logs) if (!first.has(log.args.bidder)) first.set(log.args.bidder, log)
  return first
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
