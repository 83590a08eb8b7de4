import type { CheckWords } from './checkWords.ts'

const NOT_SETTLED = {
  en: 'The reserve price had not been settled when this file was made.',
  ko: '이 파일을 만들 때까지 예정가격이 정해지지 않았습니다.',
}

/** Nobody knew, chose or steered the reserve price. */
export const P6_WORDS = {
  'P6.1': {
    title: { en: 'Where the draw comes from', ko: '추첨의 근원' },
    matters: {
      en: 'The fifteen prices must come from a number that nobody knew before the opening. Whoever knew it could bid to the won.',
      ko: '복수예비가격은 개찰 전에 아무도 모르는 수에서 나와야 합니다. 미리 알았다면 원 단위까지 맞춰 투찰할 수 있습니다.',
    },
    pass: {
      en: 'The draw rests on the opened key, or where the guardians failed on the bidders’ notes, as the rules demand.',
      ko: '추첨은 규칙대로 공개된 개찰 키에서, 수호자가 응답하지 않은 경우에는 입찰자의 개봉 메모에서 나왔습니다.',
    },
    fail: {
      en: 'The draw rests on another number than the rules demand.',
      ko: '규칙과 다른 수로 추첨되었습니다.',
    },
    missing: {
      en: 'The file does not hold what the draw rests on.',
      ko: '추첨의 근원이 되는 수가 파일에 없습니다.',
    },
    notApplicable: NOT_SETTLED,
  },
  'P6.2': {
    title: { en: 'The bidders’ picks', ko: '추첨번호의 집계' },
    matters: {
      en: 'The four numbers that were picked most often decide. A wrong count would change the reserve price.',
      ko: '가장 많이 선택된 네 번호로 결정됩니다. 집계가 틀리면 예정가격이 달라집니다.',
    },
    pass: {
      en: 'The picks of all valid bids were counted again, with the same result.',
      ko: '모든 유효 투찰의 선택번호를 다시 집계했고 결과가 같습니다.',
    },
    fail: {
      en: 'The picks were not counted as they stand in the valid bids.',
      ko: '선택번호의 집계가 유효 투찰의 내용과 다릅니다.',
    },
    missing: {
      en: 'Not all bids whose picks count are in the file.',
      ko: '집계할 투찰이 파일에 다 들어 있지 않습니다.',
    },
    notApplicable: {
      en: 'This tender’s reserve price is not drawn from bidders’ picks, or had not been settled yet.',
      ko: '추첨으로 예정가격을 정하는 입찰이 아니거나, 아직 예정가격이 정해지지 않았습니다.',
    },
  },
  'P6.3': {
    title: { en: 'The reserve price', ko: '예정가격' },
    matters: {
      en: 'No bid above it can win, and the floor price follows from it: one won more or less can change the winner.',
      ko: '예정가격을 넘는 투찰은 낙찰될 수 없고 낙찰하한가도 여기에서 나옵니다. 1원 차이로 낙찰자가 바뀔 수 있습니다.',
    },
    pass: {
      en: 'The reserve price was computed again by the rules and is exact to the won.',
      ko: '규칙에 따라 예정가격을 다시 계산했고 1원까지 같습니다.',
    },
    fail: {
      en: 'The reserve price is not what the rules give.',
      ko: '예정가격이 규칙에 따른 금액과 다릅니다.',
    },
    missing: {
      en: 'The file does not hold all that the reserve price follows from.',
      ko: '예정가격을 계산하는 데 필요한 내용이 파일에 다 들어 있지 않습니다.',
    },
    notApplicable: NOT_SETTLED,
  },
} as const satisfies Record<string, CheckWords>
