import type { Ledger } from '../../chain/contracts.ts'
import { reach } from '../../chain/reach.ts'
import { bidRefusal, callRefusal } from '../../chain/refusal.ts'
import { CHECKS, type Check, ROLES } from '../../protocol/participant.ts'
import { digest, type SignedStatement, type Statement } from '../../protocol/statement.ts'
import { nameAt } from '../../protocol/tender.ts'

export type AuthorParts = { readonly contracts: Ledger }

type SignedBid = SignedStatement & { readonly statement: Extract<Statement, { type: 'SubmitBid' }> }

/** What the registry may spend on one signature. */
const CHECK_GAS = { gasLimit: 1_000_000n }

/**
 * Whether the bid was signed by a supplier of the registry, by the registry's own word.
 * @throws BonginError as the ledger would refuse it
 */
export const assertBidder = async ({ contracts }: AuthorParts, signed: SignedBid): Promise<void> => {
  const { tender, bidder } = signed.statement
  const check = await checkOf(contracts, signed)
  if (check !== 'Ok') throw bidRefusal('Unauthorized', check, { tender, bidder })
}

/** A contract signer that breaks the check has not signed. */
const checkOf = async ({ registry, deployment }: Ledger, signed: SignedBid): Promise<Check> => {
  const { statement, signer, signature } = signed
  const name = digest(statement, deployment)
  try {
    const asked = registry.check(statement.bidder, ROLES.supplier, name, { signer, signature }, CHECK_GAS)
    return nameAt(CHECKS, await reach(asked))
  } catch (error) {
    if (callRefusal(error) === undefined) throw error
    return 'BadSignature'
  }
}
