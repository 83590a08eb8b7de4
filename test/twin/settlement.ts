import fc from 'fast-check'
import { word } from '../../src/protocol/bytes.ts'
import { type PricedBid, type Ranking, rank } from '../../src/protocol/order.ts'
import { countPicks, degradedSeed, preliminaryPrices, reservePrice } from '../../src/protocol/reserve.ts'
import type { Terms } from '../../src/protocol/terms.ts'
import {
  announceTender,
  at,
  LOWEST_PRICE,
  MULTIPLE,
  openAll,
  openBids,
  releaseShares,
  reserveReveal,
  reveals,
  SINGLE,
  SUPPLIERS,
  sealedBid,
  submit,
  type TestBid,
  type TestTender,
  travelTo,
  type World,
} from '../support/ledger.ts'
import { picks } from './support.ts'

/** How the bids come open: by the guardians in time, by the bidders alone, or by both when the guardians are late. */
export type Path = 'guardians' | 'bidders' | 'late guardians'

export interface Case {
  terms: Pick<Terms, 'reserve' | 'award'>
  reservePrice: bigint
  path: Path
  /** One bid of each supplier, in the order of `SUPPLIERS`; a broken one has a bad tag. */
  bids: { price: bigint; picks: [number, number]; broken: boolean }[]
}

/** Prices around all borders of the terms in use, so few that ties are frequent. */
const amounts = fc.oneof(
  fc.constantFrom(
    87_990_099n,
    87_990_100n,
    88_199_999n,
    88_200_000n,
    99_000_000n,
    100_000_000n,
    100_000_001n,
  ),
  fc.constantFrom(89_000_000n, 90_000_000n),
  fc.bigInt({ min: 1n, max: 110_000_000n }),
)

export const cases: fc.Arbitrary<Case> = fc.record({
  terms: fc.constantFrom(LOWEST_PRICE, SINGLE, MULTIPLE),
  reservePrice: fc.constantFrom(100_000_000n, 99_999_999n),
  path: fc.constantFrom<Path[]>('guardians', 'guardians', 'bidders', 'late guardians'),
  bids: fc
    .array(fc.record({ price: amounts, picks, broken: fc.nat(5).map(die => die === 0) }), {
      minLength: 1,
      maxLength: 10,
    })
    .filter(bids => bids.some(({ broken }) => !broken)),
})

/** A tender whose bids are all open, and what the rules say of them. */
export interface Settled {
  tender: TestTender
  bids: TestBid[]
  seed: bigint
  reserve: bigint
  ranking: Ranking
}

/** Brings a case to the ranking on the ledger, and settles it by the rules. */
export async function settle(world: World, one: Case): Promise<Settled> {
  const { terms, reservePrice: sealed } = one
  const tender = await announceTender(world, { terms: { ...terms, minimumBids: 1 }, reservePrice: sealed })
  await travelTo(tender, 'biddingAt')
  const bids = one.bids.map((bid, place) => bidOf(world, tender, bid, place))
  await submit(world, bids)
  await open(world, one.path, tender, bids)
  const seed = one.path === 'bidders' ? degradedSeed(notesOf(tender, bids)) : tender.key.secret
  const reserve = reserveOf(one, tender, seed)
  const valid = one.bids.flatMap(({ price, broken }, place): PricedBid[] => {
    return broken ? [] : [{ bidder: at(SUPPLIERS, place).participant, price }]
  })
  const ranking = rank(valid, { tender: tender.id, seed, reserve, award: terms.award })
  return { tender, bids, seed, reserve, ranking }
}

function bidOf(
  world: World,
  tender: TestTender,
  { price, picks, broken }: Case['bids'][number],
  place: number,
): TestBid {
  const bidder = at(SUPPLIERS, place)
  const bid = sealedBid(world, tender, bidder, { price, picks })
  if (!broken) return bid
  return sealedBid(world, tender, bidder, { price, picks, seal: { ...bid.statement.seal, tag: word(5n) } })
}

async function open(world: World, path: Path, tender: TestTender, bids: TestBid[]): Promise<void> {
  if (path === 'guardians') {
    await travelTo(tender, 'openingAt')
    await releaseShares(world, tender.key.id)
    return openAll(world, { tender, bids })
  }
  await travelTo(tender, 'fallbackAt')
  const revealed = path === 'bidders' ? bids : bids.slice(1)
  if (tender.terms.reserve.kind === 1) {
    await world.ledger.revealReserve(tender.id, tender.key.joint, reserveReveal(tender))
  }
  if (revealed.length > 0)
    await world.ledger.revealBids(tender.id, tender.key.joint, reveals(tender, revealed))
  if (path === 'bidders') return
  await releaseShares(world, tender.key.id)
  await openBids(world, tender, bids.slice(0, 1))
}

function notesOf(tender: TestTender, bids: readonly TestBid[]): { r: bigint; author: bigint }[] {
  const notes = bids.map(({ r, statement }) => ({ r, author: statement.bidder }))
  if (tender.terms.reserve.kind !== 1) return notes
  return [...notes, { r: tender.note, author: tender.agency.participant }]
}

function reserveOf({ terms, reservePrice: sealed, bids }: Case, tender: TestTender, seed: bigint): bigint {
  if (terms.reserve.kind === 0) return terms.award.baseAmount
  if (terms.reserve.kind === 1) return sealed
  const counts = countPicks(bids.filter(({ broken }) => !broken).map(({ picks }) => picks))
  return reservePrice(preliminaryPrices(seed, tender.id, terms.award.baseAmount, terms.reserve), counts)
}
