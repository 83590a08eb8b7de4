import { grouped } from '../readable.ts'
import type { DrawSummary } from '../summary/reserve.ts'
import type { Summary } from '../summary/summary.ts'
import { both, type Html, html } from './markup.ts'

const HEADING = { en: 'The draw of the reserve price', ko: '복수예비가격과 추첨' } as const
const FROM_KEY = {
  en: 'Fifteen prices came out of the opened key.',
  ko: '공개된 개찰 키에서 열다섯 개의 예비가격이 나왔습니다.',
} as const
const FROM_NOTES = {
  en: 'The key was never opened, and fifteen prices came out of the bidders’ opening notes instead.',
  ko: '키가 공개되지 않아 입찰자들의 개봉 메모에서 열다섯 개의 예비가격이 나왔습니다.',
} as const
const RULE = {
  en: 'Each bidder had picked two numbers blind; the four numbers picked most often were drawn, at a tie the lower one. The reserve price is the mean of their prices, in won.',
  ko: '입찰자는 번호 두 개를 가격을 모른 채 골랐고, 가장 많이 선택된 네 번호가 추첨되었습니다(동수이면 작은 번호). 예정가격은 그 네 가격의 평균입니다(원).',
} as const

/** The fifteen preliminary prices, how often each was picked, and the four that were drawn. */
export function drawHtml({ reserve, guardians }: Summary): Html | null {
  const draw = reserve?.draw
  if (draw === undefined) return null
  const source = guardians.openedAt === undefined ? FROM_NOTES : FROM_KEY
  return html`<section id="draw"><h2>${both(HEADING)}</h2><p>${both(source)} ${both(RULE)}</p>
<ol class="draw">${draw.prices.map((price, place) => priceHtml(price, place + 1, draw))}</ol></section>`
}

function priceHtml(price: bigint, number: number, { drawn, counts }: DrawSummary): Html {
  const isDrawn = drawn.includes(number)
  const count = counts[number - 1] ?? 0
  const picked = { en: count === 1 ? '1 pick' : `${count} picks`, ko: `${count}회 선택` }
  const mark = { en: ' · drawn', ko: ' · 추첨' }
  return html`<li${isDrawn ? html` class="drawn"` : null}><span class="number">${number}</span> <b>${grouped(price)}</b> <small>${both(picked)}${isDrawn ? both(mark) : null}</small></li>`
}
