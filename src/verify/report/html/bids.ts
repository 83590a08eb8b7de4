import type { Words } from '../language.ts'
import { INVALIDITY_WORDS, VERDICT_WORDS } from '../names.ts'
import { grouped, time } from '../readable.ts'
import type { BidLine } from '../summary/bids.ts'
import { both, type Html, html } from './markup.ts'

const HEADING = { en: 'All bids', ko: '전체 투찰' } as const
const CLOSED = { en: 'not opened', ko: '미개봉' } as const
const BY_BIDDER = { en: ', opened by its bidder', ko: ', 입찰자 직접 개봉' } as const

interface Column {
  readonly kind: 'number' | 'time' | 'text'
  readonly words: Words
  readonly cell: (bid: BidLine) => Html | string
  /** Whether the row is known by it. */
  readonly isHeading?: true
}

const PICKS: Column = {
  kind: 'number',
  words: { en: 'Picks', ko: '추첨' },
  cell: ({ picks }) => picks?.join(', ') ?? '–',
}

const COLUMNS: readonly Column[] = [
  { kind: 'number', words: { en: 'Place', ko: '순위' }, cell: ({ place }) => place?.toString() ?? '–' },
  {
    kind: 'number',
    words: { en: 'Bidder', ko: '입찰자' },
    cell: ({ bidder }) => bidder.toString(),
    isHeading: true,
  },
  {
    kind: 'number',
    words: { en: 'Price, won', ko: '투찰금액(원)' },
    cell: ({ price }) => (price === undefined ? '–' : grouped(price)),
  },
  PICKS,
  { kind: 'text', words: { en: 'Result', ko: '결과' }, cell: resultHtml },
  { kind: 'number', words: { en: 'Arrived', ko: '접수' }, cell: ({ number }) => grouped(number + 1) },
  {
    kind: 'time',
    words: { en: 'On the ledger', ko: '접수 일시' },
    cell: ({ acceptedAt }) => time(acceptedAt),
  },
  {
    kind: 'text',
    words: { en: 'Signed statement', ko: '서명된 진술' },
    cell: ({ statement }) => html`<code class="hash">${statement}</code>`,
  },
]

/** What became of a bid that reached its end in the review. */
const RESULT_WORDS: Readonly<Record<NonNullable<BidLine['result']>, Words>> = {
  forfeited: { en: 'award lost', ko: '낙찰 상실' },
  awarded: { en: 'awarded', ko: '낙찰' },
  qualified: { en: 'found qualified', ko: '적격 인정' },
  disqualified: { en: 'disqualified', ko: '심사 탈락' },
}

/** So many rows are always to be seen; the others are in parts that the reader opens, and only what is open is printed. */
const SHOWN = 50
const PART = 1_000

/** The table of all bids: those in line first. It stays usable with 10,000 of them, because a browser lays out only what is open. */
export function bidsHtml(bids: readonly BidLine[]): Html | null {
  if (bids.length === 0) return null
  const hasPicks = bids.some(({ picks }) => picks !== undefined)
  const columns = hasPicks ? COLUMNS : COLUMNS.filter(column => column !== PICKS)
  const parts: Html[] = []
  for (let start = SHOWN; start < bids.length; start += PART) {
    parts.push(partHtml(columns, bids.slice(start, start + PART), start + 1))
  }
  return html`<section id="bids"><h2 id="bids-heading">${both(HEADING)}</h2>${tableHtml(columns, bids.slice(0, SHOWN))}${parts}</section>`
}

function partHtml(columns: readonly Column[], bids: readonly BidLine[], first: number): Html {
  const [from, to] = [grouped(first), grouped(first + bids.length - 1)]
  const label = { en: `Rows ${from} to ${to}`, ko: `${from}–${to}번째 행` }
  return html`<details><summary>${both(label)}</summary>${tableHtml(columns, bids)}</details>
`
}

function tableHtml(columns: readonly Column[], bids: readonly BidLine[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="bids-heading"><table aria-labelledby="bids-heading">
<thead><tr>${columns.map(({ kind, words }) => html`<th scope="col" class="${kind}">${both(words)}</th>`)}</tr></thead>
<tbody>
${bids.map(bid => rowHtml(columns, bid))}</tbody></table></div>`
}

function rowHtml(columns: readonly Column[], bid: BidLine): Html {
  const cells = columns.map(({ kind, cell, isHeading }) =>
    isHeading
      ? html`<th scope="row" class="${kind}">${cell(bid)}</th>`
      : html`<td class="${kind}">${cell(bid)}</td>`,
  )
  return html`<tr${bid.result === 'awarded' ? html` class="awarded"` : null}>${cells}</tr>
`
}

function resultHtml({ invalidity, verdict, result, isRevealed, replaced }: BidLine): Html {
  const outcome = outcomeWords(invalidity, verdict)
  const times = { en: `, replaced ${replaced} earlier`, ko: `, 이전 ${replaced}건 대체` }
  return html`${result === undefined ? both(outcome) : html`<strong>${both(RESULT_WORDS[result])}</strong>`}${isRevealed ? both(BY_BIDDER) : null}${replaced > 0 ? both(times) : null}`
}

function outcomeWords(invalidity: BidLine['invalidity'], verdict: BidLine['verdict']): Words {
  if (invalidity === undefined) return CLOSED
  return invalidity === 'None' && verdict !== undefined
    ? VERDICT_WORDS[verdict]
    : INVALIDITY_WORDS[invalidity]
}
