import { createHash } from 'node:crypto'
import { expect } from 'chai'
import type { Audit } from '../../../src/verify/report/audit.ts'
import { html } from '../../../src/verify/report/html/markup.ts'
import { reportPage } from '../../../src/verify/report/html/page.ts'
import type { BidLine } from '../../../src/verify/report/summary/bids.ts'
import { auditOf, withEvidence } from '../support/audit.ts'
import { logOf, readVector, statementOf } from '../support/evidence.ts'

/** Elements that could bring something from elsewhere, or run something. */
const FOREIGN = ['script', 'link', 'img', 'iframe', 'object', 'embed', 'form', 'svg', 'base']
const VOID = ['meta', 'input', 'br']
const TAG = /<(?<close>\/?)(?<name>[a-z][a-z0-9]*)(?<attributes>(?:[^<>"]|"[^"]*")*)>/g

interface Tag {
  readonly name: string
  readonly attributes: string
}

/** Every element of a page, which must be well-formed: each one closed, in order. */
function tagsOf(page: string): Tag[] {
  const tags: Tag[] = []
  const open: string[] = []
  const body = page.replace(/<style>[\s\S]*?<\/style>/, '<style></style>').replace('<!doctype html>', '')
  for (const { groups } of body.matchAll(TAG)) {
    const { close, name = '', attributes = '' } = groups ?? {}
    if (close === '/') expect(open.pop(), `</${name}>`).to.equal(name)
    else {
      tags.push({ name, attributes })
      if (!VOID.includes(name)) open.push(name)
    }
  }
  expect(open).to.deep.equal([])
  // Nothing is left that looks like a tag and is none.
  expect(body.replaceAll(TAG, '')).not.to.match(/[<>]/)
  return tags
}

function valuesOf(tags: readonly Tag[], attribute: string): string[] {
  return tags.flatMap(({ attributes }) => new RegExp(`\\b${attribute}="([^"]*)"`).exec(attributes)?.[1] ?? [])
}

/** The text of a page in one language, as a reader sees it. */
function textOf(page: string, language: 'en' | 'ko'): string {
  const other = language === 'en' ? 'ko' : 'en'
  const shown = page
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replaceAll(new RegExp(`<span lang="${other}">[^<]*</span>`, 'g'), '')
  return shown
    .replaceAll(TAG, ' ')
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, entity => ENTITIES[entity] ?? '')
    .replaceAll(/\s+/g, ' ')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
}

/** So many bids, made from those of a good file. */
function withBids(audit: Audit, count: number): Audit {
  const { bids } = audit.summary
  const many = Array.from({ length: count }, (_, place) => ({
    ...(bids[place % bids.length] as BidLine),
    bidder: BigInt(20_000 + place),
    place: place + 1,
  }))
  return { ...audit, summary: { ...audit.summary, bids: many } }
}

describe('report as a page', () => {
  let audit: Audit
  let page: string

  before(async () => {
    audit = await auditOf('multiple')
    page = reportPage(audit, 'en')
  })

  it('is well-formed, with ids that are there once and links that lead somewhere', () => {
    const tags = tagsOf(page)
    const ids = valuesOf(tags, 'id')
    expect(new Set(ids)).to.have.property('size', ids.length)
    const links = valuesOf(tags, 'href')
    expect(links).to.have.length(8)
    expect(ids.map(id => `#${id}`)).to.include.members(links)
    expect(ids).to.include.members(valuesOf(tags, 'aria-labelledby'))
  })

  it('needs nothing from elsewhere, and no script', () => {
    const names = tagsOf(page).map(({ name }) => name)
    expect(names.filter(name => FOREIGN.includes(name))).to.deep.equal([])
    expect(page).not.to.match(/https?:|\burl\(|@import|javascript:|\son\w+=|\sstyle=|\ssrc=/)
  })

  it('forbids what it does not need, and allows its own style sheet by hash', () => {
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? []
    const hash = createHash('sha256').update(style).digest('base64')
    const [policy] = valuesOf(tagsOf(page), 'content')
    expect(policy).to.equal(
      `default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;`,
    )
    expect(page.indexOf('Content-Security-Policy')).to.be.below(page.indexOf('<style>'))
  })

  it('shows the language that was asked for first, and holds the other', () => {
    const checked = (text: string): string | undefined => /id="(\w+)" checked/.exec(text)?.[1]
    expect(page).to.include('<html lang="en">')
    expect(checked(page)).to.equal('en')
    const korean = reportPage(audit, 'ko')
    expect(korean).to.include('<html lang="ko">')
    expect(checked(korean)).to.equal('ko')
    expect(textOf(page, 'ko')).to.equal(
      textOf(korean, 'ko').replace('입찰 검증 보고서', 'Verification of a tender'),
    )
    // Each text is there in both, or is the same in both.
    const [name, ...both] = page.match(/<span lang="ko">[^<]*/g) ?? []
    expect(name).to.equal('<span lang="ko">봉인')
    expect(page.match(/<span lang="en">/g)).to.have.length(both.length)
    expect(textOf(page, 'en').replace('봉인', '').replace('한국어', '').replace('언어', '')).not.to.match(
      /[가-힣]/,
    )
  })

  it('says the verdict by a word, and each check’s status where colours are not seen', () => {
    const text = textOf(page, 'en')
    expect(text).to.include('All 31 checks passed.')
    expect(text).to.include('31 passed, 0 failed, 0 not proven, 8 not applicable')
    expect(text).to.include('P1.1 The guardians : Passed')
    expect(text).to.include('P3.1 Only when the guardians had failed : Not applicable')
  })

  it('explains what was trusted, and how to repeat the check on the same file', () => {
    const text = textOf(page, 'en')
    expect(text).to.include('npm run bongin -- verify file.json --trust trust.json')
    expect(text).to.include('ab'.repeat(32))
    expect(text).to.include(audit.trust.deployment.ledger)
    expect(text).to.include(audit.trust.code.registry)
    expect(text).to.include('witness.example/vectors+')
    expect(text).to.include(audit.trust.registrar.signer)
  })

  it('has landmarks, one main heading, and headings without gaps', () => {
    const names = tagsOf(page).map(({ name }) => name)
    for (const landmark of ['header', 'main', 'h1']) {
      expect(names.filter(name => name === landmark)).to.have.length(1)
    }
    const levels = names.flatMap(name => /^h(\d)$/.exec(name)?.[1] ?? []).map(Number)
    for (const [place, level] of levels.entries()) expect(level - (levels[place - 1] ?? 0)).to.be.at.most(1)
  })

  it('has every bid in a table with headings', () => {
    const text = textOf(page, 'en')
    expect(text).to.include('2 1002 88,419,371 3, 7 awarded 2 2027-01-01 01:00:00 KST')
    expect(text).to.include('– 1007 – – not sealed for this tender and bidder 7')
    const heads = tagsOf(page).filter(({ name }) => name === 'th')
    expect(heads.every(({ attributes }) => /scope="(col|row)"/.test(attributes))).to.equal(true)
    expect(page).to.include(audit.summary.bids[0]?.statement)
  })

  it('has no column of picks where nobody picked', async () => {
    expect(textOf(page, 'en')).to.include('Price, won Picks Result')
    const single = reportPage(await auditOf('single'), 'en')
    expect(textOf(single, 'en')).to.include('Price, won Result')
  })

  it('stays usable with 10,000 bids: the first are shown, the others in parts that the reader opens', () => {
    const large = reportPage(withBids(audit, 10_000), 'en')
    const tags = tagsOf(large)
    expect(tags.filter(({ name }) => name === 'details')).to.have.length(10)
    expect(large.length).to.be.below(8_000_000)
    const [shown = ''] = large.split('<details>')
    expect(shown.match(/<tr/g)).to.have.length(1 + 50)
    for (const bidder of ['>20049<', '>20050<', '>29999<']) expect(large).to.include(bidder)
    expect(textOf(large, 'en')).to.include('Rows 9,051 to 10,000')
  })

  it('shows what was found under the check, and warns above the summary', async () => {
    const json = readVector('multiple')
    logOf(json, 'BidOpened', 1).price = '87000001'
    const told = reportPage(await auditOf(json), 'en')
    tagsOf(told)
    const text = textOf(told, 'en')
    expect(text).to.match(/✗ \d checks failed\. Something in this file is false\./)
    expect(text).to.include('What follows is what the file says.')
    expect(text).to.include(
      'The seal of participant 1002 opens to something else than what the ledger says. OTHER_OUTCOME What price (price) Expected 88,419,371 won Found 87,000,001 won',
    )
  })

  it('tells where the prices came from when the key was never opened', async () => {
    const text = textOf(reportPage(await auditOf('fallback'), 'en'), 'en')
    expect(text).to.include('fifteen prices came out of the bidders’ opening notes instead')
    expect(text).to.include('opened by its bidder')
    expect(textOf(page, 'en')).to.include('Fifteen prices came out of the opened key.')
  })

  it('is well-formed for every kind of evidence, in both languages', async () => {
    for (const file of ['single', 'fallback', 'failed', 'receipt']) {
      const other = await auditOf(file)
      for (const language of ['en', 'ko'] as const) tagsOf(reportPage(other, language))
    }
  })

  it('escapes what an attacker wrote into the notice, and shows it as text', () => {
    const json = readVector('multiple')
    const terms = statementOf(logOf(json, 'Announced')).terms as { notice: string }
    terms.notice = `"><script>alert('1')</script>&amp;\u202e\u0000`
    const trapped = reportPage(withEvidence(audit, json), 'en')
    expect(tagsOf(trapped).map(({ name }) => name)).not.to.include('script')
    expect(textOf(trapped, 'en')).to.include(`"><script>alert('1')</script>&amp;��`)
  })

  for (const name of ['a b.json', '--trust', '$(rm -rf ~)', '`id`', 'x;y', "it's"]) {
    it(`does not tell anybody to type a file name such as ${name}`, () => {
      const source = { name, bytes: 1, sha256: `0x${'00'.repeat(32)}` } as const
      expect(textOf(reportPage({ ...audit, source }, 'en'), 'en')).to.include('verify FILE --trust')
    })
  }
})

describe('markup', () => {
  it('escapes every text, also between quotes, and joins lists', () => {
    const hostile = `<&>"'`
    expect(html`<p title="${hostile}">${[hostile, html`<b>${1}</b>`, null, undefined]}</p>`.markup).to.equal(
      '<p title="&lt;&amp;&gt;&quot;&#39;">&lt;&amp;&gt;&quot;&#39;<b>1</b></p>',
    )
  })
})
