import { floorPrice, netCostFloor } from '../protocol/award.ts'
import { draw } from '../protocol/reserve.ts'
import { AWARD_RULES, nameAt, RESERVE_KINDS } from '../protocol/tender.ts'
import type { Terms } from '../protocol/terms.ts'
import { toJson } from '../protocol/value.ts'
import {
  keyWithSharesSchema,
  orderSchema,
  type Rank,
  type Settlement,
  settlementSchema,
  type Tender,
  tenderSchema,
} from './api.ts'
import type { Gateway } from './gateway.ts'
import type { Words } from './language.ts'
import { type Next, nextOf } from './next.ts'
import { type Output, table } from './output.ts'
import { percent, span, time, won } from './readable.ts'
import { readLedger, readTender } from './statements.ts'
import { LABELS, PHASE_WORDS, RESERVE_WORDS, RULE_WORDS, STATUS_WORDS } from './words.ts'

/** A tender as it is shown: what stands on the ledger, and what follows from it. */
export interface TenderView {
  readonly tender: Tender
  /** Once the reserve price stands. */
  readonly settlement: Settlement | null
  /** Whose turn it is, and at which price; undefined if nobody stands in line. */
  readonly first: Rank | undefined
  /** Guardians who have released their shares of the key. */
  readonly released: readonly bigint[]
  readonly next: Next | undefined
}

/** @throws BonginError `UNKNOWN_TENDER` */
export async function readTenderView(gateway: Gateway, id: string): Promise<TenderView> {
  const [tender, { time: now }] = await Promise.all([readTender(gateway, id), readLedger(gateway)])
  const [{ settlement }, { shares }, first] = await Promise.all([
    gateway.get(`/v1/tenders/${id}/reserve`, settlementSchema),
    gateway.get(`/v1/keys/${tender.key}`, keyWithSharesSchema),
    tender.first === 0n ? undefined : gateway.get(`/v1/tenders/${id}/order/${tender.first}`, orderSchema),
  ])
  const released = shares.map(({ guardian }) => guardian).sort((a, b) => (a < b ? -1 : 1))
  return { tender, settlement, first, released, next: nextOf(tender, first, now) }
}

export function tenderJson(view: TenderView): object {
  const { tender, settlement, first, released, next } = view
  return {
    ...toJson(tenderSchema, tender),
    ...floorsOf(view),
    drawn: drawnOf(view) ?? null,
    degraded: settlement?.degraded ?? null,
    firstInLine: first === undefined ? null : toJson(orderSchema, first),
    released,
    next: next === undefined ? null : { text: next.words.en, at: next.at ?? null },
  }
}

export function tenderText(view: TenderView, { say }: Output): string {
  const { tender, next } = view
  const { terms, phase } = tender
  const rows: Row[] = [
    [LABELS.notice, terms.notice],
    [LABELS.tender, tender.tender],
    [LABELS.agency, tender.agency.toString()],
    [LABELS.phase, say(PHASE_WORDS[phase])],
    ...(next === undefined ? [] : [[LABELS.next, say(next.words)] satisfies Row]),
    ...termsRows(terms, say),
    [LABELS.reserve, say(reserveWords(view))],
    ...settledRows(view, say),
    [LABELS.bids, say(bidsWords(tender))],
    [LABELS.key, say(keyWords(view))],
    [LABELS.first, say(firstWords(view))],
  ]
  return table(rows.map(([label, value]) => [say(label), value]))
}

type Row = [label: Words, value: string]

/** What a bidder agrees to. */
function termsRows(
  { document, schedule, minimumBids, objectionPeriod, award }: Terms,
  say: Output['say'],
): Row[] {
  const { biddingAt, closingAt, openingAt } = schedule
  const rows: Row[] = [
    [LABELS.document, document],
    [LABELS.bidding, `${time(biddingAt)} – ${time(closingAt)}`],
    [LABELS.opening, time(openingAt)],
    [LABELS.minimumBids, minimumBids.toString()],
    [LABELS.objectionPeriod, say(span(objectionPeriod))],
    [LABELS.baseAmount, say(won(award.baseAmount))],
    [LABELS.awardRule, say(RULE_WORDS[nameAt(AWARD_RULES, award.rule)])],
  ]
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

function bidsWords({ bids, opened, valid, acceptable }: Tender): Words {
  return {
    en: `${bids}, ${opened} opened, ${valid} valid, ${acceptable} acceptable`,
    ko: `${bids}건, 개봉 ${opened}, 유효 ${valid}, 적격 범위 ${acceptable}`,
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

/** What a bid must reach, once the reserve price stands; null where the rule has no such floor. */
function floorsOf({ tender, settlement }: TenderView): {
  floorPrice: bigint | null
  netCostFloor: bigint | null
} {
  const { award } = tender.terms
  const isKnown = settlement !== null
  return {
    floorPrice: isKnown && award.floorRate > 0 ? floorPrice(award, settlement.reserve) : null,
    netCostFloor: isKnown && award.netCostRate > 0 ? netCostFloor(award, settlement.reserve) : null,
  }
}

/** The four drawn numbers of a multiple reserve price. */
function drawnOf({ tender, settlement }: TenderView): number[] | undefined {
  const isMultiple = nameAt(RESERVE_KINDS, tender.terms.reserve.kind) === 'Multiple'
  return isMultiple && settlement !== null ? draw(settlement.counts) : undefined
}
