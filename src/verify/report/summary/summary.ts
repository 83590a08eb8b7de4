import type { Hex } from '../../../protocol/bytes.ts'
import type { Phase } from '../../../protocol/phase.ts'
import type { Terms } from '../../../protocol/terms.ts'
import type { Evidence } from '../../evidence.ts'
import { factsOf, type PlacedLog } from '../../facts.ts'
import { type ActLog, type Tender, tenderOf } from '../../tender.ts'
import type { Trust } from '../../trust.ts'
import { type BidLine, bidLines } from './bids.ts'
import { type GuardianSummary, guardianSummary } from './guardians.ts'
import { type ReserveSummary, reserveSummary } from './reserve.ts'
import { type Vouchers, vouchersOf } from './vouchers.ts'

/**
 * What happened, as the events tell it. Nothing here is checked, and false evidence may say anything: whoever shows it shows with it
 * whether the checks passed. Amounts in won, times in seconds since 1970.
 */
export interface Summary {
  readonly kind: Evidence['kind']
  readonly tender: Hex
  /** Whose receipt it is. */
  readonly bidder: bigint | undefined
  readonly notice: NoticeSummary | undefined
  /** Where the tender stood at the end; of a whole tender only. */
  readonly phase: Phase | undefined
  readonly guardians: GuardianSummary
  readonly bids: readonly BidLine[]
  /** Whether the ledger says that the guardians did not open the key in time; undefined before it says anything. */
  readonly isDegraded: boolean | undefined
  readonly reserve: ReserveSummary | undefined
  readonly acts: readonly ActSummary[]
  /** The last block: until then the evidence says everything. */
  readonly asOf: { readonly block: number; readonly timestamp: number } | undefined
  readonly vouchers: Vouchers | undefined
}

export interface NoticeSummary {
  readonly agency: bigint
  readonly announcedAt: number
  readonly key: bigint
  /** The last version, with the last times; and which one it is, from 1. */
  readonly terms: Terms
  readonly version: number
  /** Bids that are neither withdrawn nor for an earlier version. */
  readonly standing: number
}

/** What the agency did, and the objections that it heard. */
export interface ActSummary {
  readonly act: ActLog['event'] | 'Objected'
  /** About whose bid, or who objected. */
  readonly bidder: bigint | undefined
  readonly at: number
  /** Of an award or a conclusion. */
  readonly amount: bigint | undefined
  /** In hundredths of a point, where the terms ask for scores: for the price, and in all. */
  readonly scores: { readonly price: number; readonly total: number } | undefined
  /** Code of a disqualification, a forfeit, a postponement or a cancellation. */
  readonly reason: number | undefined
  /** Of an objection: its number, and how it was decided. */
  readonly objection: number | undefined
  readonly upheld: boolean | undefined
  /** The closing after an amendment or a postponement. */
  readonly closingAt: number | undefined
  /** Hash of the act's document, or of the contract. */
  readonly document: Hex | undefined
}

/**
 * Tells what happened, whatever the evidence says.
 * @throws INVALID_TRUST as the verifier does
 */
export function summarize(evidence: Evidence, trust: Trust): Summary {
  const facts = factsOf(evidence)
  const tender = tenderOf(facts)
  const { announcement, settlement } = tender
  const last = evidence.blocks.at(-1)?.header
  return {
    kind: evidence.kind,
    tender: evidence.tender,
    bidder: evidence.bidder,
    notice: announcement && {
      agency: announcement.args.agency,
      announcedAt: announcement.at.timestamp,
      key: announcement.args.key,
      terms: tender.terms ?? announcement.args.terms,
      version: tender.termsVersion,
      standing: tender.standing,
    },
    phase: last && evidence.kind === 'tender' ? tender.end(last.timestamp).phase : undefined,
    guardians: guardianSummary(tender, facts),
    bids: bidLines(tender, facts).filter(({ bidder }) => isAsked(evidence, bidder)),
    isDegraded: settlement?.args.degraded,
    reserve: reserveSummary(tender, facts),
    acts: actSummaries(tender),
    asOf: last && { block: last.number, timestamp: last.timestamp },
    vouchers: vouchersOf(evidence, trust.finality),
  }
}

/** Other bids stand in a receipt only because one transaction carried them too. */
function isAsked({ kind, bidder }: Evidence, of: bigint): boolean {
  return kind === 'tender' || of === bidder
}

function actSummaries({ recorded }: Tender): ActSummary[] {
  return recorded.flatMap(log => {
    const isOfBidder = log.event === 'BidAccepted' || log.event === 'BidConfirmed'
    if (isOfBidder || log.event === 'Announced' || log.event === 'WithdrawalRequested') return []
    return [actSummary(log)]
  })
}

function actSummary({ event, args, at }: ActLog | PlacedLog<'Objected'>): ActSummary {
  const contract = 'contractHash' in args ? args.contractHash : undefined
  const { schedule } = 'terms' in args ? args.terms : 'schedule' in args ? args : {}
  return {
    act: event,
    bidder: 'bidder' in args ? args.bidder : undefined,
    at: at.timestamp,
    amount: 'amount' in args ? args.amount : undefined,
    scores: 'priceScore' in args ? scoresOf(args) : undefined,
    reason: 'reason' in args ? args.reason : undefined,
    objection: 'objection' in args ? args.objection : undefined,
    upheld: 'upheld' in args ? args.upheld : undefined,
    closingAt: schedule?.closingAt,
    document: 'terms' in args ? args.terms.document : 'document' in args ? args.document : contract,
  }
}

/** Without a scale both are zero. */
function scoresOf({
  otherScore,
  priceScore,
}: PlacedLog<'Qualified'>['args'] | PlacedLog<'Disqualified'>['args']) {
  return priceScore === 0 ? undefined : { price: priceScore, total: priceScore + otherScore }
}
