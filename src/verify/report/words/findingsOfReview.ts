import type { FindingWords } from './findingWords.ts'
import { LABELS } from './labels.ts'

/** About scores, ties, who won, and outages. */
export const REVIEW_FINDINGS = {
  OTHER_SCORE: {
    en: 'The score of {who} for its price is not the one that the rule gives.',
    ko: '{who}의 가격 평점이 규칙에 따른 점수와 다릅니다.',
    values: 'points',
  },
  SCORE_TOO_LOW: {
    en: '{who} was found qualified although its score is below the pass mark.',
    ko: '{who}의 종합 평점이 통과 기준에 못 미치는데도 적격으로 인정되었습니다.',
    values: 'points',
    expected: LABELS.atLeast,
  },
  SCORE_SUFFICES: {
    en: '{who} was disqualified for its score although the score reaches the pass mark.',
    ko: '{who}의 종합 평점이 통과 기준을 넘는데도 점수 미달로 탈락했습니다.',
    values: 'points',
  },
  NOT_REVIEWED: {
    en: 'The award was made although {who}, with the same price, had not been reviewed.',
    ko: '같은 금액의 {who}에 대한 심사가 끝나기 전에 낙찰이 이루어졌습니다.',
  },
  OUTAGE_IGNORED: {
    en: 'An outage hit the bidding, and the tender was not postponed as the rule for outages asks.',
    ko: '투찰 중에 장애가 있었는데도 장애 시 연기 기준대로 일정이 연기되지 않았습니다.',
    values: 'time',
    expected: LABELS.notBefore,
  },
  NO_OUTAGE: {
    en: 'The tender was postponed for an outage, but none of those that you named explains it.',
    ko: '장애를 이유로 일정이 연기되었으나 지정한 장애 중 그에 맞는 것이 없습니다.',
    values: 'time',
  },
  NOT_WINNER: {
    en: '{who} is not the one to whom the award had gone.',
    ko: '{who}는 낙찰자가 아닙니다.',
  },
} as const satisfies Record<string, FindingWords>
