import type { CheckWords } from './checkWords.ts'

const NOT_RANKED = {
  en: 'No bid had been ranked when this file was made.',
  ko: '이 파일을 만들 때까지 순위가 매겨지지 않았습니다.',
}

const NO_ACTS = {
  en: 'The agency had not begun its review when this file was made.',
  ko: '이 파일을 만들 때까지 심사가 시작되지 않았습니다.',
}

const NO_END = {
  en: 'Nothing had been concluded, lost or cancelled when this file was made.',
  ko: '이 파일을 만들 때까지 계약 체결, 낙찰 상실, 입찰 취소가 없습니다.',
}

/** The award follows the announced rule. */
export const P7_WORDS = {
  'P7.1': {
    title: { en: 'Which bids can win', ko: '적격 범위 판정' },
    matters: {
      en: 'A bid above the reserve price or below the floor cannot win. Nobody may bend this for one bidder.',
      ko: '예정가격을 넘거나 낙찰하한가에 못 미치는 투찰은 낙찰될 수 없습니다. 누구를 위해서도 이 기준을 굽혀서는 안 됩니다.',
    },
    pass: {
      en: 'The announced rule was applied again to every valid bid, with the same verdict each time.',
      ko: '모든 유효 투찰에 공고된 규칙을 다시 적용했고 판정이 모두 같습니다.',
    },
    fail: {
      en: 'A bid was judged otherwise than the announced rule says.',
      ko: '공고된 규칙과 다르게 판정된 투찰이 있습니다.',
    },
    missing: {
      en: 'Not every verdict can be repeated with what is in the file.',
      ko: '파일의 내용만으로는 다시 판정할 수 없는 투찰이 있습니다.',
    },
    notApplicable: NOT_RANKED,
  },
  'P7.2': {
    title: { en: 'The order of the bids', ko: '순위' },
    matters: {
      en: 'The lowest acceptable bid is first. A bid put in the wrong place would pass over another.',
      ko: '적격 범위에서 가장 낮은 금액이 1순위입니다. 자리가 잘못되면 다른 투찰을 앞지르게 됩니다.',
    },
    pass: {
      en: 'The order was computed again from prices and tie-breaks: every bid stands in its right place.',
      ko: '투찰금액과 동가 처리 규칙으로 순위를 다시 계산했고 모든 투찰이 제자리에 있습니다.',
    },
    fail: {
      en: 'The order of the bids is not the one that the rules give.',
      ko: '규칙에 따른 순위와 다릅니다.',
    },
    missing: {
      en: 'Not every valid bid stands in the order.',
      ko: '순위에 들어가지 않은 유효 투찰이 있습니다.',
    },
    notApplicable: NOT_RANKED,
  },
  'P7.3': {
    title: { en: 'The agency’s signatures', ko: '발주기관의 서명' },
    matters: {
      en: 'From amendments to the conclusion, the agency answers for its acts with its signature.',
      ko: '정정공고부터 계약까지 발주기관의 행위는 발주기관이 서명으로 책임집니다.',
    },
    pass: {
      en: 'Every act is signed by the agency that announced the tender, and none is missing in between.',
      ko: '모든 행위에 공고한 발주기관의 서명이 있고 중간에 빠진 행위가 없습니다.',
    },
    fail: {
      en: 'An act is not signed by the agency, or the agency was not entitled to it.',
      ko: '발주기관이 서명하지 않은 행위가 있거나, 발주기관에 자격이 없었습니다.',
    },
    missing: {
      en: 'The file does not hold all of the agency’s acts, or not all that is needed to check their signatures.',
      ko: '발주기관의 행위나 서명을 확인하는 데 필요한 내용이 파일에 다 들어 있지 않습니다.',
    },
    notApplicable: {
      en: 'The agency had done nothing beyond the announcement when this file was made.',
      ko: '이 파일을 만들 때까지 공고 외에 발주기관의 행위가 없습니다.',
    },
  },
  'P7.4': {
    title: { en: 'Review from the top', ko: '1순위부터의 심사' },
    matters: {
      en: 'Only a reasoned act may move the award past the first in line, one bidder at a time.',
      ko: '사유를 밝힌 행위로만, 한 번에 한 입찰자씩, 다음 순위로 넘어갈 수 있습니다.',
    },
    pass: {
      en: 'The agency reviewed from the top of the line, skipped nobody, and gave a reason for every disqualification.',
      ko: '발주기관은 1순위부터 차례로 심사했고, 건너뛴 입찰자가 없으며, 탈락마다 사유를 남겼습니다.',
    },
    fail: {
      en: 'The agency reviewed out of turn, or disqualified without a reason.',
      ko: '순서를 어긴 심사가 있거나, 사유 없는 탈락이 있습니다.',
    },
    missing: {
      en: 'The file does not show whose turn it was.',
      ko: '누구의 차례였는지 파일만으로는 알 수 없습니다.',
    },
    notApplicable: NO_ACTS,
  },
  'P7.5': {
    title: { en: 'The award', ko: '낙찰' },
    matters: {
      en: 'The award may go to nobody but the qualified first in line, at the price that was sealed.',
      ko: '낙찰자는 적격으로 인정된 1순위여야 하고 금액은 봉인된 그대로여야 합니다.',
    },
    pass: {
      en: 'The award went to the qualified first in line, at exactly the price of its bid.',
      ko: '적격으로 인정된 1순위가 자기 투찰금액 그대로 낙찰되었습니다.',
    },
    fail: {
      en: 'The award went to somebody else than the rules say, or at another price.',
      ko: '규칙에 따른 낙찰자가 아니거나 금액이 다릅니다.',
    },
    missing: {
      en: 'The file does not show completely who was entitled to the award.',
      ko: '누가 낙찰자가 되어야 하는지 파일만으로는 다 확인할 수 없습니다.',
    },
    notApplicable: {
      en: 'Nothing had been awarded when this file was made.',
      ko: '이 파일을 만들 때까지 낙찰이 없습니다.',
    },
  },
  'P7.6': {
    title: { en: 'The end: contract, loss of the award, cancellation', ko: '종료: 계약, 낙찰 상실, 취소' },
    matters: {
      en: 'Competitors must have had the announced time to object, and an answer; a contract must say what was awarded, and both must sign it.',
      ko: '경쟁자에게 공고된 이의신청 기간과 답변이 보장되어야 하고, 계약은 낙찰 내용과 같아야 하며 양쪽이 서명해야 합니다.',
    },
    pass: {
      en: 'Contract and loss of the award came after the time for objections, with none open, the contract as awarded and with both signatures; a cancellation came before the award and names its reason.',
      ko: '계약과 낙찰 상실은 이의신청 기간이 지나고 모든 이의가 결정된 뒤에 이루어졌고, 계약은 낙찰 내용대로 양쪽이 서명했으며, 취소는 낙찰 전에 사유를 밝혀 이루어졌습니다.',
    },
    fail: {
      en: 'The tender was ended too early, against an open objection, with somebody else, without a reason or signature, or went on after its end.',
      ko: '너무 일찍, 또는 이의가 남은 채, 또는 다른 상대와, 또는 사유나 서명 없이 끝났거나, 끝난 뒤에 계속되었습니다.',
    },
    missing: {
      en: 'The file does not show the award, or a signature, to which the end belongs.',
      ko: '바탕이 된 낙찰이나 서명이 파일에 없습니다.',
    },
    notApplicable: NO_END,
  },
  'P7.7': {
    title: { en: 'Objections', ko: '이의신청' },
    matters: {
      en: 'Every bidder may object to an award in time, and must be answered with reasons.',
      ko: '모든 입찰자는 기간 안에 이의를 신청할 수 있고 이유를 갖춘 답변을 받아야 합니다.',
    },
    pass: {
      en: 'Every objection is signed by a bidder of this tender and came in time; every decision answers one that was open.',
      ko: '모든 이의신청은 이 입찰의 입찰자가 서명하여 기간 안에 제출했고, 모든 결정은 열려 있는 이의에 대한 답변입니다.',
    },
    fail: {
      en: 'An objection or a decision was not possible, or is not what somebody signed.',
      ko: '있을 수 없는 이의신청이나 결정이 있거나, 서명한 내용과 다릅니다.',
    },
    missing: {
      en: 'The file does not hold all that is needed to check the objections.',
      ko: '이의신청을 확인하는 데 필요한 내용이 파일에 다 들어 있지 않습니다.',
    },
    notApplicable: {
      en: 'Nobody had objected when this file was made.',
      ko: '이 파일을 만들 때까지 이의신청이 없습니다.',
    },
  },
} as const satisfies Record<string, CheckWords>
