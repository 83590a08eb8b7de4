import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { toBase64 } from '../../base64.ts'
import { type Audit, countStatuses } from '../audit.ts'
import type { Language, Words } from '../language.ts'
import { printable } from '../printable.ts'
import { summaryRows } from '../summary/rows.ts'
import { storyOf } from '../summary/story.ts'
import { cautionsOf, type Verdict, verdictOf } from '../verdict.ts'
import { STATUS_WORDS } from '../words/statuses.ts'
import { bidsHtml } from './bids.ts'
import { checksHtml, overviewHtml } from './checks.ts'
import { detailsHtml } from './details.ts'
import { drawHtml } from './draw.ts'
import { both, type Html, html } from './markup.ts'
import { repeatHtml } from './repeat.ts'
import { STYLE } from './style.ts'
import { trustHtml } from './trust.ts'

const TITLES = {
  tender: { en: 'Verification of a tender', ko: '입찰 검증 보고서' },
  receipt: { en: 'Verification of a bid’s receipt', ko: '투찰 접수증 검증 보고서' },
} as const
const SUMMARY = { en: 'What the file tells', ko: '파일의 내용' } as const
const LANGUAGE = { en: 'Language', ko: '언어' } as const

/*
 * Evidence is an attacker's: every text is escaped, and should one ever not be, the page's own policy still forbids scripts, and whatever
 * would come from or go to somewhere else. The hash allows this one style sheet.
 */
const POLICY = `default-src 'none'; style-src 'sha256-${toBase64(sha256(utf8ToBytes(STYLE)))}'; base-uri 'none'; form-action 'none'`

/** Our own text: nothing in it is to be escaped, and the hash is over these very bytes. */
const SHEET: Html = { markup: STYLE }

/**
 * The report as one HTML page that needs nothing else: no script, no font, no picture. It holds both languages and shows one.
 * @param language the one that is shown first
 */
export function reportPage(audit: Audit, language: Language): string {
  const { summary } = audit
  const verdict = verdictOf(audit)
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${STATUS_WORDS[verdict.status].mark} ${noticeOf(audit)} · ${TITLES[summary.kind][language]}</title>
<style>${SHEET}</style>
</head>
<body>
<header>
<p class="name">Bongin <span lang="ko">봉인</span></p>
${switchHtml(language)}
</header>
<main>
<h1><small>${both(TITLES[summary.kind])}</small> ${noticeOf(audit)}</h1>
${verdictHtml(verdict, audit)}
${overviewHtml(audit)}
<section id="summary"><h2>${both(SUMMARY)}</h2>
${cautionsOf(audit).map(caution => html`<p class="caution">${both(caution)}</p>`)}
<p class="story">${storyOf(summary).map(sentence => html`${both(sentence)} `)}</p>
${detailsHtml(summaryRows(summary))}</section>
${drawHtml(summary)}
${checksHtml(audit)}
${summary.kind === 'tender' ? bidsHtml(summary.bids) : null}
${trustHtml(audit)}
${repeatHtml(audit)}
</main>
</body>
</html>
`.markup
}

function noticeOf({ summary }: Audit): string {
  return printable(summary.notice?.terms.notice ?? summary.tender)
}

/** Without a script: the style sheet shows the language of the button that is chosen. */
function switchHtml(language: Language): Html {
  const checked = html` checked`
  return html`<fieldset><legend class="unseen">${LANGUAGE.en} · ${LANGUAGE.ko}</legend>
<label><input type="radio" name="language" id="en"${language === 'en' ? checked : null}> English</label>
<label><input type="radio" name="language" id="ko"${language === 'ko' ? checked : null}> 한국어</label></fieldset>`
}

function verdictHtml({ status, sentence, meaning }: Verdict, { report }: Audit): Html {
  const { pass, fail, missing, notApplicable } = countStatuses(report)
  const counts: Words = {
    en: `${pass} passed, ${fail} failed, ${missing} not proven, ${notApplicable} not applicable`,
    ko: `통과 ${pass}, 실패 ${fail}, 미확인 ${missing}, 해당 없음 ${notApplicable}`,
  }
  return html`<div class="verdict ${status}"><p class="mark" aria-hidden="true">${STATUS_WORDS[status].mark}</p>
<div><p class="sentence">${both(sentence)}</p><p>${both(meaning)}</p><p class="quiet">${both(counts)}</p></div></div>`
}
