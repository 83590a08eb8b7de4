import { supplier } from '../vectors/evidence/cast.ts'
import { disqualify, endObjections, forfeit, objectAndDecide } from '../vectors/evidence/disputes.ts'
import { retender } from '../vectors/evidence/plain.ts'
import { EQUAL, otherScore, playToScores } from '../vectors/evidence/scored.ts'
import { act, conclude, qualify } from '../vectors/evidence/steps.ts'
import { award, awardAndConclude, FIRST, playToReview, SECOND, signContract, THIRD } from './moves.ts'
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
    await objectAndDecide(stage, tender, { objection: 0, award: 1, by: 2, number: 2, upheld: true })
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
    await objectAndDecide(stage, tender, { objection: 0, award: 1, by: 2, number: 2, upheld: false })
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

const lastComesBack: Story = {
  name: 'last-comes-back',
  title: {
    en: 'Everybody is disqualified; the last of them objects to that, is right, and wins',
    ko: '모두 탈락했으나 마지막 탈락자의 이의신청이 받아들여져 낙찰됨',
  },
  play: async (stage, [key]) => {
    const tender = await playToReview(stage, key, 'SCENARIO-LAST')
    for (const place of [0, 1, 2]) await disqualify(stage, tender, place, { bidder: place + 1, reason: 4 })
    await objectAndDecide(stage, tender, { objection: 0, award: 1, by: 3, number: 3, upheld: true })
    await awardAndConclude(stage, tender, 4, THIRD)
    return [tender]
  },
}

const everybodyDisqualified: Story = {
  name: 'everybody-disqualified',
  title: {
    en: 'Everybody is disqualified and nobody objects: the tender fails when the time for objections is over',
    ko: '모두 탈락하고 이의신청도 없어 이의신청 기간이 지나 유찰됨',
  },
  play: async (stage, [key, nextKey]) => {
    const tender = await playToReview(stage, key, 'SCENARIO-NOBODY')
    for (const place of [0, 1, 2]) await disqualify(stage, tender, place, { bidder: place + 1, reason: 1 })
    endObjections(stage, tender)
    // The ledger takes a re-tender only of one that has failed.
    const repeated = await retender(stage, nextKey, 'SCENARIO-NOBODY-2', tender)
    return [tender, repeated]
  },
}

const tieByScore: Story = {
  name: 'tie-by-score',
  title: {
    en: 'Three bidders offer the same price, and the terms let the review score decide: the highest of the three wins',
    ko: '동가 투찰 세 건을 적격심사 점수로 정하는 입찰: 점수가 가장 높은 곳이 낙찰됨',
  },
  play: async (stage, [key]) => {
    const { tender } = await playToScores(stage, key, 'SCENARIO-SCORES')
    const [one, , three] = [1, 2, 3].map(number => supplier(number).id) as [bigint, bigint, bigint]
    await qualify(stage, tender, 0, one, otherScore(EQUAL, 100))
    await disqualify(stage, tender, 1, { bidder: 2, reason: 2, otherScore: otherScore(EQUAL, -1) })
    await qualify(stage, tender, 2, three, otherScore(EQUAL, 300))
    await act(stage, tender, 3, { type: 'Award', bidder: three, amount: EQUAL })
    endObjections(stage, tender)
    await conclude(stage, tender, 4, three, EQUAL)
    return [tender]
  },
}

export const AWARD_STORIES = [
  firstDisqualified,
  objectionUpheld,
  objectionRejected,
  winnerRefuses,
  lastComesBack,
  everybodyDisqualified,
  tieByScore,
] as const
