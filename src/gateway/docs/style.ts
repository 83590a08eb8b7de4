/** The pages' one style sheet: system fonts, light or dark as the reader's device asks, one column on a phone. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1c2430; --quiet: #5a6675; --line: #dde2e9; --paper: #fff; --tint: #f5f7fa; --link: #1450a8; --get: #17693f; --post: #8a4b08 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eaf0; --quiet: #9aa6b5; --line: #333d4a; --paper: #14181e; --tint: #1c222b; --link: #8ab8ff; --get: #7fd6a5; --post: #f0b873 }
}
* { box-sizing: border-box }
html { scroll-padding-top: 1rem }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 4rem; color: var(--ink); background: var(--paper); font: 1rem/1.6 system-ui, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", sans-serif; overflow-wrap: anywhere }
a { color: var(--link) }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
h1 { font-size: 1.9rem; line-height: 1.25; margin: 0 0 1rem }
h2 { font-size: 1.4rem; margin: 3rem 0 1rem; padding-bottom: .3rem; border-bottom: 2px solid var(--line) }
h3 { font-size: 1.05rem; margin: 0 0 .3rem }
h4 { font-size: .8rem; letter-spacing: .06em; text-transform: uppercase; color: var(--quiet); margin: 1.2rem 0 .3rem }
[lang=ko] { word-break: keep-all }
h1 [lang=ko], h2 [lang=ko] { display: inline-block; color: var(--quiet); font-weight: 500 }
nav { margin-bottom: 2.5rem }
nav h2 { font-size: 1rem; margin: 0; border: 0 }
nav ul { list-style: none; margin: 0; padding: 0 }
nav [lang=ko], li [lang=ko] { color: var(--quiet) }
article { margin: 1rem 0; padding: 1rem 1.2rem; border: 1px solid var(--line); border-radius: .6rem }
article:target, tr:target { outline: 3px solid var(--link) }
.summary { margin: 0; font-weight: 600 }
.summary [lang=ko] { display: block; font-weight: 400; color: var(--quiet) }
.method { display: inline-block; min-width: 3.4rem; padding: .05rem .5rem; border: 1.5px solid currentColor; border-radius: .35rem; font-size: .8rem; text-align: center }
.get { color: var(--get) }
.post { color: var(--post) }
code { font: .9em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; background: var(--tint); padding: .1em .3em; border-radius: .25em }
dl { margin: .3rem 0; padding-left: .9rem; border-left: 2px solid var(--line) }
dt { margin-top: .5rem }
dd { margin: 0 0 0 .9rem }
dd p, p.kind { margin: .1rem 0 }
.kind { color: var(--quiet); font-size: .9rem }
details { margin: .4rem 0 }
summary { cursor: pointer; padding: .2rem 0 }
.codes { columns: 16rem; padding-left: 1.2rem }
table { width: 100%; border-collapse: collapse }
th, td { text-align: left; vertical-align: top; padding: .45rem .6rem; border-bottom: 1px solid var(--line) }
td [lang=ko] { display: block; color: var(--quiet) }
@media (min-width: 62rem) {
  body:has(nav) { display: grid; grid-template-columns: 14rem 1fr; gap: 2.5rem }
  nav { position: sticky; top: 1.5rem; align-self: start }
}
@media (max-width: 40rem) {
  thead { display: none }
  tr { display: block; padding: .6rem 0; border-bottom: 1px solid var(--line) }
  td { display: inline-block; padding: .1rem .3rem .1rem 0; border: 0 }
  td:last-child { display: block }
}
main { min-width: 0 }
`
