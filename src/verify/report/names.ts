import type { Role } from '../../protocol/participant.ts'
import type {
  AwardRule,
  CancellationReason,
  DisqualificationReason,
  ForfeitReason,
  Invalidity,
  Phase,
  PostponementReason,
  ReserveKind,
  TieRule,
  Verdict,
} from '../../protocol/tender.ts'
import type { Words } from './language.ts'

// The protocol's own names as people read them.

export const PHASE_WORDS: Readonly<Record<Phase, Words>> = {
  Scheduled: { en: 'Scheduled', ko: '투찰 전' },
  Bidding: { en: 'Bidding', ko: '투찰 중' },
  Closed: { en: 'Closed', ko: '투찰 마감' },
  Opening: { en: 'Opening', ko: '개찰 중' },
  Fallback: { en: 'Fallback', ko: '예비 개찰 (입찰자 직접 개봉)' },
  Ranking: { en: 'Ranking', ko: '순위 산정' },
  Review: { en: 'Review', ko: '적격심사' },
  Standstill: { en: 'Standstill', ko: '심사 완료, 이의신청 기간' },
  Concluded: { en: 'Concluded', ko: '계약 체결' },
  Failed: { en: 'Failed', ko: '유찰' },
  Cancelled: { en: 'Cancelled', ko: '취소' },
}

export const RESERVE_WORDS: Readonly<Record<ReserveKind, Words>> = {
  None: { en: 'none, the base amount is the ceiling', ko: '없음 (기초금액 이하)' },
  Single: { en: 'single, sealed by the agency', ko: '단일예가' },
  Multiple: { en: 'multiple, drawn at the opening', ko: '복수예가' },
}

export const RULE_WORDS: Readonly<Record<AwardRule, Words>> = {
  LowestPrice: { en: 'lowest price', ko: '최저가' },
  ReserveFloor: { en: 'lowest price above the floor', ko: '낙찰하한가 이상 최저가' },
}

export const INVALIDITY_WORDS: Readonly<Record<Invalidity, Words>> = {
  None: { en: 'valid', ko: '유효' },
  BadPoint: { en: 'the seal cannot be opened', ko: '개봉할 수 없는 봉인' },
  BadTag: { en: 'not sealed for this tender and bidder', ko: '이 입찰과 입찰자의 봉인이 아님' },
  PriceOutOfRange: { en: 'no possible price', ko: '금액 범위 위반' },
  ChoicesOutOfRange: { en: 'picked numbers against the rule', ko: '선택번호 위반' },
  Superseded: { en: 'for an earlier version of the terms', ko: '이전 공고 조건의 투찰' },
  Suspended: { en: 'bidder suspended at the opening', ko: '개찰 시 제재 중' },
  Withdrawn: { en: 'withdrawn before the opening', ko: '개찰 전 투찰 철회' },
}

export const VERDICT_WORDS: Readonly<Record<Verdict, Words>> = {
  Acceptable: { en: 'acceptable', ko: '적격 범위' },
  AboveReserve: { en: 'above the reserve price', ko: '예정가격 초과' },
  BelowFloor: { en: 'below the floor price', ko: '낙찰하한가 미만' },
  BelowNetCostFloor: { en: 'below the net-cost floor', ko: '순공사원가 기준 미만' },
}

export const REASON_WORDS: Readonly<Record<DisqualificationReason, Words>> = {
  1: { en: 'documents not submitted', ko: '서류 미제출' },
  2: { en: 'qualification score too low', ko: '적격심사 점수 미달' },
  3: { en: 'false documents', ko: '허위 서류' },
  4: { en: 'not eligible', ko: '참가 자격 없음' },
  5: { en: 'refused to contract', ko: '계약 거부' },
  6: { en: 'other', ko: '기타' },
}

export const POSTPONEMENT_WORDS: Readonly<Record<PostponementReason, Words>> = {
  1: { en: 'outage of the system', ko: '시스템 장애' },
  2: { en: 'outage elsewhere', ko: '외부 장애' },
  3: { en: 'documents late', ko: '문서 지연' },
  4: { en: 'other', ko: '기타' },
}

export const CANCELLATION_WORDS: Readonly<Record<CancellationReason, Words>> = {
  1: { en: 'no longer needed', ko: '수요 소멸' },
  2: { en: 'error in the notice', ko: '공고 오류' },
  3: { en: 'no budget', ko: '예산 부족' },
  4: { en: 'suspected collusion', ko: '담합 의심' },
  5: { en: 'order of an authority', ko: '관계기관의 명령' },
  6: { en: 'other', ko: '기타' },
}

export const FORFEIT_WORDS: Readonly<Record<ForfeitReason, Words>> = {
  1: { en: 'refused to contract', ko: '계약 거부' },
  2: { en: 'no performance bond', ko: '계약보증금 미납' },
  3: { en: 'suspended', ko: '제재' },
  4: { en: 'other', ko: '기타' },
}

export const TIE_WORDS: Readonly<Record<TieRule, Words>> = {
  Seed: { en: 'decided by lot, from the seed of the opening key', ko: '개찰 키에서 나온 값으로 추첨' },
  ReviewScore: { en: 'the higher review score, then by lot', ko: '심사 점수가 높은 자, 같으면 추첨' },
}

export const ROLE_WORDS: Readonly<Record<Role, Words>> = {
  registrar: { en: 'registrar', ko: '등록기관' },
  agency: { en: 'agency', ko: '발주기관' },
  supplier: { en: 'supplier', ko: '공급자' },
  guardian: { en: 'guardian', ko: '수호자' },
  evaluator: { en: 'evaluator', ko: '평가위원' },
  auditor: { en: 'auditor', ko: '감사인' },
}
