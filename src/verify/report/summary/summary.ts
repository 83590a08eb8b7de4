import type { Hex } from '../../../protocol/bytes.ts'
import { type Phase, phaseOf } from '../../../protocol/phase.ts'
import type { Terms } from '../../../protocol/terms.ts'
import type { Evidence } from '../../evidence.ts'
import { type Facts, factsOf } from '../../facts.ts'
import { type Tender, tenderOf } from '../../tender.ts'
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
  readonly terms: Terms
}

/** What the agency did. */
export interface ActSummary {
  readonly act: 'Qualified' | 'Disqualified' | 'Awarded' | 'Concluded'
  readonly bidder: bigint
  readonly at: number
  /** Of an award or a conclusion. */
  readonly amount: bigint | undefined
  /** Code of a disqualification. */
  readonly reason: number | undefined
  /** Hash of the review's document, or of the contract. */
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
      terms: announcement.args.terms,
    },
    phase: phaseAtEnd(tender, facts),
    guardians: guardianSummary(tender, facts),
    bids: bidLines(tender, facts).filter(({ bidder }) => isAsked(evidence, bidder)),
    isDegraded: settlement?.args.degraded,
    reserve: reserveSummary(tender, facts),
    acts: tender.acts.map(actSummary),
    asOf: last && { block: last.number, timestamp: last.timestamp },
    vouchers: vouchersOf(evidence, trust.finality),
  }
}

/** Other bids stand in a receipt only because one transaction carried them too. */
function isAsked({ kind, bidder }: Evidence, of: bigint): boolean {
  return kind === 'tender' || of === bidder
}

function actSummary({ event, args, at }: Tender['acts'][number]): ActSummary {
  return {
    act: event,
    bidder: args.bidder,
    at: at.timestamp,
    amount: 'amount' in args ? args.amount : undefined,
    reason: 'reason' in args ? args.reason : undefined,
    document: 'document' in args ? args.document : 'contractHash' in args ? args.contractHash : undefined,
  }
}

/** A receipt holds one bid and cannot say how the tender stands. */
function phaseAtEnd(tender: Tender, { evidence }: Facts): Phase | undefined {
  const now = evidence.blocks.at(-1)?.header.timestamp
  const { terms, openings, rankings, reserveOpening, settlement, acts, line = [] } = tender
  if (evidence.kind === 'receipt' || terms === undefined || now === undefined) return undefined
  const actTime = (name: ActSummary['act']) => acts.find(({ event }) => event === name)?.at.timestamp ?? 0
  const disqualified = acts.filter(({ event }) => event === 'Disqualified').length
  return phaseOf(
    {
      schedule: terms.schedule,
      minimumBids: terms.minimumBids,
      reserveKind: tender.reserveKind,
      bids: tender.bids.size,
      opened: openings.size,
      valid: [...openings.values()].filter(({ args }) => args.invalidity === 'None').length,
      ranked: rankings.size,
      reserveOpened: reserveOpening !== undefined,
      reserve: settlement?.args.reserve ?? reserveOpening?.args.reserve ?? 0n,
      secretAt: tender.secret?.at.timestamp ?? 0,
      first: line[disqualified] ?? 0n,
      awardedAt: actTime('Awarded'),
      concludedAt: actTime('Concluded'),
      cancelledAt: 0,
    },
    now,
  )
}
