import { disqualify, endObjections, forfeit, objectAndDecide } from '../vectors/evidence/disputes.ts'
import { award, awardAndConclude, FIRST, playToReview, SECOND, signContract } from './moves.ts'
import type { Story } from './story.ts'

// What can happen between the order and the contract.

const firstDisqualified: Story = {
  name: 'first-disqualified',
  title: {
    en: 'The first in line does not qualify, and the next follows',
    ko: '1순위가 적격심사에서 탈락하고 다음 순위가 낙찰됨',
  },
  play: async (stage, [key]) => {
    const tender = await playToReview(stage, key, 'SCENARIO-DISQUALIFIED')
    await disqualify(stage, tender, 0, { bidder: 1, reason: 2 })
    await awardAndConclude(stage, tender, 1, SECOND)
    return [tender]
  },
}

const objectionUpheld: Story = {
  name: 'objection-upheld',
  title: {
    en: 'The second in line objects and is right: the award falls, the winner is disqualified, the next follows',
    ko: '2순위의 이의신청이 받아들여짐: 낙찰이 취소되고 낙찰자가 탈락하여 다음 순위가 낙찰됨',
  },
  play: async (stage, [key]) => {
    const tender = await playToReview(stage, key, 'SCENARIO-UPHELD')
    await award(stage, tender, 0, FIRST)
    await objectAndDecide(stage, tender, { objection: 0, by: 2, number: 2, upheld: true })
    await disqualify(stage, tender, 3, { bidder: 1, reason: 3 })
    await awardAndConclude(stage, tender, 4, SECOND)
    return [tender]
  },
}

const objectionRejected: Story = {
  name: 'objection-rejected',
  title: {
    en: 'The second in line objects without reason: the contract waits for the decision, and the award stands',
    ko: '2순위의 이의신청이 기각됨: 계약은 결정을 기다리고 낙찰은 유지됨',
  },
  play: async (stage, [key]) => {
    const tender = await playToReview(stage, key, 'SCENARIO-REJECTED')
    await award(stage, tender, 0, FIRST)
    await objectAndDecide(stage, tender, { objection: 0, by: 2, number: 2, upheld: false })
    await signContract(stage, tender, 3, FIRST)
    return [tender]
  },
}

const winnerRefuses: Story = {
  name: 'winner-refuses',
  title: {
    en: 'The winner refuses the contract: it forfeits the award, and the next in line follows',
    ko: '낙찰자가 계약을 거부함: 낙찰을 잃고 다음 순위가 낙찰됨',
  },
  play: async (stage, [key]) => {
    const tender = await playToReview(stage, key, 'SCENARIO-FORFEITED')
    await award(stage, tender, 0, FIRST)
    endObjections(stage, tender)
    await forfeit(stage, tender, 2, 1)
    await awardAndConclude(stage, tender, 3, SECOND)
    return [tender]
  },
}

export const AWARD_STORIES = [firstDisqualified, objectionUpheld, objectionRejected, winnerRefuses] as const
