import { type Manifest, rootOf } from '../documents/manifest.ts'
import type { Hex } from '../protocol/bytes.ts'
import type { Payload } from '../protocol/seal.ts'
import type { SignedStatement, Statement } from '../protocol/statement.ts'
import type { OpeningNote } from './announcing.ts'
import type { Answer } from './api.ts'
import { type DocumentOrder, sealDocumentsOf } from './documents.ts'
import { type Reach, readJointKey, readLedger, readTender } from './reading.ts'
import { getJson } from './requests.ts'
import { bidStatement, newScalar } from './sealing.ts'
import type { Signer } from './signer.ts'
import { unless } from './statements.ts'

/** What a bidder wants to be sealed. */
export interface BidOrder extends Payload {
  readonly tender: Hex
  readonly bidder: bigint
  readonly signer: Signer
  /**
   * Hash of the tender's joint key, as a node that the bidder trusts has it. Without it the gateways are believed, if they agree.
   */
  readonly keyHash?: Hex
  /** Documents to be handed in with it. `Client.upload` brings them to the gateways. */
  readonly documents?: DocumentOrder
}

/** A signed bid, ready to be submitted by anyone, and its opening note, to be kept secret until the opening. */
export interface SealedBid {
  readonly signed: SignedStatement & { readonly statement: Extract<Statement, { type: 'SubmitBid' }> }
  readonly note: OpeningNote
  /** What names its documents, if it has any. */
  readonly manifest: Manifest | undefined
}

/** Nothing is sent: who wants to keep the note safe first can do so. */
export async function sealBid(
  reach: Reach,
  { tender: id, bidder, signer, keyHash, documents, ...payload }: BidOrder,
): Promise<SealedBid> {
  const [{ deployment }, tender, sequence] = await Promise.all([
    readLedger(reach),
    readTender(reach, id),
    nextSequence(reach, id, bidder),
  ])
  const joint = await readJointKey(reach, tender.key, keyHash)
  const r = newScalar()
  const sealing = { joint, deployment, r }
  const whose = { tender: id, bidder, agency: tender.agency }
  const manifest = documents && (await sealDocumentsOf(reach, documents, whose, sealing))
  const draft = { ...payload, bidder, sequence, ...(manifest && { attachments: rootOf(manifest) }) }
  const statement = bidStatement(tender, draft, sealing)
  const signed = { ...(await signer.sign(statement, deployment)), statement }
  return { signed, note: { tender: id, author: bidder, price: payload.price, r }, manifest }
}

/** How many bids this bidder has placed before. Whether one more is allowed is the ledger's to say. */
async function nextSequence({ transport }: Reach, tender: Hex, bidder: bigint): Promise<number> {
  const path = { tender, bidder: String(bidder) }
  const search = getJson<Answer<'/v1/tenders/{tender}/bids/{bidder}'>>(
    transport,
    '/v1/tenders/{tender}/bids/{bidder}',
    { path },
  )
  const last = await unless('NOT_FOUND', search)
  return last === undefined ? 0 : last.sequence + 1
}
