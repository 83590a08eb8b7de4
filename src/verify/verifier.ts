import { CHECK_IDS, type Check, type CheckId, type CheckResult, type Context, Notes } from './check.ts'
import { ACT_CHECKS } from './checks/acts.ts'
import { ANNOUNCEMENT_CHECKS } from './checks/announcement.ts'
import { AWARD_CHECKS } from './checks/award.ts'
import { BID_CHECKS } from './checks/bids.ts'
import { CEREMONY_CHECKS } from './checks/ceremony.ts'
import { CHAIN_CHECKS } from './checks/chain.ts'
import { DISCLOSURE_CHECKS } from './checks/disclosure.ts'
import { FALLBACK_CHECKS } from './checks/fallback.ts'
import { KEY_CHECKS } from './checks/keys.ts'
import { OBJECTION_CHECKS } from './checks/objections.ts'
import { OPENING_CHECKS } from './checks/openings.ts'
import { POLICY_CHECKS } from './checks/policy.ts'
import { RECEIPT_CHECKS } from './checks/receipt.ts'
import { REGISTRY_CHECKS } from './checks/registry.ts'
import { RESERVE_CHECKS } from './checks/reserve.ts'
import { SHARE_CHECKS } from './checks/shares.ts'
import { STATE_CHECKS } from './checks/state.ts'
import { type Curve, nobleCurve } from './curve.ts'
import type { Evidence } from './evidence.ts'
import { factsOf } from './facts.ts'
import { registryOf } from './registry.ts'
import { tenderOf } from './tender.ts'
import { NO_POLICY, type Policy, type Trust } from './trust.ts'

/** The table of contents: what is checked, in the order of the report. */
export const CHECKS: readonly Check[] = [
  ...KEY_CHECKS,
  ...CEREMONY_CHECKS,
  ...DISCLOSURE_CHECKS,
  ...SHARE_CHECKS,
  ...FALLBACK_CHECKS,
  ...ANNOUNCEMENT_CHECKS,
  ...BID_CHECKS,
  ...STATE_CHECKS,
  ...OPENING_CHECKS,
  ...RESERVE_CHECKS,
  ...AWARD_CHECKS,
  ...ACT_CHECKS,
  ...OBJECTION_CHECKS,
  ...CHAIN_CHECKS,
  ...REGISTRY_CHECKS,
  ...POLICY_CHECKS,
  ...RECEIPT_CHECKS,
].toSorted((a, b) => CHECK_IDS.indexOf(a.id) - CHECK_IDS.indexOf(b.id))

/** The verifier's answer. */
export interface Report {
  readonly evidence: Evidence
  readonly checks: readonly CheckResult[]
  /** Whether no check failed and nothing lacks. */
  readonly passed: boolean
}

export interface VerifyOptions {
  readonly policy?: Policy
  /** Who multiplies points: a faster build where the platform has one. */
  readonly curve?: Curve
  /** Told before each check. */
  readonly onCheck?: (id: CheckId) => void
  /** Told for each thing that was looked at; awaited, so that a page can breathe. */
  readonly onStep?: () => void | Promise<void>
}

/**
 * Checks everything that evidence says, and goes on after a failure.
 * @param trust what the auditor knows from elsewhere
 * @throws INVALID_TRUST
 */
export async function verify(evidence: Evidence, trust: Trust, options: VerifyOptions = {}): Promise<Report> {
  const { policy = NO_POLICY, curve = nobleCurve, onStep, onCheck } = options
  const facts = factsOf(evidence)
  const context = { facts, trust, policy, curve, registry: registryOf(facts), tender: tenderOf(facts) }
  const checks: CheckResult[] = []
  for (const check of CHECKS) {
    onCheck?.(check.id)
    checks.push(await run(check, context, new Notes(onStep)))
  }
  const passed = checks.every(({ status }) => status === 'pass' || status === 'notApplicable')
  return { evidence, checks, passed }
}

async function run(check: Check, context: Context, notes: Notes): Promise<CheckResult> {
  if (!check.applies(context)) {
    return { id: check.id, status: 'notApplicable', examined: 0, findings: [], found: 0 }
  }
  await check.examine(context, notes)
  return notes.result(check.id)
}
