import type { Outcome } from '../../chain/statements.ts'
import type { Hex } from '../../protocol/bytes.ts'
import type { BonginError } from '../../protocol/error.ts'
import { authorOf, type SignedStatement, STATEMENTS, type Statement } from '../../protocol/statement.ts'
import { tenderId } from '../../protocol/terms.ts'

export type Bid = Extract<Statement, { type: 'SubmitBid' }>

/** A signed statement on its way through this gateway. */
export type Entry = {
  /** Names the statement together with its signatures: otherwise a stranger who signs the same words would take its author's answer. */
  readonly sending: Hex
  readonly digest: Hex
  readonly signed: SignedStatement
  /** Milliseconds since 1970. */
  readonly receivedAt: number
  /** Of a bid: when its tender closes, in seconds since 1970, as the index knew it. */
  readonly closingAt: number | null
  /** How often it was tried in vain. */
  readonly tries: number
}

/** What became of a statement: where it stands, or why it does not. */
export type Result = Outcome | BonginError

/** Only the tender ledger's events name the statement that made them. */
export const leavesDigest = ({ statement }: SignedStatement): boolean =>
  STATEMENTS[statement.type].room === 'ledger'

/**
 * What must not overtake each other: statements about one tender, of one participant, or of one room of the ledger.
 * They are carried one after the other.
 */
export const laneOf = ({ statement }: SignedStatement): string => {
  if (statement.type === 'Announce') return `tender ${tenderId(statement.agency, statement.terms.notice)}`
  if ('tender' in statement && statement.type !== 'ReleaseShare') return `tender ${statement.tender}`
  const author = authorOf(statement)
  if ('participant' in statement) return `participant ${statement.participant}`
  return author === undefined ? STATEMENTS[statement.type].room : `participant ${author}`
}

/** Who takes up room in the queue: the author as far as the statement names it, otherwise the signer. */
export const holderOf = ({ statement, signer }: SignedStatement): string =>
  authorOf(statement)?.toString() ?? signer
