import { supplier } from './cast.ts'
import type { OpenedKey } from './ceremony.ts'
import type { Stage } from './stage.ts'
import { act, document } from './steps.ts'
import { type Announced, announce, bid, submission, termsOf } from './tender.ts'

/** Repeats a tender that failed, under the same terms at other times; the agency cancels it before the opening, and nothing is opened. */
export async function playCancelled(
  stage: Stage,
  key: OpenedKey,
  { id: predecessor, terms: old }: Announced,
): Promise<Announced> {
  const { schedule } = termsOf(stage, old.notice, { reserve: old.reserve, award: old.award })
  const terms = { ...old, notice: 'VECTOR-CANCELLED', predecessor, schedule }
  const tender = await announce(stage, key, terms)
  const bids = [1, 2, 3].map(number => bid(stage, tender, supplier(number), { price: 40_000_000n }))
  stage.moveTo(schedule.biddingAt)
  await stage.send(submission(stage, bids))
  stage.moveTo(schedule.closingAt)
  await act(stage, tender, 0, { type: 'Cancel', reason: 3, document: document(tender, 0) })
  return tender
}
