import type { Check, Context, Notes } from '../check.ts'

/** What a bidder leaves with: its bid was on the ledger before the deadline. */
export const RECEIPT_CHECKS: readonly Check[] = [
  { id: 'P9.1', applies: isReceipt, examine: checkBid },
  { id: 'P9.2', applies: isReceipt, examine: checkDeadline },
]

function isReceipt({ facts }: Context): boolean {
  return facts.evidence.kind === 'receipt'
}

/** Whether the ledger took a bid of this bidder; others may stand in the same transaction. */
async function checkBid({ facts }: Context, notes: Notes): Promise<void> {
  const { bidder } = facts.evidence
  const bids = facts.named('BidAccepted').filter(({ args }) => args.bidder === bidder)
  for (const { at, signed } of bids) {
    await notes.step()
    if (signed === undefined) notes.lack('UNSIGNED', { at })
  }
  if (bids.length === 0) notes.lack('NO_SUCH_BID', bidder === undefined ? {} : { participant: bidder })
}

async function checkDeadline({ facts, tender }: Context, notes: Notes): Promise<void> {
  const { bidder } = facts.evidence
  const [announced] = facts.named('Announced')
  if (announced === undefined) {
    notes.lack('NOT_THERE', { field: 'Announced' })
    return
  }
  for (const log of facts.named('BidAccepted')) {
    const { at, args } = log
    if (args.bidder !== bidder) continue
    await notes.step()
    const { closingAt } = (tender.before(log).terms ?? announced.args.terms).schedule
    if (at.timestamp >= closingAt) notes.refute('TOO_LATE', { at, expected: closingAt, found: at.timestamp })
  }
}
