import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { codeFor, REFUSAL_CODES } from '../../chain/refusal.ts'
import { CHECK_SENTENCES, SUBMIT_SENTENCES } from '../../chain/sentences.ts'
import { ROLES } from '../../protocol/participant.ts'
import {
  countersignerOf,
  STATEMENTS,
  type Statement,
  type StatementType,
  signedStatementSchema,
} from '../../protocol/statement.ts'
import {
  CANCELLATION_REASONS,
  DISQUALIFICATION_REASONS,
  FORFEIT_REASONS,
  PHASES,
  POSTPONEMENT_REASONS,
} from '../../protocol/tender.ts'
import { type Code, isCode } from '../codes.ts'
import type { Context } from '../context.ts'
import { plain } from '../plain.ts'
import { defineRoute, NOTHING } from '../route.ts'
import { evidenceSchema } from '../schema/evidence.ts'
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
    receipt: evidenceSchema.nullable().optional().meta({
      description:
        'If it was asked for. Null: the bid stands, but the receipt could not be made at this moment; it can be had at any time',
    }),
  })
  .meta({ id: 'Receipt', description: 'An accepted statement and where it stands on the ledger' })

/** One party hands its half to the other as the same JSON; here only the whole is taken. */
const wholeStatementSchema = signedStatementSchema.superRefine(({ statement, countersignature }, context) => {
  if (countersignature !== undefined || countersignerOf(statement) === undefined) return
  const message = 'is needed: this statement takes the signature of the second party too'
  context.addIssue({ code: 'custom', path: ['countersignature'], message })
})

const bidCodes = [...Object.keys(CHECK_SENTENCES), ...Object.keys(SUBMIT_SENTENCES)].map(codeFor)

const listed = (names: Readonly<Record<string, string | number>> | readonly string[]): string =>
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
    'A `Conclude` takes two: the agency signs it and hands it to the winner, who adds `countersignature` over the very same statement and sends it here.',
    'If the statement is refused, nothing is recorded, and the code says why.',
    'With `?receipt=true` the answer to a bid brings its receipt along: what proves alone and offline that the bid was on the ledger before the deadline. It can also be had later, at `/v1/tenders/{tender}/bids/{bidder}/receipt`.',
    `In \`roles\` each role is a bit: ${listed(ROLES)}. \`reason\` of a disqualification: ${listed(DISQUALIFICATION_REASONS)}; of a forfeit: ${listed(FORFEIT_REASONS)}; of a postponement: ${listed(POSTPONEMENT_REASONS)}; of a cancellation: ${listed(CANCELLATION_REASONS)}. \`phase\` of a cancellation: ${listed(PHASES)}. \`otherScore\` in hundredths of a point. Numbers within \`terms\` are explained with the tender below.`,
  ].join('\n\n'),
  params: NOTHING,
  query: z.strictObject({
    receipt: z
      .enum(['true', 'false'])
      .optional()
      .meta({ description: 'Of a bid: whether its receipt is to be in the answer' }),
  }),
  body: wholeStatementSchema,
  answer: receiptSchema,
  codes: [...new Set([...bidCodes, ...REFUSAL_CODES])].filter((code): code is Code => isCode(code)),
  handle: async ({ body, query }, context) => {
    const outcome = plain(await context.intake.submit(body))
    if (query.receipt !== 'true' || body.statement.type !== 'SubmitBid') return outcome
    return { ...outcome, receipt: await receiptOf(body.statement, context) }
  },
})

/** All that are made for answers here share their places, as if one client asked for them. */
const CLIENT = 'statements'

/** Whatever hinders it, the bid is accepted, and that is what its bidder has to hear. */
const receiptOf = async (
  { tender, bidder }: Extract<Statement, { type: 'SubmitBid' }>,
  { exports, log }: Context,
): Promise<z.output<typeof evidenceSchema> | null> => {
  try {
    const leave = exports.enter(CLIENT)
    try {
      const { pieces } = await exports.begin({ tender, bidder })
      return evidenceSchema.parse(JSON.parse(await text(pieces)))
    } finally {
      leave()
    }
  } catch (error) {
    log.warn({ err: error, tender, bidder }, 'A receipt could not be made.')
    return null
  }
}
