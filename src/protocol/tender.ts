import { protocolError } from './error.ts'

// Each list gives the names of a Solidity enum in ABI order; a test compares them with contracts/types and contracts/interfaces.

export const BID_POLICIES = ['OneShot', 'Replaceable'] as const
export type BidPolicy = (typeof BID_POLICIES)[number]

/** What a re-tender may change of its predecessor's terms: everything, or only notice and times. */
export const RETENDERS = ['Free', 'TimesOnly'] as const
export type Retender = (typeof RETENDERS)[number]

/** What decides between acceptable bids of the same price: the seed of the opening key, or the higher score of the review. */
export const TIE_RULES = ['Seed', 'ReviewScore'] as const
export type TieRule = (typeof TIE_RULES)[number]

export const RESERVE_KINDS = ['None', 'Single', 'Multiple'] as const
export type ReserveKind = (typeof RESERVE_KINDS)[number]

export const PHASES = [
  'Scheduled',
  'Bidding',
  'Closed',
  'Opening',
  'Fallback',
  'Ranking',
  'Review',
  'Standstill',
  'Concluded',
  'Failed',
  'Cancelled',
] as const
export type Phase = (typeof PHASES)[number]

export const BID_STATUSES = [
  'None',
  'Sealed',
  'Valid',
  'Invalid',
  'Acceptable',
  'Rejected',
  'Disqualified',
  'Qualified',
  'Withdrawn',
  'Forfeited',
] as const
export type BidStatus = (typeof BID_STATUSES)[number]

export const INVALIDITIES = [
  'None',
  'BadPoint',
  'BadTag',
  'PriceOutOfRange',
  'ChoicesOutOfRange',
  'Superseded',
  'Suspended',
  'Withdrawn',
] as const
export type Invalidity = (typeof INVALIDITIES)[number]

export const VERDICTS = ['Acceptable', 'AboveReserve', 'BelowFloor', 'BelowNetCostFloor'] as const
export type Verdict = (typeof VERDICTS)[number]

export const OBJECTION_STATES = ['None', 'Open', 'Rejected', 'Upheld', 'Lapsed'] as const
export type ObjectionState = (typeof OBJECTION_STATES)[number]

export const SUBMIT_RESULTS = [
  'Accepted',
  'UnknownTender',
  'NotYetOpen',
  'TooLate',
  'NotBidding',
  'WrongTermsVersion',
  'Expired',
  'AlreadyBid',
  'WrongSequence',
  'BadPoint',
  'TenderFull',
  'Unauthorized',
  'WrongKey',
  'Barred',
  'OwnTender',
] as const
export type SubmitResult = (typeof SUBMIT_RESULTS)[number]

export const OPEN_RESULTS = ['Opened', 'NoSealedBid', 'WrongSeal', 'WrongHint'] as const
export type OpenResult = (typeof OPEN_RESULTS)[number]

export const KEY_STATES = ['None', 'Ready', 'Assigned', 'Open', 'Rehearsing'] as const
export type KeyState = (typeof KEY_STATES)[number]

/** Award rules by their number in `AwardTerms.rule`. */
export const AWARD_RULES = ['LowestPrice', 'ReserveFloor'] as const
export type AwardRule = (typeof AWARD_RULES)[number]

/** Reason codes of a disqualification; 0 is not a reason. */
export const DISQUALIFICATION_REASONS = {
  1: 'Documents not submitted',
  2: 'Qualification score too low',
  3: 'False documents',
  4: 'Not eligible',
  5: 'Refused to contract',
  6: 'Other',
} as const
export type DisqualificationReason = keyof typeof DISQUALIFICATION_REASONS

/** The reason of a disqualification that the bid's score has to bear out. */
export const REASON_OF_SCORE = 2 satisfies DisqualificationReason

/** Reason codes of a postponement; 0 is not a reason. */
export const POSTPONEMENT_REASONS = {
  1: 'Outage of the system',
  2: 'Outage elsewhere',
  3: 'Documents late',
  4: 'Other',
} as const
export type PostponementReason = keyof typeof POSTPONEMENT_REASONS

/** Reason codes of a cancellation; 0 is not a reason. */
export const CANCELLATION_REASONS = {
  1: 'No longer needed',
  2: 'Error in the notice',
  3: 'No budget',
  4: 'Suspected collusion',
  5: 'Order of an authority',
  6: 'Other',
} as const
export type CancellationReason = keyof typeof CANCELLATION_REASONS

/** Reason codes of a forfeit; 0 is not a reason. */
export const FORFEIT_REASONS = {
  1: 'Refused to contract',
  2: 'No performance bond',
  3: 'Suspended',
  4: 'Other',
} as const
export type ForfeitReason = keyof typeof FORFEIT_REASONS

/**
 * The name of an enum's value as it comes from the chain.
 * @throws UNKNOWN_NAME if the list has no such place
 */
export function nameAt<Name extends string>(names: readonly Name[], value: number | bigint): Name {
  const name = names[Number(value)]
  if (name === undefined) {
    throw protocolError('UNKNOWN_NAME', `No such value: ${value}. Known: ${names.join(', ')}`)
  }
  return name
}
