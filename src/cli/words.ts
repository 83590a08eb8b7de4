import type {
  AwardRule,
  BidStatus,
  Invalidity,
  KeyState,
  Phase,
  ReserveKind,
  Verdict,
} from '../protocol/tender.ts'
import type { Words } from './language.ts'

// What people read, in both languages. `--json` prints the protocol's own names and never these.

export const LABELS = {
  aValue: { en: 'A-value', ko: 'A값' },
  acceptedAt: { en: 'on the ledger', ko: '접수 일시' },
  address: { en: 'address', ko: '서명 주소' },
  agency: { en: 'agency', ko: '발주기관' },
  awardRule: { en: 'award rule', ko: '낙찰자 결정' },
  baseAmount: { en: 'base amount', ko: '기초금액' },
  bid: { en: 'bid', ko: '투찰서' },
  bidder: { en: 'bidder', ko: '입찰자' },
  bidding: { en: 'bidding', ko: '투찰 기간' },
  bids: { en: 'bids', ko: '투찰' },
  block: { en: 'block', ko: '블록' },
  closing: { en: 'closing', ko: '투찰 마감' },
  document: { en: 'documents', ko: '공고문서 해시' },
  drawn: { en: 'drawn numbers', ko: '추첨번호' },
  file: { en: 'file', ko: '파일' },
  first: { en: 'first in line', ko: '1순위' },
  floorPrice: { en: 'floor price', ko: '낙찰하한가' },
  floorRate: { en: 'floor rate', ko: '낙찰하한율' },
  guardians: { en: 'guardians', ko: '수호자' },
  key: { en: 'opening key', ko: '개찰 키' },
  minimumBids: { en: 'valid bids needed', ko: '최소 유효 투찰' },
  netCost: { en: 'net-cost rule', ko: '순공사원가' },
  netCostFloor: { en: 'net-cost floor', ko: '순공사원가 기준' },
  next: { en: 'next', ko: '다음 절차' },
  note: { en: 'opening note', ko: '개봉 메모' },
  notice: { en: 'notice', ko: '공고번호' },
  objectionPeriod: { en: 'objection period', ko: '이의신청 기간' },
  opening: { en: 'opening', ko: '개찰' },
  participant: { en: 'participant', ko: '참가자' },
  phase: { en: 'phase', ko: '단계' },
  picks: { en: 'picked numbers', ko: '선택번호' },
  place: { en: 'place in line', ko: '순위' },
  price: { en: 'price', ko: '투찰금액' },
  reserve: { en: 'reserve price', ko: '예정가격' },
  roles: { en: 'roles', ko: '역할' },
  set: { en: 'set', ko: '집합' },
  signers: { en: 'signers', ko: '서명 키' },
  state: { en: 'state', ko: '상태' },
  statement: { en: 'statement', ko: '진술' },
  suspended: { en: 'suspended', ko: '제재 기간' },
  tender: { en: 'tender', ko: '입찰' },
  threshold: { en: 'threshold', ko: '필요 수' },
  transaction: { en: 'transaction', ko: '거래' },
} as const satisfies Record<string, Words>

export const PHASE_WORDS: Record<Phase, Words> = {
  Scheduled: { en: 'Scheduled', ko: '투찰 전' },
  Bidding: { en: 'Bidding', ko: '투찰 중' },
  Closed: { en: 'Closed', ko: '투찰 마감' },
  Opening: { en: 'Opening', ko: '개찰 중' },
  Fallback: { en: 'Fallback', ko: '예비 개찰 (입찰자 직접 개봉)' },
  Ranking: { en: 'Ranking', ko: '순위 산정' },
  Review: { en: 'Review', ko: '적격심사' },
  Standstill: { en: 'Standstill', ko: '낙찰, 이의신청 기간' },
  Concluded: { en: 'Concluded', ko: '계약 체결' },
  Failed: { en: 'Failed', ko: '유찰' },
  Cancelled: { en: 'Cancelled', ko: '취소' },
}

export const RESERVE_WORDS: Record<ReserveKind, Words> = {
  None: { en: 'none, the base amount is the ceiling', ko: '없음 (기초금액 이하)' },
  Single: { en: 'single, sealed by the agency', ko: '단일예가' },
  Multiple: { en: 'multiple, drawn at the opening', ko: '복수예가' },
}

export const RULE_WORDS: Record<AwardRule, Words> = {
  LowestPrice: { en: 'lowest price', ko: '최저가' },
  ReserveFloor: { en: 'lowest price above the floor', ko: '낙찰하한가 이상 최저가' },
}

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

export const INVALIDITY_WORDS: Record<Invalidity, Words> = {
  None: { en: 'valid', ko: '유효' },
  BadPoint: { en: 'the seal cannot be opened', ko: '개봉할 수 없는 봉인' },
  BadTag: { en: 'not sealed for this tender and bidder', ko: '이 입찰과 입찰자의 봉인이 아님' },
  PriceOutOfRange: { en: 'no possible price', ko: '금액 범위 위반' },
  ChoicesOutOfRange: { en: 'picked numbers against the rule', ko: '선택번호 위반' },
  Superseded: { en: 'for an earlier version of the terms', ko: '이전 공고 조건의 투찰' },
  Suspended: { en: 'bidder suspended at the opening', ko: '개찰 시 제재 중' },
  Withdrawn: { en: 'withdrawn before the opening', ko: '개찰 전 입찰 취소' },
}

export const VERDICT_WORDS: Record<Verdict, Words> = {
  Acceptable: { en: 'acceptable', ko: '적격 범위' },
  AboveReserve: { en: 'above the reserve price', ko: '예정가격 초과' },
  BelowFloor: { en: 'below the floor price', ko: '낙찰하한가 미만' },
  BelowNetCostFloor: { en: 'below the net-cost floor', ko: '순공사원가 기준 미만' },
}

export const KEY_WORDS: Record<KeyState, Words> = {
  None: { en: 'proposed', ko: '제안됨' },
  Ready: { en: 'ready', ko: '준비됨' },
  Assigned: { en: 'assigned', ko: '배정됨' },
  Open: { en: 'open', ko: '공개됨' },
}
