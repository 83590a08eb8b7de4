import type { CheckWords } from './checkWords.ts'

const ONLY_RECEIPTS = {
  en: 'Only a receipt of one bid says this; here the whole tender was checked.',
  ko: '투찰 한 건의 접수증에만 해당합니다. 여기에서는 입찰 전체를 확인했습니다.',
}

/** This bid was on the ledger before the deadline. */
export const P9_WORDS = {
  'P9.1': {
    title: { en: 'This bidder’s bid', ko: '이 입찰자의 투찰' },
    matters: {
      en: 'The receipt must be about the bid of the bidder that it names.',
      ko: '접수증은 거기에 적힌 입찰자의 투찰에 관한 것이어야 합니다.',
    },
    pass: {
      en: 'The ledger took the bid of this bidder, signed as it stands here.',
      ko: '원장은 이 입찰자가 서명한 투찰을 그대로 접수했습니다.',
    },
    fail: {
      en: 'The receipt is not about the bid that it claims to prove.',
      ko: '접수증이 증명한다는 투찰에 관한 것이 아닙니다.',
    },
    missing: {
      en: 'The receipt does not hold the bid, or not its signature.',
      ko: '접수증에 투찰이나 그 서명이 없습니다.',
    },
    notApplicable: ONLY_RECEIPTS,
  },
  'P9.2': {
    title: { en: 'Before the deadline', ko: '마감 전 접수' },
    matters: {
      en: 'A bid that is on the ledger before the deadline cannot be called late.',
      ko: '마감 전에 원장에 기록된 투찰은 늦었다고 할 수 없습니다.',
    },
    pass: {
      en: 'The bid was on the ledger before bidding closed.',
      ko: '투찰은 마감 전에 원장에 기록되었습니다.',
    },
    fail: {
      en: 'The bid came onto the ledger after bidding had closed.',
      ko: '투찰은 마감 후에 원장에 기록되었습니다.',
    },
    missing: {
      en: 'The receipt does not show when bidding closed.',
      ko: '접수증에 투찰 마감 시각이 없습니다.',
    },
    notApplicable: ONLY_RECEIPTS,
  },
} as const satisfies Record<string, CheckWords>
