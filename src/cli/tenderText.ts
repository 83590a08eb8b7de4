import { ZERO_WORD } from '../protocol/bytes.ts'
import { AWARD_RULES, nameAt, RESERVE_KINDS, TIE_RULES } from '../protocol/tender.ts'
import type { Terms } from '../protocol/terms.ts'
import type { Tender } from './api.ts'
import type { Context } from './context.ts'
import type { Words } from './language.ts'
import { type Output, table } from './output.ts'
import { pendingWords } from './pending.ts'
import { percent, span, time, won } from './readable.ts'
import { drawnOf, floorsOf, readTenderView, type TenderView, tenderJson } from './tenderView.ts'
import {
  CANCELLATION_WORDS,
  LABELS,
  PHASE_WORDS,
  QUALIFICATION_WORDS,
  RESERVE_WORDS,
  RULE_WORDS,
  STATUS_WORDS,
  TIE_WORDS,
} from './words.ts'

/**
 * Shows a tender as it stands now: the result of every command that concerns one.
 * @param besides what `--json` says before it, such as the receipt of an act
 * @throws BonginError `UNKNOWN_TENDER`
 */
export async function showTender(
  { gateway, output }: Context,
  id: string,
  besides: object = {},
): Promise<void> {
  const view = await readTenderView(gateway, id)
  output.result({ ...besides, ...tenderJson(view) }, tenderText(view, output))
}

function tenderText(view: TenderView, { say }: Output): string {
  const { tender, next } = view
  const { terms } = tender
  const rows: Row[] = [
    [LABELS.notice, terms.notice],
    [LABELS.tender, tender.tender],
    [LABELS.agency, tender.agency.toString()],
    [LABELS.phase, say(phaseWords(view))],
    ...(next === undefined ? [] : [[LABELS.next, say(next.words)] satisfies Row]),
    ...pendingRows(view, say),
    ...lineageRows(tender),
    ...termsRows(terms, say),
    [LABELS.reserve, say(reserveWords(view))],
    ...settledRows(view, say),
    [LABELS.bids, say(bidsWords(tender))],
    [LABELS.key, say(keyWords(view))],
    [LABELS.first, say(firstWords(view))],
    ...(tender.winner === 0n ? [] : [[LABELS.winner, tender.winner.toString()] satisfies Row]),
    ...objectionRows(view, say),
  ]
  return table(rows.map(([label, value]) => [say(label), value]))
}

type Row = [label: Words, value: string]

/** That this is not the first version of the terms, or not the only tender for its subject. */
function lineageRows({ terms, termsVersion, successor }: Tender): Row[] {
  const rows: Row[] = []
  if (termsVersion > 1) rows.push([LABELS.termsVersion, termsVersion.toString()])
  if (terms.predecessor !== ZERO_WORD) rows.push([LABELS.predecessor, terms.predecessor])
  if (successor !== null) rows.push([LABELS.successor, successor])
  return rows
}

/** The phase, and of a cancelled tender the reason. */
function phaseWords({ tender, cancelledFor }: TenderView): Words {
  const { en, ko } = PHASE_WORDS[tender.phase]
  const reason = CANCELLATION_WORDS[cancelledFor ?? 0]
  return reason === undefined ? { en, ko } : { en: `${en}: ${reason.en}`, ko: `${ko}: ${reason.ko}` }
}

function pendingRows({ pending }: TenderView, say: Output['say']): Row[] {
  const open = pendingWords(pending)
  return open.length === 0 ? [] : [[LABELS.pending, open.map(say).join('; ')]]
}

function objectionRows({ tender, pending }: TenderView, say: Output['say']): Row[] {
  if (tender.objections === 0) return []
  const open = pending.objections.map(({ objection, bidder }) => ({
    en: `number ${objection} by ${bidder}`,
    ko: `${bidder}번의 ${objection}호`,
  }))
  const words = {
    en: `${tender.objections}, to be decided: ${open.map(({ en }) => en).join(', ') || 'none'}`,
    ko: `${tender.objections}건, 미처리: ${open.map(({ ko }) => ko).join(', ') || '없음'}`,
  }
  return [[LABELS.objections, say(words)]]
}

/** What a bidder agrees to. */
function termsRows(
  { document, schedule, minimumBids, objectionPeriod, amendmentTime, tieRule, award }: Terms,
  say: Output['say'],
): Row[] {
  const { biddingAt, closingAt, openingAt } = schedule
  const rows: Row[] = [
    [LABELS.document, document],
    [LABELS.bidding, `${time(biddingAt)} – ${time(closingAt)}`],
    [LABELS.opening, time(openingAt)],
    [LABELS.minimumBids, minimumBids.toString()],
    [LABELS.amendmentTime, say(span(amendmentTime))],
    [LABELS.objectionPeriod, say(span(objectionPeriod))],
    [LABELS.baseAmount, say(won(award.baseAmount))],
    [LABELS.awardRule, say(RULE_WORDS[nameAt(AWARD_RULES, award.rule)])],
    [LABELS.tieRule, say(TIE_WORDS[nameAt(TIE_RULES, tieRule)])],
  ]
  const scale = QUALIFICATION_WORDS[award.qualification]
  if (scale !== undefined) rows.push([LABELS.qualification, say(scale)])
  if (award.floorRate > 0) rows.push([LABELS.floorRate, percent(award.floorRate)])
  if (award.aValue > 0n) rows.push([LABELS.aValue, say(won(award.aValue))])
  if (award.netCostRate > 0) {
    const { en, ko } = won(award.netCostBase)
    const rate = percent(award.netCostRate)
    rows.push([LABELS.netCost, say({ en: `${rate} of ${en}`, ko: `${ko}의 ${rate}` })])
  }
  return rows
}

function reserveWords({ tender, settlement }: TenderView): Words {
  const kind = RESERVE_WORDS[nameAt(RESERVE_KINDS, tender.terms.reserve.kind)]
  if (settlement === null && !tender.reserveOpened) return kind
  const amount = won(settlement?.reserve ?? tender.reserve)
  return { en: `${amount.en} (${kind.en})`, ko: `${amount.ko} (${kind.ko})` }
}

function settledRows(view: TenderView, say: Output['say']): Row[] {
  const { floorPrice: floor, netCostFloor: netCost } = floorsOf(view)
  const drawn = drawnOf(view)
  const rows: Row[] = []
  if (floor !== null) rows.push([LABELS.floorPrice, say(won(floor))])
  if (netCost !== null) rows.push([LABELS.netCostFloor, say(won(netCost))])
  if (drawn !== undefined) rows.push([LABELS.drawn, drawn.join(', ')])
  return rows
}

function bidsWords({ bids, aside, opened, valid, acceptable }: Tender): Words {
  const not = aside === 0 ? { en: '', ko: '' } : { en: ` (${aside} do not count)`, ko: ` (제외 ${aside})` }
  return {
    en: `${bids}${not.en}, ${opened} opened, ${valid} valid, ${acceptable} acceptable`,
    ko: `${bids}건${not.ko}, 개봉 ${opened}, 유효 ${valid}, 적격 범위 ${acceptable}`,
  }
}

function firstWords({ first }: TenderView): Words {
  if (first === undefined) return { en: '–', ko: '–' }
  const { bidder, price, status } = first
  const [amount, state] = [won(price), STATUS_WORDS[status]]
  return { en: `${bidder} at ${amount.en}, ${state.en}`, ko: `${bidder}번 ${amount.ko}, ${state.ko}` }
}

/** Who has released the key, and that the fallback was used: the ledger keeps it, and everybody shall see it. */
function keyWords({ tender, released, settlement }: TenderView): Words {
  const by = released.join(', ')
  const closed = { en: 'closed', ko: '미공개' }
  const state = released.length === 0 ? closed : { en: `released by ${by}`, ko: `${by}번이 공개` }
  const fallback = settlement?.degraded === true
  return {
    en: `${tender.key}, ${state.en}${fallback ? '; the fallback was used' : ''}`,
    ko: `${tender.key} (${state.ko}${fallback ? ', 예비 개찰 사용' : ''})`,
  }
}
