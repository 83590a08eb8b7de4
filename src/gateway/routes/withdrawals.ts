import { z } from 'zod'
import { listWithdrawals } from '../../db/queries/withdrawals.ts'
import { bytes32 } from '../../protocol/value.ts'
import { plain } from '../plain.ts'
import { defineRoute } from '../route.ts'
import { count, decimal, inclusion, pageOf, paging, seconds, word } from '../schema/fields.ts'
import { requireTender } from './tenders.ts'

const withdrawalSchema = z
  .strictObject({
    bidder: decimal,
    sequence: count.meta({ description: 'Of the bid that it names' }),
    termsVersion: count.meta({ description: 'Under which it was asked; an amendment makes it void' }),
    document: word.meta({ description: 'Hash of the reasoned request' }),
    grantedBy: count.nullable().meta({ description: "The agency's act that granted it" }),
    statement: word,
    record: word,
    requestedAt: seconds,
    ...inclusion,
  })
  .meta({ id: 'Withdrawal', description: "A bidder's request to withdraw its bid for an input error" })

export const showWithdrawals = defineRoute({
  method: 'get',
  path: '/v1/tenders/{tender}/withdrawals',
  tag: 'bids',
  isIndexed: true,
  summary: { en: 'Requests to withdraw a bid, in the order of the ledger', ko: '투찰 철회 신청 목록' },
  params: z.strictObject({ tender: bytes32 }),
  query: z.strictObject(paging),
  answer: pageOf(withdrawalSchema),
  codes: ['UNKNOWN_TENDER', 'INVALID_CURSOR'],
  handle: async ({ params: { tender }, query }, context) => {
    await requireTender(context, tender)
    const { items, next } = await listWithdrawals(context.database, tender, query)
    return { items: items.map(({ logIndex: _, ...row }) => plain(row)), next }
  },
})
