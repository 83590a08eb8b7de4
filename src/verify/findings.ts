import type { Position } from './facts.ts'

/** The closed set of what a check can find; `report/` has a sentence for each in every language. */
export const FINDING_CODES = [
  // Signatures and participants (registry.ts)
  'UNSIGNED',
  'BAD_SIGNATURE',
  'UNKNOWN_SIGNER',
  'UNKNOWN_AUTHOR',
  'MISSING_ROLE',
  'SUSPENDED_AUTHOR',
  'SIGNER_NOT_CHECKABLE',
  'STATEMENT_DIFFERS',
  'REVISION_GAP',
  'REGISTERED_TWICE',
  'OTHER_REGISTRAR',
  // The chain (checks/chain.ts)
  'OTHER_DEPLOYMENT',
  'OTHER_FINALITY',
  'NOT_FINAL',
  'FINALITY_MISSING',
  'BLOCKS_OUT_OF_ORDER',
  'NOT_IN_BLOCK',
  'PROOF_MISSING',
  'OTHER_CODE',
  'STATE_NOT_PROVEN',
  'BELOW_POLICY',
  'OUTAGE_IGNORED',
  'NO_OUTAGE',
  // Keys (checks/keys.ts, checks/fallback.ts)
  'NOT_THERE',
  'NOT_DISTINCT',
  'OTHER_GUARDIANS',
  'BAD_THRESHOLD',
  'PACKAGE_MISSING',
  'BAD_PACKAGE',
  'BAD_PROOF',
  'OTHER_HASH',
  'OTHER_KEY',
  'TOO_EARLY',
  'TOO_LATE',
  'BAD_SHARE',
  'GOOD_SHARE_REFUSED',
  'TOO_FEW_SHARES',
  'OTHER_SECRET',
  'BAD_NOTE',
  'OTHER_SETTLEMENT',
  // Bids and what follows from them (checks/bids.ts, openings.ts, reserve.ts, award.ts, acts.ts)
  'OTHER_TENDER',
  'BAD_TERMS',
  'BAD_POINT',
  'OTHER_NUMBER',
  'ALREADY_BID',
  'BROKEN_RECORD',
  'OTHER_STATE',
  'NO_SUCH_BID',
  'NOT_OPENED',
  'OPENED_TWICE',
  'OTHER_OUTCOME',
  'OTHER_SEED',
  'OTHER_COUNTS',
  'OTHER_RESERVE',
  'OTHER_VERDICT',
  'NOT_RANKED',
  'RANKED_TWICE',
  'OTHER_ORDER',
  'WRONG_PHASE',
  'NOT_FIRST',
  'NO_REASON',
  'NOT_QUALIFIED',
  'OTHER_AMOUNT',
  'OBJECTION_PERIOD',
  'THERE_TWICE',
  'TOO_MANY_BIDS',
  'TOO_FEW_BIDS',
  'QUALIFIED_TWICE',
  // What changes a tender, and objections (checks/announcement.ts, changes.ts, objections.ts, acts.ts)
  'BAD_CHANGE',
  'OTHER_AGENCY',
  'BARRED',
  'BID_STANDS',
  'NOT_REQUESTED',
  'OBJECTED_TWICE',
  'OPEN_OBJECTIONS',
  'NO_OPEN_OBJECTION',
  // Guardians (checks/ceremony.ts, checks/keys.ts)
  'ACCUSED',
  'RETIRED_SET',
  // Review scores, ties and results (checks/bids.ts, acts.ts, review.ts)
  'OWN_TENDER',
  'OTHER_SCORE',
  'SCORE_TOO_LOW',
  'SCORE_SUFFICES',
  'NOT_REVIEWED',
  'NOT_WINNER',
] as const

export type FindingCode = (typeof FINDING_CODES)[number]

/** What is compared, as text for people and programs. */
type Value = string | number | bigint | boolean | readonly (string | number | bigint)[]

/** Where in the evidence something was found. */
export interface Where {
  readonly at?: Position
  readonly block?: number
  /** A transaction's place in that block, from 0. */
  readonly transaction?: number
  readonly participant?: bigint
  /** The argument or field at fault. */
  readonly field?: string
}

/** One thing that is wrong, or that lacks. */
export interface Finding extends Where {
  /** `false`: it cannot be true. `missing`: nothing is wrong with what is there, but it does not suffice. */
  readonly status: 'false' | 'missing'
  readonly code: FindingCode
  readonly expected?: Value
  readonly found?: Value
}
