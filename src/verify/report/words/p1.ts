import type { CheckWords } from './checkWords.ts'
import { NOT_IN_RECEIPT } from './checkWords.ts'

/** Nobody read a bid before the opening. */
export const P1_WORDS = {
  'P1.1': {
    title: { en: 'The guardians', ko: '수호자 구성' },
    matters: {
      en: 'Independent guardians hold the opening key in parts. If too few of them were needed, a few people could read every bid in secret.',
      ko: '개찰 키는 서로 독립된 수호자들이 나누어 보관합니다. 필요한 수호자 수가 너무 적으면 소수가 모든 투찰을 몰래 볼 수 있습니다.',
    },
    pass: {
      en: 'The guardians were appointed by the registrar’s signature, each is another body with the office of a guardian, and no fewer of them than required can open the bids.',
      ko: '수호자들은 등록기관의 서명으로 지정되었고, 모두 수호자 자격을 가진 서로 다른 기관이며, 정해진 수보다 적은 수호자로는 투찰을 열 수 없습니다.',
    },
    fail: {
      en: 'The guardians were not appointed as the rules demand. Fewer people than required could have read the bids early.',
      ko: '수호자 구성이 규칙에 맞지 않습니다. 정해진 수보다 적은 사람이 투찰을 미리 볼 수 있었을 수 있습니다.',
    },
    missing: {
      en: 'The file does not show completely how the guardians were appointed.',
      ko: '수호자가 어떻게 지정되었는지 이 파일만으로는 다 확인할 수 없습니다.',
    },
    notApplicable: NOT_IN_RECEIPT,
  },
  'P1.2': {
    title: { en: 'The making of the key', ko: '개찰 키의 생성 절차' },
    matters: {
      en: 'The guardians make the key together and in public, so that nobody ever holds all of it. A made-up protocol could hide that somebody does.',
      ko: '수호자들은 공개된 절차로 키를 함께 만들어 누구도 전체 키를 갖지 않습니다. 절차 기록이 꾸며졌다면 누군가 전체 키를 갖고 있을 수 있습니다.',
    },
    pass: {
      en: 'Every message of every guardian is there and signed by it, and every guardian confirmed the same result with its signature.',
      ko: '모든 수호자의 모든 메시지가 서명과 함께 남아 있고, 모든 수호자가 같은 결과를 서명으로 확인했습니다.',
    },
    fail: {
      en: 'The record of how the key was made contradicts itself. It may have been altered, or the key was made in another way.',
      ko: '키 생성 기록에 모순이 있습니다. 기록이 바뀌었거나 키가 다른 방법으로 만들어졌을 수 있습니다.',
    },
    missing: {
      en: 'The record of how the key was made is incomplete.',
      ko: '키 생성 기록이 완전하지 않습니다.',
    },
    notApplicable: NOT_IN_RECEIPT,
  },
  'P1.3': {
    title: { en: 'The opening key', ko: '개찰 키' },
    matters: {
      en: 'Bids sealed to any other key could be read by whoever owns that key, at any time.',
      ko: '다른 키로 봉인된 투찰은 그 키의 주인이 언제든지 볼 수 있습니다.',
    },
    pass: {
      en: 'The key follows from what the guardians published, and every bid names this key and no other.',
      ko: '키는 수호자들이 공개한 값에서 그대로 계산되며, 모든 투찰이 바로 이 키를 명시하고 있습니다.',
    },
    fail: {
      en: 'The key is not the one that the guardians made, or a bid was sealed to another key.',
      ko: '수호자들이 만든 키가 아니거나, 다른 키로 봉인된 투찰이 있습니다.',
    },
    missing: {
      en: 'What is needed to compute the key again is not all in the file.',
      ko: '키를 다시 계산하는 데 필요한 내용이 파일에 다 들어 있지 않습니다.',
    },
    notApplicable: NOT_IN_RECEIPT,
  },
  'P1.4': {
    title: { en: 'One key for one tender', ko: '입찰마다 하나의 키' },
    matters: {
      en: 'A key that also served another tender would open this tender’s bids when that other tender is opened.',
      ko: '다른 입찰에도 쓰인 키라면 그 입찰이 개찰될 때 이 입찰의 투찰까지 열립니다.',
    },
    pass: {
      en: 'The key was assigned to this tender once, in the moment in which it was announced.',
      ko: '키는 공고되는 순간 이 입찰에 단 한 번 배정되었습니다.',
    },
    fail: {
      en: 'The key was not assigned to this tender as it must be.',
      ko: '키가 이 입찰에 올바르게 배정되지 않았습니다.',
    },
    missing: {
      en: 'The file does not show when the key was assigned to this tender.',
      ko: '키가 이 입찰에 배정된 기록이 파일에 없습니다.',
    },
    notApplicable: NOT_IN_RECEIPT,
  },
  'P1.5': {
    title: { en: 'Nothing opened too early', ko: '개찰 시각 전 미공개' },
    matters: {
      en: 'A part of the key or a bid that came onto the ledger before the opening time could be read by rivals while there was still time to act on it.',
      ko: '개찰 시각 전에 키의 일부나 투찰 내용이 원장에 올라왔다면 경쟁자가 보고 움직일 수 있었을 것입니다.',
    },
    pass: {
      en: 'No guardian’s part, no key and no bid came onto the ledger before the opening time.',
      ko: '개찰 시각 전에는 수호자의 키 조각도, 키도, 투찰 내용도 원장에 올라오지 않았습니다.',
    },
    fail: {
      en: 'Something was opened before the opening time.',
      ko: '개찰 시각 전에 공개된 것이 있습니다.',
    },
    missing: {
      en: 'The file does not show the opening time, so that nothing can be compared with it.',
      ko: '개찰 시각이 파일에 없어 비교할 수 없습니다.',
    },
    notApplicable: NOT_IN_RECEIPT,
  },
} as const satisfies Record<string, CheckWords>
