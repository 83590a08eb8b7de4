import { type Author, authorOf } from './author.ts'
import { DOCUMENT } from './life.ts'
import { agencyAct, type TestBid, type TestTender } from './tender.ts'
import { act, type World } from './world.ts'

/** @param otherScore of everything but the price, in hundredths of a point; zero where the terms name no scale */
export function qualify(world: World, tender: TestTender, { statement }: TestBid, otherScore = 0) {
  const { bidder } = statement
  return agencyAct(world, tender, { type: 'Qualify', bidder, otherScore, document: DOCUMENT })
}

/** For documents that were not submitted: a reason that needs no score. */
export function disqualify(world: World, tender: TestTender, { statement }: TestBid) {
  const { bidder } = statement
  const why = { reason: 1, otherScore: 0, document: DOCUMENT }
  return agencyAct(world, tender, { type: 'Disqualify', bidder, ...why })
}

/** At the bid's own price. */
export function award(world: World, tender: TestTender, { statement, price: amount }: TestBid) {
  return agencyAct(world, tender, { type: 'Award', bidder: statement.bidder, amount })
}

/** Objects to the result that stands. */
export async function object(world: World, tender: TestTender, { participant: bidder }: Author) {
  const award = Number((await world.ledger.tenderOf(tender.id)).awards)
  const statement = { type: 'Object', tender: tender.id, bidder, award, document: DOCUMENT } as const
  return act(world, authorOf(bidder), statement)
}

export function decideObjection(world: World, tender: TestTender, objection: number, upheld: boolean) {
  return agencyAct(world, tender, { type: 'DecideObjection', objection, upheld, document: DOCUMENT })
}

/** The winner refuses to contract. */
export function forfeit(world: World, tender: TestTender, { statement }: TestBid) {
  const { bidder } = statement
  return agencyAct(world, tender, { type: 'Forfeit', bidder, reason: 1, document: DOCUMENT })
}
