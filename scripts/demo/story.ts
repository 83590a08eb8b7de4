import { z } from 'zod'
import { openingSchema, orderSchema, shareSchema, type Tender } from '../../src/cli/api.ts'
import type { Gateway } from '../../src/cli/gateway.ts'
import { settle } from '../../src/cli/opening.ts'
import { floorPrice } from '../../src/protocol/award.ts'
import { constructionNotice, serviceNotice } from './notices.ts'
import { play, type Stage } from './play.ts'

/** What the demonstration shows at its end: all of it read from the gateway or computed from what it says, nothing known before. */
export interface Outcome {
  readonly bids: number
  readonly acceptable: number
  readonly rejected: number
  readonly reservePrice: number
  readonly floorPrice: number
  readonly winner: { readonly amount: number; readonly bidder: number }
  readonly guardians: { readonly released: number; readonly of: number }
  readonly phase: string
}

export interface Told {
  readonly construction: Outcome
  readonly service: Outcome & {
    readonly drawn: readonly number[]
    readonly preliminaryPrices: readonly number[]
  }
}

/** Plays both tenders, the real one and the small one with a multiple reserve price, and reads what became of them. */
export async function tell(stage: Stage, say: (line: string) => void): Promise<Told> {
  const [construction, service] = await Promise.all([constructionNotice(), serviceNotice()])
  say(
    `Notice ${construction.terms.notice}: a construction work, ${construction.bids.length} real bids, single reserve price.`,
  )
  const first = await play(stage, construction)
  say(`Notice ${service.terms.notice}: a service, ${service.bids.length} bids, multiple reserve price.`)
  const second = await play(stage, service)
  // From here on the ledger's clock is the system's.
  stage.clock.release()
  return {
    construction: await outcomeOf(stage.gateway, first),
    service: { ...(await outcomeOf(stage.gateway, second)), ...(await drawOf(stage.gateway, second)) },
  }
}

async function outcomeOf(gateway: Gateway, tender: Tender): Promise<Outcome> {
  const path = `/v1/tenders/${tender.tender}`
  const { award } = tender.terms
  const [order, key] = await Promise.all([
    gateway.list(`${path}/order`, orderSchema),
    gateway.get(
      `/v1/keys/${tender.key}`,
      z.object({ shares: z.array(shareSchema), joint: z.object({ shares: z.array(z.unknown()) }) }),
    ),
  ])
  const winner = order.find(({ bidder }) => bidder === tender.first)
  return {
    bids: tender.bids,
    acceptable: order.filter(({ verdict }) => verdict === 'Acceptable').length,
    rejected: order.filter(({ verdict }) => verdict !== 'Acceptable').length,
    reservePrice: Number(tender.reserve),
    floorPrice: Number(floorPrice(award, tender.reserve)),
    winner: { amount: Number(winner?.price ?? 0n), bidder: Number(tender.first) },
    guardians: { released: key.shares.length, of: key.joint.shares.length },
    phase: tender.phase,
  }
}

async function drawOf(
  gateway: Gateway,
  tender: Tender,
): Promise<{ drawn: number[]; preliminaryPrices: number[] }> {
  const openings = await gateway.list(`/v1/tenders/${tender.tender}/openings`, openingSchema)
  const valid = openings.filter(({ invalidity }) => invalidity === 'None')
  const { drawn, prices } = settle(tender, tender.seed ?? 0n, valid)
  return { drawn, preliminaryPrices: prices.map(Number) }
}
