import { type Html, html } from '../../verify/report/html/markup.ts'

export { type Html, html } from '../../verify/report/html/markup.ts'

/** A text with `code` in backticks, and blank lines between paragraphs. */
export const prose = (text: string): Html =>
  html`${text.split('\n\n').map(paragraph => html`<p>${inline(paragraph)}</p>`)}`

/** One line with `code` in backticks. */
export const inline = (text: string): Html =>
  html`${text.split('`').map((part, place) => (place % 2 === 1 ? html`<code>${part}</code>` : part))}`
