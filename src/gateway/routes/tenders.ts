import { z } from 'zod'
import { findReserveOpening } from '../../db/queries/openings.ts'
import { findSettlement } from '../../db/queries/orders.ts'
import { findTender, listTenders, TENDER_SORTS, type Tender } from '../../db/queries/tenders.ts'
import {
  AWARD_RULES,
  BID_POLICIES,
  PHASES,
  RESERVE_KINDS,
  RETENDERS,
  TIE_RULES,
} from '../../protocol/tender.ts'
import { scheduleSchema, termsSchema } from '../../protocol/terms.ts'
import { bytes32, participantId } from '../../protocol/value.ts'
import { CODES } from '../codes.ts'
import type { Context } from '../context.ts'
import { gatewayError } from '../error.ts'
import { plain } from '../plain.ts'
import { defineRoute, NOTHING, type Route } from '../route.ts'
import { count, decimal, inclusion, pageOf, paging, point, seal, seconds, word } from '../schema/fields.ts'

const tag = 'tenders'

/** `0 OneShot, 1 Replaceable` */
const numbered = (names: readonly string[]): string =>
  names.map((name, place) => `${place} ${name}`).join(', ')

export const NUMBERS_IN_TERMS = [
  `As signed. \`bidPolicy\`: ${numbered(BID_POLICIES)}; \`retender\`: ${numbered(RETENDERS)}; \`tieRule\`: ${numbered(TIE_RULES)}.`,
  'Seconds: `objectionPeriod` after a result, `amendmentTime` from an amendment to the closing.',
  `\`reserve.kind\`: ${numbered(RESERVE_KINDS)}; \`reserve.spread\` in 1/10,000.`,
  `\`award.rule\`: ${numbered(AWARD_RULES)}; rates in 1/100,000, amounts in won; \`award.qualification\`: scale of the review's score, 0 for none.`,
].join(' ')

const tenderSchema = z
  .strictObject({
    tender: word.meta({ description: 'keccak256(abi.encode(agency, keccak256(notice)))' }),
    agency: decimal,
    notice: z.string(),
    phase: z.enum(PHASES).meta({ description: 'At the time `/v1/ledger` tells' }),
    key: decimal.meta({ description: 'The opening key of this tender' }),
    publicKey: point.nullable().meta({ description: 'To which prices are sealed' }),
    secret: word.nullable().meta({ description: "The key's secret, once it is on the ledger" }),
    terms: termsSchema.meta({ description: `${NUMBERS_IN_TERMS} With the times after any postponement.` }),
    termsVersion: count.meta({ description: 'Counts amendments; 1 as announced' }),
    schedule: scheduleSchema,
    minimumBids: count,
    objectionPeriod: count.meta({ description: 'In seconds, after a result' }),
    reserveKind: z.enum(RESERVE_KINDS),
    reserveSeal: seal.nullable(),
    reserveOpened: z.boolean(),
    reserve: decimal.meta({ description: 'The reserve price in won, once it stands; 0 before' }),
    bids: count.meta({ description: 'Bidders with an accepted bid' }),
    aside: count.meta({
      description: 'Of these, bids that do not count: withdrawn, or made for older terms and not confirmed',
    }),
    opened: count.meta({ description: 'Bids with an outcome, withdrawn ones among them' }),
    valid: count,
    ranked: count,
    acceptable: count,
    first: decimal.meta({ description: 'Who is first in line; 0 for nobody' }),
    winner: decimal.meta({ description: 'Who holds the award; 0 for nobody' }),
    awards: count.meta({
      description:
        'How many results there were: awards, and lines that ended with nobody left. An objection names the last',
    }),
    acts: count.meta({ description: 'How many acts the agency has done; the number of its next' }),
    objections: count.meta({ description: 'How many objections were raised; the number of the next' }),
    openObjections: count.meta({ description: "Of these, how many wait for the agency's decision" }),
    settlement: z
      .strictObject({ degraded: z.boolean(), released: z.array(count), closed: count })
      .nullable()
      .meta({ description: 'How the opening went, as `/reserve` tells in full; null before the ranking' }),
    successor: word.nullable().meta({
      description: 'The tender that repeats this one; the one that it repeats is `terms.predecessor`',
    }),
    seed: word.nullable().meta({ description: 'What decided draw and ties' }),
    record: word.meta({ description: 'The running hash after the last statement' }),
    statement: word.meta({ description: 'Digest of the announcement' }),
    announcedAt: seconds,
    secretAt: seconds,
    awardedAt: seconds.meta({
      description: 'Of the result that stands: an award, or that nobody is left in line',
    }),
    concludedAt: seconds,
    cancelledAt: seconds,
    ...inclusion,
  })
  .meta({ id: 'Tender', description: 'A tender. Times that have not come are 0' })

const viewOf = (row: Tender) => {
  const { logIndex: _, ...tender } = row
  return plain(tender)
}

/**
 * A tender that must be there.
 * @throws BonginError `UNKNOWN_TENDER`
 */
export const requireTender = async ({ database, now }: Context, tender: `0x${string}`): Promise<Tender> => {
  const found = await findTender(database, tender, await now())
  if (found === undefined)
    throw gatewayError('UNKNOWN_TENDER', `${CODES.UNKNOWN_TENDER.en} on this ledger. Check its id.`, {
      tender,
    })
  return found
}

const params = z.strictObject({ tender: bytes32 })

const reserveSchema = z.strictObject({
  opening: z
    .strictObject({
      reserve: decimal,
      revealed: z.boolean().meta({ description: "Opened by the agency's own note, in the fallback" }),
      note: word.nullable().meta({ description: 'That note; null if the key opened it' }),
      dx: word,
      dy: word,
      openedAt: seconds,
      ...inclusion,
    })
    .nullable()
    .meta({ description: "Of the agency's sealed single reserve price" }),
  settlement: z
    .strictObject({
      reserve: decimal,
      seed: word,
      counts: z.array(count).meta({ description: 'How often each of the numbers 1 to 15 was picked' }),
      degraded: z.boolean().meta({ description: 'Whether the key was not there when the fallback began' }),
      released: z.array(count).meta({
        description: 'Places in the guardian set, from 1, of those that had released their shares',
      }),
      closed: count.meta({
        description: 'Bids that stay closed, because neither the key nor their bidders opened them',
      }),
      settledAt: seconds,
      ...inclusion,
    })
    .nullable()
    .meta({ description: 'What the ledger settled before the ranking' }),
})

const time = z.coerce.number<string>().int().min(0).max(281_474_976_710_655).optional()

const listQuery = z.strictObject({
  ...paging,
  phase: z.enum(PHASES).optional(),
  agency: participantId.optional(),
  closingFrom: time.meta({ description: 'Closing at this time or later, in seconds since 1970' }),
  closingBefore: time.meta({ description: 'Closing before this time' }),
  notice: z
    .string()
    .regex(/^[^\p{C}]{1,100}$/u, 'must be 1 to 100 printable characters')
    .optional()
    .meta({
      description: 'Stands in the notice number, in letters of either case',
    }),
  sort: z.enum(TENDER_SORTS).optional().meta({
    description: 'By announcement, the `newest` first (unless said otherwise), or by `closing` time',
  }),
})

export const tenderRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/tenders',
    tag,
    isIndexed: true,
    summary: { en: 'Tenders, the newest first', ko: '입찰 목록 (최신순)' },
    params: NOTHING,
    query: listQuery,
    answer: pageOf(tenderSchema),
    codes: ['INVALID_CURSOR'],
    handle: async ({ query }, { database, now }) => {
      const { items, next } = await listTenders(database, await now(), query)
      return { items: items.map(viewOf), next }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/tenders/{tender}',
    tag,
    isIndexed: true,
    summary: { en: 'One tender', ko: '입찰 하나' },
    params,
    query: NOTHING,
    answer: tenderSchema,
    codes: ['UNKNOWN_TENDER'],
    handle: async ({ params: { tender } }, context) => viewOf(await requireTender(context, tender)),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/tenders/{tender}/reserve',
    tag,
    isIndexed: true,
    summary: { en: 'How the reserve price came about', ko: '예정가격 결정 내역' },
    params,
    query: NOTHING,
    answer: reserveSchema,
    codes: ['UNKNOWN_TENDER'],
    handle: async ({ params: { tender } }, context) => {
      await requireTender(context, tender)
      const opening = await findReserveOpening(context.database, tender)
      const settlement = await findSettlement(context.database, tender)
      return plain({ opening: opening ?? null, settlement: settlement ?? null })
    },
  }),
]
