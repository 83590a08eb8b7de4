/** The page's one style sheet: system fonts, light or dark as the reader's device asks, always light on paper. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1d242d; --quiet: #566170; --line: #dfe3e9; --paper: #fff; --tint: #f6f7f9; --link: #1b4f9c; --pass: #17693f; --fail: #ab1f1f; --missing: #8a5200; --notApplicable: #566170 }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e4e8ee; --quiet: #9aa5b3; --line: #343c47; --paper: #15181d; --tint: #1d2229; --link: #8ab4f8; --pass: #7dd3a3; --fail: #ff9a92; --missing: #f0b873; --notApplicable: #9aa5b3 }
}
* { box-sizing: border-box }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100% }
body { margin: 0 auto; max-width: 64rem; padding: 1.5rem 1.25rem 5rem; color: var(--ink); background: var(--paper); font: 1rem/1.6 system-ui, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", sans-serif; overflow-wrap: anywhere }
body:has(#en:checked) [lang=ko]:not(header *), body:has(#ko:checked) [lang=en]:not(header *) { display: none }
[lang=ko] { word-break: keep-all }
a { color: inherit; text-decoration-color: var(--line); text-underline-offset: .2em }
a:hover { color: var(--link) }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
header { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; color: var(--quiet) }
header .name { margin: 0; font-weight: 600; letter-spacing: .02em }
fieldset { display: flex; gap: 1rem; margin: 0; padding: 0; border: 0 }
fieldset label { cursor: pointer }
h1 { font-size: 2rem; line-height: 1.25; font-weight: 650; margin: 2.5rem 0 1.5rem }
h1 small { display: block; font-size: 1rem; font-weight: 400; color: var(--quiet) }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 3.5rem 0 1rem }
h3 { font-size: 1.1rem; line-height: 1.4; margin: 2.25rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--line) }
h4 { font-size: 1rem; margin: 0 }
p { margin: .25rem 0 }
.quiet { color: var(--quiet); font-size: .9rem }
.count { white-space: nowrap }
.story { font-size: 1.05rem; margin: 1rem 0 1.4rem }
.id { color: var(--quiet); font-weight: 500; font-variant-numeric: tabular-nums }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .86em }
pre { padding: .8rem 1rem; background: var(--tint); border: 1px solid var(--line); border-radius: .4rem; white-space: pre-wrap }
.status { white-space: nowrap; font-size: .9rem; font-weight: 600 }
.status.pass, .check.pass > h4 .mark, .verdict.pass .mark, .verdict.pass .sentence { color: var(--pass) }
.status.fail, .check.fail > h4 .mark, .verdict.fail .mark, .verdict.fail .sentence, .findings .fail strong { color: var(--fail) }
.status.missing, .check.missing > h4 .mark, .verdict.missing .mark, .verdict.missing .sentence, .findings .missing strong { color: var(--missing) }
.status.notApplicable, .check.notApplicable > h4 .mark { color: var(--notApplicable) }
.verdict { display: flex; gap: 1.1rem; padding: 1.2rem 1.4rem; border: 1px solid var(--line); border-left: .35rem solid currentColor; border-radius: .4rem; background: var(--tint) }
.verdict.pass { border-left-color: var(--pass) }
.verdict.fail { border-left-color: var(--fail) }
.verdict.missing { border-left-color: var(--missing) }
.verdict .mark { font-size: 2.2rem; line-height: 1; margin: .1rem 0 0; font-weight: 700 }
.verdict .sentence { font-size: 1.25rem; font-weight: 650; margin-top: 0 }
.caution { margin: .5rem 0; padding: .1rem 0 .1rem .9rem; border-left: .25rem solid var(--missing) }
.promises { list-style: none; margin: 1.5rem 0 0; padding: 0 }
.promises li { display: flex; justify-content: space-between; gap: 1rem; padding: .4rem 0; border-bottom: 1px solid var(--line) }
.promises a { text-decoration: none }
h3 .status { float: right; margin-left: 1rem }
.check { margin: 0 0 1.1rem; padding-left: 1.6rem; position: relative }
.check h4 .mark { position: absolute; left: 0; width: 1.2rem; font-weight: 700 }
.check.notApplicable { color: var(--quiet) }
.findings { list-style: none; margin: .6rem 0; padding: 0 }
.findings li { margin: .5rem 0; padding: .6rem .9rem; border-left: .25rem solid var(--line); background: var(--tint) }
.findings li.fail { border-left-color: var(--fail) }
.findings li.missing { border-left-color: var(--missing) }
dl { margin: .5rem 0 }
dl div { display: grid; grid-template-columns: minmax(8rem, 12rem) 1fr; gap: 1rem; padding: .3rem 0; border-bottom: 1px solid var(--line) }
dl div:last-child { border-bottom: 0 }
dt { color: var(--quiet) }
dd { margin: 0; font-variant-numeric: tabular-nums }
.findings dl { font-size: .9rem }
.findings dl div { padding: .1rem 0; border: 0 }
.draw { list-style: none; display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .6rem; margin: 1rem 0; padding: 0 }
.draw li { padding: .5rem .7rem; border: 1px solid var(--line); border-radius: .4rem; font-variant-numeric: tabular-nums }
.draw li.drawn { border: 2px solid var(--pass) }
.draw .number { display: inline-block; min-width: 1.4rem; color: var(--quiet) }
.draw b { font-weight: 600 }
.draw small { display: block; color: var(--quiet) }
.scroll { overflow-x: auto }
table { width: 100%; border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; overflow-wrap: normal }
thead th { position: sticky; top: 0; background: var(--paper); color: var(--quiet); font-weight: 500; vertical-align: bottom; border-bottom: 2px solid var(--line) }
th, td { padding: .35rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); font-weight: inherit }
th.number, td.number { text-align: right; white-space: nowrap }
td.time { white-space: nowrap }
tr.awarded td, tr.awarded th { background: var(--tint); font-weight: 600 }
.hash { display: inline-block; max-width: 12ch; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; vertical-align: bottom; user-select: all }
.hash:hover { max-width: none }
details { margin: .6rem 0 }
summary { cursor: pointer; padding: .4rem 0; color: var(--link) }
@media (max-width: 40rem) {
  h1 { font-size: 1.6rem }
  dl div { grid-template-columns: 1fr; gap: 0 }
  h3 .status { float: none; display: block; margin: 0 }
}
@media print {
  @page { size: A4; margin: 17mm 15mm 19mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #566170 } }
  html { font-size: 9.5pt }
  body { max-width: none; padding: 0; line-height: 1.45 }
  fieldset { display: none }
  h1 { margin-top: 1rem }
  h2 { margin-top: 2rem }
  h3 { margin-top: 1.4rem }
  h2, h3, h4, summary { break-after: avoid }
  .verdict, .check, .findings li, .draw li, dl div, tr, .promises li { break-inside: avoid }
  .verdict, .findings li, pre, tr.awarded td, tr.awarded th { background: none }
  a { text-decoration: none }
  .scroll { overflow: visible }
  thead th { position: static }
  table { font-size: .85rem }
  th, td { padding: .2rem .4rem }
}
`
