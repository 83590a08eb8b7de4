import { documentError } from './error.ts'
import { CHUNK_CONTENT } from './limits.ts'

/*
 * The chunks of a bundle, each encrypted and authenticated by itself (STREAM of Hoang, Reyhanitabar, Rogaway and Vizár, 2015):
 * the nonce holds the chunk's place and whether it is the last, so that none can be left out, doubled, exchanged, or taken for
 * the end.
 */

/** A key of WebCrypto, in Node and in browsers. */
export type CipherKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

const NONCE_BYTES = 12
const COUNTER_AT = 7
const LAST_AT = 11

export function contentKeyOf(bytes: Uint8Array<ArrayBuffer>): Promise<CipherKey> {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** @param place from 0. Each place of a key is encrypted once, or its content and the others' are lost */
export async function sealChunk(
  key: CipherKey,
  place: number,
  isLast: boolean,
  content: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonceOf(place, isLast) }, key, content)
  return new Uint8Array(sealed)
}

/** @throws BonginError `DOCUMENTS_DAMAGED` unless it is the very chunk of this place */
export async function openChunk(
  key: CipherKey,
  place: number,
  isLast: boolean,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const content = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonceOf(place, isLast) }, key, sealed)
    return new Uint8Array(content)
  } catch (cause) {
    throw documentError('DOCUMENTS_DAMAGED', `Chunk ${place} of the documents does not open.`, { cause })
  }
}

/** Cuts what comes in pieces of any length into chunks of one length; the last may be shorter. */
export async function* inChunks(
  pieces: AsyncIterable<Uint8Array>,
  length = CHUNK_CONTENT,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let chunk = new Uint8Array(length)
  let filled = 0
  for await (let piece of pieces) {
    while (piece.length > 0) {
      const part = piece.subarray(0, length - filled)
      chunk.set(part, filled)
      filled += part.length
      piece = piece.subarray(part.length)
      if (filled < length) break
      yield chunk
      chunk = new Uint8Array(length)
      filled = 0
    }
  }
  if (filled > 0) yield chunk.slice(0, filled)
}

function nonceOf(place: number, isLast: boolean): Uint8Array<ArrayBuffer> {
  const nonce = new Uint8Array(NONCE_BYTES)
  new DataView(nonce.buffer).setUint32(COUNTER_AT, place)
  nonce[LAST_AT] = isLast ? 1 : 0
  return nonce
}
