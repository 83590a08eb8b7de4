import type { CheckResult } from '../../check.ts'
import type { Finding } from '../../findings.ts'
import { type Audit, countsOf, type PromiseResult, scopeOf, sentenceOf, shownPromises } from '../audit.ts'
import { explainFinding } from '../finding.ts'
import { CHECK_WORDS } from '../words/checks.ts'
import { PROMISE_WORDS } from '../words/promises.ts'
import { STATUS_WORDS } from '../words/statuses.ts'
import { detailsHtml } from './details.ts'
import { both, type Html, html } from './markup.ts'
import { statusHtml } from './status.ts'

const HEADING = { en: 'What was checked', ko: '점검 내용' } as const
const WHY = { en: 'Why it matters: ', ko: '왜 중요한가: ' } as const

/** The promises with their checks. */
export function checksHtml(audit: Audit): Html {
  return html`<section id="checks"><h2>${both(HEADING)}</h2>
${shownPromises(audit).map(promise => promiseHtml(promise, audit))}</section>`
}

/** One line a promise, as a table of contents. */
export function overviewHtml(audit: Audit): Html {
  const scope = scopeOf(audit)
  return html`<ol class="promises">${shownPromises(audit).map(
    ({ id, status }) =>
      html`<li><a href="#${id}"><span class="id">${id}</span> ${both(PROMISE_WORDS[id])}</a> ${statusHtml(status)}</li>`,
  )}</ol>${scope === undefined ? null : html`<p class="quiet">${both(scope)}</p>`}`
}

function promiseHtml({ id, status, checks }: PromiseResult, audit: Audit): Html {
  return html`<section class="promise" id="${id}">
<h3><span class="id">${id}</span> ${both(PROMISE_WORDS[id])} ${statusHtml(status)}</h3>
${checks.map(check => checkHtml(check, audit))}</section>
`
}

function checkHtml(check: CheckResult, audit: Audit): Html {
  const { id, status, findings } = check
  const { title, matters } = CHECK_WORDS[id]
  const { examined, hidden } = countsOf(check)
  const isChecked = status !== 'notApplicable'
  return html`<article class="check ${status}" id="${id}">
<h4><span class="mark" aria-hidden="true">${STATUS_WORDS[status].mark}</span> <span class="id">${id}</span> ${both(title)}<span class="unseen">: ${both(STATUS_WORDS[status])}</span></h4>
<p>${both(sentenceOf(check, audit))}${isChecked ? html` <span class="quiet count">(${both(examined)})</span>` : null}</p>
${isChecked ? html`<p class="quiet">${both(WHY)}${both(matters)}</p>` : null}
${findings.length === 0 ? null : html`<ul class="findings">${findings.map(findingHtml)}</ul>`}
${hidden === undefined ? null : html`<p class="quiet">… ${both(hidden)}</p>`}
</article>
`
}

function findingHtml(finding: Finding): Html {
  const status = finding.status === 'false' ? 'fail' : 'missing'
  const { sentence, details } = explainFinding(finding)
  return html`<li class="${status}"><p><strong>${both(sentence)}</strong> <code>${finding.code}</code></p>${detailsHtml(details)}</li>`
}
