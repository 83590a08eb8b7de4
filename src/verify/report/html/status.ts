import { STATUS_WORDS, type Status } from '../words/statuses.ts'
import { both, type Html, html } from './markup.ts'

/** How a check ended: by a mark, by a word and by colour. */
export function statusHtml(status: Status): Html {
  const { mark } = STATUS_WORDS[status]
  return html`<span class="status ${status}"><span aria-hidden="true">${mark}</span> ${both(STATUS_WORDS[status])}</span>`
}
