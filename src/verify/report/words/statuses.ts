import type { CheckResult } from '../../check.ts'
import type { Words } from '../language.ts'

export type Status = CheckResult['status']

/** How a check ended. The mark says the same where there is no colour. */
export const STATUS_WORDS: Readonly<Record<Status, Words & { readonly mark: string }>> = {
  pass: { mark: '✓', en: 'Passed', ko: '통과' },
  fail: { mark: '✗', en: 'Failed', ko: '실패' },
  missing: { mark: '?', en: 'Not proven', ko: '미확인' },
  notApplicable: { mark: '–', en: 'Not applicable', ko: '해당 없음' },
}

/** The worst of several: a promise is kept if all of its checks say so. */
export function worstOf(statuses: readonly Status[]): Status {
  const order: readonly Status[] = ['fail', 'missing', 'pass', 'notApplicable']
  return order.find(status => statuses.includes(status)) ?? 'notApplicable'
}
