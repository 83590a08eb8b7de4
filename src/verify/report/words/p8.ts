import type { CheckWords } from './checkWords.ts'

const ALWAYS = {
  en: 'There was nothing to look at.',
  ko: '확인할 대상이 없습니다.',
}

/** The file shows what the ledger holds. */
export const P8_WORDS = {
  'P8.1': {
    title: { en: 'The ledger that you trust', ko: '신뢰하는 원장' },
    matters: {
      en: 'Anybody can set up a ledger of their own and fill it as they please.',
      ko: '누구나 자기 원장을 따로 만들어 마음대로 채울 수 있습니다.',
    },
    pass: {
      en: 'The file is about the ledger that your trust file names: same chain, same programs.',
      ko: '이 파일은 신뢰 파일이 지정한 원장, 곧 같은 체인과 같은 프로그램에 관한 것입니다.',
    },
    fail: {
      en: 'The file is about another ledger than the one that you trust.',
      ko: '이 파일은 신뢰하는 원장이 아닌 다른 원장에 관한 것입니다.',
    },
    missing: {
      en: 'The file does not show to which ledger the opening keys are bound.',
      ko: '개찰 키가 어느 원장에 연결되어 있는지 파일에 없습니다.',
    },
    notApplicable: ALWAYS,
  },
  'P8.2': {
    title: { en: 'Final blocks', ko: '확정된 블록' },
    matters: {
      en: 'Order and time rest on the blocks. Those whom you trust must have vouched for each of them, so that there is no second history.',
      ko: '순서와 시각은 블록에 달려 있습니다. 신뢰하는 기관들이 블록마다 보증했어야 다른 역사가 있을 수 없습니다.',
    },
    pass: {
      en: 'Enough of the validators or witnesses that you trust have vouched for every block.',
      ko: '신뢰하는 검증인 또는 증인이 필요한 수만큼 모든 블록을 보증했습니다.',
    },
    fail: {
      en: 'A block is not the one that validators or witnesses have vouched for. Order and time are not to be relied on.',
      ko: '검증인이나 증인이 보증한 것이 아닌 블록이 있습니다. 순서와 시각을 믿을 수 없습니다.',
    },
    missing: {
      en: 'Too few validators or witnesses have vouched for a block: order and time rest on the word of whoever made the file.',
      ko: '보증한 검증인이나 증인이 부족한 블록이 있습니다. 순서와 시각은 파일을 만든 쪽의 말일 뿐입니다.',
    },
    notApplicable: ALWAYS,
  },
  'P8.3': {
    title: { en: 'Everything stands in its block', ko: '블록에 포함됨' },
    matters: {
      en: 'What the file says happened must be what the blocks hold, byte by byte.',
      ko: '파일이 말하는 일은 블록에 담긴 내용과 한 글자도 다르지 않아야 합니다.',
    },
    pass: {
      en: 'Everything in the file was encoded again and found in its block, byte by byte.',
      ko: '파일의 모든 내용을 다시 부호화했고 해당 블록의 내용과 완전히 일치합니다.',
    },
    fail: {
      en: 'The file says something else than what a block holds.',
      ko: '블록에 담긴 것과 다른 내용이 파일에 있습니다.',
    },
    missing: {
      en: 'For some of what the file says, the proof that it stands in a block is missing.',
      ko: '블록에 담겨 있다는 증명이 없는 내용이 파일에 있습니다.',
    },
    notApplicable: ALWAYS,
  },
  'P8.4': {
    title: { en: 'The ledger’s programs', ko: '원장의 프로그램' },
    matters: {
      en: 'The rules are only as good as the program that applied them.',
      ko: '규칙은 그것을 적용한 프로그램만큼만 믿을 수 있습니다.',
    },
    pass: {
      en: 'The programs on the ledger (its smart contracts) are, bit by bit, those that your trust file names.',
      ko: '원장의 프로그램(스마트 계약)은 신뢰 파일이 지정한 것과 완전히 같습니다.',
    },
    fail: {
      en: 'Another program stands where the trusted one should be.',
      ko: '신뢰하는 것과 다른 프로그램이 있습니다.',
    },
    missing: {
      en: 'The file does not prove which programs stand on the ledger.',
      ko: '원장에 어떤 프로그램이 있는지 증명하는 내용이 파일에 없습니다.',
    },
    notApplicable: ALWAYS,
  },
  'P8.5': {
    title: { en: 'The register', ko: '참가자 등록부' },
    matters: {
      en: 'Whose signature a key makes, and who may act in which office, stands in the register. Whoever could make up a register could sign for everybody.',
      ko: '어느 키가 누구의 서명인지, 누가 어떤 자격으로 행위할 수 있는지는 등록부가 정합니다. 등록부를 꾸밀 수 있다면 누구의 서명이든 꾸밀 수 있습니다.',
    },
    pass: {
      en: 'The register begins with the registrar that your trust file names; every entry is signed by the registrar or the participant itself, and none is missing in between.',
      ko: '등록부는 신뢰 파일이 지정한 등록기관에서 시작하고, 모든 등록 사항에 등록기관 또는 본인의 서명이 있으며, 중간에 빠진 것이 없습니다.',
    },
    fail: {
      en: 'The register does not begin with the registrar that you trust, or an entry is not signed by whom it must be.',
      ko: '등록부가 신뢰하는 등록기관에서 시작하지 않거나, 서명해야 할 쪽이 서명하지 않은 등록 사항이 있습니다.',
    },
    missing: {
      en: 'Entries of the register are missing in the file.',
      ko: '파일에 빠진 등록 사항이 있습니다.',
    },
    notApplicable: ALWAYS,
  },
  'P8.6': {
    title: { en: 'Your own requirements', ko: '추가 요건' },
    matters: {
      en: 'The ledger allows shorter times than the law of a country may. What you asked for is checked here.',
      ko: '원장은 법령보다 짧은 기간도 허용할 수 있습니다. 여기에서는 지정한 요건을 확인합니다.',
    },
    pass: {
      en: 'The tender meets the times that you asked for.',
      ko: '지정한 기간 요건을 충족합니다.',
    },
    fail: {
      en: 'The tender falls short of the times that you asked for.',
      ko: '지정한 기간 요건에 미치지 못합니다.',
    },
    missing: {
      en: 'The file does not show the times of the tender.',
      ko: '입찰의 일정이 파일에 없습니다.',
    },
    notApplicable: {
      en: 'You asked for nothing beyond the rules of the ledger.',
      ko: '원장의 규칙 외에 따로 지정한 요건이 없습니다.',
    },
  },
  'P8.7': {
    title: { en: 'Outages', ko: '장애와 일정 연기' },
    matters: {
      en: 'When the system is down at the closing, the closing moves for everybody, by a rule and not by favour.',
      ko: '마감 무렵 장애가 있으면 마감은 특혜가 아니라 기준에 따라 모두에게 연기되어야 합니다.',
    },
    pass: {
      en: 'The tender was postponed by the rule for the outages that you named, and for no other.',
      ko: '지정한 장애에 대하여 기준대로 일정이 연기되었고, 그 밖의 장애를 이유로 한 연기는 없습니다.',
    },
    fail: {
      en: 'The tender was not postponed by the rule for the outages that you named, or for one that you did not name.',
      ko: '지정한 장애에 대하여 기준대로 연기되지 않았거나, 지정하지 않은 장애를 이유로 연기되었습니다.',
    },
    missing: {
      en: 'The file does not show the times of the tender.',
      ko: '입찰의 일정이 파일에 없습니다.',
    },
    notApplicable: {
      en: 'You named no outage.',
      ko: '지정한 장애가 없습니다.',
    },
  },
} as const satisfies Record<string, CheckWords>
