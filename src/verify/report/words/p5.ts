import type { CheckWords } from './checkWords.ts'

/** What a bid said was decided by its seal alone. */
export const P5_WORDS = {
  'P5.1': {
    title: { en: 'Every bid opened again', ko: '모든 투찰의 재개봉' },
    matters: {
      en: 'Nobody’s word is taken for what a bid said: each seal is opened again here.',
      ko: '투찰 내용에 관해 누구의 말도 그대로 믿지 않습니다. 여기에서 모든 봉인을 다시 엽니다.',
    },
    pass: {
      en: 'Every sealed bid was opened again with the key and says exactly what the ledger says: the same price, or the same reason why it is invalid.',
      ko: '키로 모든 봉인을 다시 연 결과 투찰금액이나 무효 사유가 원장의 기록과 정확히 같습니다.',
    },
    fail: {
      en: 'A sealed bid says something else than what the ledger says about it.',
      ko: '봉인의 실제 내용이 원장의 기록과 다른 투찰이 있습니다.',
    },
    missing: {
      en: 'Not every seal can be opened again with what is in the file.',
      ko: '파일의 내용만으로는 다시 열 수 없는 봉인이 있습니다.',
    },
    notApplicable: {
      en: 'No bid had been opened when this file was made.',
      ko: '이 파일을 만들 때까지 개봉된 투찰이 없습니다.',
    },
  },
  'P5.2': {
    title: { en: 'The sealed reserve price opened again', ko: '단일예가의 재개봉' },
    matters: {
      en: 'The agency sealed its reserve price before the bids. It must be the same price that decided.',
      ko: '발주기관은 투찰 전에 예정가격을 봉인했습니다. 바로 그 금액으로 결정되었어야 합니다.',
    },
    pass: {
      en: 'The agency’s sealed price was opened again and is exactly the one on the ledger.',
      ko: '봉인된 예정가격을 다시 연 결과 원장의 금액과 정확히 같습니다.',
    },
    fail: {
      en: 'The agency’s sealed price is not the one on the ledger.',
      ko: '봉인된 예정가격이 원장의 금액과 다릅니다.',
    },
    missing: {
      en: 'The sealed price cannot be opened again with what is in the file.',
      ko: '파일의 내용만으로는 봉인된 예정가격을 다시 열 수 없습니다.',
    },
    notApplicable: {
      en: 'This tender has no reserve price sealed by the agency, or it had not been opened yet.',
      ko: '발주기관이 봉인한 예정가격이 없는 입찰이거나, 아직 개봉되지 않았습니다.',
    },
  },
} as const satisfies Record<string, CheckWords>
