import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import { digest, type SignedStatement } from '../protocol/statement.ts'
import { relayBids } from './bids.ts'
import { callOf } from './calls.ts'
import type { Ledger } from './contracts.ts'
import { findIncluded, include } from './inclusion.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import type { Note, Relay } from './relay.ts'

export type { Outcome } from './outcome.ts'

/** Enough for most statements: to try one under this limit takes a fraction of the time that measuring takes. */
const ORDINARY_GAS = 1_500_000n

/**
 * Carries one signed statement to the ledger and says what became of it, once a block holds it.
 * @param note as in {@link Relay.send}
 * @throws BonginError with the contract's own refusal as code (`WRONG_PHASE`, `UNKNOWN_SIGNER`, `TOO_LATE`, ...; see refusal.ts),
 * `SHARE_REFUSED`, `LEDGER_UNREACHABLE`, `TRANSACTION_REFUSED`, `NOT_INCLUDED`, `RELAY_CLOSED`
 */
export const relayStatement = async (
  signed: SignedStatement,
  contracts: Ledger,
  relay: Relay,
  note?: Note,
): Promise<Outcome> => {
  if (signed.statement.type === 'SubmitBid') {
    const [answer] = await relayBids([signed], contracts, relay)
    if (answer === undefined || answer instanceof BonginError) throw answer
    return answer
  }
  const call = { ...callOf(signed, contracts.deployment), gasLimit: ORDINARY_GAS }
  const included = await include(call, contracts, relay, note)
  return outcomeOf(signed.statement.type, digest(signed.statement, contracts.deployment), included)
}

/**
 * Reads again what became of a statement.
 * @param transaction that carried it
 * @returns undefined if the ledger does not hold that transaction
 * @throws BonginError `SHARE_REFUSED`, `LEDGER_REFUSED`, `LEDGER_UNREACHABLE`
 */
export const readOutcome = async (
  { statement }: SignedStatement,
  transaction: Hex,
  contracts: Ledger,
): Promise<Outcome | undefined> => {
  const included = await findIncluded(transaction, contracts)
  return included && outcomeOf(statement.type, digest(statement, contracts.deployment), included)
}
