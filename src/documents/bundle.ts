import { utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { BonginError } from '../protocol/error.ts'
import { parse } from '../protocol/value.ts'
import { documentError } from './error.ts'
import {
  CHUNK_CONTENT,
  MAX_CHUNKS,
  MAX_FILES,
  MAX_INDEX_BYTES,
  MAX_NAME_BYTES,
  MIN_CONTENT,
  TYPES,
} from './limits.ts'

/*
 * All documents of a bid in one piece: length of the index (4 bytes, big-endian), index in JSON, files, zeros. The zeros blur how
 * long it is.
 */

/** A name that is safe on every system: a hostile bidder chooses it, and the agency's program makes a file of that name. */
const nameSchema = z
  .string()
  .max(MAX_NAME_BYTES)
  .refine(name => name.isWellFormed() && utf8ToBytes(name).length <= MAX_NAME_BYTES, 'is too long')
  .refine(name => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\:*?"<>|]/u.test(name), 'holds a sign that no name may have')
  .refine(name => !/^[.\s]|[.\s]$/.test(name), 'must not begin or end with a dot or a blank')
  .refine(name => !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name), 'is a name that some systems forbid')
  .refine(name => typeOf(name) !== undefined, `must end with one of .${Object.keys(TYPES).join(', .')}`)

const indexSchema = z.strictObject({
  format: z.literal('bongin-documents'),
  version: z.literal(1),
  files: z
    .array(z.strictObject({ name: nameSchema, size: z.int().nonnegative() }))
    .min(1)
    .max(MAX_FILES)
    .refine(
      files => new Set(files.map(({ name }) => name.normalize('NFC').toLowerCase())).size === files.length,
      'no two files may have one name',
    ),
})

/** A file in the bundle. `size` in bytes. */
export type Entry = z.output<typeof indexSchema>['files'][number]

const LENGTH_BYTES = 4

/** The media type that a name's end stands for. */
export function typeOf(name: string): string | undefined {
  const [, end = ''] = /\.([A-Za-z0-9]+)$/.exec(name) ?? []
  return Object.hasOwn(TYPES, end.toLowerCase()) ? TYPES[end.toLowerCase()] : undefined
}

/** Where everything stands in a bundle, in bytes. */
export interface Layout {
  readonly head: Uint8Array
  readonly files: readonly Entry[]
  /** Zeros behind the last file. */
  readonly padding: number
  readonly chunks: number
}

/** @throws BonginError `UNFIT_DOCUMENTS` with the faulty files */
export function layoutOf(files: readonly Entry[]): Layout {
  const index = {
    format: 'bongin-documents',
    version: 1,
    files: files.map(({ name, size }) => ({ name, size })),
  }
  try {
    parse(indexSchema, index)
  } catch (cause) {
    if (!(cause instanceof BonginError)) throw cause
    const { message, details } = cause
    throw documentError('UNFIT_DOCUMENTS', `These files cannot be handed in. ${message}`, { cause, details })
  }
  const text = utf8ToBytes(JSON.stringify(index))
  const head = new Uint8Array(LENGTH_BYTES + text.length)
  new DataView(head.buffer).setUint32(0, text.length)
  head.set(text, LENGTH_BYTES)
  const length = head.length + files.reduce((sum, { size }) => sum + size, 0)
  const padded = padme(Math.max(length, MIN_CONTENT))
  const chunks = Math.ceil(padded / CHUNK_CONTENT)
  if (chunks > MAX_CHUNKS)
    throw documentError(
      'UNFIT_DOCUMENTS',
      `The files are too long together: ${length} bytes, and ${MAX_CHUNKS} MiB at most may be handed in.`,
      { details: { length } },
    )
  return { head, files, padding: padded - length, chunks }
}

/**
 * Reads the beginning of a bundle.
 * @param start its first bytes: the first chunk's content
 * @throws BonginError `DOCUMENTS_DAMAGED`
 */
export function readLayout(start: Uint8Array): Layout {
  try {
    const length = new DataView(start.buffer, start.byteOffset, start.byteLength).getUint32(0)
    if (length > MAX_INDEX_BYTES) throw new RangeError('the index is too long')
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      start.subarray(LENGTH_BYTES, LENGTH_BYTES + length),
    )
    const layout = layoutOf(parse(indexSchema, JSON.parse(text)).files)
    if (!isStartOf(layout.head, start)) throw new RangeError('the index is not in its one form')
    return layout
  } catch (cause) {
    const sentence = 'The documents open, but what is in them is not as a bidder’s program writes it.'
    throw documentError('DOCUMENTS_DAMAGED', sentence, { cause })
  }
}

/**
 * The next greater length of Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", 2019): at most 12 per cent
 * more, and only so many different lengths that they tell little.
 */
export function padme(length: number): number {
  const exponent = Math.floor(Math.log2(length))
  const step = 2 ** (exponent - Math.floor(Math.log2(exponent)) - 1)
  return Math.ceil(length / step) * step
}

function isStartOf(start: Uint8Array, whole: Uint8Array): boolean {
  return start.length <= whole.length && start.every((byte, place) => byte === whole[place])
}
