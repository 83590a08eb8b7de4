import type { CheckId, CheckResult } from '../check.ts'
import type { Finding, FindingCode } from '../findings.ts'
import { type Audit, countStatuses, promisesOf, sentenceOf } from './audit.ts'
import { explainFinding } from './finding.ts'
import type { Words } from './language.ts'
import { CHECK_WORDS } from './words/checks.ts'
import { PROMISE_WORDS, type PromiseId } from './words/promises.ts'
import type { Status } from './words/statuses.ts'

/**
 * A report for programs. Its fields stay what they are within one version; new ones may be added. Programs read ids, statuses and codes;
 * the sentences are for people and may change. Ids of participants and amounts are decimal strings, scalars and coordinates
 * `0x` and 64 hex digits, times are seconds since 1970. A field that has no value is absent.
 */
export interface ReportJson {
  readonly format: 'bongin-report'
  readonly version: 1
  /** Whether no check failed and nothing lacks. */
  readonly passed: boolean
  readonly kind: 'tender' | 'receipt'
  readonly tender: string
  readonly counts: Readonly<Record<Status, number>>
  /** The file, when and with which version of this program it was checked. */
  readonly source?: Json
  readonly checkedAt?: number
  readonly program: string
  readonly promises: readonly {
    readonly id: PromiseId
    readonly status: Status
    readonly title: Words
    readonly checks: readonly CheckJson[]
  }[]
  /** What happened, as the file tells it: see `Summary`. It is worth as much as the checks that passed. */
  readonly summary: Json
  /** What it was checked against. */
  readonly policy: Json
}

export interface CheckJson {
  readonly id: CheckId
  readonly status: Status
  readonly title: Words
  readonly sentence: Words
  /** How many things were looked at. */
  readonly examined: number
  /** How many findings there are; `findings` has the first of them. */
  readonly found: number
  readonly findings: readonly FindingJson[]
}

/** See `Finding` of `findings.ts`. */
export interface FindingJson {
  readonly status: 'false' | 'missing'
  readonly code: FindingCode
  readonly sentence: Words
  readonly [detail: string]: Json
}

type Json = undefined | null | string | number | boolean | readonly Json[] | { readonly [key: string]: Json }

/** The report without the evidence that it is about. */
export function reportToJson(audit: Audit): ReportJson {
  const { report, summary, policy, source, checkedAt, version } = audit
  return {
    format: 'bongin-report',
    version: 1,
    passed: report.passed,
    kind: summary.kind,
    tender: summary.tender,
    counts: countStatuses(report),
    ...(source !== undefined && { source: plainJson(source) }),
    ...(checkedAt !== undefined && { checkedAt }),
    program: `bongin ${version}`,
    promises: promisesOf(report).map(({ id, status, checks }) => ({
      id,
      status,
      title: PROMISE_WORDS[id],
      checks: checks.map(check => checkToJson(check, audit)),
    })),
    summary: plainJson(summary),
    policy: plainJson(policy),
  }
}

function checkToJson(check: CheckResult, audit: Audit): CheckJson {
  const { id, status, examined, found, findings } = check
  return {
    id,
    status,
    title: CHECK_WORDS[id].title,
    sentence: sentenceOf(check, audit),
    examined,
    found,
    findings: findings.map(findingToJson),
  }
}

function findingToJson(finding: Finding): FindingJson {
  const { status, code, ...details } = finding
  const { sentence } = explainFinding(finding)
  return { status, code, sentence, ...(plainJson(details) as Record<string, Json>) }
}

/** Plain data as JSON holds it. */
function plainJson(value: unknown): Json {
  if (typeof value === 'bigint') return numberText(value)
  if (Array.isArray(value)) return value.map(plainJson)
  if (value === null || typeof value !== 'object') return value as Json
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  return Object.fromEntries(fields.map(([name, field]) => [name, plainJson(field)]))
}

/** From 2^96 on it is a scalar or a coordinate, and no id, count or amount. */
function numberText(value: bigint): string {
  return value < 2n ** 96n ? value.toString() : `0x${value.toString(16).padStart(64, '0')}`
}
