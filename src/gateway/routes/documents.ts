import { z } from 'zod'
import { CHUNK_BYTES, MAX_CHUNKS, MAX_PROFILE_BYTES } from '../../documents/limits.ts'
import { type Manifest, manifestSchema, manifestToJson } from '../../documents/manifest.ts'
import { profileSchema } from '../../documents/profile.ts'
import { signedStatementSchema } from '../../protocol/statement.ts'
import { bytes32, participantId } from '../../protocol/value.ts'
import { defineBytes } from '../bytes.ts'
import type { Code } from '../codes.ts'
import type { DocumentsState, SignedBid } from '../documents/desk.ts'
import { defineRoute, NOTHING, type Route } from '../route.ts'
import { count, decimal, hex, word } from '../schema/fields.ts'

const tag = 'documents'
const BYTES = 'application/octet-stream'
const JSON_TYPE = 'application/json'
/** What is named by its hash never changes. */
const FOR_EVER = 'public, max-age=31536000, immutable'

const binary = z.any().meta({ type: 'string', format: 'binary' })
const root = { root: bytes32 }
const chunk = z.strictObject({
  ...root,
  place: z.coerce
    .number<string>()
    .int()
    .min(0)
    .max(MAX_CHUNKS - 1),
})
const ofParticipant = z.strictObject({ participant: participantId })

const manifestView = z
  .strictObject({
    envelope: hex.meta({ description: 'The key of the documents, wrapped to the agency and to the opening' }),
    keyHash: word.meta({ description: 'Commits to that key' }),
    size: count.meta({ description: 'Bytes of all chunks together' }),
    chunks: z
      .array(word)
      .meta({ description: `SHA-256 of each chunk; all but the last have ${CHUNK_BYTES} bytes` }),
  })
  .meta({
    id: 'Manifest',
    description: 'What names the sealed documents of a bid. Its root is `attachments` of the bid',
  })

const stateSchema = z
  .strictObject({
    root: word,
    manifest: manifestView,
    missing: z
      .array(count)
      .meta({ description: 'Places of the chunks that this gateway does not have, from 0' }),
  })
  .meta({ id: 'Documents', description: 'The sealed documents of a bid, as far as this gateway has them' })

const signedBidSchema = signedStatementSchema.refine(
  ({ statement }) => statement.type === 'SubmitBid',
  'must be a bid',
)

const stored: readonly Code[] = ['DOCUMENTS_OFF', 'STORE_UNAVAILABLE']

const viewOf = ({ root: name, manifest, missing }: DocumentsState): z.input<typeof stateSchema> => ({
  root: name,
  manifest: manifestToJson(manifest) as Manifest,
  missing: [...missing],
})

const declare = defineRoute({
  method: 'post',
  path: '/v1/documents',
  tag,
  summary: { en: 'Tell of documents that will be uploaded', ko: '첨부 문서 업로드를 시작합니다' },
  description: [
    'Documents are sealed on the bidder’s own machine: to the agency, and to a key that only the opening of the bid releases. What is stored here nobody can read before, and nobody but the agency afterwards.',
    'Tell of them with the signed bid that names them, whether it is submitted already or not; then put each chunk that is `missing`. Told again, it says what is still missing: an upload that broke off goes on there.',
    'Once a bid on the ledger names them, anybody who has the chunks may bring them, without `signed`. What no bid names is removed some time after the closing.',
  ].join('\n\n'),
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({ manifest: manifestSchema, signed: signedBidSchema.exactOptional() }),
  answer: stateSchema,
  codes: [
    'WRONG_ROOT',
    'UNKNOWN_DOCUMENTS',
    'UNKNOWN_TENDER',
    'TOO_LATE',
    'QUOTA_EXCEEDED',
    'BAD_SIGNATURE',
    'UNKNOWN_SIGNER',
    'UNKNOWN_PARTICIPANT',
    'MISSING_ROLE',
    'SUSPENDED',
    ...stored,
  ],
  handle: async ({ body: { manifest, signed } }, { documents }) =>
    viewOf(await documents.declare(manifest, signed as SignedBid | undefined)),
})

const show = defineRoute({
  method: 'get',
  path: '/v1/documents/{root}',
  tag,
  summary: { en: 'What is here of the documents of a bid', ko: '투찰 첨부 문서 현황' },
  description:
    'Everybody may look: a missing or exchanged document is seen before the opening. `root` is `attachments` of the bid.',
  params: z.strictObject(root),
  query: NOTHING,
  answer: stateSchema,
  codes: ['UNKNOWN_DOCUMENTS', ...stored],
  handle: async ({ params }, { documents }) => viewOf(await documents.state(params.root)),
})

const CHUNK_PATH = '/v1/documents/{root}/chunks/{place}'
const PROFILE_PATH = '/v1/participants/{participant}/profile'

const putChunk = defineBytes({
  method: 'put',
  path: CHUNK_PATH,
  tag,
  summary: { en: 'Upload a chunk', ko: '문서 조각을 올립니다' },
  description:
    'Chunks may come in any order, several at once, and twice. Each is checked against its hash before it is kept.',
  params: chunk,
  body: binary,
  bodyType: BYTES,
  maxBytes: CHUNK_BYTES,
  answer: z.strictObject({ root: word, place: count }),
  codes: ['UNKNOWN_DOCUMENTS', 'CHUNK_MISMATCH', ...stored],
  handle: async (params, bytes, { documents }) => {
    await documents.keep(params.root, params.place, bytes)
    return params
  },
})

const getChunk = defineBytes({
  method: 'get',
  path: CHUNK_PATH,
  tag,
  summary: { en: 'Download a chunk', ko: '문서 조각을 내려받습니다' },
  description:
    'Sealed, as it was uploaded. Whoever reads it compares its hash with the manifest, and the manifest’s root with the bid.',
  params: chunk,
  answer: binary,
  answerType: BYTES,
  codes: ['UNKNOWN_DOCUMENTS', ...stored],
  handle: async (params, _body, { documents }) => ({
    bytes: await documents.fetch(params.root, params.place),
    caching: FOR_EVER,
  }),
})

const putProfile = defineBytes({
  method: 'put',
  path: PROFILE_PATH,
  tag: 'participants',
  summary: { en: 'Bring a participant’s profile', ko: '참가자 프로필을 올립니다' },
  description:
    'Exactly the bytes whose keccak256 the registry names as `profile`: whoever brings them, nothing else is taken. A profile holds the key that documents for this participant are sealed to.',
  params: ofParticipant,
  body: profileSchema,
  bodyType: JSON_TYPE,
  maxBytes: MAX_PROFILE_BYTES,
  answer: z.strictObject({ participant: decimal, profile: word }),
  codes: ['NOT_FOUND', 'UNFIT_PROFILE', ...stored],
  handle: async ({ participant }, bytes, { documents }) => ({
    participant,
    profile: await documents.keepProfile(participant, bytes),
  }),
})

const getProfile = defineBytes({
  method: 'get',
  path: PROFILE_PATH,
  tag: 'participants',
  summary: { en: 'A participant’s profile', ko: '참가자 프로필' },
  description: 'As it was brought, byte by byte: compare its keccak256 with `profile` of the participant.',
  params: ofParticipant,
  answer: profileSchema,
  codes: ['NOT_FOUND', ...stored],
  handle: async ({ participant }, _body, { documents }) => ({
    bytes: await documents.fetchProfile(participant),
    caching: 'no-cache',
  }),
})

export const documentRoutes: readonly Route[] = [declare, show, putChunk, getChunk]
export const profileRoutes: readonly Route[] = [putProfile, getProfile]
