import type { Ledger } from '../../chain/contracts.ts'
import { reach } from '../../chain/reach.ts'
import { type Outcome, readOutcome } from '../../chain/statements.ts'
import type { Queryable } from '../../db/database.ts'
import { notedTransactions } from '../../db/queries/relayed.ts'
import { findStatement } from '../../db/queries/statements.ts'
import type { Hex } from '../../protocol/bytes.ts'
import type { SignedStatement } from '../../protocol/statement.ts'
import { gatewayError } from '../error.ts'
import { leavesDigest } from './entry.ts'

type Named = { readonly digest: Hex; readonly signed: SignedStatement }
type Parts = { readonly contracts: Ledger; readonly database: Queryable }

/** What the ledger holds of a statement already, as far as the index and our own notes know. */
export const recorded = async (
  named: Named,
  { contracts, database }: Parts,
): Promise<Outcome | undefined> => {
  for (const transaction of await transactionsOf(database, named)) {
    const outcome = await readOutcome(named.signed, transaction, contracts)
    if (outcome !== undefined) return outcome
  }
  return undefined
}

const transactionsOf = async (database: Queryable, { digest, signed }: Named): Promise<Hex[]> => {
  if (!leavesDigest(signed)) return notedTransactions(database, digest)
  const found = await findStatement(database, digest)
  return found === undefined ? [] : [found.transaction]
}

/**
 * A refused statement may be one that the ledger holds already: sent again after a crash, or brought by somebody else. Then its
 * sender must hear that it stands.
 * @param shown resolves to whether the index shows a block
 * @throws BonginError `NOT_INCLUDED` if the index is too far behind to tell: a wrong "refused" would be the worst answer
 */
export const secondLook = async (
  named: Named,
  parts: Parts,
  shown: (block: number) => Promise<boolean>,
): Promise<Outcome | undefined> => {
  if (await shown(await reach(parts.contracts.provider.getBlockNumber()))) return recorded(named, parts)
  const outcome = await recorded(named, parts)
  if (outcome !== undefined) return outcome
  throw gatewayError('NOT_INCLUDED', 'What became of this statement cannot be told yet: the index is behind.')
}
