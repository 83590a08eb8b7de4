import { type CaseFile, caseFile, type Draft, type Drafts, fileNameOf } from './tampering/case.ts'
import { ACT_CASES } from './tampering/cases/acts.ts'
import { ANNOUNCEMENT_CASES } from './tampering/cases/announcement.ts'
import { AWARD_CASES } from './tampering/cases/award.ts'
import { BID_CASES } from './tampering/cases/bids.ts'
import { CEREMONY_CASES } from './tampering/cases/ceremony.ts'
import { CHAIN_CASES } from './tampering/cases/chain.ts'
import { FALLBACK_CASES } from './tampering/cases/fallback.ts'
import { FINALITY_CASES } from './tampering/cases/finality.ts'
import { INCLUSION_CASES } from './tampering/cases/inclusion.ts'
import { KEY_CASES } from './tampering/cases/keys.ts'
import { LIFE_CASES } from './tampering/cases/life.ts'
import { OPENING_CASES } from './tampering/cases/openings.ts'
import { READING_CASES } from './tampering/cases/reading.ts'
import { RECEIPT_CASES } from './tampering/cases/receipts.ts'
import { RECORD_CASES } from './tampering/cases/record.ts'
import { REGISTRY_CASES } from './tampering/cases/registry.ts'
import { RESERVE_CASES } from './tampering/cases/reserve.ts'
import { REVIEW_CASES } from './tampering/cases/review.ts'
import { SEALED_CASES } from './tampering/cases/sealed.ts'
import { SHARE_CASES } from './tampering/cases/shares.ts'
import { TEXT_CASES } from './tampering/cases/text.ts'
import { type EvidenceJson, readValid, readValidText } from './tampering/file.ts'
import { sealAll, sealedTrust } from './tampering/sealing.ts'

const ALL: readonly Drafts[] = [
  CEREMONY_CASES,
  KEY_CASES,
  SHARE_CASES,
  FALLBACK_CASES,
  ANNOUNCEMENT_CASES,
  BID_CASES,
  RECORD_CASES,
  OPENING_CASES,
  RESERVE_CASES,
  AWARD_CASES,
  ACT_CASES,
  LIFE_CASES,
  REVIEW_CASES,
  CHAIN_CASES,
  FINALITY_CASES,
  SEALED_CASES,
  INCLUSION_CASES,
  REGISTRY_CASES,
  RECEIPT_CASES,
  READING_CASES,
  TEXT_CASES,
]

/** The evidence of `multiple.json` as a QBFT chain would give it, and the trust that belongs to it. */
export function sealedFiles(): Record<string, string> {
  const file = readValid('multiple')
  sealAll(file)
  const trust = sealedTrust(JSON.parse(readValidText('trust')) as object)
  return { 'qbft.json': linesOf(file), 'trust-qbft.json': `${JSON.stringify(trust, null, 2)}\n` }
}

/** Every file of test/vectors/evidence/invalid, made from the good ones as they stand on the disk. */
export async function invalidFiles(): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  for (const [title, draft] of ALL.flatMap((drafts): [string, Draft][] => Object.entries(drafts))) {
    const made = await caseFile(title, draft)
    const name = fileNameOf(title, made)
    if (name in files) throw new Error(`Two cases are called ${name}`)
    files[name] = textOf(made)
  }
  return files
}

/** One field a line, and one step of a patch. */
function textOf(made: CaseFile): string {
  const lines = Object.entries(made).map(([key, value]) => `  "${key}": ${listOf(value)}`)
  // A reader of text may take this mark for its own.
  return `{\n${lines.join(',\n')}\n}\n`.replaceAll('\ufeff', '\\ufeff')
}

function listOf(value: unknown): string {
  if (!Array.isArray(value) || value.length === 0) return JSON.stringify(value)
  return `[\n${value.map(step => `    ${JSON.stringify(step)}`).join(',\n')}\n  ]`
}

/** One block a line, as evidence is exported. */
function linesOf({ blocks, finality, state, ...head }: EvidenceJson): string {
  const lines = blocks.map(block => JSON.stringify(block)).join(',\n')
  const opening = JSON.stringify(head).slice(0, -1)
  return `${opening},"blocks":[\n${lines}\n],"finality":${JSON.stringify(finality)},"state":${JSON.stringify(state)}}\n`
}
