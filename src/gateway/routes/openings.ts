import { z } from 'zod'
import { findOpening, listOpenings, type Opening } from '../../db/queries/openings.ts'
import { INVALIDITIES } from '../../protocol/tender.ts'
import { bytes32, participantId } from '../../protocol/value.ts'
import { gatewayError } from '../error.ts'
import { plain } from '../plain.ts'
import { defineRoute, NOTHING, type Route } from '../route.ts'
import { count, decimal, inclusion, pageOf, paging, seconds, word } from '../schema/fields.ts'
import { requireTender } from './tenders.ts'

const tag = 'opening'
const params = z.strictObject({ tender: bytes32 })

const openingSchema = z
  .strictObject({
    bidder: decimal,
    invalidity: z
      .enum(INVALIDITIES)
      .meta({ description: '`None` for a valid bid, otherwise why it is invalid' }),
    price: decimal.meta({ description: 'In won; 0 if the bid is invalid' }),
    choices: count.meta({ description: 'As in the seal: first pick in bits 0 to 7, second in bits 8 to 15' }),
    picks: z
      .array(z.int())
      .nullable()
      .meta({ description: 'The two numbers picked blind, where the reserve price is drawn' }),
    revealed: z.boolean().meta({ description: "Opened by the bidder's own note, in the fallback" }),
    note: word.nullable().meta({ description: 'That note, r of the seal; null if the key opened the bid' }),
    dx: word,
    dy: word,
    openedAt: seconds,
    ...inclusion,
  })
  .meta({
    id: 'Opening',
    description:
      'What the contract read in a sealed bid. dx, dy is the point from which anybody reads it again',
  })

const viewOf = ({ logIndex: _, picks, ...rest }: Opening) =>
  plain({ ...rest, picks, choices: picks === null ? 0 : picks[0] | (picks[1] << 8) })

export const openingRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/tenders/{tender}/openings',
    tag,
    isIndexed: true,
    summary: { en: 'Opened bids, in the order of their opening', ko: '개봉된 투찰 목록' },
    params,
    query: z.strictObject(paging),
    answer: pageOf(openingSchema),
    codes: ['UNKNOWN_TENDER', 'INVALID_CURSOR'],
    handle: async ({ params: { tender }, query }, context) => {
      await requireTender(context, tender)
      const { items, next } = await listOpenings(context.database, tender, query)
      return { items: items.map(viewOf), next }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/tenders/{tender}/openings/{bidder}',
    tag,
    isIndexed: true,
    summary: { en: 'One opened bid', ko: '개봉된 투찰 하나' },
    params: z.strictObject({ tender: bytes32, bidder: participantId }),
    query: NOTHING,
    answer: openingSchema,
    codes: ['UNKNOWN_TENDER', 'NOT_FOUND'],
    handle: async ({ params: { tender, bidder } }, context) => {
      await requireTender(context, tender)
      const found = await findOpening(context.database, tender, bidder)
      if (found === undefined)
        throw gatewayError('NOT_FOUND', 'This bid is not open, or there is none of this bidder.')
      return viewOf(found)
    },
  }),
]
