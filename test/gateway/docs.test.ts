import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import { REFUSAL_CODES } from '../../src/chain/refusal.ts'
import { CODES } from '../../src/gateway/codes.ts'
import { createOpenApi, openApiText, TAGS } from '../../src/gateway/docs/document.ts'
import { html, inline } from '../../src/gateway/docs/html.ts'
import { docsPage, rootPage } from '../../src/gateway/docs/page.ts'
import { ROUTES } from '../../src/gateway/routes/routes.ts'

describe('gateway > documentation', () => {
  const document = createOpenApi()
  const page = docsPage(document, ROUTES)

  it('the committed document is what the schemas say', async () => {
    const committed = await readFile(new URL('../../src/generated/openapi.json', import.meta.url), 'utf8')
    expect(committed, 'run scripts/openapi.ts').to.equal(openApiText())
  })

  it('describes every operation once, in both languages, under a known heading', () => {
    const ids = ROUTES.map(({ path, method }) => document.paths?.[path]?.[method]?.operationId)
    expect(new Set(ids).size).to.equal(ROUTES.length)
    for (const { tag, summary } of ROUTES) {
      expect(TAGS.map(({ name }) => name)).to.include(tag)
      expect(summary.ko).to.match(/[가-힣]/)
    }
  })

  it('shows amounts and ids as the strings that they are in JSON', () => {
    const text = JSON.stringify(document)
    expect(text).to.not.include('"format":"int64"')
    expect(document.components?.schemas?.Tender).to.have.nested.include({
      'properties.agency.type': 'string',
      'properties.terms.properties.award.properties.baseAmount.type': 'string',
    })
  })

  it('every reference leads somewhere', () => {
    const schemas = Object.keys(document.components?.schemas ?? {})
    for (const [, name] of JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g))
      expect(schemas).to.include(name)
  })

  it('has a code in HTTP, with a title in both languages, for everything that the ledger can refuse', () => {
    expect(Object.keys(CODES)).to.include.members([...REFUSAL_CODES])
    for (const { en, ko, status } of Object.values(CODES)) {
      expect(en).to.match(/^[A-Z]/)
      expect(ko).to.match(/[가-힣]/)
      expect(status).to.be.within(400, 504)
    }
  })

  it('has a page that needs nothing from elsewhere and no script', () => {
    for (const text of [page, rootPage()]) {
      expect(text).to.match(/^<!doctype html>/)
      expect(text).to.not.match(/<script|javascript:|style="|(?:src|href)="(?:https?:)?\/\//i)
    }
  })

  it('has a page on which every operation and every code stands, and every link within it leads somewhere', () => {
    for (const { path } of ROUTES) expect(page).to.include(`<code>${path}</code>`)
    for (const code of Object.keys(CODES)) expect(page).to.include(`<tr id="${code}">`)
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect([...ids]).to.include(target)
  })

  it('escapes what it puts into a page', () => {
    const hostile = `<img src=x onerror="alert('1')">`
    expect(html`<p>${hostile}</p>`.markup).to.equal(
      '<p>&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;</p>',
    )
    expect(inline('a `<b>` c').markup).to.equal('a <code>&lt;b&gt;</code> c')
  })
})
