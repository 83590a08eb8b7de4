/** The closed set of codes that `src/protocol` itself raises. Other rooms use the same class with codes of their own. */
export const PROTOCOL_CODES = [
  'INVALID_INPUT',
  'INVALID_HEX',
  'INVALID_NUMBER',
  'INVALID_POINT',
  'INVALID_SCALAR',
  'INVALID_SECRET',
  'INVALID_SHARES',
  'INVALID_PRICE',
  'INVALID_CHOICES',
  'INVALID_TERMS',
  'INVALID_CHANGE',
  'INVALID_OUTAGE',
  'INVALID_PACKAGE',
  'INVALID_PROOF',
  'INVALID_SHARE',
  'INVALID_SEED',
  'INVALID_SIGNATURE',
  'UNKNOWN_STATEMENT',
  'UNKNOWN_RULE',
  'UNKNOWN_NAME',
  // The ledger's own refusals of an act on a ranked tender.
  'WRONG_PHASE',
  'NOT_FIRST_IN_LINE',
  'NOT_RANKABLE',
  'NOT_QUALIFIED',
  'INVALID_SCORE',
  'SCORE_TOO_LOW',
  'SCORE_SUFFICES',
  'REVIEW_INCOMPLETE',
  'WRONG_AMOUNT',
  'REASON_MISSING',
  'NO_BID',
  'WRONG_AWARD',
  'ALREADY_OBJECTED',
  'NO_OPEN_OBJECTION',
  'OBJECTION_PERIOD_RUNNING',
  'OBJECTION_PERIOD_OVER',
  'OBJECTIONS_OPEN',
  'NOT_WINNER',
] as const

export type ProtocolCode = (typeof PROTOCOL_CODES)[number]

export interface ErrorOptions {
  cause?: unknown
  details?: Record<string, unknown>
}

/**
 * The one error of this project: `code` is for programs and stable, the sentence is for people and may change.
 * `details` carries the offending values under their names; they may be bigints.
 */
export class BonginError extends Error {
  readonly code: string
  readonly details: Record<string, unknown>

  constructor(code: string, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'BonginError'
    this.code = code
    this.details = options.details ?? {}
  }
}

/** An error of this room: the type keeps its set of codes closed. */
export function protocolError(code: ProtocolCode, message: string, options?: ErrorOptions): BonginError {
  return new BonginError(code, message, options)
}
