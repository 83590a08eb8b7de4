import type { Audit } from '../audit.ts'
import { grouped, time } from '../readable.ts'
import { both, type Html, html } from './markup.ts'

const HEADING = { en: 'Check it yourself', ko: '직접 확인하기' } as const
const EXPLANATION = {
  en: 'This page proves nothing by itself: anybody can write one. Whoever wants to be sure takes the file, the program and a trust file of their own, on a machine without any connection, and runs:',
  ko: '이 문서 자체는 아무것도 증명하지 않습니다. 누구나 비슷하게 만들 수 있기 때문입니다. 확실히 하려면 파일과 프로그램, 직접 마련한 신뢰 파일을 준비해 네트워크가 없는 컴퓨터에서 실행하십시오.',
} as const
const SAME = {
  en: 'It is about the same file if its SHA-256 is',
  ko: '같은 파일이라면 SHA-256 값이 다음과 같아야 합니다.',
} as const

/** A name that a shell takes for one word and nothing else; file names may come from an attacker. */
const PLAIN_NAME = /^[\w.+=-]+$/

/** How to repeat the check, and on which file. */
export function repeatHtml({ source, checkedAt, version }: Audit): Html {
  const isPlain = source !== undefined && PLAIN_NAME.test(source.name) && !source.name.startsWith('-')
  return html`<section id="repeat"><h2>${both(HEADING)}</h2><p>${both(EXPLANATION)}</p>
<pre><code>npm run bongin -- verify ${isPlain ? source.name : 'FILE'} --trust trust.json</code></pre>
${source === undefined ? null : html`<p>${both(SAME)} <code>${source.sha256.slice(2)}</code> (${grouped(source.bytes)} B)</p>`}
<p class="quiet">bongin ${version}${checkedAt === undefined ? '' : `, ${time(checkedAt)}`}</p></section>`
}
