/** Text that is HTML already. Only {@link html} makes it, so that everything else is escaped. */
export type Html = { readonly markup: string }

type Part = Html | string | number | null | undefined | readonly Part[]

/** Writes HTML. Strings put in are escaped; lists are joined; null and undefined vanish. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  markup: String.raw({ raw: texts }, ...parts.map(markupOf)),
})

const markupOf = (part: Part): string => {
  if (part === null || part === undefined) return ''
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  return isList(part) ? part.map(markupOf).join('') : part.markup
}

const isList = (part: Html | readonly Part[]): part is readonly Part[] => Array.isArray(part)

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, character => ESCAPES[character] ?? '')

/** A text with `code` in backticks, and blank lines between paragraphs. */
export const prose = (text: string): Html =>
  html`${text.split('\n\n').map(paragraph => html`<p>${inline(paragraph)}</p>`)}`

/** One line with `code` in backticks. */
export const inline = (text: string): Html =>
  html`${text.split('`').map((part, place) => (place % 2 === 1 ? html`<code>${part}</code>` : part))}`
