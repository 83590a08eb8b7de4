import type { Hex } from '../../protocol/bytes.ts'
import type { Queryable } from '../database.ts'
import { toJsonText } from '../values.ts'

/** Where accepted bids stand, by their statement's digest. Digests that no bid has are left out. */
export const bidTransactions = async (
  database: Queryable,
  digests: readonly Hex[],
): Promise<Map<Hex, Hex>> => {
  const rows = await database.query<{ statement: Hex; transaction: Hex }>(
    'SELECT statement, transaction FROM bids WHERE statement IN (SELECT json_array_elements_text($1::json))',
    [toJsonText(digests)],
  )
  return new Map(rows.map(({ statement, transaction }) => [statement, transaction]))
}

type Signer = { readonly participant: bigint; readonly signer: Hex }

/** Of some pairs of participant and signer those that the index knows to belong together now. */
export const knownSigners = (database: Queryable, pairs: readonly Signer[]): Promise<Signer[]> =>
  database.query<Signer>(
    `SELECT participant, signer FROM signers
     JOIN json_populate_recordset(NULL::signers, $1::json) AS asked USING (participant, signer) WHERE signers.removed_at IS NULL`,
    [toJsonText(pairs)],
  )
