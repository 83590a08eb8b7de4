import type { Words } from '../language.ts'

/** Text that is HTML already. Only {@link html} makes it, so that everything else is escaped. */
export type Html = { readonly markup: string }

type Part = Html | string | number | null | undefined | readonly Part[]

/** Writes HTML. Strings put in are escaped; lists are joined; null and undefined vanish. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { markup: String.raw({ raw: texts }, ...parts.map(markupOf)) }
}

/** Both languages, of which the page shows one. */
export function both({ en, ko }: Words): Html {
  return en === ko ? html`${en}` : html`<span lang="en">${en}</span><span lang="ko">${ko}</span>`
}

function markupOf(part: Part): string {
  if (part === null || part === undefined) return ''
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  return isList(part) ? part.map(markupOf).join('') : part.markup
}

function isList(part: Html | readonly Part[]): part is readonly Part[] {
  return Array.isArray(part)
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, character => ESCAPES[character] ?? '')
}
