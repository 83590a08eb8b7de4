import type { FindingWords } from './findingWords.ts'
import { LABELS } from './labels.ts'

/** About bids, and what follows from them. */
export const BID_FINDINGS = {
  OTHER_TENDER: {
    en: 'This belongs to another tender.',
    ko: '다른 입찰에 관한 것입니다.',
  },
  BAD_TERMS: {
    en: 'The terms break a rule of the ledger, or are not those of this tender.',
    ko: '조건이 원장의 규칙에 어긋나거나 이 입찰의 조건이 아닙니다.',
  },
  BAD_POINT: {
    en: 'The seal of {who} is malformed and should have been refused.',
    ko: '{who}의 봉인은 형식이 잘못되어 거부되었어야 합니다.',
  },
  OTHER_NUMBER: {
    en: 'The number is not the next one: something is missing, was added or counted twice.',
    ko: '이어질 번호가 아닙니다. 빠졌거나 더해졌거나 두 번 계산된 것이 있습니다.',
  },
  ALREADY_BID: {
    en: 'A second bid of {who} was taken although the terms allow one.',
    ko: '한 번만 투찰할 수 있는데 {who}의 두 번째 투찰이 접수되었습니다.',
  },
  BROKEN_RECORD: {
    en: 'The chain of statements is broken here: before this place something was dropped, changed or reordered.',
    ko: '진술의 사슬이 여기에서 끊어졌습니다. 그 앞에서 빠지거나 바뀌거나 순서가 달라진 것이 있습니다.',
  },
  OTHER_STATE: {
    en: 'What the ledger had stored is not what follows from the file.',
    ko: '원장에 저장된 값이 파일의 내용에서 나오는 값과 다릅니다.',
  },
  NO_SUCH_BID: {
    en: 'No accepted bid of {who} is in the file.',
    ko: '{who}의 접수된 투찰이 파일에 없습니다.',
  },
  NOT_OPENED: {
    en: 'The bid of {who} was not opened.',
    ko: '{who}의 투찰이 개봉되지 않았습니다.',
  },
  OPENED_TWICE: {
    en: 'The bid of {who} was opened more than once.',
    ko: '{who}의 투찰이 두 번 이상 개봉되었습니다.',
  },
  OTHER_OUTCOME: {
    en: 'The seal of {who} opens to something else than what the ledger says.',
    ko: '{who}의 봉인을 열면 원장의 기록과 다른 내용이 나옵니다.',
  },
  OTHER_SEED: {
    en: 'The draw rests on another number than the rules demand.',
    ko: '규칙과 다른 수로 추첨되었습니다.',
  },
  OTHER_COUNTS: {
    en: 'The bidders’ picks were counted wrongly.',
    ko: '추첨번호의 집계가 틀렸습니다.',
  },
  OTHER_RESERVE: {
    en: 'The rules give another reserve price.',
    ko: '규칙에 따르면 예정가격이 다릅니다.',
    values: 'won',
  },
  OTHER_VERDICT: {
    en: 'The bid of {who} was judged otherwise than the announced rule says.',
    ko: '{who}의 투찰이 공고된 규칙과 다르게 판정되었습니다.',
  },
  NOT_RANKED: {
    en: 'The bid of {who} is valid and does not stand in the order.',
    ko: '{who}의 유효한 투찰이 순위에 없습니다.',
  },
  RANKED_TWICE: {
    en: 'The bid of {who} was put in order more than once.',
    ko: '{who}의 투찰에 순위가 두 번 이상 매겨졌습니다.',
  },
  OTHER_ORDER: {
    en: 'The order is not the one that the rules give.',
    ko: '규칙에 따른 순위와 다릅니다.',
  },
  WRONG_PHASE: {
    en: 'This was done at a stage of the tender in which it is not possible.',
    ko: '그 단계에서는 할 수 없는 일입니다.',
  },
  NOT_FIRST: {
    en: 'It was not the turn of {who}: another bidder was first in line.',
    ko: '{who}의 차례가 아니었습니다. 1순위는 다른 입찰자입니다.',
  },
  NO_REASON: {
    en: 'This act lacks its reason or its document.',
    ko: '이 행위에 사유나 문서가 없습니다.',
  },
  NOT_QUALIFIED: {
    en: 'The award went to {who}, who had not been found qualified.',
    ko: '적격으로 인정되지 않은 {who}에게 낙찰되었습니다.',
  },
  OTHER_AMOUNT: {
    en: 'The amount is not the one that it must be.',
    ko: '금액이 맞지 않습니다.',
    values: 'won',
  },
  OBJECTION_PERIOD: {
    en: 'The contract was concluded, or the award lost, before the time for objections had ended.',
    ko: '이의신청 기간이 끝나기 전에 계약이 체결되거나 낙찰이 상실되었습니다.',
    values: 'time',
    expected: LABELS.notBefore,
  },
  THERE_TWICE: {
    en: 'This can happen only once and is there more than once.',
    ko: '한 번만 일어날 수 있는 일이 두 번 이상 있습니다.',
  },
  TOO_MANY_BIDS: {
    en: 'There are more bids than a tender can have.',
    ko: '한 입찰이 받을 수 있는 수보다 투찰이 많습니다.',
    expected: LABELS.atMost,
  },
  TOO_FEW_BIDS: {
    en: 'The tender went on with fewer bids than its terms ask for.',
    ko: '공고 조건보다 투찰이 적은데도 절차가 진행되었습니다.',
    expected: LABELS.atLeast,
  },
  QUALIFIED_TWICE: {
    en: '{who} was found qualified a second time.',
    ko: '{who}는 이미 적격으로 인정되었는데 다시 인정되었습니다.',
  },
  BAD_CHANGE: {
    en: 'The terms were changed in a way that the rules do not allow.',
    ko: '공고 조건이 규칙에 어긋나게 변경되었습니다.',
  },
  OTHER_AGENCY: {
    en: 'The tender repeats that of another agency.',
    ko: '다른 발주기관의 입찰을 재공고했습니다.',
  },
  BARRED: {
    en: 'The bid of {who} was withdrawn: nothing more may happen to it, and no other may take its place.',
    ko: '{who}의 투찰은 철회되어 개봉되거나 다른 투찰로 대체될 수 없습니다.',
  },
  BID_STANDS: {
    en: '{who} confirmed a bid that stood already.',
    ko: '{who}가 이미 유효한 투찰을 다시 확인했습니다.',
  },
  NOT_REQUESTED: {
    en: 'The bid of {who} was withdrawn although its bidder had not asked for it.',
    ko: '{who}가 신청하지 않았는데 투찰이 철회되었습니다.',
  },
  OBJECTED_TWICE: {
    en: '{who} objected to the same award a second time.',
    ko: '{who}가 같은 낙찰에 두 번 이의를 신청했습니다.',
  },
  OPEN_OBJECTIONS: {
    en: 'The award to {who} was concluded or lost while objections waited for a decision.',
    ko: '이의신청이 결정되기 전에 {who}의 계약이 체결되거나 낙찰이 상실되었습니다.',
  },
  NO_OPEN_OBJECTION: {
    en: 'A decision was made about an objection that did not wait for one.',
    ko: '결정을 기다리지 않는 이의신청에 대하여 결정이 내려졌습니다.',
  },
  OWN_TENDER: {
    en: '{who} bid in its own tender.',
    ko: '{who}가 자신이 공고한 입찰에 투찰했습니다.',
  },
} as const satisfies Record<string, FindingWords>
