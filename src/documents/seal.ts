import { type Hex, hashLabelled, toHex } from '../protocol/bytes.ts'
import { type Layout, layoutOf } from './bundle.ts'
import { contentKeyOf, inChunks, sealChunk } from './chunks.ts'
import { type EnvelopeContext, wrapKey } from './envelope.ts'
import { documentError } from './error.ts'
import { chunkHash, type Manifest } from './manifest.ts'

/** A file to be handed in: a file on a disk, or in a browser what its owner picked. */
export interface Source {
  readonly name: string
  /** In bytes. */
  readonly size: number
  read(): AsyncIterable<Uint8Array>
}

/** To whom documents are sealed, and until when. */
export interface Wrapping {
  readonly context: EnvelopeContext
  /** What `documentsKey` gives for the bid's seal. */
  readonly outer: Hex
  /** The agency's public encryption key. */
  readonly receiver: Hex
}

const KEY_BYTES = 32
const KEY_HASH_LABEL = 'content key'
const ZEROS = new Uint8Array(65_536)

/**
 * Seals the documents of a bid, chunk by chunk: they may be far larger than the memory.
 * @param keep gets each sealed chunk, in order from place 0
 * @returns what names them all; its root goes into the bid
 * @throws BonginError `UNFIT_DOCUMENTS`, `FILE_CHANGED`, `UNFIT_PROFILE`
 */
export async function sealDocuments(
  files: readonly Source[],
  { context, outer, receiver }: Wrapping,
  keep: (chunk: Uint8Array<ArrayBuffer>, place: number) => Promise<void>,
): Promise<Manifest> {
  const layout = layoutOf(files)
  const contentKey = crypto.getRandomValues(new Uint8Array(KEY_BYTES))
  const envelope = await wrapKey(contentKey, outer, receiver, context)
  const key = await contentKeyOf(contentKey)
  const chunks: Hex[] = []
  let size = 0
  for await (const content of inChunks(piecesOf(files, layout))) {
    const place = chunks.length
    const sealed = await sealChunk(key, place, place === layout.chunks - 1, content)
    chunks.push(await chunkHash(sealed))
    size += sealed.length
    await keep(sealed, place)
  }
  return { envelope, keyHash: keyHashOf(contentKey), size, chunks }
}

/** The commitment to a content key. */
export function keyHashOf(contentKey: Uint8Array): Hex {
  return hashLabelled(KEY_HASH_LABEL, toHex(contentKey))
}

async function* piecesOf(files: readonly Source[], { head, padding }: Layout): AsyncGenerator<Uint8Array> {
  yield head
  for (const file of files) yield* exactly(file)
  for (let left = padding; left > 0; left -= ZEROS.length) yield ZEROS.subarray(0, left)
}

/** A file that grows or shrinks while it is read would push the others out of their places. */
async function* exactly({ name, size, read }: Source): AsyncGenerator<Uint8Array> {
  let length = 0
  for await (const piece of read()) {
    length += piece.length
    if (length > size) break
    yield piece
  }
  if (length !== size)
    throw documentError('FILE_CHANGED', `${name} changed while it was read. Seal again.`, {
      details: { name },
    })
}
