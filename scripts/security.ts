// Usage: npm run security
//
// Looks for what often goes wrong in contracts, with Slither (a Python program, installed into a folder of its own), and compares
// what it finds with the answers in docs/security-findings.json: a finding without an answer fails, and so does an answer without
// a finding. Where Python or its packages cannot be had, solhint's security rules stand in, and the last line says so.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compare, type Findings, parseAnswers } from './security/answers.ts'
import { runSlither, slitherReady } from './security/slither.ts'
import { runSolhint } from './security/solhint.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const ANSWERS = 'docs/security-findings.json'

const slither = slitherReady(ROOT)
process.exitCode = slither === undefined ? withoutPython() : report(runSlither(ROOT, slither))

function report(findings: Findings): number {
  const answers = parseAnswers(readFileSync(join(ROOT, ANSWERS), 'utf8'))
  const { open, stale } = compare(findings, answers)
  for (const finding of open) console.log(`Without an answer in ${ANSWERS}:\n  ${finding}`)
  for (const answer of stale) console.log(`Answered in ${ANSWERS}, but not found any more:\n  ${answer}`)
  const answered = findings.length - open.length
  console.log(`Slither: ${answered} findings answered, ${open.length} open, ${stale.length} answers stale.`)
  return open.length + stale.length === 0 ? 0 : 1
}

function withoutPython(): number {
  const clean = runSolhint(ROOT)
  console.log(
    `Slither was NOT run: python3 or its packages are missing. Solhint alone: ${clean ? 'clean' : 'findings'}.`,
  )
  return clean ? 0 : 1
}
