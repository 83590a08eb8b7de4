import type { CheckWords } from './checkWords.ts'

const NO_FALLBACK = {
  en: 'No bid was opened by its own bidder, so there is nothing to check.',
  ko: '입찰자가 직접 개봉한 투찰이 없어 확인할 것이 없습니다.',
}

/** If the guardians failed, the bidders could open their own bids. */
export const P3_WORDS = {
  'P3.1': {
    title: { en: 'Only when the guardians had failed', ko: '수호자가 응답하지 않은 때에만' },
    matters: {
      en: 'The bidders’ own way of opening is for emergencies. Used earlier, it would let bidders choose whether their bid is opened.',
      ko: '입찰자 직접 개봉은 비상 절차입니다. 더 일찍 쓰였다면 입찰자가 자기 투찰을 열지 말지 고를 수 있었을 것입니다.',
    },
    pass: {
      en: 'Bidders opened bids only within the time set for it, and only while the key was missing.',
      ko: '입찰자 직접 개봉은 정해진 기간에, 키가 공개되지 않은 동안에만 이루어졌습니다.',
    },
    fail: {
      en: 'A bid was opened by its bidder outside the time set for it, or although the key was there.',
      ko: '정해진 기간이 아니거나 키가 이미 공개된 때에 입찰자가 직접 개봉한 투찰이 있습니다.',
    },
    missing: {
      en: 'The file does not show whether the time for it had come.',
      ko: '그럴 수 있는 때였는지 이 파일만으로는 확인할 수 없습니다.',
    },
    notApplicable: NO_FALLBACK,
  },
  'P3.2': {
    title: { en: 'The bidders’ opening notes', ko: '입찰자의 개봉 메모' },
    matters: {
      en: 'A bidder’s note must open the bid that it had sealed, and no other price.',
      ko: '개봉 메모는 봉인해 둔 바로 그 투찰만 열 수 있어야 하며 다른 금액이 나와서는 안 됩니다.',
    },
    pass: {
      en: 'Every note belongs to the bid that it opened.',
      ko: '모든 개봉 메모가 그것으로 연 투찰과 일치합니다.',
    },
    fail: {
      en: 'A note does not belong to the bid that it is said to have opened.',
      ko: '열었다고 하는 투찰과 맞지 않는 개봉 메모가 있습니다.',
    },
    missing: {
      en: 'A bid that a note opened is not in the file.',
      ko: '개봉 메모로 연 투찰이 파일에 없습니다.',
    },
    notApplicable: NO_FALLBACK,
  },
  'P3.3': {
    title: { en: 'The failure is on record', ko: '비상 개찰의 기록' },
    matters: {
      en: 'Who takes part must be able to see that the opening did not go as planned, and object.',
      ko: '개찰이 계획대로 진행되지 않았다는 사실을 참가자가 알고 이의를 제기할 수 있어야 합니다.',
    },
    pass: {
      en: 'The ledger says truly whether the opening went as planned.',
      ko: '개찰이 계획대로 진행되었는지 원장에 사실대로 기록되어 있습니다.',
    },
    fail: {
      en: 'What the ledger says about how the opening went is not true.',
      ko: '개찰의 진행에 관한 원장의 기록이 사실과 다릅니다.',
    },
    missing: {
      en: 'The file does not show what the ledger says about how the opening went.',
      ko: '개찰의 진행에 관한 원장의 기록이 파일에 없습니다.',
    },
    notApplicable: {
      en: 'The opening had not ended when this file was made.',
      ko: '이 파일을 만들 때까지 개찰이 끝나지 않았습니다.',
    },
  },
} as const satisfies Record<string, CheckWords>
