import type { Check, Context, Notes } from '../check.ts'

/** What the auditor asks for beyond the protocol: by Korean rules bidding is open for 48 hours, and opening follows an hour after closing. */
export const POLICY_CHECKS: readonly Check[] = [
  {
    id: 'P8.6',
    applies: ({ policy }) => policy.minimumBiddingTime > 0 || policy.minimumOpeningDelay > 0,
    examine: checkTimes,
  },
]

async function checkTimes({ facts, policy, tender }: Context, notes: Notes): Promise<void> {
  const { changes } = tender
  for (const { at, args } of [...facts.named('Announced'), ...changes]) {
    await notes.step()
    const { biddingAt, closingAt, openingAt } = 'terms' in args ? args.terms.schedule : args.schedule
    const times = [
      { field: 'minimumBiddingTime', expected: policy.minimumBiddingTime, found: closingAt - biddingAt },
      { field: 'minimumOpeningDelay', expected: policy.minimumOpeningDelay, found: openingAt - closingAt },
    ]
    for (const { field, expected, found } of times) {
      if (found < expected) notes.refute('BELOW_POLICY', { at, field, expected, found })
    }
  }
}
