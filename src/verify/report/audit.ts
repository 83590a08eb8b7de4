import type { Hex } from '../../protocol/bytes.ts'
import { CHECK_IDS, type CheckResult } from '../check.ts'
import type { Policy, Trust } from '../trust.ts'
import type { Report } from '../verifier.ts'
import type { Words } from './language.ts'
import type { Summary } from './summary/summary.ts'
import { CHECK_WORDS } from './words/checks.ts'
import { NOT_IN_RECEIPT } from './words/checkWords.ts'
import { type PromiseId, promiseOf } from './words/promises.ts'
import { type Status, worstOf } from './words/statuses.ts'

/** One run of the verifier: what was checked, against what, and what came of it. Every form of a report is made from it. */
export interface Audit {
  readonly report: Report
  readonly summary: Summary
  readonly trust: Trust
  readonly policy: Policy
  /** The file that was read; without it the report cannot say which one it is about. */
  readonly source: Source | undefined
  /** When it was checked, by the auditor's own clock: seconds since 1970. */
  readonly checkedAt: number | undefined
  /** Of this program. */
  readonly version: string
}

export interface Source {
  readonly name: string
  /** As it was read, compressed or not. */
  readonly bytes: number
  readonly sha256: Hex
}

/** The checks of one promise. */
export interface PromiseResult {
  readonly id: PromiseId
  readonly status: Status
  readonly checks: readonly CheckResult[]
}

/** The checks in groups, in the order of the report. */
export function promisesOf({ checks }: Report): PromiseResult[] {
  const order = (id: CheckResult['id']) => CHECK_IDS.indexOf(id)
  const sorted = checks.toSorted((a, b) => order(a.id) - order(b.id))
  return [...Map.groupBy(sorted, ({ id }) => promiseOf(id))].map(([id, checks]) => ({
    id,
    status: worstOf(checks.map(({ status }) => status)),
    checks,
  }))
}

/** Checks that a receipt answers; a whole tender answers all but the last. */
const OF_RECEIPTS = /^(P4\.[1-4]|P8\..|P9\..)$/
const OF_TENDERS = /^P[1-8]\./

/** Without what this kind of file never says anything about. */
export function shownPromises({ report }: Audit): PromiseResult[] {
  const answered = report.evidence.kind === 'receipt' ? OF_RECEIPTS : OF_TENDERS
  const isShown = ({ id, status }: CheckResult) => status !== 'notApplicable' || answered.test(id)
  return promisesOf({ ...report, checks: report.checks.filter(isShown) })
}

/** What is not shown, and who shows it. */
export function scopeOf({ report }: Audit): Words | undefined {
  if (report.evidence.kind === 'tender') return undefined
  return {
    en: 'A receipt is about one bid. That the tender went on rightly is shown by the evidence of the whole tender.',
    ko: '접수증은 투찰 한 건에 관한 것입니다. 이후의 절차가 올바른지는 입찰 전체의 증거 파일로 확인합니다.',
  }
}

/** How many checks ended in each way. */
export function countStatuses({ checks }: Report): Readonly<Record<Status, number>> {
  const count = (status: Status) => checks.filter(check => check.status === status).length
  return {
    pass: count('pass'),
    fail: count('fail'),
    missing: count('missing'),
    notApplicable: count('notApplicable'),
  }
}

/** What a check found, in one sentence. */
export function sentenceOf({ id, status }: CheckResult, { report }: Audit): Words {
  const isLeftOut = report.evidence.kind === 'receipt' && !OF_RECEIPTS.test(id)
  return status === 'notApplicable' && isLeftOut ? NOT_IN_RECEIPT : CHECK_WORDS[id][status]
}

/** How many things a check looked at, and how many findings are not shown. */
export function countsOf({ examined, found, findings }: CheckResult): {
  readonly examined: Words
  readonly hidden: Words | undefined
} {
  const more = (found - findings.length).toLocaleString('en-US')
  const digits = examined.toLocaleString('en-US')
  return {
    examined: { en: `${digits} looked at`, ko: `${digits}건 확인` },
    hidden: found > findings.length ? { en: `and ${more} more`, ko: `그 밖에 ${more}건` } : undefined,
  }
}
