import { secp256k1 } from '@noble/curves/secp256k1.js'
import { type Hex, toHex, ZERO_WORD } from '../protocol/bytes.ts'
import { type JointKey, jointKeyHash } from '../protocol/openingKey.ts'
import { type Payload, type Seal, type SealContext, seal } from '../protocol/seal.ts'
import type { Deployment, Statement } from '../protocol/statement.ts'
import type { Terms } from '../protocol/terms.ts'

// Everything here happens on the author's own machine, and is pure but for `newScalar`.

/** A fresh scalar to seal with: the opening note. Never used twice: two seals with one `r` give each other away. */
export function newScalar(): bigint {
  return BigInt(toHex(secp256k1.utils.randomSecretKey()))
}

/** What a seal is made with. */
export interface Sealing {
  readonly joint: JointKey
  readonly deployment: Deployment
  /** A fresh random scalar; it is the opening note. */
  readonly r: bigint
}

/** The tender that is bid in, as its bidder agrees to it. */
export interface Occasion {
  readonly tender: Hex
  readonly termsVersion: number
  readonly terms: Terms
}

/** What a bid says besides its tender. */
export interface BidDraft extends Payload {
  readonly bidder: bigint
  /** How many bids this bidder has placed in this tender before. */
  readonly sequence: number
  /** Root of the sealed documents; none if it is left out. */
  readonly attachments?: Hex
}

/** A bid as it is to be signed. The same `r` gives the same statement. @throws as `seal` */
export function bidStatement(
  { tender, termsVersion, terms }: Occasion,
  { bidder, sequence, attachments = ZERO_WORD, ...payload }: BidDraft,
  { joint, deployment, r }: Sealing,
): Extract<Statement, { type: 'SubmitBid' }> {
  return {
    type: 'SubmitBid',
    tender,
    termsVersion,
    bidder,
    sequence,
    keyHash: jointKeyHash(joint),
    seal: seal(payload, bidContext(deployment, tender, bidder), joint.publicKey, r),
    attachments,
    validUntil: terms.schedule.closingAt,
  }
}

/** What a bid's seal is bound to. */
export function bidContext({ chainId, ledger }: Deployment, tender: Hex, bidder: bigint): SealContext {
  return { kind: 'bid', chainId, ledger, tender, author: bidder }
}

/** Seals an agency's single reserve price (단일예가), in won. */
export function sealReserve(
  price: bigint,
  { tender, agency }: { readonly tender: Hex; readonly agency: bigint },
  { joint, deployment, r }: Sealing,
): Seal {
  const { chainId, ledger } = deployment
  return seal({ price }, { kind: 'reserve', chainId, ledger, tender, author: agency }, joint.publicKey, r)
}
