import { z } from 'zod'
import type { EvidenceText } from '../../evidence/export.ts'
import { readTrust } from '../../evidence/trust.ts'
import { bytes32, participantId } from '../../protocol/value.ts'
import { trustToJson } from '../../verify/trust.ts'
import type { Code } from '../codes.ts'
import type { Download } from '../download.ts'
import { defineDownload, defineRoute, NOTHING, type Route } from '../route.ts'
import { evidenceSchema, trustSchema } from '../schema/evidence.ts'

const tag = 'evidence'

const CODES: readonly Code[] = [
  'NO_FINALITY',
  'WITNESS_REFUSED',
  'NODE_UNSUITABLE',
  'NODE_INCONSISTENT',
  'LEDGER_UNREACHABLE',
]

const STREAMED =
  'The answer is made while it is sent, one line a block, and compressed if `Accept-Encoding` allows gzip; `Bongin-Blocks` says how many blocks it will have. One that is cut off is not complete JSON. Only a few are made at once.'

/** Digits of the tender's id in a file's name. */
const SHORT = 10

const downloadOf = (name: string, { blocks, pieces }: EvidenceText): Download => ({
  name,
  pieces,
  headers: { 'Bongin-Blocks': String(blocks) },
})

export const evidenceRoutes: readonly Route[] = [
  defineDownload({
    path: '/v1/tenders/{tender}/evidence',
    tag,
    summary: { en: 'All evidence of a tender, in one file', ko: '입찰 증거 파일' },
    description: `What an auditor needs to check the whole tender without a network. ${STREAMED}`,
    params: z.strictObject({ tender: bytes32 }),
    answer: evidenceSchema,
    codes: ['UNKNOWN_TENDER', 'EXPORTS_BUSY', ...CODES],
    handle: async ({ tender }, { exports }) =>
      downloadOf(`evidence-${tender.slice(0, SHORT)}.json`, await exports.begin({ tender })),
  }),
  defineDownload({
    path: '/v1/tenders/{tender}/bids/{bidder}/receipt',
    tag,
    summary: { en: 'The receipt of a bid', ko: '투찰 접수증' },
    description: `Proves alone and offline that this bid was on the ledger before the deadline. ${STREAMED}`,
    params: z.strictObject({ tender: bytes32, bidder: participantId }),
    answer: evidenceSchema,
    codes: ['UNKNOWN_TENDER', 'NOT_FOUND', 'EXPORTS_BUSY', ...CODES],
    handle: async ({ tender, bidder }, { exports }) =>
      downloadOf(`receipt-${tender.slice(0, SHORT)}-${bidder}.json`, await exports.begin({ tender, bidder })),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/trust',
    tag,
    summary: { en: 'What evidence is checked against', ko: '증거 검증의 신뢰 기준' },
    description:
      'This gateway’s word. An auditor compares it with what the agency, the guardians and the operator publish, each on its own site.',
    params: NOTHING,
    query: NOTHING,
    answer: trustSchema,
    codes: CODES,
    handle: async (_input, { exports }) =>
      trustToJson(await readTrust(exports.source())) as z.input<typeof trustSchema>,
  }),
]
