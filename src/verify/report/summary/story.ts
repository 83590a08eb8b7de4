import { objectionEnd } from '../../../protocol/phase.ts'
import { isByScore } from '../../../protocol/review.ts'
import { participantWords } from '../finding.ts'
import type { Words } from '../language.ts'
import { CANCELLATION_WORDS } from '../names.ts'
import { grouped, span, time, won } from '../readable.ts'
import type { ActSummary, NoticeSummary, Summary } from './summary.ts'
import { type Tally, tallyOf } from './tally.ts'
import { namesOf, reasonWords } from './values.ts'

/** What happened in a few sentences, for those who read no further. */
export function storyOf(summary: Summary): Words[] {
  const { notice, kind } = summary
  if (notice === undefined) return []
  return kind === 'receipt' ? receiptStory(summary, notice) : tenderStory(summary, notice)
}

function receiptStory({ bids, bidder }: Summary, { terms }: NoticeSummary): Words[] {
  const bid = bids.find(line => line.bidder === bidder)
  if (bid === undefined) return []
  const [who, early] = [participantWords(bid.bidder), terms.schedule.closingAt - bid.acceptedAt]
  const { en, ko } = span(Math.abs(early))
  return [
    {
      en: `The sealed bid of ${who.en} was on the ledger ${en} ${early > 0 ? 'before' : 'after'} bidding closed.`,
      ko: `${who.ko}의 봉인된 투찰은 마감 ${ko} ${early > 0 ? '전' : '후'}에 원장에 기록되었습니다.`,
    },
  ]
}

function tenderStory(summary: Summary, notice: NoticeSummary): Words[] {
  const tally = tallyOf(summary.bids)
  return [
    ...guardianSentences(summary),
    biddingSentence(summary, notice, tally),
    changeSentence(summary),
    openingSentence(summary, tally),
    reserveSentence(summary),
    ...endSentences(summary, notice, tally),
  ].filter(sentence => sentence !== undefined)
}

function biddingSentence({ asOf }: Summary, { terms }: NoticeSummary, { bids }: Tally): Words {
  const { closingAt } = terms.schedule
  const isOver = asOf !== undefined && asOf.timestamp >= closingAt
  const count = grouped(bids)
  return isOver
    ? {
        en: `${bids === 1 ? 'One bidder' : `${count} bidders`} sealed a bid before bidding closed at ${time(closingAt)}.`,
        ko: `투찰 마감 ${time(closingAt)}까지 ${count}곳이 봉인된 투찰을 제출했습니다.`,
      }
    : {
        en: `${bids === 1 ? 'One bid is' : `${count} bids are`} sealed so far; bidding closes at ${time(closingAt)}.`,
        ko: `지금까지 봉인된 투찰 ${count}건이 접수되었으며, 투찰은 ${time(closingAt)}에 마감됩니다.`,
      }
}

/** Who could not help to open the bids, and whether that was known before it mattered. */
function guardianSentences({ guardians: { rehearsals, leftOut } }: Summary): Words[] {
  const told = rehearsals.map(({ at, answered, silent }) => {
    const [count, names] = [answered.length + silent.length, namesOf(silent)]
    return silent.length === 0
      ? {
          en: `The guardians rehearsed the opening at ${time(at)}: all ${count} of them answered.`,
          ko: `${time(at)} 개찰 예행연습에서 수호자 ${count}곳이 모두 응답했습니다.`,
        }
      : {
          en: `The guardians rehearsed the opening at ${time(at)}: ${answered.length} of ${count} answered, ${names.en} did not.`,
          ko: `${time(at)} 개찰 예행연습에서 수호자 ${count}곳 중 ${answered.length}곳이 응답했고 ${names.ko}번은 응답하지 않았습니다.`,
        }
  })
  if (leftOut.length === 0) return told
  const names = namesOf(leftOut)
  const without = {
    en: `The key was made without guardian ${names.en}.`,
    ko: `개찰 키는 수호자 ${names.ko}번을 제외하고 만들어졌습니다.`,
  }
  return [...told, without]
}

/** What changed before the opening. */
function changeSentence({ acts }: Summary): Words | undefined {
  const count = (name: ActSummary['act']) => acts.filter(({ act }) => act === name).length
  const parts = [
    { number: count('Amended'), en: 'the notice was amended', ko: '정정공고' },
    { number: count('Postponed'), en: 'the times were postponed', ko: '일정 연기' },
    { number: count('BidWithdrawn'), en: 'a bid was withdrawn', ko: '투찰 철회' },
  ].filter(({ number }) => number > 0)
  if (parts.length === 0) return undefined
  const en = parts.map(part => `${part.en} ${part.number === 1 ? 'once' : `${part.number} times`}`).join(', ')
  return {
    en: `Before the opening ${en}.`,
    ko: `개찰 전: ${parts.map(part => `${part.ko} ${part.number}회`).join(', ')}.`,
  }
}

/** Who objected, and who lost the award. */
function disputeSentences({ acts }: Summary): Words[] {
  const objections = acts.filter(({ act }) => act === 'Objected').length
  const upheld = acts.filter(act => act.upheld === true).length
  const forfeits = acts.filter(({ act }) => act === 'Forfeited')
  const lost = {
    en: `${forfeits.length === 1 ? 'One winner' : `${forfeits.length} winners`} did not conclude and lost the award.`,
    ko: `낙찰자 ${forfeits.length}곳이 계약을 체결하지 않아 낙찰을 잃었습니다.`,
  }
  return [
    ...(objections > 0 ? [objectionSentence(objections, upheld)] : []),
    ...(forfeits.length > 0 ? [lost] : []),
  ]
}

function objectionSentence(objections: number, upheld: number): Words {
  const ko = `이의신청 ${objections}건 중 ${upheld}건이 받아들여졌습니다.`
  if (objections === 1)
    return { en: `There was one objection; it was ${upheld === 1 ? '' : 'not '}upheld.`, ko }
  return {
    en: `There were ${objections} objections; ${upheld === 0 ? 'none' : upheld} of them ${upheld > 1 ? 'were' : 'was'} upheld.`,
    ko,
  }
}

/** Who won among equals, and by what. */
function tieSentence({ bids, acts }: Summary, { terms }: NoticeSummary): Words | undefined {
  const winner = acts.findLast(({ act }) => act === 'Awarded')?.bidder
  const price = bids.find(({ bidder }) => bidder === winner)?.price
  const equals = bids.filter(bid => bid.place !== undefined && bid.price === price)
  if (price === undefined || equals.length < 2) return undefined
  const byScore = isByScore({ terms })
  const amount = won(price)
  return {
    en: `${equals.length} bids had the same price of ${amount.en}: ${byScore ? 'the higher review score decided, and at equal scores the lot' : 'the lot decided'}.`,
    ko: `${amount.ko}의 동가 투찰이 ${equals.length}건이어서 ${byScore ? '심사 점수가 높은 자(같으면 추첨)로' : '추첨으로'} 정했습니다.`,
  }
}

function cancellationSentence({ acts }: Summary): Words | undefined {
  const cancelled = acts.find(({ act }) => act === 'Cancelled')
  if (cancelled === undefined) return undefined
  const reason = reasonWords(cancelled.reason, CANCELLATION_WORDS)
  return {
    en: `The agency cancelled the tender at ${time(cancelled.at)} (${reason.en}).`,
    ko: `발주기관은 ${time(cancelled.at)}에 입찰을 취소했습니다 (${reason.ko}).`,
  }
}

const EVERY_BID: Words = { en: 'every bid', ko: '모든 투찰이' }
const EVERY_OTHER_BID: Words = { en: 'every other bid', ko: '나머지 모든 투찰이' }

function openingSentence({ guardians, isDegraded }: Summary, tally: Tally): Words | undefined {
  const { openedAt, released, members } = guardians
  const { revealed, closed, bids, valid } = tally
  if (revealed > 0 || isDegraded === true) {
    return {
      en: `The guardians did not open the key in time: ${grouped(revealed)} bids were opened by their bidders, and ${grouped(closed.length)} stayed closed.`,
      ko: `수호자가 제때 키를 공개하지 않아 ${grouped(revealed)}건은 입찰자가 직접 개봉했고 ${grouped(closed.length)}건은 열리지 않았습니다.`,
    }
  }
  if (openedAt === undefined) return undefined
  const isAll = closed.length === 0
  const withdrawn = tally.invalid.get('Withdrawn') ?? 0
  const opened = grouped(bids - closed.length - withdrawn)
  const every = withdrawn === 0 ? EVERY_BID : EVERY_OTHER_BID
  const isEachValid = isAll && valid === bids
  return {
    en: `${released.length} of ${members.length} guardians opened the key at ${time(openedAt)}, and with it ${isAll ? every.en : `${opened} bids`}; ${isEachValid ? 'all' : grouped(valid)} were valid.`,
    ko: `${time(openedAt)}에 수호자 ${members.length}곳 중 ${released.length}곳이 키를 공개하여 ${isAll ? every.ko : `${opened}건이`} 개봉되었고, ${isEachValid ? '모두 유효합니다' : `유효 투찰은 ${grouped(valid)}건입니다`}.`,
  }
}

function reserveSentence({ reserve }: Summary): Words | undefined {
  if (reserve === undefined || reserve.kind === 'None') return undefined
  const { en, ko } = won(reserve.amount)
  const numbers = reserve.draw?.drawn.join(', ')
  const drawn = { en: `, the mean of the drawn numbers ${numbers}`, ko: ` (추첨번호 ${numbers}의 평균)` }
  return {
    en: `The reserve price was ${en}${numbers === undefined ? '' : drawn.en}.`,
    ko: `예정가격은 ${ko}${numbers === undefined ? '' : drawn.ko}입니다.`,
  }
}

function endSentences(summary: Summary, notice: NoticeSummary, tally: Tally): Words[] {
  const { acts, phase } = summary
  const disqualified = acts.filter(({ act }) => act === 'Disqualified').length
  const before: Words[] =
    disqualified === 0
      ? []
      : [
          {
            en: `The agency disqualified ${disqualified === 1 ? 'one bidder' : `${disqualified} bidders`}, with reasons.`,
            ko: `발주기관은 사유를 밝혀 ${disqualified}곳을 탈락시켰습니다.`,
          },
        ]
  const told = [...before, tieSentence(summary, notice), ...disputeSentences(summary)].filter(
    sentence => sentence !== undefined,
  )
  const end = phase === 'Failed' ? failureSentence(notice, tally) : lastSentence(summary, notice)
  return end === undefined ? told : [...told, end]
}

function lastSentence(summary: Summary, notice: NoticeSummary): Words | undefined {
  return cancellationSentence(summary) ?? awardSentence(summary, notice)
}

function failureSentence({ terms, standing }: NoticeSummary, { valid }: Tally): Words {
  const { minimumBids } = terms
  if (standing < minimumBids) {
    return {
      en: `The tender failed: ${minimumBids} bids were needed. The bids stay sealed.`,
      ko: `최소 ${minimumBids}건이 필요하여 유찰되었습니다. 투찰은 봉인된 채로 남습니다.`,
    }
  }
  if (valid < minimumBids) {
    return {
      en: `The tender failed: ${minimumBids} valid bids were needed.`,
      ko: `유효 투찰이 최소 ${minimumBids}건 필요하여 유찰되었습니다.`,
    }
  }
  return {
    en: 'The tender failed: no bid was left that could win.',
    ko: '낙찰될 수 있는 투찰이 없어 유찰되었습니다.',
  }
}

function awardSentence({ acts, phase }: Summary, { terms }: NoticeSummary): Words | undefined {
  const award = acts.findLast(({ act }) => act === 'Awarded')
  // One that was lost or brought down stands no longer.
  if (award?.bidder === undefined || (phase !== 'Standstill' && phase !== 'Concluded')) return undefined
  const [who, amount] = [participantWords(award.bidder), won(award.amount ?? 0n)]
  const concluded = acts.findLast(({ act }) => act === 'Concluded')
  const until = time(objectionEnd(award.at, terms))
  return {
    en: `The award went to ${who.en} at ${amount.en}; ${concluded === undefined ? `objections are possible until ${until}` : `the contract was concluded at ${time(concluded.at)}`}.`,
    ko: `${who.ko}가 ${amount.ko}에 낙찰되었고, ${concluded === undefined ? `${until}까지 이의를 신청할 수 있습니다` : `${time(concluded.at)}에 계약이 체결되었습니다`}.`,
  }
}
