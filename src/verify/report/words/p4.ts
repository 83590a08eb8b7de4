import type { CheckWords } from './checkWords.ts'
import { NOT_IN_RECEIPT } from './checkWords.ts'

const NO_BIDS = {
  en: 'There were no bids when this file was made.',
  ko: '이 파일을 만들 때까지 접수된 투찰이 없습니다.',
}

/** No bid was changed, dropped, copied or added late. */
export const P4_WORDS = {
  'P4.1': {
    title: { en: 'The notice', ko: '공고' },
    matters: {
      en: 'Everybody must have bid on the same terms, and these must be the agency’s own.',
      ko: '모두가 같은 조건으로, 그것도 발주기관이 정한 조건으로 투찰했어야 합니다.',
    },
    pass: {
      en: 'The terms were announced once, signed by the agency, and keep the rules of the ledger.',
      ko: '공고는 발주기관의 서명으로 단 한 번 이루어졌고 원장의 규칙을 지켰습니다.',
    },
    fail: {
      en: 'The announced terms are not the agency’s, or break the rules.',
      ko: '공고가 발주기관의 것이 아니거나 규칙에 어긋납니다.',
    },
    missing: {
      en: 'The file does not show the announcement completely.',
      ko: '공고 내용이 파일에 다 들어 있지 않습니다.',
    },
    notApplicable: NOT_IN_RECEIPT,
  },
  'P4.2': {
    title: { en: 'The bidders’ signatures', ko: '입찰자의 서명' },
    matters: {
      en: 'Without the signature of its bidder, a bid could be forged, or changed on the way.',
      ko: '입찰자의 서명이 없으면 투찰을 꾸며 내거나 중간에 바꿀 수 있습니다.',
    },
    pass: {
      en: 'Every bid is signed by its bidder, who was registered as a supplier and not barred when it bid.',
      ko: '모든 투찰에 입찰자의 서명이 있고, 입찰자는 당시 등록된 공급자로서 제재 중이 아니었습니다.',
    },
    fail: {
      en: 'A bid is not what its bidder signed, or the bidder was not entitled to bid.',
      ko: '입찰자가 서명한 그대로가 아닌 투찰이 있거나, 자격이 없는 입찰자가 있습니다.',
    },
    missing: {
      en: 'The file does not hold all that is needed to check the signatures.',
      ko: '서명을 확인하는 데 필요한 내용이 파일에 다 들어 있지 않습니다.',
    },
    notApplicable: NO_BIDS,
  },
  'P4.3': {
    title: { en: 'In time', ko: '투찰 시각' },
    matters: {
      en: 'A bid taken after the deadline could rest on what others had bid.',
      ko: '마감 후에 받은 투찰은 다른 투찰을 알고 낸 것일 수 있습니다.',
    },
    pass: {
      en: 'Every bid came onto the ledger after bidding began and before it closed.',
      ko: '모든 투찰이 투찰 시작 후, 마감 전에 원장에 기록되었습니다.',
    },
    fail: {
      en: 'A bid was taken too early or too late.',
      ko: '너무 이르거나 늦게 접수된 투찰이 있습니다.',
    },
    missing: {
      en: 'The file does not show the times of bidding.',
      ko: '투찰 기간이 파일에 없습니다.',
    },
    notApplicable: NO_BIDS,
  },
  'P4.4': {
    title: { en: 'Bids for this tender', ko: '이 입찰에 대한 투찰' },
    matters: {
      en: 'A bid that was made for other terms or another key says nothing here.',
      ko: '다른 조건이나 다른 키에 대한 투찰은 여기에서 효력이 없습니다.',
    },
    pass: {
      en: 'Every bid names this tender’s terms and its key, and its seal is well formed.',
      ko: '모든 투찰이 이 입찰의 조건과 키를 명시하고 있고 봉인의 형식이 올바릅니다.',
    },
    fail: {
      en: 'A bid was made for other terms or another key, or its seal is malformed.',
      ko: '다른 조건이나 다른 키에 대한 투찰이 있거나, 봉인의 형식이 잘못된 투찰이 있습니다.',
    },
    missing: {
      en: 'The file does not hold what the bids must be compared with.',
      ko: '투찰과 비교할 내용이 파일에 없습니다.',
    },
    notApplicable: NO_BIDS,
  },
  'P4.5': {
    title: { en: 'The numbering of the bids', ko: '투찰의 번호' },
    matters: {
      en: 'A gap in the numbers would mean that a bid was dropped; two bids of one bidder, that a rule was broken.',
      ko: '번호가 비면 빠진 투찰이 있다는 뜻이고, 한 입찰자의 투찰이 둘이면 규칙 위반입니다.',
    },
    pass: {
      en: 'The bids are numbered without a gap, and nobody bid more often than the terms allow.',
      ko: '투찰 번호가 빠짐없이 이어지고, 허용된 횟수를 넘겨 투찰한 입찰자가 없습니다.',
    },
    fail: {
      en: 'The numbering of the bids is broken: a bid was dropped, added or counted twice.',
      ko: '투찰 번호가 맞지 않습니다. 빠졌거나, 더해졌거나, 두 번 계산된 투찰이 있습니다.',
    },
    missing: {
      en: 'The numbers do not show that all bids are in the file.',
      ko: '번호만으로는 모든 투찰이 파일에 있는지 알 수 없습니다.',
    },
    notApplicable: NOT_IN_RECEIPT,
  },
  'P4.6': {
    title: { en: 'The running record', ko: '연쇄 기록' },
    matters: {
      en: 'Every signed statement is chained to the one before. Whoever drops, changes or reorders one breaks the chain.',
      ko: '서명된 진술은 앞의 진술과 사슬처럼 이어집니다. 하나라도 빼거나 바꾸거나 순서를 고치면 사슬이 끊어집니다.',
    },
    pass: {
      en: 'The chain of all statements, from the notice to the last act, was computed again and is unbroken.',
      ko: '공고부터 마지막 행위까지 모든 진술의 사슬을 다시 계산했고 끊어진 곳이 없습니다.',
    },
    fail: {
      en: 'The chain of statements is broken: something was dropped, changed or reordered.',
      ko: '진술의 사슬이 끊어졌습니다. 빠지거나 바뀌거나 순서가 달라진 것이 있습니다.',
    },
    missing: {
      en: 'Parts of the chain are not in the file.',
      ko: '사슬의 일부가 파일에 없습니다.',
    },
    notApplicable: NOT_IN_RECEIPT,
  },
  'P4.7': {
    title: { en: 'Nothing left out', ko: '누락 없음' },
    matters: {
      en: 'A file could simply end before something inconvenient. So it is compared with what the ledger itself had counted.',
      ko: '불리한 내용 앞에서 끝나는 파일을 만들 수도 있습니다. 그래서 원장이 직접 센 수와 비교합니다.',
    },
    pass: {
      en: 'The ledger’s own counts and record at the last block agree with the file: nothing is left out.',
      ko: '마지막 블록에서 원장이 센 건수와 기록이 파일과 일치합니다. 빠진 것이 없습니다.',
    },
    fail: {
      en: 'The ledger had counted something else than what is in the file: something is left out or was added.',
      ko: '원장이 센 것과 파일의 내용이 다릅니다. 빠지거나 더해진 것이 있습니다.',
    },
    missing: {
      en: 'The file does not prove what the ledger had counted, so that something may be left out.',
      ko: '원장이 센 수를 증명하는 내용이 파일에 없어, 빠진 것이 있을 수 있습니다.',
    },
    notApplicable: NOT_IN_RECEIPT,
  },
} as const satisfies Record<string, CheckWords>
