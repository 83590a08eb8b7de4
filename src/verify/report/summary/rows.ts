import { ZERO_WORD } from '../../../protocol/bytes.ts'
import { PASS_MARK } from '../../../protocol/limits.ts'
import { AWARD_RULES, TIE_RULES } from '../../../protocol/tender.ts'
import type { Terms } from '../../../protocol/terms.ts'
import { type Detail, participantWords } from '../finding.ts'
import { plain, type Words } from '../language.ts'
import {
  CANCELLATION_WORDS,
  FORFEIT_WORDS,
  INVALIDITY_WORDS,
  PHASE_WORDS,
  POSTPONEMENT_WORDS,
  RULE_WORDS,
  TIE_WORDS,
  VERDICT_WORDS,
} from '../names.ts'
import { printable } from '../printable.ts'
import { grouped, percent, points, time, won } from '../readable.ts'
import { LABELS } from '../words/labels.ts'
import type { ActSummary, Summary } from './summary.ts'
import { tallyOf } from './tally.ts'
import {
  acceptedWords,
  bidsWords,
  countsWords,
  degradedWords,
  firstWords,
  guardiansWords,
  namesOf,
  reasonWords,
  reserveWords,
  vouchersWords,
} from './values.ts'

/** The summary in labelled lines, the same on every kind of page. What the evidence does not say has no line. */
export function summaryRows(summary: Summary): Detail[] {
  return [
    ...noticeRows(summary),
    ...(summary.kind === 'receipt' ? receiptRows(summary) : tenderRows(summary)),
    ...endRows(summary),
  ]
}

function row(label: Words, value: Words | undefined): Detail[] {
  return value === undefined ? [] : [{ label, value }]
}

function noticeRows({ notice, tender, kind }: Summary): Detail[] {
  if (notice === undefined) return row(LABELS.tender, plain(tender))
  const { agency, announcedAt, terms } = notice
  const { biddingAt, closingAt, openingAt } = terms.schedule
  return [
    ...row(LABELS.notice, plain(printable(terms.notice))),
    ...row(LABELS.agency, participantWords(agency)),
    ...row(LABELS.tender, plain(tender)),
    ...row(LABELS.predecessor, terms.predecessor === ZERO_WORD ? undefined : plain(terms.predecessor)),
    ...row(LABELS.announced, plain(time(announcedAt))),
    ...row(LABELS.bidding, plain(`${time(biddingAt)} – ${time(closingAt)}`)),
    ...(kind === 'receipt' ? [] : row(LABELS.opening, plain(time(openingAt)))),
    ...(kind === 'receipt' ? [] : termsRows(terms)),
  ]
}

function termsRows({ award, document, tieRule }: Terms): Detail[] {
  const name = AWARD_RULES[award.rule]
  const rule = name === undefined ? plain('?') : RULE_WORDS[name]
  const ties = TIE_RULES[tieRule]
  const rate = award.floorRate > 0 ? ` (${percent(award.floorRate)})` : ''
  return [
    ...row(LABELS.awardRule, { en: `${rule.en}${rate}`, ko: `${rule.ko}${rate}` }),
    ...row(LABELS.ties, ties === undefined ? undefined : TIE_WORDS[ties]),
    ...row(LABELS.passMark, award.qualification === 0 ? undefined : passMarkWords(award.qualification)),
    ...row(LABELS.baseAmount, won(award.baseAmount)),
    ...row(LABELS.document, plain(document)),
  ]
}

function passMarkWords(scale: number): Words {
  const mark = points(PASS_MARK)
  return { en: `scale ${scale}, from ${mark.en}`, ko: `${scale}번 기준, ${mark.ko} 이상` }
}

function tenderRows(summary: Summary): Detail[] {
  const { phase, bids, reserve, acts } = summary
  const tally = tallyOf(bids)
  return [
    ...row(LABELS.state, phase && PHASE_WORDS[phase]),
    ...row(LABELS.bids, bidsWords(tally)),
    ...row(
      LABELS.invalid,
      tally.invalid.size === 0 ? undefined : countsWords(tally.invalid, INVALIDITY_WORDS),
    ),
    ...row(LABELS.guardians, guardiansWords(summary)),
    ...row(LABELS.degraded, degradedWords(summary, tally)),
    ...row(LABELS.closed, summary.reserve && tally.closed.length > 0 ? namesOf(tally.closed) : undefined),
    ...row(LABELS.reserve, reserve && reserveWords(reserve)),
    ...row(LABELS.drawn, reserve?.draw && plain(reserve.draw.drawn.join(', '))),
    ...row(LABELS.floor, reserve?.floor === undefined ? undefined : won(reserve.floor)),
    ...row(LABELS.netCostFloor, reserve?.netCostFloor === undefined ? undefined : won(reserve.netCostFloor)),
    ...row(
      LABELS.acceptable,
      tally.verdicts.size === 0 ? undefined : countsWords(tally.verdicts, VERDICT_WORDS),
    ),
    ...row(LABELS.first, firstWords(bids)),
    ...actRows(acts),
    ...row(LABELS.contract, contractWords(acts)),
  ]
}

/** In which order they are listed. */
const ACT_LABELS = {
  Amended: LABELS.amended,
  Postponed: LABELS.postponed,
  BidWithdrawn: LABELS.withdrawn,
  Cancelled: LABELS.cancelled,
  Qualified: LABELS.qualified,
  Disqualified: LABELS.disqualified,
  Awarded: LABELS.award,
  Objected: LABELS.objection,
  ObjectionDecided: LABELS.decision,
  Forfeited: LABELS.forfeited,
  Concluded: LABELS.conclusion,
} as const

/** At most so many acts of one kind have a line of their own. */
const SHOWN_ACTS = 50

function actRows(acts: readonly ActSummary[]): Detail[] {
  return Object.entries(ACT_LABELS).flatMap(([name, label]) => {
    const same = acts.filter(({ act }) => act === name)
    const hidden = grouped(same.length - SHOWN_ACTS)
    const more = { en: `and ${hidden} more`, ko: `그 밖에 ${hidden}건` }
    return [
      ...same.slice(0, SHOWN_ACTS).map(act => ({ label, value: actWords(act) })),
      ...(same.length > SHOWN_ACTS ? row(label, more) : []),
    ]
  })
}

const REASONS: Readonly<Partial<Record<ActSummary['act'], Readonly<Record<number, Words>>>>> = {
  Postponed: POSTPONEMENT_WORDS,
  Cancelled: CANCELLATION_WORDS,
  Forfeited: FORFEIT_WORDS,
}

/** Who, what and when, as far as the act says it. */
function actWords(summary: ActSummary): Words {
  const { act, bidder, at, amount, scores, reason, objection, upheld, closingAt } = summary
  const parts = [
    bidder === undefined ? undefined : participantWords(bidder),
    objection === undefined ? undefined : { en: `number ${objection + 1}`, ko: `${objection + 1}번` },
    upheld === undefined ? undefined : DECISIONS[upheld ? 'upheld' : 'rejected'],
    amount === undefined ? undefined : won(amount),
    scores === undefined ? undefined : scoreWords(scores),
    reason === undefined ? undefined : reasonWords(reason, REASONS[act]),
    plain(time(at)),
    closingAt === undefined ? undefined : closingWords(closingAt),
  ].filter(part => part !== undefined)
  return { en: parts.map(({ en }) => en).join(', '), ko: parts.map(({ ko }) => ko).join(', ') }
}

function scoreWords({ price, total }: NonNullable<ActSummary['scores']>): Words {
  const [all, ofPrice] = [points(total), points(price)]
  return { en: `${all.en} (${ofPrice.en} for the price)`, ko: `${all.ko} (가격 ${ofPrice.ko})` }
}

const DECISIONS = {
  upheld: { en: 'upheld', ko: '인용' },
  rejected: { en: 'rejected', ko: '기각' },
} as const

function closingWords(closingAt: number): Words {
  return { en: `bidding until ${time(closingAt)}`, ko: `투찰 마감 ${time(closingAt)}` }
}

function contractWords(acts: readonly ActSummary[]): Words | undefined {
  const hash = acts.findLast(({ act }) => act === 'Concluded')?.document
  return hash && plain(hash)
}

function receiptRows({ bids, bidder, notice }: Summary): Detail[] {
  const bid = bids.find(line => line.bidder === bidder)
  return [
    ...row(LABELS.bidder, bidder === undefined ? undefined : participantWords(bidder)),
    ...row(LABELS.acceptedAt, bid && acceptedWords(bid.acceptedAt, notice?.terms.schedule.closingAt)),
    // As the ledger counts, from 0.
    ...row(LABELS.arrival, bid && plain(grouped(bid.number + 1))),
    ...row(LABELS.statement, bid && plain(bid.statement)),
  ]
}

function endRows({ asOf, vouchers }: Summary): Detail[] {
  const end = asOf && {
    en: `block ${asOf.block}, ${time(asOf.timestamp)}`,
    ko: `블록 ${asOf.block}, ${time(asOf.timestamp)}`,
  }
  return [...row(LABELS.asOf, end), ...row(LABELS.vouchers, vouchersWords(vouchers))]
}
