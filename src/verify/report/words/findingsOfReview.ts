import type { FindingWords } from './findingWords.ts'
import { LABELS } from './labels.ts'

/** About scores, ties and who won. */
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
  NOT_WINNER: {
    en: '{who} is not the one to whom the award had gone.',
    ko: '{who}는 낙찰자가 아닙니다.',
  },
} as const satisfies Record<string, FindingWords>
