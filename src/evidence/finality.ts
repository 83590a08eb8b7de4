import type { Hex } from '../protocol/bytes.ts'
import type { EvidenceFinality } from '../verify/evidence.ts'
import type { Header } from '../verify/header.ts'
import type { Trust } from '../verify/trust.ts'

/** Who vouches for a chain's blocks: its validators, or witnesses. */
export interface FinalitySource {
  /**
   * Vouches for every block up to one.
   * @throws NO_FINALITY, WITNESS_REFUSED, NODE_UNSUITABLE, NODE_INCONSISTENT, LEDGER_UNREACHABLE
   */
  vouch(last: number): Promise<Voucher>
  /**
   * What an auditor has to trust for this, as far as this side knows it.
   * @param first the first block of the evidence
   */
  trust(first: Header): Trust['finality']
}

export interface Voucher {
  readonly finality: EvidenceFinality
  /** Audit path of a block's hash in the witnesses' tree; undefined where blocks are final by themselves. */
  pathOf?(number: number): Hex[]
  /** Which further blocks are needed so that these are final: those whose votes changed the validators. */
  blocksBetween?(numbers: readonly number[]): Promise<number[]>
}
