import { BonginError, type ErrorOptions } from '../protocol/error.ts'

/** The closed set of codes that an export raises of itself; what the node's silence raises is in `src/chain`. */
export type EvidenceCode =
  | 'UNKNOWN_TENDER'
  /** This participant has no bid in the tender. */
  | 'NOT_FOUND'
  /** What the node says does not fit together: a block is not what its hash or its roots say. */
  | 'NODE_INCONSISTENT'
  /** The node cannot prove what it says: it lacks a method, or has forgotten a state. */
  | 'NODE_UNSUITABLE'
  /** The chain's blocks carry no seals, and no witness is there. */
  | 'NO_FINALITY'
  /** A witness last signed another size; `details.size` is that one. */
  | 'WITNESS_ELSEWHERE'
  /** A witness does not sign: the chain is not the one that it has vouched for. */
  | 'WITNESS_REFUSED'
  /** What a witness keeps cannot be read. */
  | 'WITNESS_DAMAGED'

/** An error of this room: the type keeps its set of codes closed. */
export function evidenceError(code: EvidenceCode, message: string, options?: ErrorOptions): BonginError {
  return new BonginError(code, message, options)
}
