import { libsecp256k1Curve } from '../../../src/cli/curve.ts'
import { parseEvidence } from '../../../src/verify/evidence.ts'
import type { Audit } from '../../../src/verify/report/audit.ts'
import { summarize } from '../../../src/verify/report/summary/summary.ts'
import { NO_POLICY } from '../../../src/verify/trust.ts'
import { verify } from '../../../src/verify/verifier.ts'
import { type EvidenceJson, readTrust, readVector } from './evidence.ts'

/** A run of the verifier on a good file, or on one that was altered. */
export async function auditOf(file: string | EvidenceJson): Promise<Audit> {
  const evidence = parseEvidence(typeof file === 'string' ? readVector(file) : file)
  const trust = readTrust()
  return {
    report: await verify(evidence, trust, { curve: await libsecp256k1Curve() }),
    summary: summarize(evidence, trust),
    trust,
    policy: NO_POLICY,
    source: { name: 'file.json', bytes: 12_345, sha256: `0x${'ab'.repeat(32)}` },
    checkedAt: 1_800_000_000,
    version: '9.8.7',
  }
}

/** The same run as if the file had said something else: for what shows a report and does not look whether it is right. */
export function withEvidence(audit: Audit, json: EvidenceJson): Audit {
  const evidence = parseEvidence(json)
  return { ...audit, report: { ...audit.report, evidence }, summary: summarize(evidence, audit.trust) }
}
