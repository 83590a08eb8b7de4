import { z } from 'zod'
import { CODES } from '../codes.ts'

const codes = Object.keys(CODES) as [keyof typeof CODES, ...(keyof typeof CODES)[]]

/** Every answer that is not a success: an RFC 9457 problem, with the error's own values besides. */
export const problemSchema = z
  .looseObject({
    type: z.string().meta({ description: 'Where the code is described' }),
    title: z
      .string()
      .meta({ description: 'What the code means, in English or Korean as `Accept-Language` asks' }),
    status: z.int(),
    detail: z.string().meta({ description: 'What is wrong this time and what to do, for people' }),
    code: z.enum(codes).meta({ description: 'For programs. Closed set' }),
    instance: z.string().meta({ description: 'Names this one occurrence; quote it when you report a fault' }),
    issues: z
      .array(z.strictObject({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'With `INVALID_INPUT`: each faulty field' }),
  })
  .meta({ id: 'Problem', description: 'A problem document (RFC 9457)' })
