import { objectionEnd } from '../protocol/phase.ts'
import { bestOf, type RankedBid } from '../protocol/review.ts'
import type { Tender } from './api.ts'
import type { Words } from './language.ts'
import { distance, time } from './readable.ts'

/** What happens next in a tender. */
export interface Next {
  /** When it happens by itself, or when the time for it ends or begins; undefined where no time is set. Seconds since 1970. */
  readonly at?: number
  readonly words: Words
}

/**
 * What happens next in a tender, and when.
 * @param group in a review: the bids from which the award is chosen
 * @param now the ledger's clock in seconds since 1970
 */
export function nextOf(tender: Tender, group: readonly RankedBid[], now: number): Next | undefined {
  const step = stepOf(tender, group, now)
  if (step === undefined || step.at === undefined) return step
  const { en, ko } = distance(step.at, now)
  const when = time(step.at)
  return {
    at: step.at,
    words: { en: `${step.words.en} (${when}, ${en})`, ko: `${step.words.ko} (${when}, ${ko})` },
  }
}

function stepOf(tender: Tender, group: readonly RankedBid[], now: number): Next | undefined {
  const { schedule } = tender.terms
  switch (tender.phase) {
    case 'Scheduled':
      return step('bidding begins', '투찰 시작', schedule.biddingAt)
    case 'Bidding':
      return step('bidding closes', '투찰 마감', schedule.closingAt)
    case 'Closed':
      return step('the opening begins', '개찰 시작', schedule.openingAt)
    case 'Opening':
      return step(
        'the guardians release the key and anyone opens the bids; otherwise the fallback begins',
        '수호자가 키를 공개하면 누구나 개봉할 수 있으며, 그렇지 않으면 예비 개찰 시작',
        schedule.fallbackAt,
      )
    case 'Fallback':
      return step(
        'the bidders open their own bids; what is closed then stays closed',
        '입찰자가 자기 투찰을 개봉, 이후 미개봉 투찰은 개봉 불가',
        schedule.fallbackEndAt,
      )
    default:
      return afterOpening(tender, group, now)
  }
}

function afterOpening(tender: Tender, group: readonly RankedBid[], now: number): Next | undefined {
  switch (tender.phase) {
    case 'Ranking':
      return step('anyone puts the bids in line', '누구나 순위를 산정할 수 있음')
    case 'Review':
      return inReview(tender, group)
    case 'Standstill': {
      if (tender.openObjections > 0)
        return step('the agency decides the open objections', '발주기관이 이의신청을 처리')
      const until = objectionEnd(tender.awardedAt, tender.terms)
      if (tender.winner === 0n)
        return step(
          'nobody is left in line: the tender has failed when the objection period ends',
          '순위에 남은 입찰자가 없음, 이의신청 기간이 끝나면 유찰',
          until,
        )
      if (now >= until) return step('agency and winner sign the contract', '발주기관과 낙찰자가 계약을 체결')
      return step('the objection period ends', '이의신청 기간 종료', until)
    }
    default:
      return undefined
  }
}

function inReview({ terms }: Tender, group: readonly RankedBid[]): Next {
  const next = group.find(({ status }) => status === 'Acceptable')
  if (next !== undefined)
    return step(`the agency reviews bidder ${next.bidder}`, `발주기관이 ${next.bidder}번을 심사`)
  const best = bestOf({ terms, line: group })?.bidder ?? 0n
  return step(`the agency awards to bidder ${best}`, `발주기관이 ${best}번을 낙찰자로 결정`)
}

function step(en: string, ko: string, at?: number): Next {
  return { words: { en, ko }, ...(at !== undefined && { at }) }
}
