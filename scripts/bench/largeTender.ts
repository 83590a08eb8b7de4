import type { Call } from '../../src/chain/relay.ts'
import { hashText } from '../../src/protocol/bytes.ts'
import { OPEN_BATCH, SUBMIT_BATCH } from '../../src/protocol/limits.ts'
import { placements, rank } from '../../src/protocol/order.ts'
import { ROLES } from '../../src/protocol/participant.ts'
import { countPicks, preliminaryPrices, reservePrice } from '../../src/protocol/reserve.ts'
import { type Member, member, REGISTRAR, THRESHOLD } from '../vectors/evidence/cast.ts'
import { type OpenedKey, runCeremony } from '../vectors/evidence/ceremony.ts'
import { enrol } from '../vectors/evidence/people.ts'
import type { Stage } from '../vectors/evidence/stage.ts'
import {
  type Announced,
  announce,
  type Bid,
  bid,
  FLOOR,
  MULTIPLE,
  openingCall,
  rankingCall,
  release,
  submission,
  termsOf,
} from '../vectors/evidence/tender.ts'

const FIRST_BIDDER = 20_001n
const REGISTRATIONS_PER_BLOCK = 200
const CALLS_PER_BLOCK = 8

interface Offer {
  readonly bidder: Member
  readonly price: bigint
  readonly picks: [number, number]
}

/**
 * Plays one tender with many bidders, from their registration to the complete order.
 * @returns the tender's id
 */
export async function playLargeTender(
  stage: Stage,
  count: number,
  say: (line: string) => void,
): Promise<Announced> {
  const offers = Array.from({ length: count }, (_, place) => offerOf(place))
  await enrol(stage)
  say(`Registering ${count} bidders`)
  await register(stage, offers)
  const [key] = (await runCeremony(stage, { ceremony: 1, keys: 1 })) as [OpenedKey]
  const tender = await announce(stage, key, termsOf(stage, 'LARGE', { reserve: MULTIPLE, award: FLOOR }))
  const { biddingAt, openingAt } = tender.terms.schedule
  stage.moveTo(biddingAt)
  say('Sealing and submitting')
  const bids = await submit(stage, tender, offers)
  stage.moveTo(openingAt)
  for (let place = 0; place < THRESHOLD; place++) await stage.send(release(stage, tender, place))
  say('Opening and ranking')
  await inBlocks(
    stage,
    chunks(bids, OPEN_BATCH).map(batch => openingCall(stage, tender, batch)),
  )
  await order(stage, tender, offers)
  return tender
}

/** Spread around the floor, so that there are acceptable and rejected bids, and ties. */
function offerOf(place: number): Offer {
  const first = (place % 15) + 1
  const second = ((place * 7 + 3) % 15) + 1
  return {
    bidder: member(FIRST_BIDDER + BigInt(place)),
    price: 86_000_000n + BigInt((place * 7_919) % 4_000) * 1_000n,
    picks: [first, second === first ? (second % 15) + 1 : second],
  }
}

async function register(stage: Stage, offers: readonly Offer[]): Promise<void> {
  const calls = offers.map(({ bidder: { id, signer } }) =>
    stage.by(REGISTRAR, {
      type: 'RegisterParticipant',
      participant: id,
      roles: ROLES.supplier,
      signer,
      profile: hashText(`profile of participant ${id}`),
    }),
  )
  for (const batch of chunks(calls, REGISTRATIONS_PER_BLOCK)) await stage.send(...batch)
}

async function submit(stage: Stage, tender: Announced, offers: readonly Offer[]): Promise<Bid[]> {
  const bids: Bid[] = []
  for (const batch of chunks(offers, SUBMIT_BATCH * CALLS_PER_BLOCK)) {
    const sealed = batch.map(({ bidder, price, picks }) => bid(stage, tender, bidder, { price, picks }))
    await stage.send(...chunks(sealed, SUBMIT_BATCH).map(each => submission(stage, each)))
    bids.push(...sealed)
  }
  return bids
}

async function order(stage: Stage, tender: Announced, offers: readonly Offer[]): Promise<void> {
  const { id, terms, key } = tender
  const prices = preliminaryPrices(key.secret, id, terms.award.baseAmount, terms.reserve)
  const reserve = reservePrice(prices, countPicks(offers.map(({ picks }) => picks)))
  const facts = { tender: id, seed: key.secret, reserve, award: terms.award }
  const ranking = rank(
    offers.map(({ bidder, price }) => ({ bidder: bidder.id, price })),
    facts,
  )
  await inBlocks(
    stage,
    placements(ranking).map(batch => rankingCall(stage, tender, batch)),
  )
}

async function inBlocks(stage: Stage, calls: readonly Call[]): Promise<void> {
  for (const batch of chunks(calls, CALLS_PER_BLOCK)) await stage.send(...batch)
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, place) =>
    items.slice(place * size, (place + 1) * size),
  )
}
