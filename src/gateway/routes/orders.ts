import { z } from 'zod'
import { findRank, listOrder, type RankedBid } from '../../db/queries/orders.ts'
import { BID_STATUSES, VERDICTS } from '../../protocol/tender.ts'
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
    ...inclusion,
  })
  .meta({ id: 'Rank', description: 'A judged bid and its place in line' })

const viewOf = (row: RankedBid) => {
  const { logIndex: _, ...rank } = row
  return plain(rank)
}

export const orderRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/tenders/{tender}/order',
    tag,
    summary: { en: 'The line: acceptable bids by price, then the rejected ones', ko: '순위 목록' },
    params: z.strictObject({ tender: bytes32 }),
    query: z.strictObject(paging),
    answer: pageOf(rankSchema),
    codes: ['UNKNOWN_TENDER', 'INVALID_CURSOR'],
    handle: async ({ params: { tender }, query }, context) => {
      await requireTender(context, tender)
      const { items, next } = await listOrder(context.database, tender, query)
      return { items: items.map(viewOf), next }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/tenders/{tender}/order/{bidder}',
    tag,
    summary: { en: "One bidder's place in line", ko: '한 입찰자의 순위' },
    params: z.strictObject({ tender: bytes32, bidder: participantId }),
    query: NOTHING,
    answer: rankSchema,
    codes: ['UNKNOWN_TENDER', 'NOT_FOUND'],
    handle: async ({ params: { tender, bidder } }, context) => {
      await requireTender(context, tender)
      const found = await findRank(context.database, tender, bidder)
      if (found === undefined)
        throw gatewayError('NOT_FOUND', `The bid of participant ${bidder} is not judged, or there is none.`, {
          tender,
          bidder,
        })
      return viewOf(found)
    },
  }),
]
