import { z } from 'zod'
import { listTermsVersions } from '../../db/queries/termsVersions.ts'
import { termsSchema } from '../../protocol/terms.ts'
import { bytes32 } from '../../protocol/value.ts'
import { plain } from '../plain.ts'
import { defineRoute } from '../route.ts'
import { count, inclusion, pageOf, paging, seal, seconds, word } from '../schema/fields.ts'
import { NUMBERS_IN_TERMS, requireTender } from './tenders.ts'

const versionSchema = z
  .strictObject({
    termsVersion: count.meta({ description: '1 as announced' }),
    terms: termsSchema.meta({ description: NUMBERS_IN_TERMS }),
    reserveSeal: seal.nullable(),
    statement: word.meta({ description: 'Digest of the announcement or the amendment' }),
    since: seconds,
    ...inclusion,
  })
  .meta({ id: 'TermsVersion', description: 'A version of the terms as signed, before any postponement' })

export const showTerms = defineRoute({
  method: 'get',
  path: '/v1/tenders/{tender}/terms',
  tag: 'tenders',
  isIndexed: true,
  summary: { en: 'Every version of the terms, the announced one first', ko: '공고 조건의 변경 내역' },
  params: z.strictObject({ tender: bytes32 }),
  query: z.strictObject(paging),
  answer: pageOf(versionSchema),
  codes: ['UNKNOWN_TENDER', 'INVALID_CURSOR'],
  handle: async ({ params: { tender }, query }, context) => {
    await requireTender(context, tender)
    return plain(await listTermsVersions(context.database, tender, query))
  },
})
