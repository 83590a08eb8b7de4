import { BonginError } from '../protocol/error.ts'
import { bestOf, groupOf, isByScore, type RankedBid } from '../protocol/review.ts'
import type { Deployment } from '../protocol/statement.ts'
import { orderSchema, type Rank, type Receipt, type Tender } from './api.ts'
import type { Context } from './context.ts'
import type { Gateway } from './gateway.ts'
import { priceOf } from './opening.ts'
import { type Output, table } from './output.ts'
import { points, time, won } from './readable.ts'
import { readLedger, readTender, unless } from './statements.ts'
import { LABELS, PHASE_WORDS } from './words.ts'

// What the agency's acts on one bidder have in common, from the review to the contract.

/** What every act names; `amount` is what the bidder has bid. */
export interface Subject {
  readonly named: { readonly tender: Tender['tender']; readonly act: number; readonly bidder: bigint }
  readonly amount: bigint
}

/** Whom an act means if nobody is named. */
export type Default = 'reviewed' | 'best' | 'winner'

/**
 * @param bidder who is meant, or how to find out
 * @throws BonginError `UNKNOWN_TENDER`, `NOBODY_IN_LINE`
 */
export async function subjectOf(
  gateway: Gateway,
  id: string,
  bidder: bigint | Default,
): Promise<Subject & { readonly deployment: Deployment; readonly tender: Tender }> {
  const [{ deployment }, tender] = await Promise.all([readLedger(gateway), readTender(gateway, id)])
  const meant = typeof bidder === 'bigint' ? bidder : await defaultOf(gateway, tender, bidder)
  const named = { tender: tender.tender, act: tender.acts, bidder: meant }
  return { named, amount: await priceOf(gateway, tender, meant), deployment, tender }
}

async function defaultOf(gateway: Gateway, tender: Tender, role: Default): Promise<bigint> {
  const { first, winner, phase } = tender
  const meant = role === 'winner' ? winner : first
  if (meant === 0n)
    throw new BonginError('NOBODY_IN_LINE', `Nobody is meant here; the tender is in phase ${phase}.`)
  const { terms } = tender
  if (role === 'winner' || !isByScore({ terms })) return meant
  const line = await readGroup(gateway, tender)
  const found = role === 'best' ? bestOf({ terms, line }) : line.find(({ status }) => status === 'Acceptable')
  return found?.bidder ?? meant
}

/** The bids from which the award is chosen, in their order. */
export async function readGroup(gateway: Gateway, { tender, first, terms }: Tender): Promise<RankedBid[]> {
  if (first === 0n) return []
  const path = `/v1/tenders/${tender}/order`
  // Only where scores decide is the group more than the first: a line may be long.
  const ranks = isByScore({ terms })
    ? await gateway.list(path, orderSchema)
    : [await gateway.get(`${path}/${first}`, orderSchema)]
  return groupOf({ terms, line: ranks.map(rank => ({ ...rank, score: rank.score ?? 0 })) })
}

/** Shows what an act has made of the tender. */
export async function tellAct(
  { gateway, output }: Context,
  receipt: Receipt,
  { named: { tender, bidder }, amount }: Subject,
): Promise<void> {
  const [after, rank] = await Promise.all([
    readTender(gateway, tender),
    unless('NOT_FOUND', gateway.get(`/v1/tenders/${tender}/order/${bidder}`, orderSchema)),
  ])
  const { phase, first, winner } = after
  const { priceScore = null, score = null } = rank ?? {}
  const text = table(rowsOf({ receipt, bidder, amount, after, rank }, output))
  output.result({ ...receipt, tender, bidder, amount, phase, first, winner, priceScore, score }, text)
}

interface Told {
  readonly receipt: Receipt
  readonly bidder: bigint
  readonly amount: bigint
  readonly after: Tender
  readonly rank: Rank | undefined
}

function rowsOf({ receipt, bidder, amount, after, rank }: Told, { say }: Output): [string, string][] {
  const nobody = (participant: bigint): string => (participant === 0n ? '–' : participant.toString())
  const rows: [string, string][] = [
    [say(LABELS.bidder), bidder.toString()],
    [say(LABELS.price), say(won(amount))],
  ]
  if (rank !== undefined && rank.priceScore !== null)
    rows.push([say(LABELS.priceScore), say(points(rank.priceScore))])
  if (rank !== undefined && rank.score !== null) rows.push([say(LABELS.score), say(points(rank.score))])
  rows.push(
    [say(LABELS.acceptedAt), time(receipt.timestamp)],
    [say(LABELS.phase), say(PHASE_WORDS[after.phase])],
    [say(LABELS.first), nobody(after.first)],
    [say(LABELS.winner), nobody(after.winner)],
    [say(LABELS.statement), receipt.digest],
  )
  return rows
}
