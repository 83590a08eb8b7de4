import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { codeFor, REFUSAL_CODES } from '../../chain/refusal.ts'
import { CHECK_SENTENCES, SUBMIT_SENTENCES } from '../../chain/sentences.ts'
import { QUEUE_STATES } from '../../db/queries/queue.ts'
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
import { bytes32 } from '../../protocol/value.ts'
import { type Code, isCode } from '../codes.ts'
import type { Context } from '../context.ts'
import { gatewayError } from '../error.ts'
import type { Status } from '../intake/status.ts'
import { plain } from '../plain.ts'
import { defineRoute, type Later, NOTHING, type Preference } from '../route.ts'
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

const milliseconds = z
  .int()
  .nonnegative()
  .nullable()
  .meta({ description: "Milliseconds since 1970, by the gateway's clock; null: not yet, or not known here" })

const statusSchema = z
  .strictObject({
    digest: word,
    type: z.enum(types),
    state: z.enum(QUEUE_STATES).meta({
      description:
        '`queued`: safe on the disk of this gateway. `sent`: a transaction carries it. `included`: a block holds it, which on the chains that Bongin runs on is final. `refused`: it did not come onto the ledger',
    }),
    times: z.strictObject({ received: milliseconds, sent: milliseconds, done: milliseconds }),
    closingAt: seconds.nullable().meta({
      description:
        'Of a bid: when its tender closes, as was known when it came, beside `times` for comparison',
    }),
    inclusion: z.strictObject(inclusion).nullable(),
    refusal: z
      .strictObject({ code: z.string(), detail: z.string() })
      .nullable()
      .meta({ description: 'Why, with the code of the problem that the sender was answered with' }),
  })
  .meta({ id: 'StatementStatus', description: 'How far a statement has come on its way to the ledger' })

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
    'The answer comes when a block holds the statement and the lists here show it. On the chains that Bongin runs on (validators with QBFT, or one embedded node) a block is final. The same statement sent again gets the same answer, so after a lost connection simply send it again.',
    'With `Prefer: respond-async` (RFC 7240) the answer comes as soon as the statement is safe in the queue: 202 with its status, and in `Location` where to ask for it; with `wait=N` besides, it waits so many seconds for the receipt before. Without the preference, what is in no block in time is answered `NOT_INCLUDED`: it is still in the queue, and `statusUrl` tells where to ask. A bid that was queued before the closing and not included in time is refused `TOO_LATE`, and its status shows both times.',
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
  codes: [...new Set([...bidCodes, ...REFUSAL_CODES, 'QUEUE_FULL'])].filter((code): code is Code =>
    isCode(code),
  ),
  accepted: statusSchema,
  handle: async ({ body, query }, context, preference) => {
    const answer = await context.intake.submit(body, patienceOf(preference, context))
    if (answer.status !== undefined) return later(answer.status, preference)
    const outcome = plain(answer.outcome)
    if (query.receipt !== 'true' || body.statement.type !== 'SubmitBid') return outcome
    return { ...outcome, receipt: await receiptOf(body.statement, context) }
  },
})

const patienceOf = ({ respondAsync, wait }: Preference, { config }: Context): number => {
  const most = config.inclusionPatience
  return Math.min(most, wait === undefined ? (respondAsync ? 0 : most) : wait * 1_000)
}

/** @throws BonginError `NOT_INCLUDED` to a client that did not say that it takes another answer than the receipt */
const later = (status: Status, { respondAsync }: Preference): Later => {
  const location = `/v1/statements/${status.digest}`
  if (respondAsync) return { accepted: status, location }
  const { state, times, closingAt } = status
  throw gatewayError(
    'NOT_INCLUDED',
    'The statement is safe in the queue but in no block yet. Ask at its status address, or send the same again.',
    { statusUrl: location, state, times, closingAt },
  )
}

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

export const showStatement = defineRoute({
  method: 'get',
  path: '/v1/statements/{digest}',
  tag: 'statements',
  summary: { en: 'How far a statement has come', ko: '진술의 처리 상태' },
  description:
    'What this gateway, or another over the same database, took, and for some days what became of it; besides, every statement that stands in the lists here. Statements to the registry and of guardians leave no digest on the ledger: of them only the queue knows.',
  params: z.strictObject({ digest: bytes32 }),
  query: NOTHING,
  answer: statusSchema,
  codes: ['NOT_FOUND'],
  handle: async ({ params: { digest } }, { intake }) => {
    const status = await intake.status(digest)
    if (status === undefined)
      throw gatewayError('NOT_FOUND', 'Nothing is known of such a statement.', { digest })
    return status as z.input<typeof statusSchema>
  },
})
