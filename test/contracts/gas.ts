import type { ContractTransactionResponse } from 'ethers'
import { rank } from '../../src/protocol/order.ts'
import { countPicks, preliminaryPrices, reservePrice } from '../../src/protocol/reserve.ts'
import {
  type Author,
  announceTender,
  authorOf,
  deployLedger,
  MULTIPLE,
  openings,
  register,
  releaseShares,
  sealedBid,
  submit,
  type TestBid,
  type TestTender,
  travelTo,
  type World,
} from '../support/ledger.ts'

export const BATCH = 50

export interface Crowd {
  world: World
  tender: TestTender
  bids: TestBid[]
}

/** A tender with a multiple reserve price, the dearest kind, and bids for it that are not sent yet. */
export async function crowd(size: number): Promise<Crowd> {
  const world = await deployLedger()
  const bidders: Author[] = Array.from({ length: size }, (_, place) => authorOf(10_001 + place))
  await register(world, bidders, 'supplier')
  const tender = await announceTender(world, { terms: MULTIPLE })
  const bids = bidders.map((bidder, place) => sealedBid(world, tender, bidder, choicesOf(place)))
  await travelTo(tender, 'biddingAt')
  return { world, tender, bids }
}

/** Prices from far below to above any reserve, in no order; picks of all numbers. */
function choicesOf(place: number) {
  const price = 86_000_000n + BigInt((place * 7_919) % 1_700) * 10_000n
  const first = (place % 15) + 1
  return { price, picks: [first, ((first + (place % 13)) % 15) + 1] as [number, number] }
}

export async function gasOf(sent: Promise<ContractTransactionResponse>): Promise<number> {
  const receipt = await (await sent).wait()
  return Number(receipt?.gasUsed)
}

/** Gas a bid of each batch, for bids sent in this order. */
export async function submitGas({ world, bids }: Crowd): Promise<number[]> {
  return each(bids, batch => submit(world, batch))
}

/** The same for openings. The key is opened before. */
export async function openGas({ world, tender, bids }: Crowd): Promise<number[]> {
  await travelTo(tender, 'openingAt')
  await releaseShares(world, tender.key.id)
  const found = openings(tender, bids)
  return each(found, batch => world.ledger.openBids(tender.id, batch))
}

/** The same for placements, each behind its predecessor in the line, and the rejected at the end. */
export async function rankGas({ world, tender, bids }: Crowd): Promise<number[]> {
  await world.ledger.rankBids(tender.id, [])
  return each(placementsOf({ tender, bids }), batch => world.ledger.rankBids(tender.id, batch))
}

function placementsOf({ tender, bids }: Pick<Crowd, 'tender' | 'bids'>) {
  const { award, reserve: terms } = tender.terms
  const seed = tender.key.secret
  const counts = countPicks(bids.map((_, place) => choicesOf(place).picks))
  const reserve = reservePrice(preliminaryPrices(seed, tender.id, award.baseAmount, terms), counts)
  const priced = bids.map(({ statement, price }) => ({ bidder: statement.bidder, price }))
  const { line, rejected } = rank(priced, { tender: tender.id, seed, reserve, award })
  const inLine = line.map((bidder, place) => ({ bidder, behind: line[place - 1] ?? 0n }))
  return [...inLine, ...rejected.map(({ bidder }) => ({ bidder, behind: 0n }))]
}

async function each<Item>(
  items: readonly Item[],
  send: (batch: Item[]) => Promise<ContractTransactionResponse>,
): Promise<number[]> {
  const costs: number[] = []
  for (let start = 0; start < items.length; start += BATCH) {
    const batch = items.slice(start, start + BATCH)
    costs.push(Math.round((await gasOf(send(batch))) / batch.length))
  }
  return costs
}
