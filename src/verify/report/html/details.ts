import type { Detail } from '../finding.ts'
import { both, type Html, html } from './markup.ts'

/** Labelled values. */
export function detailsHtml(details: readonly Detail[]): Html | null {
  if (details.length === 0) return null
  return html`<dl>${details.map(({ label, value }) => html`<div><dt>${both(label)}</dt><dd>${both(value)}</dd></div>`)}</dl>`
}
