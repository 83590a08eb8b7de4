import { PHASES } from '../../src/protocol/tender.ts'
import { supplier } from '../vectors/evidence/cast.ts'
import { amend, confirmation, postponeAfter, withdraw } from '../vectors/evidence/changes.ts'
import { playFailed } from '../vectors/evidence/failed.ts'
import { retender } from '../vectors/evidence/plain.ts'
import { act, document } from '../vectors/evidence/steps.ts'
import { HOUR, submission } from '../vectors/evidence/tender.ts'
import { awardAndConclude, offer, openAndRank, startBidding, submitOffers } from './moves.ts'
import type { Story } from './story.ts'

// What can change before the opening.

const CLOSED = PHASES.indexOf('Closed')

const amendedTender: Story = {
  name: 'amended-tender',
  title: {
    en: 'The notice is amended while bidding is open: two bids are confirmed, one is replaced, one lapses',
    ko: '투찰 중 정정공고: 두 곳은 투찰을 확인하고, 한 곳은 다시 내고, 한 건은 효력을 잃음',
  },
  play: async (stage, [key]) => {
    const announced = await startBidding(stage, key, 'SCENARIO-AMENDED')
    const confirmed = [offer(stage, announced, 1, 42), offer(stage, announced, 4, 43)]
    // It would have won.
    const lapsed = offer(stage, announced, 3, 39)
    await stage.send(submission(stage, [...confirmed, lapsed, offer(stage, announced, 2, 45)]))
    stage.moveTo(stage.now() + HOUR)
    const tender = await amend(stage, announced, 0)
    const again = offer(stage, tender, 2, 41, { sequence: 1, termsVersion: 2 })
    const words = confirmed.map(({ bidder }) => confirmation(stage, tender, bidder))
    await stage.send(...words, submission(stage, [again]))
    const valid = [...confirmed, again]
    await openAndRank(stage, tender, [...valid, lapsed], valid)
    await awardAndConclude(stage, tender, 1, again)
    return [tender]
  },
}

const outageAtClosing: Story = {
  name: 'outage-at-closing',
  title: {
    en: 'Nobody can bid in the last hours: the times move by the rule for outages, and a bid comes in the time won',
    ko: '마감 직전 시스템 장애: 장애 규칙에 따라 일정을 연기하고, 늘어난 시간에 투찰이 접수됨',
  },
  play: async (stage, [key]) => {
    const announced = await startBidding(stage, key, 'SCENARIO-OUTAGE')
    const early = await submitOffers(stage, announced, 43, 42)
    const { closingAt } = announced.terms.schedule
    const outage = { from: closingAt - 4 * HOUR, until: closingAt - HOUR / 2 }
    const tender = await postponeAfter(stage, announced, 0, outage)
    stage.moveTo(closingAt + HOUR)
    const late = offer(stage, tender, 3, 41)
    await stage.send(submission(stage, [late]))
    await openAndRank(stage, tender, [...early, late])
    await awardAndConclude(stage, tender, 1, late)
    return [tender]
  },
}

const withdrawnBid: Story = {
  name: 'withdrawn-bid',
  title: {
    en: 'A bidder has mistyped its price: it asks for its bid back before the opening, and the agency grants it',
    ko: '금액을 잘못 적은 입찰자가 개찰 전에 투찰 취소를 신청하고 발주기관이 승인함',
  },
  play: async (stage, [key]) => {
    const tender = await startBidding(stage, key, 'SCENARIO-WITHDRAWN')
    const [, ...offers] = await submitOffers(stage, tender, 4, 41, 42, 43)
    await withdraw(stage, tender, 0, supplier(1), 1)
    await openAndRank(stage, tender, offers)
    await awardAndConclude(stage, tender, 1, { bidder: supplier(2), price: 41_000_000n })
    return [tender]
  },
}

const cancelledTender: Story = {
  name: 'cancelled-tender',
  title: {
    en: 'The agency has no money any more and cancels after the closing: the bids stay sealed',
    ko: '예산 부족으로 마감 후 입찰을 취소함: 투찰은 봉인된 채로 남음',
  },
  play: async (stage, [key]) => {
    const tender = await startBidding(stage, key, 'SCENARIO-CANCELLED')
    await submitOffers(stage, tender, 41, 42, 43)
    stage.moveTo(tender.terms.schedule.closingAt)
    await act(stage, tender, 0, { type: 'Cancel', phase: CLOSED, reason: 3, document: document(tender, 0) })
    return [tender]
  },
}

const failedAndRetender: Story = {
  name: 'failed-and-retender',
  title: {
    en: 'Two bids where three are needed: the tender fails, is announced again under the same terms, and succeeds',
    ko: '세 건이 필요한데 두 건뿐이라 유찰되고, 같은 조건의 재공고에서 낙찰됨',
  },
  play: async (stage, [key, nextKey]) => {
    const failed = await playFailed(stage, key, 'SCENARIO-FAILED')
    const tender = await retender(stage, nextKey, 'SCENARIO-RETENDER', failed)
    stage.moveTo(tender.terms.schedule.biddingAt)
    await openAndRank(stage, tender, await submitOffers(stage, tender, 43, 42, 41))
    await awardAndConclude(stage, tender, 0, { bidder: supplier(3), price: 41_000_000n })
    return [failed, tender]
  },
}

export const NOTICE_STORIES = [
  amendedTender,
  outageAtClosing,
  withdrawnBid,
  cancelledTender,
  failedAndRetender,
] as const
