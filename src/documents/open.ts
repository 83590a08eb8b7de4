import type { Hex } from '../protocol/bytes.ts'
import { type Entry, readLayout } from './bundle.ts'
import { type CipherKey, contentKeyOf, openChunk } from './chunks.ts'
import { type EnvelopeContext, unwrapKey } from './envelope.ts'
import { documentError } from './error.ts'
import { chunkHash, type Manifest } from './manifest.ts'
import { keyHashOf } from './seal.ts'

/** What opens the documents of a bid: the opening of its seal, and the agency's own key. */
export interface Unwrapping {
  readonly context: EnvelopeContext
  /** What `documentsKey` gives for the opened seal. */
  readonly outer: Hex
  readonly privateKey: CipherKey
}

/** A file of a bidder. Its content is to be read to its end before the next file is taken. */
export interface OpenedFile extends Entry {
  readonly content: AsyncIterable<Uint8Array>
}

/**
 * Opens the documents of a bid, file by file. Each chunk is checked before anything of it is given on, and the padding last:
 * whoever gets through has exactly what the bidder sealed.
 * @param manifest whose root the bid names: the caller has compared them
 * @param fetchChunk gets a chunk by its place, from wherever it is kept
 * @throws BonginError `DOCUMENTS_DAMAGED`, and what `fetchChunk` throws
 */
export async function* openDocuments(
  manifest: Manifest,
  { context, outer, privateKey }: Unwrapping,
  fetchChunk: (place: number) => Promise<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<OpenedFile> {
  const contentKey = await unwrapKey(manifest.envelope, outer, privateKey, context)
  if (keyHashOf(contentKey) !== manifest.keyHash)
    throw documentError('DOCUMENTS_DAMAGED', 'The key of these documents is not the one that the bid names.')
  const reader = readerOf(openedChunks(manifest, await contentKeyOf(contentKey), fetchChunk))
  const layout = readLayout(await reader.peek())
  if (layout.chunks !== manifest.chunks.length)
    throw documentError('DOCUMENTS_DAMAGED', 'The documents are longer or shorter than they say.')
  for await (const piece of reader.take(layout.head.length)) void piece
  for (const file of layout.files) yield { ...file, content: reader.take(file.size) }
  for await (const piece of reader.rest())
    if (piece.some(byte => byte !== 0))
      throw documentError('DOCUMENTS_DAMAGED', 'Something is hidden behind the last document.')
}

async function* openedChunks(
  { chunks }: Manifest,
  key: CipherKey,
  fetchChunk: (place: number) => Promise<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array> {
  for (const [place, hash] of chunks.entries()) {
    const sealed = await fetchChunk(place)
    if ((await chunkHash(sealed)) !== hash)
      throw documentError(
        'DOCUMENTS_DAMAGED',
        `Chunk ${place} of the documents is not the one that the bid names.`,
        {
          details: { place },
        },
      )
    yield await openChunk(key, place, place === chunks.length - 1, sealed)
  }
}

/** Reads a stream part by part. */
interface Reader {
  /** What comes next, without taking it. */
  peek(): Promise<Uint8Array>
  take(length: number): AsyncGenerator<Uint8Array>
  rest(): AsyncGenerator<Uint8Array>
}

function readerOf(pieces: AsyncGenerator<Uint8Array>): Reader {
  let left: Uint8Array = new Uint8Array(0)
  const fill = async (): Promise<boolean> => {
    while (left.length === 0) {
      const { done, value } = await pieces.next()
      if (done === true) return false
      left = value
    }
    return true
  }
  return {
    peek: async () => {
      await fill()
      return left
    },
    async *take(length) {
      for (let wanted = length; wanted > 0; ) {
        if (!(await fill())) throw documentError('DOCUMENTS_DAMAGED', 'The documents end too early.')
        const part = left.subarray(0, wanted)
        left = left.subarray(part.length)
        wanted -= part.length
        yield part
      }
    },
    async *rest() {
      for (; await fill(); left = new Uint8Array(0)) yield left
    },
  }
}
