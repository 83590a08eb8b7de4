import type { Curve } from './curve.ts'
import type { Facts } from './facts.ts'
import type { Finding, FindingCode } from './findings.ts'
import type { Registry } from './registry.ts'
import type { Tender } from './tender.ts'
import type { Policy, Trust } from './trust.ts'

/** Every check, in the order of the report. The part before the point is the promise that it belongs to. */
export const CHECK_IDS = [
  'P1.1',
  'P1.2',
  'P1.3',
  'P1.4',
  'P1.5',
  'P2.1',
  'P2.2',
  'P2.3',
  'P3.1',
  'P3.2',
  'P3.3',
  'P4.1',
  'P4.2',
  'P4.3',
  'P4.4',
  'P4.5',
  'P4.6',
  'P4.7',
  'P5.1',
  'P5.2',
  'P6.1',
  'P6.2',
  'P6.3',
  'P7.1',
  'P7.2',
  'P7.3',
  'P7.4',
  'P7.5',
  'P7.6',
  'P7.7',
  'P8.1',
  'P8.2',
  'P8.3',
  'P8.4',
  'P8.5',
  'P8.6',
  'P8.7',
  'P9.1',
  'P9.2',
] as const

export type CheckId = (typeof CHECK_IDS)[number]

type Details = Omit<Finding, 'status' | 'code'>

export interface CheckResult {
  readonly id: CheckId
  /** `missing` if nothing is false but something lacks. */
  readonly status: 'pass' | 'fail' | 'missing' | 'notApplicable'
  /** How many things were looked at. */
  readonly examined: number
  /** The first {@link MAX_FINDINGS}, and how many there are in all. */
  readonly findings: readonly Finding[]
  readonly found: number
}

/** What every check may look at. */
export interface Context {
  readonly facts: Facts
  readonly trust: Trust
  readonly policy: Policy
  readonly curve: Curve
  readonly registry: Registry
  readonly tender: Tender
}

export interface Check {
  readonly id: CheckId
  /** Whether this evidence has what the check is about: a tender that never came to its fallback says nothing about P3. */
  applies(context: Context): boolean
  examine(context: Context, notes: Notes): void | Promise<void>
}

/** A report stays readable, and a file cannot make it long. */
const MAX_FINDINGS = 20

/** What one check writes down. */
export class Notes {
  #examined = 0
  #found = 0
  #isFalse = false
  readonly #findings: Finding[] = []
  readonly #onStep: () => void | Promise<void>

  /** @param onStep called for each thing that was looked at; a page gets its turn here */
  constructor(onStep: () => void | Promise<void> = () => {}) {
    this.#onStep = onStep
  }

  /** One more thing is looked at. Awaited in loops over bids. */
  step(): void | Promise<void> {
    this.#examined++
    return this.#onStep()
  }

  /** Something cannot be true. */
  refute(code: FindingCode, details: Details = {}): void {
    this.#isFalse = true
    this.#add({ status: 'false', code, ...details })
  }

  /** Something that is needed is not there. */
  lack(code: FindingCode, details: Details = {}): void {
    this.#add({ status: 'missing', code, ...details })
  }

  /** A finding that another function made. */
  add(finding: Finding): void {
    this.#isFalse ||= finding.status === 'false'
    this.#add(finding)
  }

  result(id: CheckId): CheckResult {
    const failed = this.#isFalse ? 'fail' : 'missing'
    return {
      id,
      status: this.#found === 0 ? 'pass' : failed,
      examined: this.#examined,
      findings: this.#findings,
      found: this.#found,
    }
  }

  #add(finding: Finding): void {
    this.#found++
    if (this.#findings.length < MAX_FINDINGS) this.#findings.push(finding)
  }
}
