import type { CheckWords } from './checkWords.ts'

/** Every accepted bid was opened. */
export const P2_WORDS = {
  'P2.1': {
    title: { en: 'The guardians’ parts of the key', ko: '수호자의 키 조각' },
    matters: {
      en: 'A false part would give a false key, and with it false prices.',
      ko: '거짓 조각에서는 거짓 키가 나오고, 그러면 투찰금액도 거짓이 됩니다.',
    },
    pass: {
      en: 'Every part that was released belongs to its guardian, and none was counted twice. Parts that the ledger refused were really false.',
      ko: '공개된 조각은 모두 해당 수호자의 것이고 두 번 계산된 것이 없습니다. 원장이 거부한 조각은 실제로 거짓이었습니다.',
    },
    fail: {
      en: 'A part of the key is not what its guardian holds, or a true one was refused.',
      ko: '수호자의 것이 아닌 키 조각이 있거나, 올바른 조각이 거부되었습니다.',
    },
    missing: {
      en: 'Whose parts these are cannot be checked completely with this file.',
      ko: '누구의 조각인지 이 파일만으로는 다 확인할 수 없습니다.',
    },
    notApplicable: {
      en: 'No guardian had released its part when this file was made.',
      ko: '이 파일을 만들 때까지 공개된 키 조각이 없습니다.',
    },
  },
  'P2.2': {
    title: { en: 'The opened key', ko: '공개된 개찰 키' },
    matters: {
      en: 'This number opens every bid and, where the reserve price is drawn, decides it. Another number would mean other results.',
      ko: '이 값이 모든 투찰을 열고, 복수예가에서는 예정가격까지 정합니다. 값이 다르면 결과가 모두 달라집니다.',
    },
    pass: {
      en: 'The key was computed again from the guardians’ parts and is exactly the one on the ledger.',
      ko: '수호자들의 조각으로 키를 다시 계산한 결과 원장의 키와 정확히 같습니다.',
    },
    fail: {
      en: 'The key on the ledger does not follow from the guardians’ parts.',
      ko: '원장의 키가 수호자들의 조각에서 나온 값이 아닙니다.',
    },
    missing: {
      en: 'Too little is in the file to compute the key again.',
      ko: '키를 다시 계산하기에는 파일의 내용이 부족합니다.',
    },
    notApplicable: {
      en: 'The key had not been opened when this file was made.',
      ko: '이 파일을 만들 때까지 키가 공개되지 않았습니다.',
    },
  },
  'P2.3': {
    title: { en: 'No bid left out of the opening', ko: '빠짐없는 개봉' },
    matters: {
      en: 'A bid that stays closed cannot win. Nobody may decide which bids are opened.',
      ko: '열리지 않은 투찰은 낙찰될 수 없습니다. 어떤 투찰을 열지 누구도 골라서는 안 됩니다.',
    },
    pass: {
      en: 'Nothing was opened twice, and nobody could leave a bid out. A bid that is closed still waits for its opening, or neither the guardians nor its bidder opened it in time: the summary names it.',
      ko: '두 번 열린 것이 없고 누구도 투찰을 빠뜨릴 수 없었습니다. 열리지 않은 투찰이 있다면 아직 개봉 전이거나 수호자도 입찰자도 제때 열지 않은 것이며, 요약에 표시됩니다.',
    },
    fail: {
      en: 'A bid was opened more than once, or something was opened that is no accepted bid.',
      ko: '두 번 이상 개봉된 투찰이 있거나, 접수되지 않은 것이 개봉되었습니다.',
    },
    missing: {
      en: 'A bid was left closed although there was a key to open it.',
      ko: '열 수 있는 키가 있었는데도 열리지 않은 투찰이 있습니다.',
    },
    notApplicable: {
      en: 'No bid had been opened when this file was made.',
      ko: '이 파일을 만들 때까지 개봉된 투찰이 없습니다.',
    },
  },
} as const satisfies Record<string, CheckWords>
