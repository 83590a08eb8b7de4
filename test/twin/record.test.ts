import { expect } from 'chai'
import fc from 'fast-check'
import type { Hex } from '../../src/protocol/bytes.ts'
import { EMPTY_RECORD, extendRecord } from '../../src/protocol/record.ts'
import { digest, type Statement } from '../../src/protocol/statement.ts'
import {
  act,
  announceTender,
  at,
  CONTRACT,
  DOCUMENT,
  deployLedger,
  loadFixture,
  openBids,
  passObjections,
  rankBids,
  releaseShares,
  SUPPLIERS,
  sealedBid,
  submit,
  type TestBid,
  type TestTender,
  travelTo,
  type World,
} from '../support/ledger.ts'
import { runs, TIMEOUT } from './support.ts'

/** Batches of bids, each by a supplier's place: whoever comes again replaces its bid. Some batches hold a bid that is refused. */
const plans = fc.record({
  batches: fc.array(
    fc.record({ places: fc.array(fc.nat(4), { minLength: 1, maxLength: 4 }), refused: fc.boolean() }),
    { minLength: 1, maxLength: 4 },
  ),
  disqualified: fc.nat(2),
})

describe('twins > record', function () {
  this.timeout(TIMEOUT)

  it('is the same running hash after every accepted statement of a tender', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async ({ batches, disqualified }) => {
        const world = await loadFixture(deployLedger)
        const tender = await announceTender(world, { terms: { bidPolicy: 1, minimumBids: 1 } })
        const { agency, terms, key, reserveSeal } = tender
        const book: Book = { world, tender, record: EMPTY_RECORD }
        await enter(book, [{ type: 'Announce', agency: agency.participant, terms, key: key.id, reserveSeal }])
        await travelTo(tender, 'biddingAt')
        const last = new Map<number, TestBid>()
        for (const { places, refused } of batches) {
          const bids = places.map(place => nextBid(world, tender, place, last))
          const stray = sealedBid(world, tender, at(SUPPLIERS, 9), { sequence: 3 })
          await submit(world, refused ? [stray, ...bids] : bids)
          await enter(
            book,
            bids.map(({ statement }) => statement),
          )
        }
        await review(book, [...last.values()], disqualified)
      }),
      runs(10),
    )
  })
})

/** The bid that this supplier may place next. */
function nextBid(world: World, tender: TestTender, place: number, last: Map<number, TestBid>): TestBid {
  const before = last.get(place)
  const sequence = before === undefined ? 0 : before.statement.sequence + 1
  const bid = sealedBid(world, tender, at(SUPPLIERS, place), { sequence, price: 90_000_000n + BigInt(place) })
  last.set(place, bid)
  return bid
}

/** Opens and ranks, which are no statements; then the agency's acts, as many disqualifications as the line allows. */
async function review(book: Book, bids: TestBid[], disqualified: number): Promise<void> {
  const { world, tender } = book
  await travelTo(tender, 'openingAt')
  await releaseShares(world, tender.key.id)
  await openBids(world, tender, bids)
  await rankBids(world, tender, bids)
  await enter(book, [])
  const outs = Math.min(disqualified, bids.length - 1)
  for (let out = 0; out < outs; out++) {
    await enact(book, {
      type: 'Disqualify',
      ...(await next(book)),
      reason: 1,
      otherScore: 0,
      document: DOCUMENT,
    })
  }
  await enact(book, { type: 'Qualify', ...(await next(book)), otherScore: 0, document: DOCUMENT })
  const first = await next(book)
  const { price: amount } = await world.ledger.bidOf(tender.id, first.bidder)
  await enact(book, { type: 'Award', ...first, amount })
  await passObjections(tender)
  await enact(book, { type: 'Conclude', ...(await next(book)), amount, contractHash: CONTRACT })
}

/** The record by the rule, kept beside the ledger's. */
interface Book {
  world: World
  tender: TestTender
  record: Hex
}

/** Enters what the ledger has accepted: both records must be the same. */
async function enter(book: Book, statements: readonly Statement[]): Promise<void> {
  const { world, tender } = book
  const digests = statements.map(statement => digest(statement, world.deployment))
  book.record = digests.reduce(extendRecord, book.record)
  expect((await world.ledger.tenderOf(tender.id)).record).to.equal(book.record)
}

async function enact(book: Book, statement: Statement): Promise<void> {
  await act(book.world, book.tender.agency, statement)
  await enter(book, [statement])
}

/** Who is first in line, and the number of the agency's next act. */
async function next({ world, tender: { id } }: Book): Promise<{ tender: Hex; act: number; bidder: bigint }> {
  const { acts, first } = await world.ledger.tenderOf(id)
  return { tender: id, act: Number(acts), bidder: first }
}
