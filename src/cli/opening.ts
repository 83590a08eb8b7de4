import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { BonginError } from '../protocol/error.ts'
import { OPEN_BATCH } from '../protocol/limits.ts'
import { placements, rank } from '../protocol/order.ts'
import { countPicks, draw, preliminaryPrices, reservePrice } from '../protocol/reserve.ts'
import { type Opening, opening, openings, picksOf, type Seal, sealSchema } from '../protocol/seal.ts'
import { nameAt, RESERVE_KINDS } from '../protocol/tender.ts'
import { toJson, uint256 } from '../protocol/value.ts'
import { bidSchema, keySchema, openingSchema, openResultsSchema, type Tender } from './api.ts'
import type { Gateway } from './gateway.ts'
import type { Progress } from './progress.ts'
import { readTender } from './statements.ts'

/** Anyone may open a tender: the work is public, and the ledger checks every step of it. */

const POLL = 200

const ignored = z.looseObject({})

/**
 * Waits until the guardians have released the key.
 * @throws BonginError `TIMED_OUT`; `WRONG_PHASE` if nothing is to be opened
 */
export async function waitForSecret(gateway: Gateway, tender: Tender, patience: number): Promise<bigint> {
  const deadline = Date.now() + patience
  do {
    const { secret } = await gateway.get(`/v1/keys/${tender.key}`, keySchema)
    if (secret !== null) return secret
    const { phase } = await readTender(gateway, tender.tender)
    if (phase !== 'Opening' && phase !== 'Fallback') {
      throw new BonginError('WRONG_PHASE', `The tender is in phase ${phase}; it can be opened in phase Opening.`)
    }
    await sleep(POLL)
  } while (Date.now() < deadline)
  throw new BonginError('TIMED_OUT', 'The guardians have not released the key yet. Try again later.')
}

/** Opens the agency's sealed reserve price, if there is one that is still closed. */
export async function openReserve(gateway: Gateway, tender: Tender, secret: bigint): Promise<void> {
  const { reserveSeal, reserveOpened, terms } = tender
  if (nameAt(RESERVE_KINDS, terms.reserve.kind) !== 'Single' || reserveOpened || reserveSeal === null) return
  const body = { opening: openingJson(tender.agency, reserveSeal, opening(reserveSeal, secret)) }
  await gateway.post(`/v1/tenders/${tender.tender}/reserve-opening`, body, ignored)
}

/** Opens every bid that is still sealed. */
export async function openBids(gateway: Gateway, tender: Tender, secret: bigint, progress: Progress): Promise<void> {
  const path = `/v1/tenders/${tender.tender}`
  const [bids, opened] = await Promise.all([
    gateway.list(`${path}/bids`, bidSchema),
    gateway.list(`${path}/openings`, openingSchema),
  ])
  const known = new Set(opened.map(({ bidder }) => bidder))
  const sealed = bids.filter(({ bidder, superseded }) => !superseded && !known.has(bidder))
  progress(known.size)
  for (let start = 0; start < sealed.length; start += OPEN_BATCH) {
    const batch = sealed.slice(start, start + OPEN_BATCH)
    const hints = openings(
      batch.map(({ seal }) => seal),
      secret,
    )
    const items = batch.map(({ bidder, seal }, place) => openingJson(bidder, seal, hints[place] as Opening))
    await gateway.post(`${path}/openings`, { openings: items }, openResultsSchema)
    progress(known.size + start + batch.length)
  }
}

/** Puts the valid bids in line. The order is computed here and checked, bid by bid, on the ledger. */
export async function rankBids(gateway: Gateway, tender: Tender, seed: bigint, progress: Progress): Promise<void> {
  const path = `/v1/tenders/${tender.tender}`
  const opened = await gateway.list(`${path}/openings`, openingSchema)
  const valid = opened.filter(({ invalidity }) => invalidity === 'None')
  const { reserve } = settle(await readTender(gateway, tender.tender), seed, valid)
  const facts = { tender: tender.tender, seed, reserve, award: tender.terms.award }
  let done = 0
  for (const batch of placements(rank(valid, facts))) {
    const items = batch.map(({ bidder, behind }) => ({ bidder: bidder.toString(), behind: behind.toString() }))
    await gateway.post(`${path}/placements`, { placements: items }, ignored)
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
  const counts = countPicks(valid.map(({ choices }) => picksOf(choices)).filter((pair) => pair !== undefined))
  const prices = preliminaryPrices(seed, tender, baseAmount, terms.reserve)
  return { reserve: reservePrice(prices, counts), prices, drawn: draw(counts) }
}

/** What a bidder has bid, once it is opened; zero if there is no valid bid. */
export async function priceOf(gateway: Gateway, { tender }: Tender, bidder: bigint): Promise<bigint> {
  const openings = await gateway.list(`/v1/tenders/${tender}/openings`, openingSchema)
  return openings.find((opened) => opened.bidder === bidder)?.price ?? 0n
}

function openingJson(bidder: bigint, seal: Seal, { dx, dy, hint }: Opening) {
  const hex = (value: bigint): string => toJson(uint256, value)
  return { bidder: bidder.toString(), seal: toJson(sealSchema, seal), dx: hex(dx), dy: hex(dy), hint: hex(hint) }
}
