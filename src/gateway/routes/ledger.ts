import { z } from 'zod'
import { ledgerHead } from '../../db/queries/ledger.ts'
import { plain } from '../plain.ts'
import { defineRoute, NOTHING } from '../route.ts'
import { address, count, decimal, seconds, word } from '../schema/fields.ts'

const ledgerSchema = z
  .strictObject({
    deployment: z.strictObject({ chainId: decimal, registry: address, keys: address, ledger: address }),
    time: seconds.meta({ description: 'By which the phases of all answers are told' }),
    head: z
      .strictObject({ block: count, hash: word, timestamp: seconds })
      .nullable()
      .meta({ description: 'The last block that these answers know; null before the first' }),
  })
  .meta({ id: 'Ledger', description: 'Which chain and contracts this is: what every signature is bound to' })

export const showLedger = defineRoute({
  method: 'get',
  path: '/v1/ledger',
  tag: 'ledger',
  summary: { en: 'Which ledger this is, and its time', ko: '원장 정보와 현재 시각' },
  params: NOTHING,
  query: NOTHING,
  answer: ledgerSchema,
  codes: [],
  handle: async (_input, { contracts, database, clock }) => {
    const { chainId, registry, keys, ledger } = contracts.deployment
    const head = await ledgerHead(database)
    return plain({
      deployment: { chainId, registry, keys, ledger },
      time: Math.max(clock(), head?.timestamp ?? 0),
      head: head === undefined ? null : { block: head.block, hash: head.hash, timestamp: head.timestamp },
    })
  },
})
