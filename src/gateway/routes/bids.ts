import { z } from 'zod'
import { BID_SORTS, type Bid, findBids, listBids } from '../../db/queries/bids.ts'
import { BID_STATUSES } from '../../protocol/tender.ts'
import { bytes32, participantId } from '../../protocol/value.ts'
import { gatewayError } from '../error.ts'
import { plain } from '../plain.ts'
import { defineRoute, NOTHING, type Route } from '../route.ts'
import { count, decimal, inclusion, pageOf, paging, seal, seconds, word } from '../schema/fields.ts'
import { requireTender } from './tenders.ts'

const tag = 'bids'

const bidSchema = z
  .strictObject({
    tender: word,
    bidder: decimal,
    number: count.meta({ description: "Counts the tender's accepted bids from 0" }),
    sequence: count.meta({ description: "Counts the bidder's bids in this tender from 0" }),
    termsVersion: count.meta({ description: 'As signed' }),
    confirmedVersion: count
      .nullable()
      .meta({ description: 'The latest terms for which the bidder confirmed this bid' }),
    needsConfirmation: z.boolean().meta({
      description:
        'Made for older terms: it does not count unless its bidder confirms or replaces it before the closing',
    }),
    withdrawalRequested: z.boolean().meta({
      description: 'Whether its bidder has asked, under the present terms, to withdraw it',
    }),
    seal,
    attachments: word.meta({ description: 'Root of the encrypted attachments; zero for none' }),
    status: z
      .enum(BID_STATUSES)
      .meta({ description: '`None`: superseded by a later bid of the same bidder' }),
    superseded: z.boolean(),
    statement: word.meta({ description: 'Digest of the signed bid' }),
    record: word.meta({ description: "The tender's running hash after this bid" }),
    acceptedAt: seconds,
    ...inclusion,
  })
  .meta({ id: 'Bid', description: 'An accepted bid. Nobody can read its price before the opening' })

const viewOf = (row: Bid) => {
  const { logIndex: _, ...bid } = row
  return plain({ ...bid, superseded: row.status === 'None' })
}

export const bidRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/tenders/{tender}/bids',
    tag,
    isIndexed: true,
    summary: { en: 'Accepted bids, in the order of acceptance', ko: '접수된 투찰 목록 (접수순)' },
    params: z.strictObject({ tender: bytes32 }),
    query: z.strictObject({
      ...paging,
      status: z.enum(BID_STATUSES).optional(),
      bidder: participantId.optional(),
      sort: z.enum(BID_SORTS).optional().meta({ description: '`oldest` first unless said otherwise' }),
    }),
    answer: pageOf(bidSchema),
    codes: ['UNKNOWN_TENDER', 'INVALID_CURSOR'],
    handle: async ({ params: { tender }, query }, context) => {
      const { items, next } = await listBids(context.database, tender, query)
      if (items.length === 0) await requireTender(context, tender)
      return { items: items.map(viewOf), next }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/tenders/{tender}/bids/{bidder}',
    tag,
    isIndexed: true,
    summary: { en: 'The bid of one bidder that counts', ko: '한 입찰자의 유효한 투찰' },
    params: z.strictObject({ tender: bytes32, bidder: participantId }),
    query: NOTHING,
    answer: bidSchema,
    codes: ['UNKNOWN_TENDER', 'NOT_FOUND'],
    handle: async ({ params: { tender, bidder } }, context) => {
      const [last] = await findBids(context.database, tender, bidder)
      if (last !== undefined) return viewOf(last)
      await requireTender(context, tender)
      throw gatewayError('NOT_FOUND', `Participant ${bidder} has no accepted bid in this tender.`, {
        tender,
        bidder,
      })
    },
  }),
]
