import { readdirSync, readFileSync } from 'node:fs'
import { type CaseFile, type ExpectedFinding, trustNameOf } from '../../../scripts/vectors/tampering/case.ts'
import { applyPatch } from '../../../scripts/vectors/tampering/patch.ts'
import { libsecp256k1Curve } from '../../../src/cli/curve.ts'
import type { Curve } from '../../../src/verify/curve.ts'
import { readEvidence } from '../../../src/verify/evidence.ts'
import { NO_POLICY, parseTrust } from '../../../src/verify/trust.ts'
import { type Report, verify } from '../../../src/verify/verifier.ts'

const VECTORS = new URL('../../vectors/evidence/', import.meta.url)

/** The names of all cases, without their ending. */
export function caseNames(): string[] {
  const files = readdirSync(new URL('invalid/', VECTORS)).filter(file => file.endsWith('.json'))
  return files.map(file => file.replace(/\.json$/, '')).sort()
}

export function caseText(name: string): string {
  return read(`invalid/${name}.json`)
}

export function readCase(name: string): CaseFile {
  return JSON.parse(caseText(name)) as CaseFile
}

/** The altered file as text. */
export function alteredText({ base, patch, text }: CaseFile): string {
  const good = read(`valid/${base}.json`)
  if (text === undefined) return JSON.stringify(applyPatch(JSON.parse(good), patch ?? []))
  if ('keep' in text) return good.slice(0, text.keep)
  if (!good.includes(text.find)) throw new Error(`${base}.json has no ${text.find}`)
  return good.replace(text.find, () => text.replace)
}

/** @throws as reading evidence does */
export async function verifyCase(made: CaseFile): Promise<Report> {
  const trust = applyPatch(JSON.parse(read(`valid/${trustNameOf(made.base)}.json`)), made.trust ?? [])
  const policy = { ...NO_POLICY, ...made.policy }
  return verify(readEvidence(alteredText(made)), parseTrust(trust), { policy, curve: await fastCurve() })
}

/** The checks that did not pass, each with the codes of what it found. */
export function failuresOf({ checks }: Report): (Omit<ExpectedFinding, 'code'> & { codes: string[] })[] {
  return checks.flatMap(({ id, status, findings }) => {
    if (status !== 'fail' && status !== 'missing') return []
    return [{ check: id, status, codes: [...new Set(findings.map(({ code }) => code))] }]
  })
}

let curve: Promise<Curve> | undefined

/** The cases have most of their points and signatures in common: each is computed once. */
export function fastCurve(): Promise<Curve> {
  curve ??= libsecp256k1Curve().then(({ multiply, recover }) => {
    return { multiply: remembered(multiply), recover: remembered(recover) }
  })
  return curve
}

function remembered<Args extends unknown[], Value>(compute: (...args: Args) => Value) {
  const known = new Map<string, Value>()
  return (...args: Args): Value => {
    const key = args.map(arg => (typeof arg === 'object' && arg !== null ? Object.values(arg) : arg)).join()
    if (!known.has(key)) known.set(key, compute(...args))
    return known.get(key) as Value
  }
}

function read(file: string): string {
  return readFileSync(new URL(file, VECTORS), 'utf8')
}
