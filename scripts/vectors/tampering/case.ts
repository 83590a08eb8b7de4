import type { CheckId } from '../../../src/verify/check.ts'
import type { VerifyCode } from '../../../src/verify/error.ts'
import type { FindingCode } from '../../../src/verify/findings.ts'
import type { Policy } from '../../../src/verify/trust.ts'
import { type EvidenceJson, readValid, readValidText } from './file.ts'
import { type ForgeOptions, forge } from './forge.ts'
import { difference, type Operation } from './patch.ts'

/** What a check answers, and the code of something that it finds. */
export interface ExpectedFinding {
  readonly check: CheckId
  readonly status: 'fail' | 'missing'
  readonly code: FindingCode
}

/** One check that finds it, whatever others find; or all that do; or that it cannot be read. */
export type Expectation =
  | ExpectedFinding
  | { readonly checks: readonly ExpectedFinding[] }
  | { readonly error: VerifyCode; readonly path?: string }

/** How the text of a file is altered where JSON itself is at fault. */
export type TextEdit =
  | { readonly find: string; readonly replace: string }
  /** How many characters are kept. */
  | { readonly keep: number }

/** A case as it stands in its file: see the README beside them. */
export interface CaseFile {
  readonly title: string
  readonly base: string
  /** Operator and witnesses of the chain made it say so. */
  readonly forged?: true
  readonly patch?: readonly Operation[]
  readonly text?: TextEdit
  /** Of the trust file, where the auditor trusts somebody else. */
  readonly trust?: readonly Operation[]
  readonly policy?: Partial<Policy>
  readonly expect: Expectation
}

/** How a case is made. Its title is the sentence under which it stands. */
export type Draft = Omit<CaseFile, 'title' | 'patch' | 'trust' | 'forged'> & {
  readonly alter?: Alter
  /** How operator and witnesses of the chain make it say so. */
  readonly forge?: ForgeOptions
  readonly trust?: (trust: TrustJson) => void
}

export type Drafts = Readonly<Record<string, Draft>>

/** What it gives back is not looked at, unless it is a promise. */
type Alter = (file: EvidenceJson) => unknown

/** A trust file, to be altered. */
export interface TrustJson {
  deployment: Record<string, string>
  code: Record<string, string>
  registrar: Record<string, string>
  finality: Record<string, unknown>
  [field: string]: unknown
}

/** `check status code` in one text. */
type FindingText = `${CheckId} ${ExpectedFinding['status']} ${FindingCode}`

type More = Pick<Draft, 'trust' | 'policy'>

/** Who has no key altered the file; this check finds it, and perhaps others. */
export function altered(base: string, alter: Alter, finding: FindingText, more: More = {}): Draft {
  return { base, alter, ...more, expect: parseFinding(finding) }
}

/** The same, and only these checks find it. */
export function alteredAlone(
  base: string,
  alter: Alter,
  findings: readonly FindingText[],
  more: More = {},
): Draft {
  return { base, alter, ...more, expect: { checks: findings.map(parseFinding) } }
}

/** Operator and witnesses forged the chain as well; only these checks find it. */
export function forged(
  base: string,
  alter: Alter,
  findings: readonly FindingText[],
  forge: ForgeOptions = {},
): Draft {
  return { base, alter, forge, expect: { checks: findings.map(parseFinding) } }
}

/** It cannot be read as evidence; `path` says where. */
export function unreadable(base: string, alter: Alter, error: VerifyCode, path?: string): Draft {
  return { base, alter, expect: path === undefined ? { error } : { error, path } }
}

/** Its text is no strict JSON. */
export function illWritten(base: string, text: TextEdit, error: VerifyCode): Draft {
  return { base, text, expect: { error } }
}

function parseFinding(text: FindingText): ExpectedFinding {
  const [check, status, code] = text.split(' ') as [CheckId, ExpectedFinding['status'], FindingCode]
  return { check, status, code }
}

/** Makes the case. */
export async function caseFile(title: string, draft: Draft): Promise<CaseFile> {
  const { base, alter, forge: options, trust: alterTrust, text, policy, expect } = draft
  const file = readValid(base)
  await alter?.(file)
  if (options !== undefined) await forge(readValid(base), file, options)
  const trust = readTrustJson(base)
  alterTrust?.(trust)
  return {
    title,
    base,
    ...(options && { forged: true }),
    expect,
    ...(policy && { policy }),
    ...(alterTrust && { trust: difference(readTrustJson(base), trust) }),
    ...(text === undefined ? { patch: difference(readValid(base), file) } : { text }),
  }
}

/** The trust file that belongs to a good file. */
export function trustNameOf(base: string): string {
  return base === 'qbft' ? 'trust-qbft' : 'trust'
}

function readTrustJson(base: string): TrustJson {
  return JSON.parse(readValidText(trustNameOf(base))) as TrustJson
}

/** The name of its file: what must find it, and the title. */
export function fileNameOf(title: string, { expect }: Pick<CaseFile, 'expect'>): string {
  const first = 'checks' in expect ? expect.checks[0] : expect
  const finder = first === undefined ? '' : 'error' in first ? first.error : first.check
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? []
  return `${finder}-${words.join('-')}.json`
}
