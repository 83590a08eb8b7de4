import type { CheckId } from '../../check.ts'
import type { Words } from '../language.ts'

/** The promise that a check belongs to: the part of its id before the point. */
export type PromiseId = CheckId extends `${infer Id}.${string}` ? Id : never

/** What is promised: the checks under it show whether it was kept. */
export const PROMISE_WORDS: Readonly<Record<PromiseId, Words>> = {
  P1: { en: 'Nobody reads a bid before the opening', ko: '개찰 전에는 아무도 투찰 내용을 볼 수 없습니다' },
  P2: {
    en: 'Every accepted bid is opened if enough guardians answer',
    ko: '수호자가 충분히 응답하면 접수된 투찰은 모두 개봉됩니다',
  },
  P3: {
    en: 'If the guardians fail, the bidders can open their own bids',
    ko: '수호자가 응답하지 않으면 입찰자가 직접 개봉할 수 있습니다',
  },
  P4: {
    en: 'No bid is changed, dropped, copied or added late',
    ko: '투찰은 바뀌거나 빠지거나 복제되거나 뒤늦게 더해지지 않습니다',
  },
  P5: { en: 'The seal alone decides what a bid says', ko: '투찰 내용은 오직 봉인된 그대로 인정됩니다' },
  P6: {
    en: 'Nobody knows, chooses or steers the reserve price',
    ko: '아무도 예정가격을 미리 알거나 고르거나 조종할 수 없습니다',
  },
  P7: { en: 'The award follows the announced rule', ko: '낙찰은 공고된 규칙에 따라 정해집니다' },
  P8: { en: 'The file shows what the ledger holds', ko: '이 파일은 원장의 내용 그대로입니다' },
  P9: {
    en: 'This bid was on the ledger before the deadline',
    ko: '이 투찰은 마감 전에 원장에 기록되었습니다',
  },
}

/** @returns the promise of a check */
export function promiseOf(id: CheckId): PromiseId {
  return id.split('.')[0] as PromiseId
}
