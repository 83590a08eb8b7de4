import { z } from 'zod'
import { findRank, listOrder, type RankedBid } from '../../db/queries/orders.ts'
import type { Tender } from '../../db/queries/tenders.ts'
import { priceScore } from '../../protocol/qualification.ts'
import { BID_STATUSES, VERDICTS } from '../../protocol/tender.ts'
import { parseTerms } from '../../protocol/terms.ts'
import { bytes32, participantId } from '../../protocol/value.ts'
import { gatewayError } from '../error.ts'
import { plain } from '../plain.ts'
import { defineRoute, NOTHING, type Route } from '../route.ts'
import { count, decimal, inclusion, pageOf, paging, word } from '../schema/fields.ts'
import { requireTender } from './tenders.ts'

const tag = 'opening'

const rankSchema = z
  .strictObject({
    bidder: decimal,
    place: count.nullable().meta({ description: '1 is first in line; null for a rejected bid' }),
    verdict: z.enum(VERDICTS).meta({ description: "The award rule's word" }),
    status: z.enum(BID_STATUSES),
    price: decimal.meta({ description: 'In won' }),
    tie: word.meta({ description: 'Decides between equal prices, smaller first' }),
    priceScore: count.nullable().meta({
      description: 'Price part of the qualification score, in hundredths of a point; null without a scale',
    }),
    score: count.nullable().meta({
      description: 'Total of a bid that was found qualified under a scale, in hundredths of a point',
    }),
    ...inclusion,
  })
  .meta({ id: 'Rank', description: 'A judged bid and its place in line' })

/** The price part can be told before the agency says anything: whoever stands in line may know what it needs of the rest. */
const viewOf = (row: RankedBid, { terms, reserve }: Tender) => {
  const { logIndex: _, ...rank } = row
  const { qualification, aValue } = parseTerms(terms).award
  const isScored = qualification !== 0 && row.verdict === 'Acceptable'
  const scored = isScored ? priceScore(qualification, { price: row.price, reserve, aValue }) : null
  return plain({ ...rank, priceScore: scored })
}

export const orderRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/tenders/{tender}/order',
    tag,
    isIndexed: true,
    summary: { en: 'The line: acceptable bids by price, then the rejected ones', ko: '순위 목록' },
    params: z.strictObject({ tender: bytes32 }),
    query: z.strictObject(paging),
    answer: pageOf(rankSchema),
    codes: ['UNKNOWN_TENDER', 'INVALID_CURSOR'],
    handle: async ({ params: { tender }, query }, context) => {
      const found = await requireTender(context, tender)
      const { items, next } = await listOrder(context.database, tender, query)
      return { items: items.map(row => viewOf(row, found)), next }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/tenders/{tender}/order/{bidder}',
    tag,
    isIndexed: true,
    summary: { en: "One bidder's place in line", ko: '한 입찰자의 순위' },
    params: z.strictObject({ tender: bytes32, bidder: participantId }),
    query: NOTHING,
    answer: rankSchema,
    codes: ['UNKNOWN_TENDER', 'NOT_FOUND'],
    handle: async ({ params: { tender, bidder } }, context) => {
      const found = await requireTender(context, tender)
      const rank = await findRank(context.database, tender, bidder)
      if (rank === undefined)
        throw gatewayError('NOT_FOUND', `The bid of participant ${bidder} is not judged, or there is none.`, {
          tender,
          bidder,
        })
      return viewOf(rank, found)
    },
  }),
]
