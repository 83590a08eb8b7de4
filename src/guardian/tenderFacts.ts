import type { Ledger } from '../chain/contracts.ts'
import { reach } from '../chain/reach.ts'
import type { Hex } from '../protocol/bytes.ts'
import type { TenderFacts } from '../protocol/phase.ts'
import { nameAt, RESERVE_KINDS } from '../protocol/tender.ts'

/** The facts from which a tender's phase follows, of a tender whose key is not open. */
export async function readFacts({ ledger }: Ledger, tender: Hex): Promise<TenderFacts> {
  const [facts, terms] = await reach(Promise.all([ledger.tenderOf(tender), ledger.termsOf(tender)]))
  const { schedule, minimumBids, reserve, objectionPeriod } = terms
  return {
    schedule: {
      biddingAt: Number(schedule.biddingAt),
      closingAt: Number(schedule.closingAt),
      openingAt: Number(schedule.openingAt),
      fallbackAt: Number(schedule.fallbackAt),
      fallbackEndAt: Number(schedule.fallbackEndAt),
    },
    minimumBids: Number(minimumBids),
    reserveKind: nameAt(RESERVE_KINDS, reserve.kind),
    bids: Number(facts.bids),
    aside: Number(facts.aside),
    opened: Number(facts.opened),
    valid: Number(facts.valid),
    ranked: Number(facts.ranked),
    reserveOpened: facts.reserveOpened,
    reserve: facts.reserve,
    secretAt: 0,
    acceptable: Number(facts.acceptable),
    winner: facts.winner,
    awardedAt: Number(facts.awardedAt),
    objectionPeriod: Number(objectionPeriod),
    openObjections: Number(facts.openObjections),
    concludedAt: Number(facts.concludedAt),
    cancelledAt: Number(facts.cancelledAt),
  }
}

/** When a tender's opening begins, in seconds since 1970, as its terms stand now. */
export async function readOpeningTime({ ledger }: Ledger, tender: Hex): Promise<number> {
  const { schedule } = await reach(ledger.termsOf(tender))
  return Number(schedule.openingAt)
}
