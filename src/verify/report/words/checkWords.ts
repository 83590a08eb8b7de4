import type { Words } from '../language.ts'

/** What people read about one check. The answers are whole sentences that stand alone. */
export interface CheckWords {
  readonly title: Words
  /** Why it matters: what could have happened otherwise. */
  readonly matters: Words
  readonly pass: Words
  readonly fail: Words
  /** Nothing is wrong with what is there, but it does not suffice. */
  readonly missing: Words
  readonly notApplicable: Words
}

/** Why most checks say nothing about a receipt. */
export const NOT_IN_RECEIPT: Words = {
  en: 'A receipt does not show this. The evidence of the whole tender does.',
  ko: '접수증에는 이 내용이 없습니다. 입찰 전체의 증거 파일로 확인할 수 있습니다.',
}
