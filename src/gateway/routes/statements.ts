import { z } from 'zod'
import { codeFor, REFUSAL_CODES } from '../../chain/refusal.ts'
import { CHECK_SENTENCES, SUBMIT_SENTENCES } from '../../chain/sentences.ts'
import { ROLES } from '../../protocol/participant.ts'
import { STATEMENTS, type StatementType, signedStatementSchema } from '../../protocol/statement.ts'
import { DISQUALIFICATION_REASONS as REASONS } from '../../protocol/tender.ts'
import { type Code, isCode } from '../codes.ts'
import { plain } from '../plain.ts'
import { defineRoute, NOTHING } from '../route.ts'
import { inclusion, seconds, word } from '../schema/fields.ts'

const types = Object.keys(STATEMENTS) as [StatementType, ...StatementType[]]

export const receiptSchema = z
  .strictObject({
    type: z.enum(types),
    digest: word.meta({ description: 'The EIP-712 digest of the statement: its name everywhere' }),
    ...inclusion,
    timestamp: seconds,
    result: z.record(z.string(), z.unknown()).meta({
      description:
        'What the ledger made of it: the identifying values of its event, such as `tender`, `bidder`, `number`, `record`',
    }),
  })
  .meta({ id: 'Receipt', description: 'An accepted statement and where it stands on the ledger' })

const bidCodes = [...Object.keys(CHECK_SENTENCES), ...Object.keys(SUBMIT_SENTENCES)].map(codeFor)

const listed = (names: Readonly<Record<string, string | number>>): string =>
  Object.entries(names)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')

export const submitStatement = defineRoute({
  method: 'post',
  path: '/v1/statements',
  tag: 'statements',
  summary: { en: 'Bring a signed statement to the ledger', ko: '서명한 진술을 원장에 올립니다' },
  description: [
    'Every act on the ledger is an EIP-712 statement that its author signs and anyone may relay: register, announce, bid, award and all others.',
    'The answer comes when a block holds the statement and the lists here show it. The same statement sent again gets the same answer, so after a lost connection simply send it again.',
    'Bids that arrive together share a transaction; one bad bid takes no other down.',
    'If the statement is refused, nothing is recorded, and the code says why.',
    `In \`roles\` each role is a bit: ${listed(ROLES)}. \`reason\` of a disqualification: ${listed(REASONS)}. Numbers within \`terms\` are explained with the tender below.`,
  ].join('\n\n'),
  params: NOTHING,
  query: NOTHING,
  body: signedStatementSchema,
  answer: receiptSchema,
  codes: [...new Set([...bidCodes, ...REFUSAL_CODES])].filter((code): code is Code => isCode(code)),
  handle: async ({ body }, { intake }) => plain(await intake.submit(body)),
})
