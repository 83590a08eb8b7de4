import { columns } from '../../src/cli/output.ts'
import { reportToJson } from '../../src/verify/report/json.ts'
import type { Language, Words } from '../../src/verify/report/language.ts'
import { INVALIDITY_WORDS } from '../../src/verify/report/names.ts'
import { grouped } from '../../src/verify/report/readable.ts'
import { storyOf } from '../../src/verify/report/summary/story.ts'
import type { Summary } from '../../src/verify/report/summary/summary.ts'
import { textReport } from '../../src/verify/report/text.ts'
import { cautionsOf, verdictOf } from '../../src/verify/report/verdict.ts'
import { LABELS } from '../../src/verify/report/words/labels.ts'
import { STATUS_WORDS } from '../../src/verify/report/words/statuses.ts'
import type { Told } from './play.ts'
import type { Story } from './story.ts'

const HEADING = { en: ['name', 'story'], ko: ['이름', '이야기'] } as const

export function listText(stories: readonly Story[], language: Language): string {
  return columns(
    HEADING[language],
    stories.map(({ name, title }) => [name, title[language]]),
  )
}

export function listJson(stories: readonly Story[]): object {
  return { stories: stories.map(({ name, title }) => ({ name, title })) }
}

/** The title, and of each tender what the verifier's summary says, with the verdict; every check where one did not pass. */
export function storyText({ title }: Story, told: readonly Told[], language: Language): string {
  return [title[language], ...told.map(each => tenderText(each, language))].join('\n\n')
}

function tenderText({ audit }: Told, language: Language): string {
  if (!audit.report.passed) return textReport(audit, language)
  const { status, sentence } = verdictOf(audit)
  const notice = audit.summary.notice?.terms.notice ?? audit.summary.tender
  const say = (words: readonly Words[]) => words.map(each => `  ${each[language]}`)
  return [
    notice,
    ...say(storyOf(audit.summary)),
    ...bidLines(audit.summary, language),
    ...cautionsOf(audit).map(caution => `! ${caution[language]}`),
    `${STATUS_WORDS[status].mark} ${sentence[language]}`,
  ].join('\n')
}

const BID_HEADING = { en: ['place', 'bidder', 'won'], ko: ['순위', '입찰자', '원'] } as const

/** Who was first, and who was not in line and why: the sentences name neither bids of the same price nor invalid ones. */
function bidLines({ bids }: Summary, language: Language): string[] {
  if (bids.every(({ place }) => place === undefined)) return []
  const rows = bids.map(({ place, bidder, price, invalidity }) => [
    place ?? '–',
    bidder,
    price === undefined ? '–' : grouped(price),
    invalidity === 'None' ? '' : (invalidity ? INVALIDITY_WORDS[invalidity] : LABELS.closed)[language],
  ])
  return columns([...BID_HEADING[language], ''], rows)
    .split('\n')
    .map(line => `    ${line}`)
}

export function storyJson({ name, title }: Story, told: readonly Told[]): object {
  const reports = told.map(({ audit }) => ({
    story: storyOf(audit.summary),
    report: reportToJson(audit),
  }))
  return { name, title, passed: hasPassed(told), tenders: reports }
}

export function hasPassed(told: readonly Told[]): boolean {
  return told.every(({ audit }) => audit.report.passed)
}
