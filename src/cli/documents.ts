import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { createReach } from '../client/client.ts'
import type { Upload } from '../client/documents.ts'
import type { Reach } from '../client/reading.ts'
import { layoutOf } from '../documents/bundle.ts'
import { CHUNK_BYTES } from '../documents/limits.ts'
import { chunkBytes, type Manifest } from '../documents/manifest.ts'
import type { OpenedFile } from '../documents/open.ts'
import type { Source } from '../documents/seal.ts'
import { BonginError } from '../protocol/error.ts'
import type { Gateway } from './gateway.ts'

// The documents of a bid on this machine: the bidder's files, their sealed chunks in one file beside the bid, and what the agency
// gets out of them.

/** Where the sealed documents of a bid stand. */
export const documentsFileOf = (path: string): string => `${path}.documents`

const READABLE = 0o644

/** The same gateway, for the client library. */
export function reachOf({ url }: Gateway): Reach {
  return createReach({ gateways: url })
}

/**
 * The files that a bidder names, not read yet. What may not be handed in is refused here.
 * @throws BonginError `FILE_UNREADABLE`, `UNFIT_DOCUMENTS`
 */
export async function sourcesOf(paths: readonly string[]): Promise<Source[]> {
  const sources = await Promise.all(paths.map(sourceOf))
  if (sources.length > 0) layoutOf(sources)
  return sources
}

async function sourceOf(path: string): Promise<Source> {
  try {
    const found = await stat(path)
    if (!found.isFile()) throw new Error('not a file')
    // Hangul may be stored in single letters; other systems would show it so.
    return { name: basename(path).normalize('NFC'), size: found.size, read: () => createReadStream(path) }
  } catch (cause) {
    throw new BonginError('FILE_UNREADABLE', `${path} cannot be read.`, { cause })
  }
}

/** A new file of sealed chunks, which comes to stand there only when it is whole. */
export interface ChunkFile {
  keep(chunk: Uint8Array<ArrayBuffer>): Promise<void>
  /** @throws BonginError `FILE_UNWRITABLE` */
  done(): Promise<void>
  discard(): Promise<void>
}

/** @throws BonginError `FILE_UNWRITABLE` */
export async function createChunkFile(path: string): Promise<ChunkFile> {
  const unfinished = `${path}.unfinished`
  const file = await writing(path, () => open(unfinished, 'w', READABLE))
  return {
    keep: chunk => writing(path, () => file.writeFile(chunk)),
    done: () =>
      writing(path, async () => {
        await file.sync()
        await file.close()
        await rename(unfinished, path)
      }),
    discard: async () => {
      await file.close()
      await rm(unfinished, { force: true })
    },
  }
}

/**
 * Reads single chunks of such a file again.
 * @throws BonginError `FILE_UNREADABLE`
 */
export async function openChunkFile(
  path: string,
  manifest: Manifest,
): Promise<{ readonly fetchChunk: Upload['fetchChunk']; close(): Promise<void> }> {
  try {
    const file = await open(path, 'r')
    const fetchChunk = async (place: number): Promise<Uint8Array<ArrayBuffer>> => {
      const chunk = new Uint8Array(chunkBytes(manifest, place))
      await file.read(chunk, 0, chunk.length, place * CHUNK_BYTES)
      return chunk
    }
    return { fetchChunk, close: () => file.close() }
  } catch (cause) {
    const sentence = `${path} cannot be read. It holds the documents of this bid, which have not been uploaded yet.`
    throw new BonginError('FILE_UNREADABLE', sentence, { cause })
  }
}

/**
 * Writes opened documents into a new folder; all of them, or if one is damaged none.
 * @returns their names and lengths
 * @throws BonginError `FILE_EXISTS`, `FILE_UNWRITABLE`, and what opening them throws
 */
export async function writeDocuments(
  folder: string,
  files: AsyncIterable<OpenedFile>,
): Promise<{ name: string; size: number }[]> {
  const target = resolve(folder)
  const beside = await writing(folder, () => mkdtemp(join(dirname(target), '.bongin-documents-')))
  try {
    const written: { name: string; size: number }[] = []
    for await (const { name, size, content } of files) {
      const file = await writing(folder, () => open(join(beside, name), 'wx', READABLE))
      try {
        for await (const piece of content) await writing(folder, () => file.writeFile(piece))
      } finally {
        await file.close()
      }
      written.push({ name, size })
    }
    await writing(folder, () => rename(beside, target))
    return written
  } catch (error) {
    await rm(beside, { recursive: true, force: true })
    throw error
  }
}

/** @throws BonginError `FILE_UNREADABLE` */
export async function assertNoFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined)
  if (found === undefined)
    return void (await writing(folder, () => mkdir(dirname(resolve(folder)), { recursive: true })))
  throw new BonginError('FILE_EXISTS', `${folder} exists already. Nothing was overwritten.`)
}

async function writing<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (cause) {
    const message = `${path} cannot be written: ${(cause as Error).message}.`
    throw new BonginError('FILE_UNWRITABLE', message, { cause })
  }
}
