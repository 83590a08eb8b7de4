import { z } from 'zod'
import { listActs } from '../../db/queries/acts.ts'
import { bytes32 } from '../../protocol/value.ts'
import { plain } from '../plain.ts'
import { defineRoute, type Route } from '../route.ts'
import { count, decimal, inclusion, pageOf, paging, seconds, word } from '../schema/fields.ts'
import { requireTender } from './tenders.ts'

const actSchema = z
  .strictObject({
    act: count.meta({ description: "Counts the agency's acts from 0" }),
    name: z.enum(['Qualified', 'Disqualified', 'Awarded', 'Concluded']),
    bidder: decimal,
    reason: count.nullable().meta({ description: 'Reason code of a disqualification' }),
    document: word
      .nullable()
      .meta({ description: 'Hash of the review, of the reasoned decision, or of the contract' }),
    amount: decimal.nullable().meta({ description: 'In won, of an award and a conclusion' }),
    next: decimal.nullable().meta({ description: 'Who follows a disqualified bidder; 0 for nobody' }),
    statement: word,
    record: word,
    actedAt: seconds,
    ...inclusion,
  })
  .meta({ id: 'Act', description: 'An act of the agency. What does not belong to its kind is null' })

export const actRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/tenders/{tender}/acts',
    tag: 'tenders',
    summary: { en: "The agency's acts, in order", ko: '발주기관의 처분 내역' },
    params: z.strictObject({ tender: bytes32 }),
    query: z.strictObject(paging),
    answer: pageOf(actSchema),
    codes: ['UNKNOWN_TENDER', 'INVALID_CURSOR'],
    handle: async ({ params: { tender }, query }, context) => {
      await requireTender(context, tender)
      return plain(await listActs(context.database, tender, query))
    },
  }),
]
