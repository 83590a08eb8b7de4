import type { Care } from '../protocol/care.ts'
import type { BidStatus, KeyState } from '../protocol/tender.ts'
import { CANCELLATION_WORDS as CANCELLATIONS } from '../verify/report/names.ts'
import type { Words } from './language.ts'

// What people read, in both languages. `--json` prints the protocol's own names and never these.

export {
  INVALIDITY_WORDS,
  PHASE_WORDS,
  RESERVE_WORDS,
  RULE_WORDS,
  TIE_WORDS,
  VERDICT_WORDS,
} from '../verify/report/names.ts'

export const LABELS = {
  aValue: { en: 'A-value', ko: 'A값' },
  acceptedAt: { en: 'on the ledger', ko: '접수 일시' },
  alive: { en: 'alive', ko: '정상' },
  answer: { en: 'answer', ko: '응답' },
  amendmentTime: { en: 'amendment time', ko: '정정 후 최소 기간' },
  address: { en: 'address', ko: '서명 주소' },
  agency: { en: 'agency', ko: '발주기관' },
  awardRule: { en: 'award rule', ko: '낙찰자 결정' },
  baseAmount: { en: 'base amount', ko: '기초금액' },
  bid: { en: 'bid', ko: '투찰서' },
  bidder: { en: 'bidder', ko: '입찰자' },
  bidding: { en: 'bidding', ko: '투찰 기간' },
  bids: { en: 'bids', ko: '투찰' },
  block: { en: 'block', ko: '블록' },
  blocks: { en: 'blocks', ko: '블록 수' },
  chain: { en: 'chain', ko: '체인' },
  closing: { en: 'closing', ko: '투찰 마감' },
  count: { en: 'number', ko: '개수' },
  document: { en: 'documents', ko: '공고문서 해시' },
  drawn: { en: 'drawn numbers', ko: '추첨번호' },
  epochLength: { en: 'epoch length', ko: '에포크 길이' },
  file: { en: 'file', ko: '파일' },
  first: { en: 'first in line', ko: '1순위' },
  floorPrice: { en: 'floor price', ko: '낙찰하한가' },
  floorRate: { en: 'floor rate', ko: '낙찰하한율' },
  guardian: { en: 'guardian', ko: '수호자' },
  guardians: { en: 'guardians', ko: '수호자' },
  key: { en: 'opening key', ko: '개찰 키' },
  lastSign: { en: 'last sign of life', ko: '마지막 신호' },
  keys: { en: 'opening keys', ko: '개찰 키 계약' },
  keysOf: { en: 'keys', ko: '키' },
  ledger: { en: 'ledger', ko: '원장' },
  minimumBids: { en: 'valid bids needed', ko: '최소 유효 투찰' },
  netCost: { en: 'net-cost rule', ko: '순공사원가' },
  netCostFloor: { en: 'net-cost floor', ko: '순공사원가 기준' },
  next: { en: 'next', ko: '다음 절차' },
  nextOpening: { en: 'next opening', ko: '다음 개찰' },
  note: { en: 'opening note', ko: '개봉 메모' },
  notice: { en: 'notice', ko: '공고번호' },
  objections: { en: 'objections', ko: '이의신청' },
  objectionPeriod: { en: 'objection period', ko: '이의신청 기간' },
  opening: { en: 'opening', ko: '개찰' },
  origin: { en: 'chain in checkpoints', ko: '체크포인트의 체인 이름' },
  participant: { en: 'participant', ko: '참가자' },
  pending: { en: 'still open', ko: '미결 사항' },
  phase: { en: 'phase', ko: '단계' },
  picks: { en: 'picked numbers', ko: '선택번호' },
  place: { en: 'place in line', ko: '순위' },
  predecessor: { en: 'repeats', ko: '이전 공고' },
  price: { en: 'price', ko: '투찰금액' },
  priceScore: { en: 'score for the price', ko: '입찰가격 점수' },
  qualification: { en: 'qualification', ko: '적격심사' },
  receipt: { en: 'receipt', ko: '접수증' },
  documents: { en: 'documents', ko: '첨부 문서' },
  registry: { en: 'registry', ko: '참가자 등록부' },
  reserve: { en: 'reserve price', ko: '예정가격' },
  retired: { en: 'retired', ko: '해산' },
  roles: { en: 'roles', ko: '역할' },
  score: { en: 'total score', ko: '종합평점' },
  set: { en: 'set', ko: '집합' },
  signers: { en: 'signers', ko: '서명 키' },
  state: { en: 'state', ko: '상태' },
  statement: { en: 'statement', ko: '진술' },
  successor: { en: 'repeated by', ko: '재공고' },
  suspended: { en: 'suspended', ko: '제재 기간' },
  tender: { en: 'tender', ko: '입찰' },
  termsVersion: { en: 'terms version', ko: '공고 조건 버전' },
  tieRule: { en: 'equal prices', ko: '동가 처리' },
  threshold: { en: 'threshold', ko: '필요 수' },
  registrar: { en: 'first registrar', ko: '최초 등록기관' },
  transaction: { en: 'transaction', ko: '거래' },
  validators: { en: 'validators', ko: '검증인' },
  winner: { en: 'winner', ko: '낙찰자' },
  witnesses: { en: 'witnesses', ko: '증인' },
} as const satisfies Record<string, Words>

export const STATUS_WORDS: Record<BidStatus, Words> = {
  None: { en: 'superseded', ko: '대체됨' },
  Sealed: { en: 'sealed', ko: '봉인' },
  Valid: { en: 'opened, valid', ko: '개봉, 유효' },
  Invalid: { en: 'opened, invalid', ko: '개봉, 무효' },
  Acceptable: { en: 'acceptable', ko: '적격 범위' },
  Rejected: { en: 'rejected', ko: '부적격' },
  Disqualified: { en: 'disqualified', ko: '심사 탈락' },
  Qualified: { en: 'qualified', ko: '적격' },
  Withdrawn: { en: 'withdrawn', ko: '입찰 취소' },
  Forfeited: { en: 'forfeited', ko: '계약 포기' },
}

export const KEY_WORDS: Record<KeyState, Words> = {
  None: { en: 'proposed', ko: '제안됨' },
  Ready: { en: 'ready', ko: '준비됨' },
  Assigned: { en: 'assigned', ko: '배정됨' },
  Open: { en: 'open', ko: '공개됨' },
  Rehearsing: { en: 'being rehearsed', ko: '예행연습 중' },
}

export const CARE_WORDS: Record<Care, Words> = {
  Healthy: { en: 'healthy', ko: '정상' },
  Weak: { en: 'weak', ko: '주의' },
  Alarm: { en: 'ALARM', ko: '경보' },
}

/** By the number of the scale. */
export const QUALIFICATION_WORDS: Readonly<Record<number, Words>> = {
  1: { en: 'scale 1, 5 to 10 billion won', ko: '1번 기준 (추정가격 50억~100억원)' },
  2: { en: 'scale 2, 1 to 5 billion won', ko: '2번 기준 (추정가격 10억~50억원)' },
  3: { en: 'scale 3, 0.3 to 1 billion won', ko: '3번 기준 (추정가격 3억~10억원)' },
  4: { en: 'scale 4, below 0.3 billion won', ko: '4번 기준 (추정가격 3억원 미만)' },
}

/** By the reason's code; a code that nobody knows has no words. */
export const CANCELLATION_WORDS: Readonly<Record<number, Words>> = CANCELLATIONS
