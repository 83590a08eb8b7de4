import { CODES, type Code } from '../codes.ts'
import type { Route } from '../route.ts'
import { codesOf, type createOpenApi, TAGS } from './document.ts'
import { type Html, html, prose } from './html.ts'
import { type Schema, schemaHtml } from './schemaHtml.ts'

type Document = ReturnType<typeof createOpenApi>
type Operation = {
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly required?: boolean
    readonly schema: Schema
    readonly description?: string
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
  readonly responses: {
    readonly 200: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
  }
}

/** The readable pages: one page that needs nothing from elsewhere and no script. */
export const docsPage = (document: Document, routes: readonly Route[]): string =>
  frame(
    'Bongin gateway · API',
    html`<nav aria-label="Contents"><h2>Contents · 차례</h2><ul>
${TAGS.map(({ name, en, ko }) => html`<li><a href="#tag-${name}">${en} <span lang="ko">${ko}</span></a></li>`)}
<li><a href="#schemas">Forms of answers <span lang="ko">응답 형식</span></a></li>
<li><a href="#codes">Codes of problems <span lang="ko">오류 코드</span></a></li></ul></nav>
<main>
<h1>Bongin gateway <span lang="ko">봉인 게이트웨이 API</span></h1>
<p>${document.info.description}</p>
<p lang="ko">게이트웨이는 서명된 진술을 원장에 전하고 원장의 내용을 보여 줄 뿐, 신뢰의 대상이 아닙니다. 모든 진술은 작성자가 서명하고, 모든 규칙은 원장이 확인합니다. 금액은 원 단위 정수, 시각은 1970년 이후의 초입니다.</p>
<p>The same as an OpenAPI 3.1 document: <a href="/openapi.json">/openapi.json</a>.</p>
${TAGS.map(({ name, en, ko }) => tagHtml(name, en, ko, document, routes))}
<section id="schemas"><h2>Forms of answers <span lang="ko">응답 형식</span></h2>
${Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => componentHtml(name, schema as Schema))}</section>
${codesHtml()}
</main>`,
  )

/** The page at the root: what this is, and where to go on. */
export const rootPage = (): string =>
  frame(
    'Bongin gateway',
    html`<main>
<h1>Bongin gateway <span lang="ko">봉인 게이트웨이</span></h1>
<p>This machine carries signed statements to a ledger of sealed tenders, and shows what stands there. You need not trust it: the ledger checks every rule, and every answer can be checked against it.</p>
<p lang="ko">서명된 진술을 봉인 입찰 원장에 전하고, 원장의 내용을 보여 주는 서버입니다. 이 서버를 믿을 필요는 없습니다. 모든 규칙은 원장이 확인합니다.</p>
<ul>
<li><a href="/docs">/docs</a>: how to use it, readable <span lang="ko">사용 설명</span></li>
<li><a href="/openapi.json">/openapi.json</a>: the same for programs <span lang="ko">프로그램용 명세</span></li>
<li><a href="/v1/tenders">/v1/tenders</a>: the tenders <span lang="ko">입찰 목록</span></li>
<li><a href="/v1/ledger">/v1/ledger</a>: which ledger this is <span lang="ko">원장 정보</span></li>
<li><a href="/health/ready">/health/ready</a>: whether all is well <span lang="ko">상태</span></li>
</ul>
</main>`,
  )

const frame = (title: string, body: Html): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
${body}
</body>
</html>
`.markup

const tagHtml = (tag: string, en: string, ko: string, document: Document, routes: readonly Route[]): Html =>
  html`<section id="tag-${tag}"><h2>${en} <span lang="ko">${ko}</span></h2>
${routes.filter(route => route.tag === tag).map(route => operationHtml(route, operationIn(document, route)))}</section>
`

const operationIn = (document: Document, { path, method }: Route): Operation =>
  document.paths?.[path]?.[method] as unknown as Operation

const operationHtml = (
  route: Route,
  { parameters = [], requestBody, responses }: Operation,
): Html => html`<article>
<h3><span class="method ${route.method}">${route.method.toUpperCase()}</span> <code>${route.path}</code></h3>
<p class="summary">${route.summary.en} <span lang="ko">${route.summary.ko}</span></p>
${route.description === undefined ? null : prose(route.description)}
${parameters.length === 0 ? null : html`<h4>Parameters</h4><dl>${parameters.map(parameterHtml)}</dl>`}
${requestBody === undefined ? null : html`<h4>Body</h4>${Object.values(requestBody.content).map(({ schema }) => schemaHtml(schema))}`}
<h4>Answer</h4>
${Object.values(responses[200].content).map(({ schema }) => schemaHtml(schema))}
${problemLinks(codesOf(route))}
</article>
`

const parameterHtml = ({
  name,
  in: place,
  required,
  schema,
  description,
}: NonNullable<Operation['parameters']>[number]): Html =>
  html`<dt><code>${name}</code> <span class="kind">in the ${place}${required === true ? '' : ', optional'}</span></dt>
<dd>${schemaHtml(description === undefined ? schema : { ...schema, description })}</dd>
`

const problemLinks = (codes: readonly Code[]): Html | null =>
  codes.length === 0
    ? null
    : html`<details><summary>Problems it can answer (${codes.length})</summary><ul class="codes">
${codes.map(code => html`<li><a href="#${code}"><code>${code}</code></a> <span class="kind">${CODES[code].status}</span></li>`)}</ul></details>`

const componentHtml = (name: string, schema: Schema): Html => html`<article id="schema-${name}">
<h3>${name}</h3>${schema.description === undefined ? null : prose(schema.description)}${schemaHtml(schema)}
</article>
`

const codesHtml =
  (): Html => html`<section id="codes"><h2>Codes of problems <span lang="ko">오류 코드</span></h2>
<p>Every answer that is not a success is a problem document (RFC 9457, <code>application/problem+json</code>). Programs read <code>code</code>; people read <code>detail</code>.</p>
<table><thead><tr><th>Code</th><th>HTTP</th><th>Meaning</th></tr></thead><tbody>
${Object.entries(CODES).map(
  ([code, { status, en, ko }]) =>
    html`<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${en} <span lang="ko">${ko}</span></td></tr>
`,
)}</tbody></table></section>
`
