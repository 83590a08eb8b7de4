import { type Hex, ZERO_WORD } from '../../protocol/bytes.ts'
import type { Queryable } from '../database.ts'

/** Sealed documents that a supplier wants to upload. */
export type DeclaredDocuments = {
  /** As it stands in the signed bid. */
  readonly root: Hex
  readonly tender: Hex
  readonly bidder: bigint
  readonly bytes: number
}

/** Whoever is named by an accepted bid stays, also if that bid was replaced or withdrawn. */
const IS_NAMED = `EXISTS (SELECT 1 FROM bids WHERE bids.attachments = documents.root AND bids.attachments <> '${ZERO_WORD}')`

/** Whether a bid on the ledger names these documents. */
export const areNamed = async (database: Queryable, root: Hex): Promise<boolean> => {
  const rows = await database.query(
    `SELECT 1 FROM bids WHERE attachments = $1 AND attachments <> '${ZERO_WORD}' LIMIT 1`,
    [root],
  )
  return rows.length > 0
}

export const areDeclared = async (database: Queryable, root: Hex): Promise<boolean> => {
  const rows = await database.query('SELECT 1 FROM documents WHERE root = $1', [root])
  return rows.length > 0
}

/**
 * Notes that documents will come, unless their bidder, or all bidders together, would then have more than allowed of what no bid
 * names. Told twice they count once.
 * @returns whether they may come
 */
export const declareDocuments = async (
  database: Queryable,
  { root, tender, bidder, bytes }: DeclaredDocuments,
  limits: { readonly each: number; readonly all: number },
): Promise<boolean> => {
  const rows = await database.query(
    `WITH waiting AS (
       SELECT coalesce(sum(bytes) FILTER (WHERE bidder = $3::numeric), 0) AS each, coalesce(sum(bytes), 0) AS every
       FROM documents WHERE NOT ${IS_NAMED})
     INSERT INTO documents (root, tender, bidder, bytes)
     SELECT $1, $2, $3, $4::int8 FROM waiting WHERE each + $4::int8 <= $5::int8 AND every + $4::int8 <= $6::int8
     ON CONFLICT (root) DO UPDATE SET bytes = documents.bytes RETURNING root`,
    [root, tender, bidder, bytes, limits.each, limits.all],
  )
  return rows.length > 0 || areDeclared(database, root)
}

/**
 * Documents that no bid names and none can name any more: their tender closed, or was cancelled, by the time of the last indexed
 * block.
 * @param before closing, in seconds since 1970
 */
export const abandonedDocuments = async (database: Queryable, before: number): Promise<Hex[]> => {
  const rows = await database.query<{ root: Hex }>(
    `SELECT root FROM documents JOIN tenders USING (tender)
     WHERE NOT ${IS_NAMED} AND (closing_at < $1 OR cancelled_at BETWEEN 1 AND $1)`,
    [before],
  )
  return rows.map(({ root }) => root)
}

export const forgetDocuments = async (database: Queryable, root: Hex): Promise<void> => {
  await database.query('DELETE FROM documents WHERE root = $1', [root])
}
