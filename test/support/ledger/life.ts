import { type Hex, hashText } from '../../../src/protocol/bytes.ts'
import { at, SUPPLIERS } from './author.ts'
import { releaseShares } from './keys.ts'
import { time, travelTo } from './network.ts'
import { openBids, rankBids, reserveOpening } from './opening.ts'
import {
  agencyAct,
  announceTender,
  sealedBid,
  submit,
  type TenderChoices,
  type TestBid,
  type TestTender,
} from './tender.ts'
import type { World } from './world.ts'

/** The stations of a tender that goes well, in order. */
const STATIONS = [
  'Scheduled',
  'Bidding',
  'Closed',
  'Opening',
  'Opened',
  'Ranking',
  'Review',
  'Qualified',
  'Standstill',
  'Concluded',
] as const

/** `Opened` is Opening with the key's secret on the ledger; `Qualified` is Review with a qualified first in line. */
export type Station = (typeof STATIONS)[number]

export const DOCUMENT: Hex = hashText('reasoned decision')
export const CONTRACT: Hex = hashText('signed contract')

/** A tender under way and its bids. */
export interface TenderAt {
  tender: TestTender
  bids: TestBid[]
}

/**
 * Announces a tender and brings it to a station with the given prices, one bidder each in the order of `SUPPLIERS`.
 * The first price is to be the best acceptable one, so that its bidder is the first in line.
 */
export async function tenderAt(
  world: World,
  station: Station,
  {
    prices = [90_000_000n, 91_000_000n, 92_000_000n],
    ...choices
  }: TenderChoices & { prices?: bigint[] } = {},
): Promise<TenderAt> {
  const tender = await announceTender(world, choices)
  const bids = prices.map((price, place) => sealedBid(world, tender, at(SUPPLIERS, place), { price }))
  await bring(world, { tender, bids }, 'Scheduled', station)
  return { tender, bids }
}

/** Goes on from one station to a later one. */
export async function bring(world: World, underWay: TenderAt, from: Station, to: Station): Promise<void> {
  const way = STATIONS.slice(STATIONS.indexOf(from) + 1, STATIONS.indexOf(to) + 1)
  for (const station of way) await STEPS[station](world, underWay)
}

type Step = (world: World, underWay: TenderAt) => Promise<unknown>

const STEPS: Record<Station, Step> = {
  Scheduled: async () => undefined,
  Bidding: (_world, { tender }) => travelTo(tender, 'biddingAt'),
  Closed: async (world, { tender, bids }) => {
    if (bids.length > 0) await submit(world, bids)
    await travelTo(tender, 'closingAt')
  },
  Opening: (_world, { tender }) => travelTo(tender, 'openingAt'),
  Opened: (world, { tender }) => releaseShares(world, tender.key.id),
  Ranking: openAll,
  Review: (world, { tender, bids }) => rankBids(world, tender, bids),
  Qualified: (world, { tender, bids }) => {
    const { bidder } = firstOf(bids)
    return agencyAct(world, tender, { type: 'Qualify', bidder, otherScore: 0, document: DOCUMENT })
  },
  Standstill: (world, { tender, bids }) => agencyAct(world, tender, { type: 'Award', ...firstOf(bids) }),
  Concluded: async (world, { tender, bids }) => {
    await passObjections(tender)
    await agencyAct(world, tender, { type: 'Conclude', ...firstOf(bids), contractHash: CONTRACT })
  },
}

/** Opens the sealed reserve price where there is one, and all bids. */
export async function openAll(world: World, { tender, bids }: TenderAt): Promise<void> {
  if (tender.terms.reserve.kind === 1) await world.ledger.openReserve(tender.id, reserveOpening(tender))
  await openBids(world, tender, bids)
}

/** The first bid's bidder and amount. */
export function firstOf(bids: readonly TestBid[]): { bidder: bigint; amount: bigint } {
  const { statement, price } = at(bids, 0)
  return { bidder: statement.bidder, amount: price }
}

/** Lets the objection period pass that began with the newest block. */
export async function passObjections(tender: TestTender): Promise<void> {
  await time.increase(tender.terms.objectionPeriod)
}
