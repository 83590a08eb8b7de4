import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { BonginError } from '../protocol/error.ts'
import { OPEN_BATCH } from '../protocol/limits.ts'
import { type Opening, opening, openings, type Seal, sealSchema } from '../protocol/seal.ts'
import { nameAt, RESERVE_KINDS } from '../protocol/tender.ts'
import { toJson, uint256 } from '../protocol/value.ts'
import { bidSchema, keyWithSharesSchema, openingSchema, openResultsSchema, type Tender } from './api.ts'
import type { Gateway } from './gateway.ts'
import type { Progress } from './progress.ts'
import { readTender, unless } from './statements.ts'

// Anyone may open a tender: the work is public, and the ledger checks every step of it.

export { rankBids, settle } from './ranking.ts'

const POLL = 200

const ignored = z.looseObject({})

/**
 * Waits until the guardians have released the key.
 * @param patience in milliseconds
 * @param progress told how many guardians have released their shares
 * @throws BonginError `TIMED_OUT`; `WRONG_PHASE` if nothing is to be opened
 */
export async function waitForSecret(
  gateway: Gateway,
  tender: Tender,
  patience: number,
  progress: Progress = () => undefined,
): Promise<bigint> {
  const deadline = Date.now() + patience
  do {
    const { secret, shares } = await gateway.get(`/v1/keys/${tender.key}`, keyWithSharesSchema)
    progress(shares.length)
    if (secret !== null) return secret
    const { phase } = await readTender(gateway, tender.tender)
    if (phase !== 'Opening' && phase !== 'Fallback') {
      throw new BonginError(
        'WRONG_PHASE',
        `The tender is in phase ${phase}; it can be opened in phase Opening.`,
      )
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
  // Somebody else may have opened it meanwhile.
  await unless(
    'RESERVE_ALREADY_OPENED',
    gateway.post(`/v1/tenders/${tender.tender}/reserve-opening`, body, ignored),
  )
}

/** Opens every bid that is still sealed. */
export async function openBids(
  gateway: Gateway,
  tender: Tender,
  secret: bigint,
  progress: Progress,
): Promise<void> {
  const path = `/v1/tenders/${tender.tender}`
  const bids = (await gateway.list(`${path}/bids`, bidSchema)).filter(({ superseded }) => !superseded)
  const sealed = bids.filter(({ status }) => status === 'Sealed')
  const done = bids.length - sealed.length
  progress(done)
  for (let start = 0; start < sealed.length; start += OPEN_BATCH) {
    const batch = sealed.slice(start, start + OPEN_BATCH)
    const hints = openings(
      batch.map(({ seal }) => seal),
      secret,
    )
    const items = batch.map(({ bidder, seal }, place) => openingJson(bidder, seal, hints[place] as Opening))
    await gateway.post(`${path}/openings`, { openings: items }, openResultsSchema)
    progress(done + start + batch.length)
  }
}

/** What a bidder has bid, once it is opened; zero if there is no valid bid. */
export async function priceOf(gateway: Gateway, { tender }: Tender, bidder: bigint): Promise<bigint> {
  const path = `/v1/tenders/${tender}/openings/${bidder}`
  const opened = await unless('NOT_FOUND', gateway.get(path, openingSchema))
  return opened?.price ?? 0n
}

function openingJson(bidder: bigint, seal: Seal, { dx, dy, hint }: Opening) {
  const hex = (value: bigint): string => toJson(uint256, value)
  return {
    bidder: bidder.toString(),
    seal: toJson(sealSchema, seal),
    dx: hex(dx),
    dy: hex(dy),
    hint: hex(hint),
  }
}
