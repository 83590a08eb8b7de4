import type { Call } from '../../../src/chain/relay.ts'
import { hashText } from '../../../src/protocol/bytes.ts'
import { type Outage, postponedBy } from '../../../src/protocol/outage.ts'
import { EMPTY_SEAL } from '../../../src/protocol/seal.ts'
import type { Schedule } from '../../../src/protocol/terms.ts'
import { AGENCY, type Member } from './cast.ts'
import { signerOf } from './people.ts'
import type { Stage } from './stage.ts'
import { act, document } from './steps.ts'
import { type Announced, DAY, sealReserve } from './tender.ts'

/**
 * The second version of the terms: other documents, and every time but the first a day later.
 * @param reserve the agency's price where it seals one
 */
export async function amend(
  stage: Stage,
  { id, terms, key }: Announced,
  number: number,
  reserve?: bigint,
): Promise<Announced> {
  const { biddingAt, ...times } = terms.schedule
  const later = Object.fromEntries(Object.entries(times).map(([name, time]) => [name, time + DAY]))
  const schedule = { biddingAt, ...later } as Schedule
  const amended = { ...terms, document: hashText(`amended documents of ${terms.notice}`), schedule }
  const reserveSeal = reserve === undefined ? EMPTY_SEAL : sealReserve(stage, id, key, reserve, 2)
  const tender = { id, terms: amended, key, reserveSeal }
  await act(stage, tender, number, { type: 'Amend', terms: amended, reserveSeal })
  return tender
}

/** A bidder's word that its first bid holds under the second version, too. */
export function confirmation(stage: Stage, { id }: Announced, bidder: Member): Call {
  const fields = { tender: id, termsVersion: 2, bidder: bidder.id, sequence: 0 } as const
  return stage.by(signerOf(bidder), { type: 'ConfirmBid', ...fields })
}

/** When the outage is over, moves the times as the rule for outages proposes. */
export async function postponeAfter(
  stage: Stage,
  tender: Announced,
  number: number,
  outage: Outage,
): Promise<Announced> {
  const schedule = postponedBy(outage, tender.terms.schedule)
  if (schedule === undefined) throw new Error('The outage does not touch the tender')
  stage.moveTo(outage.until)
  const fields = { schedule, reason: 1, document: document(tender, number) }
  await act(stage, tender, number, { type: 'Postpone', ...fields })
  return { ...tender, terms: { ...tender.terms, schedule } }
}

/** A bidder asks for its bid back, and the agency grants it at the closing. */
export async function withdraw(
  stage: Stage,
  tender: Announced,
  number: number,
  bidder: Member,
  termsVersion: number,
): Promise<void> {
  const request = hashText('a price with a zero too many')
  const fields = {
    tender: tender.id,
    termsVersion,
    bidder: bidder.id,
    sequence: 0,
    document: request,
  } as const
  await stage.send(stage.by(signerOf(bidder), { type: 'RequestWithdrawal', ...fields }))
  stage.moveTo(tender.terms.schedule.closingAt)
  const grant = { bidder: bidder.id, sequence: 0, author: AGENCY.id, document: document(tender, number) }
  await act(stage, tender, number, { type: 'GrantWithdrawal', ...grant })
}
