import { z } from 'zod'
import { fromHex, type Hex, hashLabelled, keccak256, toHex } from '../protocol/bytes.ts'
import { bytes, bytes32, parse, toJson } from '../protocol/value.ts'
import { ENVELOPE_BYTES } from './envelope.ts'
import { CHUNK_BYTES, MAX_CHUNKS, TAG_BYTES } from './limits.ts'

const LABEL = 'Bongin attachments 1'

/**
 * What names the sealed documents of one bid: how long they are, what each chunk hashes to, and the wrapped key. It is public,
 * and tells neither how many files there are nor what they are called.
 */
export const manifestSchema = z
  .strictObject({
    /** The content key in its two wrappings. */
    envelope: bytes(ENVELOPE_BYTES, ENVELOPE_BYTES),
    /** Commits to the content key: whoever discloses it later cannot disclose another. */
    keyHash: bytes32,
    /** Of all chunks together, in bytes. */
    size: z
      .int()
      .min(TAG_BYTES + 1)
      .max(MAX_CHUNKS * CHUNK_BYTES),
    /** SHA-256 of each chunk. */
    chunks: z.array(bytes32).min(1).max(MAX_CHUNKS),
  })
  .refine(({ size, chunks }) => Math.ceil(size / CHUNK_BYTES) === chunks.length, 'size and chunks must agree')

export type Manifest = z.output<typeof manifestSchema>

/** @throws BonginError `INVALID_INPUT` */
export function parseManifest(input: unknown): Manifest {
  return parse(manifestSchema, input)
}

export function manifestToJson(manifest: Manifest): z.input<typeof manifestSchema> {
  return toJson(manifestSchema, manifest)
}

/** What stands as `attachments` in the signed bid. */
export function rootOf({ envelope, keyHash, size, chunks }: Manifest): Hex {
  const list: Hex = `0x${chunks.map(chunk => chunk.slice(2)).join('')}`
  return hashLabelled(LABEL, keccak256(fromHex(envelope)), keyHash, size, keccak256(list))
}

/** How many bytes the chunk at a place has, from 0. */
export function chunkBytes({ size, chunks }: Manifest, place: number): number {
  return place < chunks.length - 1 ? CHUNK_BYTES : size - (chunks.length - 1) * CHUNK_BYTES
}

/**
 * By what browsers and servers compute natively, and beside the main thread: documents are a thousand times larger than
 * statements.
 */
export async function chunkHash(chunk: Uint8Array<ArrayBuffer>): Promise<Hex> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', chunk)))
}
