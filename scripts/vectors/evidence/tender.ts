import { INTERFACES } from '../../../src/chain/contracts.ts'
import type { Call } from '../../../src/chain/relay.ts'
import { type Hex, hashText, ZERO_WORD } from '../../../src/protocol/bytes.ts'
import { jointKeyHash } from '../../../src/protocol/openingKey.ts'
import { additionHint, multiply } from '../../../src/protocol/point.ts'
import {
  EMPTY_SEAL,
  opening,
  type Payload,
  type Seal,
  type SealContext,
  seal,
} from '../../../src/protocol/seal.ts'
import type { SignedStatement, Statement } from '../../../src/protocol/statement.ts'
import { type Terms, tenderId } from '../../../src/protocol/terms.ts'
import { AGENCY, GUARDIANS, type Member, scalar } from './cast.ts'
import type { OpenedKey } from './ceremony.ts'
import { signerOf } from './people.ts'
import type { Stage } from './stage.ts'

export const HOUR = 3_600
export const DAY = 24 * HOUR

/** A tender as it was announced. */
export interface Announced {
  readonly id: Hex
  readonly terms: Terms
  readonly key: OpenedKey
  readonly reserveSeal: Seal
}

/** A sealed bid with its note. */
export interface Bid {
  readonly bidder: Member
  readonly signed: SignedStatement
  readonly seal: Seal
  readonly r: bigint
}

export const FLOOR = {
  rule: 1,
  baseAmount: 100_000_000n,
  aValue: 2_000_000n,
  netCostBase: 90_000_000n,
  floorRate: 87_745,
  netCostRate: 98_000,
  qualification: 0,
} as const
export const MULTIPLE = { kind: 2, spread: 200, cellsAbove: 0 } as const
export const SINGLE = { kind: 1, spread: 0, cellsAbove: 0 } as const

/** Terms whose bidding begins in an hour and lasts two days; the opening an hour later, the fallback after six more, for a day. */
export function termsOf(
  stage: Stage,
  notice: string,
  changes: Partial<Terms> & Pick<Terms, 'reserve' | 'award'>,
): Terms {
  const biddingAt = stage.now() + HOUR
  const closingAt = biddingAt + 2 * DAY
  const openingAt = closingAt + HOUR
  const fallbackAt = openingAt + 6 * HOUR
  return {
    notice,
    document: hashText(`documents of ${notice}`),
    predecessor: ZERO_WORD,
    schedule: { biddingAt, closingAt, openingAt, fallbackAt, fallbackEndAt: fallbackAt + DAY },
    objectionPeriod: 7 * DAY,
    amendmentTime: DAY,
    minimumBids: 2,
    bidPolicy: 0,
    retender: 0,
    tieRule: 0,
    ...changes,
  }
}

/** @param reserve the agency's price where it seals one */
export async function announce(
  stage: Stage,
  key: OpenedKey,
  terms: Terms,
  reserve?: bigint,
): Promise<Announced> {
  const id = tenderId(AGENCY.id, terms.notice)
  const reserveSeal = reserve === undefined ? EMPTY_SEAL : sealReserve(stage, id, key, reserve)
  await stage.send(stage.by(AGENCY, { type: 'Announce', agency: AGENCY.id, terms, key: key.id, reserveSeal }))
  return { id, terms, key, reserveSeal }
}

/** The agency's own sealed price; each version of the terms has one. */
export function sealReserve(stage: Stage, id: Hex, key: OpenedKey, price: bigint, version = 1): Seal {
  const r = scalar(`reserve note of ${id}, ${version}`)
  return seal({ price }, contextOf(stage, id, AGENCY, 'reserve'), key.joint.publicKey, r)
}

export interface BidChoices {
  readonly sequence?: number
  readonly termsVersion?: number
  /** Into whose context it is sealed: a copied seal opens to a bad tag. */
  readonly sealedFor?: Member
}

export function bid(
  stage: Stage,
  { id, terms, key }: Announced,
  bidder: Member,
  payload: Payload,
  { sequence = 0, termsVersion = 1, sealedFor = bidder }: BidChoices = {},
): Bid {
  const r = noteOf(terms, bidder, sequence)
  const sealed = seal(payload, contextOf(stage, id, sealedFor, 'bid'), key.joint.publicKey, r)
  const statement: Statement = {
    type: 'SubmitBid',
    tender: id,
    termsVersion,
    bidder: bidder.id,
    sequence,
    keyHash: jointKeyHash(key.joint),
    seal: sealed,
    attachments: ZERO_WORD,
    validUntil: terms.schedule.closingAt,
  }
  return { bidder, signed: stage.signed(signerOf(bidder), statement), seal: sealed, r }
}

/** The `r` of a bid. */
export function noteOf({ notice }: Terms, bidder: Member, sequence = 0): bigint {
  return scalar(`note of ${bidder.id} in ${notice}, ${sequence}`)
}

/** One call with several bids. */
export function submission({ deployment }: Stage, bids: readonly Bid[]): Call {
  const carried = bids.map(({ signed: { statement, signer, signature } }) => ({
    bid: statement as Extract<Statement, { type: 'SubmitBid' }>,
    authorization: { signer, signature },
  }))
  return { to: deployment.ledger, data: encode('submitBids', [carried]) }
}

/** @param place of the guardian in the set */
export function release(
  stage: Stage,
  { id, key }: Pick<Announced, 'id' | 'key'>,
  place: number,
  share = key.shares[place] ?? 0n,
): Call {
  const guardian = GUARDIANS[place] as Member
  const statement = { type: 'ReleaseShare', key: key.id, tender: id, guardian: guardian.id, share } as const
  return stage.by(guardian, statement, { joint: key.joint })
}

export function openingCall({ deployment }: Stage, { id, key }: Announced, bids: readonly Bid[]): Call {
  return { to: deployment.ledger, data: encode('openBids', [id, bids.map(each => sealOpening(each, key))]) }
}

export function reserveOpeningCall({ deployment }: Stage, { id, key, reserveSeal }: Announced): Call {
  const made = { bidder: AGENCY.id, seal: reserveSeal, ...opening(reserveSeal, key.secret) }
  return { to: deployment.ledger, data: encode('openReserve', [id, made]) }
}

/** Opens bids by their notes. */
export function revealCall({ deployment }: Stage, { id, key }: Announced, bids: readonly Bid[]): Call {
  const reveals = bids.map(({ bidder, seal: sealed, r }) => {
    const { x: dx, y: dy } = multiply(r, key.joint.publicKey)
    const made = { bidder: bidder.id, seal: sealed, dx, dy, hint: additionHint({ x: dx, y: dy }) }
    return { opening: made, r, hint: additionHint(sealed) }
  })
  return { to: deployment.ledger, data: encode('revealBids', [id, key.joint, reveals]) }
}

/** @param line bids in their places, each put behind the one before */
export function rankingCall(
  { deployment }: Stage,
  { id }: Announced,
  placements: readonly { readonly bidder: bigint; readonly behind: bigint }[],
): Call {
  return { to: deployment.ledger, data: encode('rankBids', [id, placements]) }
}

function sealOpening({ bidder, seal: sealed }: Bid, key: OpenedKey) {
  return { bidder: bidder.id, seal: sealed, ...opening(sealed, key.secret) }
}

function contextOf(
  { deployment: { chainId, ledger } }: Stage,
  tender: Hex,
  { id }: Member,
  kind: SealContext['kind'],
): SealContext {
  return { kind, chainId, ledger, tender, author: id }
}

type LedgerFunction = 'submitBids' | 'openBids' | 'openReserve' | 'revealBids' | 'rankBids'

function encode(name: LedgerFunction, args: readonly unknown[]): Hex {
  return (
    INTERFACES.ledger as { encodeFunctionData(name: string, args: readonly unknown[]): string }
  ).encodeFunctionData(name, args) as Hex
}
