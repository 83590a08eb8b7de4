import type { ContractTransactionResponse } from 'ethers'
import { additionHint, multiply } from '../../../src/protocol/point.ts'
import { openings as openingsOf, type Seal } from '../../../src/protocol/seal.ts'
import { at } from './author.ts'
import type { TestBid, TestTender } from './tender.ts'
import type { World } from './world.ts'

/** What anybody sends once the secret is on the ledger. */
export function openings(tender: TestTender, bids: readonly TestBid[]) {
  const seals = bids.map(({ statement }) => statement.seal)
  const hints = openingsOf(seals, tender.key.secret)
  return bids.map(({ statement: { bidder, seal } }, place) => ({ bidder, seal, ...at(hints, place) }))
}

export function openBids(
  world: World,
  tender: TestTender,
  bids: readonly TestBid[],
): Promise<ContractTransactionResponse> {
  return world.ledger.openBids(tender.id, openings(tender, bids))
}

/** What bidders send when the guardians have not delivered: made from their own notes alone. */
export function reveals(tender: TestTender, bids: readonly TestBid[]) {
  return bids.map(({ r, statement: { bidder, seal } }) => revealOf(tender, bidder, seal, r))
}

export function reserveOpening(tender: TestTender) {
  const [opening] = openingsOf([tender.reserveSeal], tender.key.secret)
  if (opening === undefined) throw new Error('no reserve seal')
  return { bidder: tender.agency.participant, seal: tender.reserveSeal, ...opening }
}

export function reserveReveal(tender: TestTender) {
  return revealOf(tender, tender.agency.participant, tender.reserveSeal, tender.note)
}

function revealOf(tender: TestTender, bidder: bigint, seal: Seal, r: bigint) {
  const shared = multiply(r, tender.key.joint.publicKey)
  const opening = { bidder, seal, dx: shared.x, dy: shared.y, hint: additionHint(shared) }
  return { opening, r, hint: additionHint(seal) }
}

/** Puts all bids in line, each searched from the head: fine for a few. Tests of hints call `rankBids` themselves. */
export function rankBids(
  world: World,
  tender: TestTender,
  bids: readonly TestBid[],
): Promise<ContractTransactionResponse> {
  return world.ledger.rankBids(
    tender.id,
    bids.map(({ statement }) => ({ bidder: statement.bidder, behind: 0n })),
  )
}
