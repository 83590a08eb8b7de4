import { z } from 'zod'
import { BonginError } from '../protocol/error.ts'
import { type Placement, placements, rank } from '../protocol/order.ts'
import { countPicks, draw, preliminaryPrices, reservePrice } from '../protocol/reserve.ts'
import { picksOf } from '../protocol/seal.ts'
import { nameAt, RESERVE_KINDS } from '../protocol/tender.ts'
import { openingSchema, orderSchema, type Tender } from './api.ts'
import type { Gateway } from './gateway.ts'
import type { Progress } from './progress.ts'
import { readTender } from './statements.ts'

const ignored = z.looseObject({})

/**
 * Puts the valid bids in line. The order is computed here and checked, bid by bid, on the ledger.
 * @param secret of the opening key. Undefined if the guardians never released it: then the seed follows from the revealed notes, and the
 * ledger tells it with the first placement.
 */
export async function rankBids(
  gateway: Gateway,
  { tender: id }: Tender,
  secret: bigint | undefined,
  progress: Progress,
): Promise<void> {
  const path = `/v1/tenders/${id}`
  const openings = await gateway.list(`${path}/openings`, openingSchema)
  const valid = openings.filter(({ invalidity }) => invalidity === 'None')
  const place = (batch: readonly Placement[]) =>
    gateway.post(`${path}/placements`, placementsJson(batch), ignored)

  const [first] = valid
  if (secret === undefined && first !== undefined) await place([{ bidder: first.bidder, behind: 0n }])
  const tender = await readTender(gateway, id)
  const seed = tender.seed ?? secret
  if (seed === undefined)
    throw new BonginError('NOT_OPENED', 'No bid was opened: nothing can be put in line.')

  const ranked = await rankedBidders(gateway, tender)
  const { reserve } = tender.seed === null ? settle(tender, seed, valid) : tender
  const ranking = rank(valid, { tender: id, seed, reserve, award: tender.terms.award })
  let done = ranked.size
  progress(done)
  for (const batch of placements(ranking, ranked)) {
    await place(batch)
    done += batch.length
    progress(done)
  }
}

/** The reserve price that the ledger will settle, and for a multiple one the fifteen prices and the drawn numbers. */
export function settle(
  { tender, terms, reserve }: Tender,
  seed: bigint,
  valid: readonly { choices: number }[],
): { reserve: bigint; prices: bigint[]; drawn: number[] } {
  const { baseAmount } = terms.award
  const kind = nameAt(RESERVE_KINDS, terms.reserve.kind)
  if (kind !== 'Multiple') return { reserve: kind === 'Single' ? reserve : baseAmount, prices: [], drawn: [] }
  const counts = countPicks(valid.map(({ choices }) => picksOf(choices)).filter(pair => pair !== undefined))
  const prices = preliminaryPrices(seed, tender, baseAmount, terms.reserve)
  return { reserve: reservePrice(prices, counts), prices, drawn: draw(counts) }
}

/** Who stands in line already, because this work was interrupted or somebody else has begun it. */
async function rankedBidders(gateway: Gateway, { tender, ranked }: Tender): Promise<Set<bigint>> {
  if (ranked === 0) return new Set()
  const order = await gateway.list(`/v1/tenders/${tender}/order`, orderSchema)
  return new Set(order.map(({ bidder }) => bidder))
}

function placementsJson(batch: readonly Placement[]) {
  return {
    placements: batch.map(({ bidder, behind }) => ({ bidder: bidder.toString(), behind: behind.toString() })),
  }
}
