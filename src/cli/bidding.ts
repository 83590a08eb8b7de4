import { secp256k1 } from '@noble/curves/secp256k1.js'
import { type Hex, toHex, ZERO_WORD } from '../protocol/bytes.ts'
import { type JointKey, jointKeyHash } from '../protocol/openingKey.ts'
import { type Payload, type Seal, type SealContext, seal } from '../protocol/seal.ts'
import type { Deployment, Statement } from '../protocol/statement.ts'
import { keySchema, type Tender } from './api.ts'
import type { Gateway } from './gateway.ts'

/**
 * The joint key that a tender's bids (and a single reserve price) are sealed to.
 * @param node JSON-RPC address of a node that the author trusts. Without one the gateway is believed, and a gateway that names a key of
 * its own could read the price before the opening; the ledger then refuses the bid, which names the key.
 * @throws BonginError `KEY_MISMATCH`, `LEDGER_MISMATCH` if the ledger knows another key, `LEDGER_UNREACHABLE`
 */
export async function jointKeyOf(
  gateway: Gateway,
  key: bigint,
  deployment: Deployment,
  node: string | undefined,
): Promise<JointKey> {
  const { joint } = await gateway.get(`/v1/keys/${key}`, keySchema)
  if (node !== undefined) await (await import('./node.ts')).assertKey(node, deployment, key, joint)
  return joint
}

/** A fresh scalar to seal with. Never used twice: two seals with one `r` give each other away. */
export function newScalar(): bigint {
  return BigInt(toHex(secp256k1.utils.randomSecretKey()))
}

/** What a price is sealed with. */
export interface Sealing {
  readonly joint: JointKey
  readonly deployment: Deployment
  /** A fresh random scalar; it is the opening note. */
  readonly r: bigint
}

/** Seals a bid. Pure but for its arguments: the same `r` gives the same statement. */
export function bidStatement(
  tender: Tender,
  bidder: bigint,
  payload: Payload,
  { joint, deployment, r, sequence }: Sealing & { readonly sequence: number },
): Extract<Statement, { type: 'SubmitBid' }> {
  const { chainId, ledger } = deployment
  const context: SealContext = { kind: 'bid', chainId, ledger, tender: tender.tender, author: bidder }
  return {
    type: 'SubmitBid',
    tender: tender.tender,
    termsVersion: tender.termsVersion,
    bidder,
    sequence,
    keyHash: jointKeyHash(joint),
    seal: seal(payload, context, joint.publicKey, r),
    attachments: ZERO_WORD,
    validUntil: tender.terms.schedule.closingAt,
  }
}

/** Seals a single reserve price (단일예가). Pure but for its arguments. */
export function sealReserve(
  price: bigint,
  { tender, agency }: { readonly tender: Hex; readonly agency: bigint },
  { joint, deployment, r }: Sealing,
): Seal {
  const { chainId, ledger } = deployment
  return seal({ price }, { kind: 'reserve', chainId, ledger, tender, author: agency }, joint.publicKey, r)
}
