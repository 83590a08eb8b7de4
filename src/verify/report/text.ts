import type { CheckResult } from '../check.ts'
import type { Finding } from '../findings.ts'
import { type Audit, countsOf, type PromiseResult, scopeOf, sentenceOf, shownPromises } from './audit.ts'
import { type Detail, explainFinding } from './finding.ts'
import type { Language } from './language.ts'
import { printable } from './printable.ts'
import { grouped } from './readable.ts'
import { summaryRows } from './summary/rows.ts'
import { storyOf } from './summary/story.ts'
import { cautionsOf, type Verdict, verdictOf } from './verdict.ts'
import { pad, widthOf } from './width.ts'
import { CHECK_WORDS } from './words/checks.ts'
import { PROMISE_WORDS } from './words/promises.ts'
import { STATUS_WORDS, type Status } from './words/statuses.ts'

/** Gives a status its colour, where there is one. */
export type Paint = (status: Status, text: string) => string

const COLOURLESS: Paint = (_status, text) => text

const SUMMARY = { en: 'What the file tells', ko: '파일의 내용' } as const

/**
 * The report for a terminal: the verdict first and last, and in between what happened and every check.
 * @param paint leaves marks as they are unless it is given
 */
export function textReport(audit: Audit, language: Language, paint: Paint = COLOURLESS): string {
  const scope = scopeOf(audit)
  const verdict = verdictLine(verdictOf(audit), language, paint)
  const parts = [
    [verdict, ...sourceLines(audit), ...(scope === undefined ? [] : [`  ${scope[language]}`])],
    ...cautionsOf(audit).map(caution => [`! ${caution[language]}`]),
    [SUMMARY[language], ...storyOf(audit.summary).map(sentence => `  ${sentence[language]}`)],
    detailLines(summaryRows(audit.summary), language, '  '),
    ...shownPromises(audit).map(promise => promiseLines(promise, audit, language, paint)),
    [verdict, verdictOf(audit).meaning[language]],
  ]
  return parts.map(lines => lines.join('\n')).join('\n\n')
}

function verdictLine({ status, sentence }: Verdict, language: Language, paint: Paint): string {
  return paint(status, `${STATUS_WORDS[status].mark} ${sentence[language]}`)
}

function sourceLines({ source }: Audit): string[] {
  if (source === undefined) return []
  return [`  ${printable(source.name)}, ${grouped(source.bytes)} B, SHA-256 ${source.sha256.slice(2)}`]
}

function promiseLines(
  { id, status, checks }: PromiseResult,
  audit: Audit,
  language: Language,
  paint: Paint,
): string[] {
  const { mark } = STATUS_WORDS[status]
  const heading = `${paint(status, mark)} ${id}  ${PROMISE_WORDS[id][language]}`
  return [heading, ...checks.flatMap(check => checkLines(check, audit, language, paint))]
}

function checkLines(check: CheckResult, audit: Audit, language: Language, paint: Paint): string[] {
  const { id, status, findings } = check
  const { examined, hidden } = countsOf(check)
  const count = status === 'notApplicable' ? '' : ` (${examined[language]})`
  const title = `${CHECK_WORDS[id].title[language]}: ${sentenceOf(check, audit)[language]}${count}`
  return [
    `  ${paint(status, STATUS_WORDS[status].mark)} ${id}  ${title}`,
    ...findings.flatMap(finding => findingLines(finding, language, paint)),
    ...(hidden === undefined ? [] : [`      … ${hidden[language]}`]),
  ]
}

function findingLines(finding: Finding, language: Language, paint: Paint): string[] {
  const status = finding.status === 'false' ? 'fail' : 'missing'
  const { sentence, details } = explainFinding(finding)
  return [
    `      ${paint(status, STATUS_WORDS[status].mark)} ${sentence[language]} [${finding.code}]`,
    ...detailLines(details, language, '          '),
  ]
}

function detailLines(details: readonly Detail[], language: Language, indent: string): string[] {
  const width = Math.max(0, ...details.map(({ label }) => widthOf(label[language])))
  return details.map(({ label, value }) => `${indent}${pad(label[language], width)}  ${value[language]}`)
}
