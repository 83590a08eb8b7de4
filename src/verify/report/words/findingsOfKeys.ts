import type { FindingWords } from './findingWords.ts'
import { LABELS } from './labels.ts'

/** About the guardians, the key and its opening. */
export const KEY_FINDINGS = {
  NOT_THERE: {
    en: 'Something that must be there is not in the file.',
    ko: '있어야 할 것이 파일에 없습니다.',
  },
  NOT_DISTINCT: {
    en: 'The same one is there more than once.',
    ko: '같은 것이 두 번 이상 있습니다.',
  },
  OTHER_GUARDIANS: {
    en: 'This was done by {who}, which is no guardian of this key.',
    ko: '이 키의 수호자가 아닌 {who}가 한 일입니다.',
  },
  BAD_THRESHOLD: {
    en: 'The number of guardians that are needed to open the key is not acceptable.',
    ko: '키를 여는 데 필요한 수호자 수가 기준에 맞지 않습니다.',
  },
  PACKAGE_MISSING: {
    en: 'A message of {who} in the making of the key is missing.',
    ko: '키를 만들 때 {who}가 보낸 메시지가 빠져 있습니다.',
  },
  BAD_PACKAGE: {
    en: 'A message of {who} in the making of the key is malformed.',
    ko: '키를 만들 때 {who}가 보낸 메시지의 형식이 잘못되었습니다.',
  },
  BAD_PROOF: {
    en: 'The message of {who} does not prove that it knows its own part of the key.',
    ko: '{who}의 메시지가 자기 몫의 키를 알고 있음을 증명하지 못합니다.',
  },
  OTHER_HASH: {
    en: 'The fingerprint is not that of what it stands for.',
    ko: '해시가 그 내용과 일치하지 않습니다.',
  },
  OTHER_KEY: {
    en: 'This is another key than the one that was made for this tender.',
    ko: '이 입찰을 위해 만든 키가 아닙니다.',
  },
  TOO_EARLY: {
    en: 'This happened before it was allowed.',
    ko: '허용되기 전에 일어난 일입니다.',
    values: 'time',
    expected: LABELS.notBefore,
  },
  TOO_LATE: {
    en: 'This happened after the time for it had ended.',
    ko: '정해진 시각이 지난 뒤에 일어난 일입니다.',
    values: 'time',
    expected: LABELS.limit,
  },
  BAD_SHARE: {
    en: 'The part of the key is not the one that {who} holds.',
    ko: '{who}가 가진 키 조각이 아닙니다.',
  },
  GOOD_SHARE_REFUSED: {
    en: 'The ledger refused the part of the key of {who} although it was right.',
    ko: '{who}의 키 조각이 올바른데도 원장이 거부했습니다.',
  },
  TOO_FEW_SHARES: {
    en: 'Too few guardians had released their parts to open the key.',
    ko: '키를 열기에는 공개된 키 조각이 부족합니다.',
    expected: LABELS.atLeast,
  },
  OTHER_SECRET: {
    en: 'The opened key does not follow from the guardians’ parts, or does not belong to the public key.',
    ko: '공개된 키가 수호자들의 조각에서 나온 값이 아니거나 공개키와 맞지 않습니다.',
  },
  BAD_NOTE: {
    en: 'The opening note of {who} does not belong to its seal.',
    ko: '{who}의 개봉 메모가 봉인과 맞지 않습니다.',
  },
  ACCUSED: {
    en: 'A guardian accused another while this key was made. Such a key must not be used.',
    ko: '이 키를 만들 때 수호자 간에 이의가 제기되었습니다. 그런 키는 사용할 수 없습니다.',
  },
  RETIRED_SET: {
    en: 'The key belongs to guardians that had been retired before.',
    ko: '이미 폐지된 수호자 집합의 키입니다.',
  },
  OTHER_SETTLEMENT: {
    en: 'The ledger says falsely whether the opening went as planned.',
    ko: '개찰이 계획대로 진행되었는지에 관한 원장의 기록이 사실과 다릅니다.',
  },
} as const satisfies Record<string, FindingWords>
