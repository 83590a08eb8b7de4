import { z } from 'zod'
import { listObjections } from '../../db/queries/objections.ts'
import { OBJECTION_STATES } from '../../protocol/tender.ts'
import { bytes32 } from '../../protocol/value.ts'
import { plain } from '../plain.ts'
import { defineRoute } from '../route.ts'
import { count, decimal, inclusion, pageOf, paging, seconds, word } from '../schema/fields.ts'
import { requireTender } from './tenders.ts'

const objectionSchema = z
  .strictObject({
    objection: count.meta({ description: "Counts the tender's objections from 0, through all results" }),
    award: count.meta({ description: 'Number of the result that it is raised against, from 1' }),
    bidder: decimal,
    document: word.meta({ description: 'Hash of the objection' }),
    state: z
      .enum(OBJECTION_STATES)
      .meta({ description: '`Lapsed`: another objection brought the same result down' }),
    decidedBy: count.nullable().meta({ description: "The agency's act that decided it" }),
    statement: word,
    record: word,
    objectedAt: seconds,
    ...inclusion,
  })
  .meta({
    id: 'Objection',
    description: "A bidder's objection to a result: an award, or that nobody is left in line",
  })

export const showObjections = defineRoute({
  method: 'get',
  path: '/v1/tenders/{tender}/objections',
  tag: 'tenders',
  isIndexed: true,
  summary: { en: 'Objections to the results, by number', ko: '심사 결과에 대한 이의신청 목록' },
  params: z.strictObject({ tender: bytes32 }),
  query: z.strictObject(paging),
  answer: pageOf(objectionSchema),
  codes: ['UNKNOWN_TENDER', 'INVALID_CURSOR'],
  handle: async ({ params: { tender }, query }, context) => {
    await requireTender(context, tender)
    return plain(await listObjections(context.database, tender, query))
  },
})
