import { z } from 'zod'
import { connect } from '../chain/contracts.ts'
import { type Hex, ZERO_WORD } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import { jointKeyHash } from '../protocol/openingKey.ts'
import type { Point } from '../protocol/point.ts'
import { type Payload, type Seal, type SealContext, seal } from '../protocol/seal.ts'
import type { Deployment, Statement } from '../protocol/statement.ts'
import { signedStatementSchema } from '../protocol/statement.ts'
import { participantId, toJson, uint96, uint256 } from '../protocol/value.ts'
import { keySchema, type Tender } from './api.ts'
import { writeJson } from './files.ts'
import type { Gateway } from './gateway.ts'

/** A sealed bid as a file: the signed statement, ready to be submitted by anyone. Public. */
export const bidFileSchema = z.strictObject({ format: z.literal('bongin-bid'), version: z.literal(1), signed: signedStatementSchema })

/** The author's own note: whoever has it can read the price. Needed only if the guardians fail. */
export const noteFileSchema = z.strictObject({
  format: z.literal('bongin-opening-note'),
  version: z.literal(1),
  warning: z.string(),
  tender: z.string(),
  author: participantId,
  price: uint96,
  r: uint256,
})

/** Shown when nobody but the gateway vouches for the key. */
export const KEY_WARNING =
  'The public key was taken on the gateway’s word. Give --rpc of a node that you trust to have it checked on the ledger.'

export const NOTE_WARNING =
  'Keep this secret until the opening: whoever has it can read the price. 개찰 전에는 비밀로 보관하십시오: 이 파일이 있으면 금액을 읽을 수 있습니다.'

/**
 * The public key that a tender's bids (and a single reserve price) are sealed to.
 * @param node JSON-RPC address of a node that the bidder trusts. Without one the gateway is believed, and a gateway that names a key of
 * its own could read the price before the opening (it could not change it).
 * @throws BonginError `KEY_MISMATCH` if the ledger knows another key
 */
export async function publicKeyOf(
  gateway: Gateway,
  key: bigint,
  deployment: Deployment,
  node: string | undefined,
): Promise<Point> {
  const { joint } = await gateway.get(`/v1/keys/${key}`, keySchema)
  if (node !== undefined) {
    const { keys, provider } = connect(node, deployment)
    const hash = await keys.keyHashOf(key).finally(() => provider.destroy())
    if (hash !== jointKeyHash(joint)) {
      throw new BonginError('KEY_MISMATCH', 'The gateway named another key than the ledger knows. Do not bid through it.')
    }
  }
  return joint.publicKey
}

/**
 * Seals a bid. Pure but for its arguments: the same `r` gives the same statement.
 * @param r a fresh random scalar; it is the opening note
 */
export function bidStatement(
  tender: Tender,
  bidder: bigint,
  payload: Payload,
  publicKey: Point,
  deployment: Deployment,
  { r, sequence, attachments = ZERO_WORD as Hex }: { r: bigint; sequence: number; attachments?: Hex },
): Extract<Statement, { type: 'SubmitBid' }> {
  const { chainId, ledger } = deployment
  const context: SealContext = { kind: 'bid', chainId, ledger, tender: tender.tender, author: bidder }
  return {
    type: 'SubmitBid',
    tender: tender.tender,
    termsVersion: tender.termsVersion,
    bidder,
    sequence,
    seal: seal(payload, context, publicKey, r),
    attachments,
    validUntil: tender.terms.schedule.closingAt,
  }
}

/** Seals a single reserve price (단일예가). Pure but for its arguments. */
export function sealReserve(
  price: bigint,
  tender: Hex,
  agency: bigint,
  publicKey: Point,
  { chainId, ledger }: Deployment,
  r: bigint,
): Seal {
  return seal({ price }, { kind: 'reserve', chainId, ledger, tender, author: agency }, publicKey, r)
}

/** Writes an opening note for its owner's eyes alone; before the statement is sent, so that it cannot be lacking later. */
export async function writeNote(path: string, note: { tender: Hex; author: bigint; price: bigint; r: bigint }): Promise<void> {
  const content = { format: 'bongin-opening-note', version: 1, warning: NOTE_WARNING, ...note } as const
  await writeJson(path, toJson(noteFileSchema, content), true)
}
