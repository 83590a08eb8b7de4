import { callOf } from '../../../src/chain/calls.ts'
import { hashText } from '../../../src/protocol/bytes.ts'
import { rank } from '../../../src/protocol/order.ts'
import { countPicks, preliminaryPrices, reservePrice } from '../../../src/protocol/reserve.ts'
import type { Payload } from '../../../src/protocol/seal.ts'
import { countersign, type Statement } from '../../../src/protocol/statement.ts'
import { AGENCY, type Member, memberOf, REGISTRAR } from './cast.ts'
import { signerOf } from './people.ts'
import type { Stage } from './stage.ts'
import { type Announced, type Bid, rankingCall } from './tender.ts'

export type Picks = readonly [number, number]
type Priced = { readonly bidder: Member; readonly price: bigint }

/** Puts bids in line in two calls, the last in line first: in whatever order it comes, the same line results. @returns the line */
export async function rankAll(
  stage: Stage,
  tender: Announced,
  seed: bigint,
  reserve: bigint,
  bids: readonly Priced[],
): Promise<readonly bigint[]> {
  const facts = { tender: tender.id, seed, reserve, award: tender.terms.award }
  const ranking = rank(
    bids.map(({ bidder, price }) => ({ bidder: bidder.id, price })),
    facts,
  )
  const all = [...ranking.line, ...ranking.rejected.map(({ bidder }) => bidder)]
    .map(bidder => ({ bidder, behind: 0n }))
    .reverse()
  await stage.send(rankingCall(stage, tender, all.slice(0, 2)), rankingCall(stage, tender, all.slice(2)))
  return ranking.line
}

type Act = Extract<Statement, { act: number }>
type OwnFields<Each> = Each extends unknown ? Omit<Each, 'tender' | 'act'> : never

export async function act(
  stage: Stage,
  { id }: Announced,
  number: number,
  fields: OwnFields<Act>,
): Promise<void> {
  await stage.send(stage.by(AGENCY, { ...fields, tender: id, act: number } as Act))
}

/** The winner signs what the agency signed. */
export async function conclude(
  stage: Stage,
  { id, terms }: Announced,
  number: number,
  winner: bigint,
  amount: bigint,
): Promise<void> {
  const contractHash = hashText(`contract of ${terms.notice}`)
  const fields = { tender: id, act: number, bidder: winner, amount, contractHash }
  const half = stage.signed(AGENCY, { type: 'Conclude', ...fields })
  const { secretKey } = signerOf(memberOf(winner))
  await stage.send(callOf(countersign(half, stage.deployment, secretKey), stage.deployment))
}

export async function awardFirst(
  stage: Stage,
  tender: Announced,
  number: number,
  bidder: bigint,
  amount: bigint,
): Promise<void> {
  await qualify(stage, tender, number, bidder)
  await act(stage, tender, number + 1, { type: 'Award', bidder, amount })
}

/** @param otherScore where the terms name a scale */
export async function qualify(
  stage: Stage,
  tender: Announced,
  number: number,
  bidder: bigint,
  otherScore = 0,
): Promise<void> {
  await act(stage, tender, number, {
    type: 'Qualify',
    bidder,
    otherScore,
    document: document(tender, number),
  })
}

export async function suspend(stage: Stage, { id }: Member, revision: number, until: number): Promise<void> {
  const reason = hashText(`decision about ${id}`)
  await stage.send(
    stage.by(REGISTRAR, { type: 'SuspendParticipant', participant: id, until, reason, revision }),
  )
}

export function reserveOf({ id, terms }: Announced, seed: bigint, picks: readonly Picks[]): bigint {
  const prices = preliminaryPrices(seed, id, terms.award.baseAmount, terms.reserve)
  return reservePrice(prices, countPicks(picks))
}

export function priced(bids: readonly Bid[], prices: readonly bigint[]): Priced[] {
  return bids.map(({ bidder }, i) => ({ bidder, price: prices[i] ?? 0n }))
}

export function payload(price: bigint, picks: Picks | undefined): Payload {
  return picks === undefined ? { price } : { price, picks: [...picks] as [number, number] }
}

export function document({ terms }: Announced, number: number) {
  return hashText(`decision ${number} of ${terms.notice}`)
}
