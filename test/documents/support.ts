import { type EnvelopeContext, encryptionKeyOf } from '../../src/documents/envelope.ts'
import type { Manifest } from '../../src/documents/manifest.ts'
import { openDocuments } from '../../src/documents/open.ts'
import { type Source, sealDocuments } from '../../src/documents/seal.ts'
import { type Hex, hashText } from '../../src/protocol/bytes.ts'
import { documentsKey } from '../../src/protocol/seal.ts'

/** Documents of bidder 101 for agency 2, and everything that opens them. */
export const CONTEXT: EnvelopeContext = {
  chainId: 1n,
  ledger: `0x${'11'.repeat(20)}`,
  tender: hashText('a tender'),
  bidder: 101n,
  agency: 2n,
}
export const AGENCY_KEY = hashText('the agency’s signing key')
export const OUTER = documentsKey(hashText('the key of a seal'))

export const fileOf = (name: string, content: Uint8Array | string): Source => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return {
    name,
    size: bytes.length,
    read: async function* () {
      // In pieces that fit nothing.
      for (let start = 0; start < bytes.length; start += 70_001) yield bytes.subarray(start, start + 70_001)
    },
  }
}

/** Bytes that no file has by accident, the same in every run. */
export const noise = (length: number): Uint8Array => {
  const bytes = new Uint8Array(length)
  for (let place = 0, state = 1; place < length; place++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[place] = state >>> 24
  }
  return bytes
}

export type Sealed = { readonly manifest: Manifest; readonly chunks: Uint8Array<ArrayBuffer>[] }

export const sealFiles = async (
  files: readonly Source[],
  { context = CONTEXT, outer = OUTER }: { context?: EnvelopeContext; outer?: Hex } = {},
): Promise<Sealed> => {
  const { publicKey } = await encryptionKeyOf(AGENCY_KEY)
  const chunks: Uint8Array<ArrayBuffer>[] = []
  const keep = async (chunk: Uint8Array<ArrayBuffer>): Promise<void> => void chunks.push(chunk)
  return { manifest: await sealDocuments(files, { context, outer, receiver: publicKey }, keep), chunks }
}

export type Opened = { readonly name: string; readonly content: Uint8Array }

export const openFiles = async (
  { manifest, chunks }: Sealed,
  { context = CONTEXT, outer = OUTER, signingKey = AGENCY_KEY } = {},
): Promise<Opened[]> => {
  const { privateKey } = await encryptionKeyOf(signingKey)
  const fetchChunk = async (place: number): Promise<Uint8Array<ArrayBuffer>> =>
    chunks[place] ?? new Uint8Array(0)
  const opened: Opened[] = []
  for await (const { name, content } of openDocuments(manifest, { context, outer, privateKey }, fetchChunk)) {
    const pieces: Uint8Array[] = []
    for await (const piece of content) pieces.push(piece)
    opened.push({ name, content: new Uint8Array(Buffer.concat(pieces)) })
  }
  return opened
}
