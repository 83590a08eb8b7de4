import { z } from 'zod'
import { openBids, openReserve, rankBids, revealBids, revealReserve } from '../../chain/openings.ts'
import { OPEN_BATCH, RANK_BATCH } from '../../protocol/limits.ts'
import { jointKeySchema } from '../../protocol/openingKey.ts'
import { sealSchema } from '../../protocol/seal.ts'
import { OPEN_RESULTS } from '../../protocol/tender.ts'
import { bytes32, participantId, uint64, uint256 } from '../../protocol/value.ts'
import type { Context } from '../context.ts'
import { plain } from '../plain.ts'
import { defineRoute, NOTHING, type Route } from '../route.ts'
import { count, decimal, inclusion, seconds } from '../schema/fields.ts'

// The work of the opening, which needs no author.

const tag = 'opening'
const params = z.strictObject({ tender: bytes32 })

const sealOpening = z.strictObject({
  bidder: participantId,
  seal: sealSchema,
  dx: uint256,
  dy: uint256,
  hint: uint256,
})
const reveal = z.strictObject({ opening: sealOpening, r: uint256, hint: uint256 })

const where = z.strictObject({ ...inclusion, timestamp: seconds })
const report = z.strictObject({
  inclusion: where
    .nullable()
    .meta({ description: 'null if nothing was left to be done, and nothing was sent' }),
  results: z
    .array(z.strictObject({ bidder: decimal, result: z.enum(OPEN_RESULTS) }))
    .meta({ description: 'In the order of the request' }),
})
const reserveReport = z.strictObject({
  inclusion: where,
  reserve: decimal.meta({ description: 'In won; 0 if the seal was bad' }),
})
const rankingReport = z.strictObject({
  inclusion: where,
  ranked: count.meta({ description: 'How many bids this call judged' }),
  completed: z.boolean().meta({ description: 'Whether all valid bids are judged now' }),
})

/** Answers when the index shows what was done. */
const shown = async <Report extends { inclusion: { block: number } | null }>(
  work: Promise<Report>,
  { intake }: Context,
) => {
  const done = await work
  if (done.inclusion !== null) await intake.caughtUp(done.inclusion.block)
  return plain(done)
}

const ANYONE =
  'Needs no author: the contract checks each item against what was sealed, so anyone may do this work.'

export const openingWorkRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/v1/tenders/{tender}/openings',
    tag,
    summary: { en: "Open sealed bids with the key's secret", ko: '키 비밀값으로 봉인된 투찰을 개봉합니다' },
    description: ANYONE,
    params,
    query: NOTHING,
    body: z.strictObject({ openings: z.array(sealOpening).min(1).max(OPEN_BATCH) }),
    bodyLimit: 'batchBytes',
    answer: report,
    codes: ['UNKNOWN_TENDER', 'WRONG_PHASE', 'KEY_NOT_OPEN'],
    handle: ({ params: { tender }, body }, context) =>
      shown(openBids(tender, body.openings, context.contracts, context.relay), context),
  }),
  defineRoute({
    method: 'post',
    path: '/v1/tenders/{tender}/reveals',
    tag,
    summary: {
      en: "Open sealed bids with their bidders' notes, in the fallback",
      ko: '예비 절차에서 입찰자의 메모로 투찰을 개봉합니다',
    },
    description: `${ANYONE} \`joint\` is the tender's opening key as \`/v1/keys/{key}\` gives it.`,
    params,
    query: NOTHING,
    body: z.strictObject({ joint: jointKeySchema, reveals: z.array(reveal).min(1).max(OPEN_BATCH) }),
    bodyLimit: 'batchBytes',
    answer: report,
    codes: ['UNKNOWN_TENDER', 'WRONG_PHASE', 'WRONG_KEY', 'RESERVE_STILL_SEALED'],
    handle: ({ params: { tender }, body }, context) =>
      shown(revealBids(tender, body.joint, body.reveals, context.contracts, context.relay), context),
  }),
  defineRoute({
    method: 'post',
    path: '/v1/tenders/{tender}/reserve-opening',
    tag,
    summary: { en: "Open the agency's sealed reserve price", ko: '발주기관이 봉인한 예정가격을 공개합니다' },
    description: ANYONE,
    params,
    query: NOTHING,
    body: z.strictObject({ opening: sealOpening }),
    answer: reserveReport,
    codes: [
      'UNKNOWN_TENDER',
      'WRONG_PHASE',
      'KEY_NOT_OPEN',
      'NO_RESERVE_SEAL',
      'RESERVE_ALREADY_OPENED',
      'WRONG_OPENING',
    ],
    handle: ({ params: { tender }, body }, context) =>
      shown(openReserve(tender, body.opening, context.contracts, context.relay), context),
  }),
  defineRoute({
    method: 'post',
    path: '/v1/tenders/{tender}/reserve-reveal',
    tag,
    summary: {
      en: "Open the sealed reserve price with the agency's note, in the fallback",
      ko: '예비 절차에서 발주기관의 메모로 예정가격을 공개합니다',
    },
    description: ANYONE,
    params,
    query: NOTHING,
    body: z.strictObject({ joint: jointKeySchema, reveal }),
    answer: reserveReport,
    codes: [
      'UNKNOWN_TENDER',
      'WRONG_PHASE',
      'WRONG_KEY',
      'NO_RESERVE_SEAL',
      'RESERVE_ALREADY_OPENED',
      'WRONG_OPENING',
    ],
    handle: ({ params: { tender }, body }, context) =>
      shown(revealReserve(tender, body.joint, body.reveal, context.contracts, context.relay), context),
  }),
  defineRoute({
    method: 'post',
    path: '/v1/tenders/{tender}/placements',
    tag,
    summary: { en: 'Put opened bids in line', ko: '개봉된 투찰의 순위를 매깁니다' },
    description: `${ANYONE} \`behind\` names a bid that already stands before the new one; 0 stands for the head of the line.`,
    params,
    query: NOTHING,
    body: z.strictObject({
      placements: z
        .array(z.strictObject({ bidder: participantId, behind: uint64 }))
        .min(1)
        .max(RANK_BATCH),
    }),
    bodyLimit: 'batchBytes',
    answer: rankingReport,
    codes: ['UNKNOWN_TENDER', 'WRONG_PHASE', 'NOT_RANKABLE', 'WRONG_PLACEMENT'],
    handle: ({ params: { tender }, body }, context) =>
      shown(rankBids(tender, body.placements, context.contracts, context.relay), context),
  }),
]
