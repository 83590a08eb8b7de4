import type { z } from 'zod'
import { picksOf } from '../protocol/seal.ts'
import { toJson } from '../protocol/value.ts'
import { type Bid, bidSchema, openingSchema, orderSchema, type Rank } from './api.ts'
import type { Gateway } from './gateway.ts'
import type { Words } from './language.ts'
import { type Output, table } from './output.ts'
import { time, won } from './readable.ts'
import { unless } from './statements.ts'
import { INVALIDITY_WORDS, LABELS, STATUS_WORDS, VERDICT_WORDS } from './words.ts'

/** A bid as it stands on the ledger; `opening` once it is opened, `rank` once it is judged. */
export interface BidView {
  readonly bid: Bid
  readonly opening: z.output<typeof openingSchema> | undefined
  readonly rank: Rank | undefined
}

/** @throws BonginError `UNKNOWN_TENDER`, `NOT_FOUND` */
export async function readBidView(gateway: Gateway, tender: string, bidder: bigint): Promise<BidView> {
  const path = `/v1/tenders/${tender}`
  const bid = await gateway.get(`${path}/bids/${bidder}`, bidSchema)
  const [opening, rank] = await Promise.all([
    unless('NOT_FOUND', gateway.get(`${path}/openings/${bidder}`, openingSchema)),
    unless('NOT_FOUND', gateway.get(`${path}/order/${bidder}`, orderSchema)),
  ])
  return { bid, opening, rank }
}

export function bidJson({ bid, opening, rank }: BidView): object {
  return {
    ...toJson(bidSchema, bid),
    opening: opening === undefined ? null : toJson(openingSchema, opening),
    rank: rank === undefined ? null : toJson(orderSchema, rank),
  }
}

export function bidText(view: BidView, { say }: Output): string {
  const { bid, opening, rank } = view
  const rows: [Words, string][] = [
    [LABELS.bidder, bid.bidder.toString()],
    [LABELS.state, say(stateOf(view))],
  ]
  if (opening?.invalidity === 'None') rows.push([LABELS.price, say(won(opening.price))])
  const picks = opening && picksOf(opening.choices)
  if (picks !== undefined) rows.push([LABELS.picks, picks.join(', ')])
  if (rank !== undefined && rank.place !== null) rows.push([LABELS.place, rank.place.toString()])
  rows.push(
    [LABELS.acceptedAt, time(bid.acceptedAt)],
    [LABELS.block, bid.block.toString()],
    [LABELS.transaction, bid.transaction],
    [LABELS.statement, bid.statement],
  )
  return table(rows.map(([label, value]) => [say(label), value]))
}

/** The status, and for a bid that cannot win the reason. */
function stateOf({ bid, opening, rank }: BidView): Words {
  const { en, ko } = STATUS_WORDS[bid.status]
  const reason = reasonOf(opening, rank) ?? sealedReason(bid)
  return reason === undefined ? { en, ko } : { en: `${en}: ${reason.en}`, ko: `${ko}: ${reason.ko}` }
}

/** What stands in the way of a bid that is still sealed. */
function sealedReason({ status, needsConfirmation, withdrawalRequested }: Bid): Words | undefined {
  if (status !== 'Sealed') return undefined
  if (withdrawalRequested) return { en: 'its bidder asked to withdraw it', ko: '투찰 취소 신청됨' }
  if (!needsConfirmation) return undefined
  return {
    en: 'for earlier terms, counts only if it is confirmed or replaced before the closing',
    ko: '이전 공고 조건의 투찰, 마감 전에 확인하거나 다시 투찰해야 유효',
  }
}

function reasonOf(opening: BidView['opening'], rank: BidView['rank']): Words | undefined {
  if (opening !== undefined && opening.invalidity !== 'None') return INVALIDITY_WORDS[opening.invalidity]
  if (rank !== undefined && rank.verdict !== 'Acceptable') return VERDICT_WORDS[rank.verdict]
  return undefined
}
