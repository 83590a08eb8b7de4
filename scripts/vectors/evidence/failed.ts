import { supplier } from './cast.ts'
import type { OpenedKey } from './ceremony.ts'
import { plainTerms } from './plain.ts'
import type { Stage } from './stage.ts'
import { suspend } from './steps.ts'
import { type Announced, announce, bid, DAY, submission } from './tender.ts'

/** Two bids where three are asked for: it has failed at closing, and nothing is opened. */
export async function playFailed(stage: Stage, key: OpenedKey, notice = 'VECTOR-FAILED'): Promise<Announced> {
  const terms = plainTerms(stage, notice, { minimumBids: 3, retender: 1 })
  const tender = await announce(stage, key, terms)
  const bids = [1, 2].map(number => bid(stage, tender, supplier(number), { price: 40_000_000n }))
  stage.moveTo(terms.schedule.biddingAt)
  for (const each of bids) await stage.send(submission(stage, [each]))
  stage.moveTo(terms.schedule.closingAt)
  // Anything: the chain's clock goes on with its blocks.
  await suspend(stage, supplier(8), 1, stage.now() + DAY)
  return tender
}
