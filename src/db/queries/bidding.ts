import type { Hex } from '../../protocol/bytes.ts'
import type { Queryable } from '../database.ts'
import { toJsonText } from '../values.ts'

/** What a bid says of itself, as far as the index can tell whether it belongs on the ledger. */
export type NamedBid = {
  readonly digest: Hex
  readonly tender: Hex
  readonly bidder: bigint
  readonly signer: Hex
}

/** What the index knows of a bid that comes in. Times in seconds since 1970. */
export type BidFacts = {
  readonly digest: Hex
  /** Where it stands on the ledger already. */
  readonly transaction: Hex | null
  /** Whether the signer is the bidder's. */
  readonly known: boolean
  /** Of the tender; null if the index does not know it. */
  readonly biddingAt: number | null
  readonly closingAt: number | null
  readonly cancelled: boolean
  /** Time of the last indexed block. */
  readonly indexedAt: number
}

/** Looks up some bids at once. */
export const bidFacts = async (database: Queryable, bids: readonly NamedBid[]): Promise<BidFacts[]> => {
  const asked = bids.map((bid, place) => ({ place, ...bid }))
  return database.query<BidFacts>(
    `SELECT asked.digest, recorded.transaction, signers.signer IS NOT NULL AS known, tenders.bidding_at, tenders.closing_at,
       coalesce(tenders.cancelled_at, 0) <> 0 AS cancelled, coalesce((SELECT timestamp FROM progress), 0) AS indexed_at
     FROM json_to_recordset($1::json) AS asked (place int4, digest text, tender text, bidder numeric, signer text)
     LEFT JOIN LATERAL (SELECT transaction FROM bids WHERE statement = asked.digest LIMIT 1) AS recorded ON true
     LEFT JOIN signers ON signers.participant = asked.bidder AND signers.signer = asked.signer AND removed_at IS NULL
     LEFT JOIN tenders ON tenders.tender = asked.tender ORDER BY place`,
    [toJsonText(asked)],
  )
}

/** Who may speak for whom: a participant, the agency of a tender, or the registrar. */
export type AuthorClaim = {
  readonly signer: Hex
  readonly participant: bigint | null
  readonly tender: Hex | null
}

/** Whether the index knows a signer as the author's; without a participant and a tender as the registrar's. */
export const isKnownAuthor = async (
  database: Queryable,
  { signer, participant, tender }: AuthorClaim,
): Promise<boolean> => {
  const [row] = await database.query(
    `SELECT 1 FROM signers JOIN participants USING (participant)
     WHERE signer = $1 AND removed_at IS NULL
       AND CASE WHEN $3::text IS NOT NULL THEN participant = (SELECT agency FROM tenders WHERE tender = $3)
           WHEN $2::numeric IS NOT NULL THEN participant = $2 ELSE registrar END
     LIMIT 1`,
    [signer, participant, tender],
  )
  return row !== undefined
}
