import type { ContractTransactionResponse } from 'ethers'
import type { Schedule, Terms } from '../../../src/protocol/terms.ts'
import { AGENCY, authorOf, REGISTRAR } from './author.ts'
import { DOCUMENT } from './life.ts'
import { agencyAct, type TestBid, type TestTender } from './tender.ts'
import { act, type World } from './world.ts'

/** Gives the tender a new version of the terms. @returns it with them: a fixture's own tender stays as it is for other tests */
export async function amendTender(
  world: World,
  tender: TestTender,
  changes: Partial<Terms> = {},
): Promise<TestTender> {
  const terms = { ...tender.terms, ...changes }
  await agencyAct(world, tender, { type: 'Amend', terms, reserveSeal: tender.reserveSeal })
  return { ...tender, terms }
}

/** All times but the beginning of bidding, moved to later by so many seconds. */
export function laterBy(seconds: number, schedule: Schedule): Schedule {
  const times = Object.entries(schedule).map(([name, time]) => [
    name,
    name === 'biddingAt' ? time : time + seconds,
  ])
  return Object.fromEntries(times) as Schedule
}

/** Moves all times to later. @returns the tender with the new times */
export async function postponeTender(world: World, tender: TestTender, seconds = 3_600): Promise<TestTender> {
  const schedule = laterBy(seconds, tender.terms.schedule)
  await agencyAct(world, tender, { type: 'Postpone', schedule, reason: 1, document: DOCUMENT })
  return { ...tender, terms: { ...tender.terms, schedule } }
}

/** Cancels it in the phase in which it stands. */
export async function cancelTender(world: World, tender: TestTender): Promise<ContractTransactionResponse> {
  const phase = Number(await world.ledger.phaseOf(tender.id))
  return agencyAct(world, tender, { type: 'Cancel', phase, reason: 1, document: DOCUMENT })
}

/** Lets a bid count under a later version of the terms. */
export function confirmBid(world: World, { statement }: TestBid, termsVersion = 2) {
  const { tender, bidder, sequence } = statement
  return act(world, authorOf(bidder), { type: 'ConfirmBid', tender, termsVersion, bidder, sequence })
}

/** @param termsVersion under which the bid stands, if it was confirmed for another than that of its statement */
export function requestWithdrawal(
  world: World,
  { statement }: TestBid,
  termsVersion = statement.termsVersion,
) {
  const { tender, bidder, sequence } = statement
  return act(world, authorOf(bidder), {
    type: 'RequestWithdrawal',
    tender,
    termsVersion,
    bidder,
    sequence,
    document: DOCUMENT,
  })
}

export function grantWithdrawal(world: World, tender: TestTender, { statement }: TestBid) {
  const { bidder, sequence } = statement
  return agencyAct(world, tender, {
    type: 'GrantWithdrawal',
    bidder,
    sequence,
    document: DOCUMENT,
    author: AGENCY.participant,
  })
}

/** The same by the registrar, in the agency's place. */
export async function grantByRegistrar(world: World, tender: TestTender, { statement }: TestBid) {
  const { acts } = await world.ledger.tenderOf(tender.id)
  const { bidder, sequence } = statement
  const fields = { tender: tender.id, act: Number(acts), bidder, sequence, document: DOCUMENT } as const
  return act(world, REGISTRAR, { type: 'GrantWithdrawal', ...fields, author: REGISTRAR.participant })
}

/** Asks and grants: the bid is withdrawn. */
export async function withdrawBid(world: World, tender: TestTender, bid: TestBid) {
  await requestWithdrawal(world, bid)
  return grantWithdrawal(world, tender, bid)
}
