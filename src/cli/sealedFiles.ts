import { z } from 'zod'
import { type Manifest, manifestSchema, manifestToJson, rootOf } from '../documents/manifest.ts'
import { type Hex, ZERO_WORD } from '../protocol/bytes.ts'
import {
  type SignedStatement,
  type Statement,
  signedStatementSchema,
  signedStatementToJson,
} from '../protocol/statement.ts'
import { bytes32, participantId, toJson, uint96, uint256 } from '../protocol/value.ts'
import { readFileAs, writePublic, writeSecret } from './files.ts'

/** A sealed bid as a file: the signed statement, ready to be submitted by anyone, and what names its documents. Public. */
const bidFileSchema = z
  .strictObject({
    format: z.literal('bongin-bid', 'must be a sealed bid, as "bongin bid seal" writes it'),
    version: z.literal(1),
    signed: signedStatementSchema.refine(({ statement }) => statement.type === 'SubmitBid', 'must be a bid'),
    documents: manifestSchema.exactOptional(),
  })
  .refine(
    ({ signed: { statement }, documents }) =>
      statement.type !== 'SubmitBid' ||
      statement.attachments === (documents === undefined ? ZERO_WORD : rootOf(documents)),
    'the documents must be those that the bid names',
  )

type SignedBid = SignedStatement & { readonly statement: Extract<Statement, { type: 'SubmitBid' }> }

/** What opens one seal without the guardians: whoever has it can read the price. Needed only if they fail. */
const noteSchema = z.strictObject({
  format: z.literal('bongin-opening-note', 'must be an opening note, as "bongin bid seal" writes it'),
  version: z.literal(1),
  warning: z.string(),
  tender: bytes32,
  author: participantId,
  price: uint96,
  r: uint256,
})

/** An opening note. `r` is the scalar that the seal was made with. */
export interface Note {
  readonly tender: Hex
  readonly author: bigint
  readonly price: bigint
  readonly r: bigint
}

/** Where the note of a file stands. */
export const noteOf = (path: string): string => `${path}.note`

/** Where the receipt of a submitted bid stands. */
export const receiptFileOf = (path: string): string => `${path}.receipt`

const WARNING =
  'Keep this secret until the opening: whoever has it can read the price. 개찰 전에는 비밀로 보관하십시오: 이 파일이 있으면 금액을 읽을 수 있습니다.'

/** @throws BonginError `FILE_EXISTS`, `FILE_UNWRITABLE` */
export async function writeBid(
  path: string,
  signed: SignedStatement,
  documents: Manifest | undefined,
): Promise<void> {
  const named = documents && { documents: manifestToJson(documents) }
  await writePublic(path, {
    format: 'bongin-bid',
    version: 1,
    signed: signedStatementToJson(signed),
    ...named,
  })
}

/** @throws BonginError `FILE_UNREADABLE`, `INVALID_INPUT` */
export async function readBid(
  path: string,
): Promise<{ readonly signed: SignedBid; readonly documents: Manifest | undefined }> {
  const { signed, documents } = await readFileAs(path, bidFileSchema)
  return { signed: signed as SignedBid, documents }
}

/**
 * Writes an opening note for its owner's eyes alone; before the statement is sent, so that it cannot be lacking later.
 * @throws BonginError `FILE_EXISTS`, `FILE_UNWRITABLE`
 */
export async function writeNote(path: string, note: Note): Promise<void> {
  const content = { format: 'bongin-opening-note', version: 1, warning: WARNING, ...note } as const
  await writeSecret(path, toJson(noteSchema, content))
}

/** @throws BonginError `FILE_UNREADABLE`, `INVALID_INPUT` */
export async function readNote(path: string): Promise<Note> {
  return readFileAs(path, noteSchema)
}
