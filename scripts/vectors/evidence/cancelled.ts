import { PHASES } from '../../../src/protocol/tender.ts'
import { supplier } from './cast.ts'
import type { OpenedKey } from './ceremony.ts'
import { retender } from './plain.ts'
import type { Stage } from './stage.ts'
import { act, document } from './steps.ts'
import { type Announced, bid, submission } from './tender.ts'

const CLOSED = PHASES.indexOf('Closed')

/** Repeats a tender that failed, under the same terms at other times; the agency cancels it before the opening, and nothing is opened. */
export async function playCancelled(stage: Stage, key: OpenedKey, failed: Announced): Promise<Announced> {
  const tender = await retender(stage, key, 'VECTOR-CANCELLED', failed)
  const { schedule } = tender.terms
  const bids = [1, 2, 3].map(number => bid(stage, tender, supplier(number), { price: 40_000_000n }))
  stage.moveTo(schedule.biddingAt)
  await stage.send(submission(stage, bids))
  stage.moveTo(schedule.closingAt)
  await act(stage, tender, 0, { type: 'Cancel', phase: CLOSED, reason: 3, document: document(tender, 0) })
  return tender
}
