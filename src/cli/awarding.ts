import { BonginError } from '../protocol/error.ts'
import type { Deployment } from '../protocol/statement.ts'
import type { Receipt, Tender } from './api.ts'
import type { Context } from './context.ts'
import type { Gateway } from './gateway.ts'
import { priceOf } from './opening.ts'
import { type Output, table } from './output.ts'
import { time, won } from './readable.ts'
import { readLedger, readTender } from './statements.ts'
import { LABELS, PHASE_WORDS } from './words.ts'

// What the agency's acts on one bidder have in common, from the review to the contract.

/** What every act names; `amount` is what the bidder has bid. */
export interface Subject {
  readonly named: { readonly tender: Tender['tender']; readonly act: number; readonly bidder: bigint }
  readonly amount: bigint
}

/**
 * @param bidder who is meant; the first in line by default
 * @throws BonginError `UNKNOWN_TENDER`, `NOBODY_IN_LINE`
 */
export async function subjectOf(
  gateway: Gateway,
  id: string,
  bidder: bigint | undefined,
): Promise<Subject & { readonly deployment: Deployment }> {
  const [{ deployment }, tender] = await Promise.all([readLedger(gateway), readTender(gateway, id)])
  const named = { tender: tender.tender, act: tender.acts, bidder: bidder ?? firstOf(tender) }
  return { named, amount: await priceOf(gateway, tender, named.bidder), deployment }
}

function firstOf({ first, phase }: Tender): bigint {
  if (first !== 0n) return first
  throw new BonginError('NOBODY_IN_LINE', `Nobody is in line; the tender is in phase ${phase}.`)
}

/** Shows what an act has made of the tender. */
export async function tellAct(
  { gateway, output }: Context,
  receipt: Receipt,
  { named: { tender, bidder }, amount }: Subject,
): Promise<void> {
  const after = await readTender(gateway, tender)
  const { phase, first } = after
  const text = table(rowsOf(receipt, { bidder, amount }, after, output))
  output.result({ ...receipt, tender, bidder, amount, phase, first }, text)
}

function rowsOf(
  { timestamp, digest }: Receipt,
  { bidder, amount }: { bidder: bigint; amount: bigint },
  { phase, first }: Tender,
  { say }: Output,
): [string, string][] {
  return [
    [say(LABELS.bidder), bidder.toString()],
    [say(LABELS.price), say(won(amount))],
    [say(LABELS.acceptedAt), time(timestamp)],
    [say(LABELS.phase), say(PHASE_WORDS[phase])],
    [say(LABELS.first), first === 0n ? '–' : first.toString()],
    [say(LABELS.statement), digest],
  ]
}
