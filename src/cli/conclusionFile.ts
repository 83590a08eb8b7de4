import { z } from 'zod'
import {
  type SignedStatement,
  type Statement,
  signedStatementSchema,
  signedStatementToJson,
} from '../protocol/statement.ts'
import { readFileAs, writePublic } from './files.ts'

/** A conclusion on its way from the agency, which has signed it, to the winner, who has not. It says nothing secret. */
const conclusionFileSchema = z.strictObject({
  format: z.literal('bongin-conclusion', 'must be a conclusion, as "bongin award conclude" writes it'),
  version: z.literal(1),
  signed: signedStatementSchema.refine(
    ({ statement }) => statement.type === 'Conclude',
    'must be a conclusion',
  ),
})

type SignedConclusion = SignedStatement & { readonly statement: Extract<Statement, { type: 'Conclude' }> }

/** @throws BonginError `FILE_EXISTS`, `FILE_UNWRITABLE` */
export async function writeConclusion(path: string, signed: SignedStatement): Promise<void> {
  await writePublic(path, { format: 'bongin-conclusion', version: 1, signed: signedStatementToJson(signed) })
}

/** @throws BonginError `FILE_UNREADABLE`, `INVALID_INPUT` */
export async function readConclusion(path: string): Promise<SignedConclusion> {
  const { signed } = await readFileAs(path, conclusionFileSchema)
  return signed as SignedConclusion
}
