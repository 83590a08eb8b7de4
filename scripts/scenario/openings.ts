import { memberOf, supplier } from '../vectors/evidence/cast.ts'
import { playReveals } from '../vectors/evidence/fallback.ts'
import { suspend } from '../vectors/evidence/steps.ts'
import { DAY } from '../vectors/evidence/tender.ts'
import { awardAndConclude, openAndRank, startBidding, submitOffers } from './moves.ts'
import type { Story } from './story.ts'

// What can happen at the opening.

const lostGuardians: Story = {
  name: 'lost-guardians',
  title: {
    en: 'One guardian answers where two are needed: bidders open their own bids, one stays closed',
    ko: '수호자 두 곳이 필요한데 한 곳만 응답함: 입찰자가 직접 개봉하고 한 건은 열리지 않음',
  },
  play: async (stage, [key]) => {
    const { tender, first, price } = await playReveals(stage, key, 'SCENARIO-LOST-GUARDIANS')
    await awardAndConclude(stage, tender, 0, { bidder: first, price })
    return [tender]
  },
}

const suspendedBidder: Story = {
  name: 'suspended-bidder',
  title: {
    en: 'The bidder with the lowest price is suspended after the closing: its bid is opened, and invalid',
    ko: '최저가 입찰자가 마감 후 제재를 받음: 투찰은 개봉되지만 무효',
  },
  play: async (stage, [key]) => {
    const tender = await startBidding(stage, key, 'SCENARIO-SUSPENDED')
    const offers = await submitOffers(stage, tender, 40, 41, 42, 43)
    stage.moveTo(tender.terms.schedule.closingAt)
    await suspend(stage, supplier(1), 1, stage.now() + 365 * DAY)
    await openAndRank(stage, tender, offers, offers.slice(1))
    await awardAndConclude(stage, tender, 0, { bidder: supplier(2), price: 41_000_000n })
    return [tender]
  },
}

const tie: Story = {
  name: 'tie',
  title: {
    en: 'Two bidders offer the same lowest price: the seed, which nobody knew before the opening, decides',
    ko: '최저가가 같은 두 곳: 개찰 전에는 아무도 모르던 시드가 순위를 정함',
  },
  play: async (stage, [key]) => {
    const tender = await startBidding(stage, key, 'SCENARIO-TIE')
    const [first = 0n] = await openAndRank(stage, tender, await submitOffers(stage, tender, 42, 41, 41))
    await awardAndConclude(stage, tender, 0, { bidder: memberOf(first), price: 41_000_000n })
    return [tender]
  },
}

export const OPENING_STORIES = [lostGuardians, suspendedBidder, tie] as const
