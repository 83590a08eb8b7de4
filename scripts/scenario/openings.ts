import { ZERO_WORD } from '../../src/protocol/bytes.ts'
import { GUARDIANS, type Member, memberOf, supplier } from '../vectors/evidence/cast.ts'
import { runCeremony } from '../vectors/evidence/ceremony.ts'
import { playReveals } from '../vectors/evidence/fallback.ts'
import { suspend } from '../vectors/evidence/steps.ts'
import { DAY, release } from '../vectors/evidence/tender.ts'
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

/** The place of guardian 102 in the set. */
const DEAD = 1

const rehearsal: Story = {
  name: 'rehearsal-with-dead-guardian',
  title: {
    en: 'A rehearsal shows that a guardian is dead: the next keys are made without it, and the tender opens on time',
    ko: '예행연습에서 응답하지 않는 수호자가 드러남: 그 수호자를 제외하고 새 키를 만들어 제때 개찰함',
  },
  play: async (stage, [key]) => {
    const [first] = GUARDIANS as readonly [Member]
    const rehearse = { type: 'RehearseKey', key: key.id, participant: first.id } as const
    await stage.send(stage.by(first, rehearse))
    const shares = [0, 1, 2].filter(place => place !== DEAD)
    await stage.send(...shares.map(place => release(stage, { id: ZERO_WORD, key }, place)))
    stage.moveTo(stage.now() + DAY)
    const [without] = await runCeremony(stage, { ceremony: 2, keys: 1, without: 1 << DEAD })
    if (without === undefined) throw new Error('The ceremony made no key')
    const tender = await startBidding(stage, without, 'SCENARIO-REHEARSAL')
    const offers = await submitOffers(stage, tender, 41, 42, 43)
    await openAndRank(stage, tender, offers, offers, shares)
    await awardAndConclude(stage, tender, 0, { bidder: supplier(1), price: 41_000_000n })
    return [tender]
  },
}

export const OPENING_STORIES = [lostGuardians, suspendedBidder, tie, rehearsal] as const
