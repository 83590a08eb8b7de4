import { z } from 'zod'
import { ACTS, type ActName, listActs } from '../../db/queries/acts.ts'
import { scheduleSchema } from '../../protocol/terms.ts'
import { bytes32 } from '../../protocol/value.ts'
import { plain } from '../plain.ts'
import { defineRoute, type Route } from '../route.ts'
import { count, decimal, inclusion, pageOf, paging, seconds, word } from '../schema/fields.ts'
import { requireTender } from './tenders.ts'

const HUNDREDTHS = 'In hundredths of a point'

const names = Object.keys(ACTS) as [ActName, ...ActName[]]

const actSchema = z
  .strictObject({
    act: count.meta({ description: "Counts the agency's acts from 0" }),
    name: z.enum(names),
    bidder: decimal.nullable(),
    sequence: count.nullable().meta({ description: 'Of the bid whose withdrawal was granted' }),
    author: decimal.nullable().meta({
      description: 'Who granted it: the agency or the registrar. All other acts are the agency’s',
    }),
    reason: count.nullable().meta({
      description: 'Reason code of a disqualification, a forfeit, a postponement or a cancellation',
    }),
    document: word
      .nullable()
      .meta({ description: 'Hash of the review, of the reasoned decision, or of the contract' }),
    amount: decimal.nullable().meta({ description: 'In won, of an award and a conclusion' }),
    next: decimal.nullable().meta({
      description:
        'Who is first in line after a disqualification, a forfeit or an objection that was upheld; 0 for nobody',
    }),
    termsVersion: count.nullable().meta({ description: 'The version of the terms that an amendment made' }),
    schedule: scheduleSchema.nullable().meta({ description: 'The times after a postponement' }),
    objection: count.nullable().meta({ description: 'The objection that was decided' }),
    upheld: z.boolean().nullable().meta({ description: 'Whether it was upheld' }),
    otherScore: count.nullable().meta({
      description: `${HUNDREDTHS}, in a review under a scale: what the agency gave for all but the price`,
    }),
    priceScore: count
      .nullable()
      .meta({ description: `${HUNDREDTHS}: what the ledger computed for the price` }),
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
    isIndexed: true,
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
