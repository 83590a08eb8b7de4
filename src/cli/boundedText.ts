import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { BonginError } from '../protocol/error.ts'
import { verifyError } from '../verify/error.ts'
import { MAX_EVIDENCE_LENGTH } from '../verify/evidence.ts'
import type { Source } from '../verify/report/audit.ts'

/** The name that stands for standard input. */
const STDIN = '-'
/** The first bytes of whatever gzip has packed (RFC 1952, 2.3.1). */
const GZIP = [0x1f, 0x8b] as const

/** The text of a file, and which file it was. */
export interface BoundedText {
  readonly text: string
  readonly source: Source
}

/**
 * Reads text that a stranger may have written, packed by gzip or not, and never more of it than evidence may have: neither a huge file nor a
 * small one that unpacks to a huge one takes the memory.
 * @param path `-` reads standard input
 * @throws BonginError `FILE_UNREADABLE`, `TOO_LARGE`, `MALFORMED_TEXT`
 */
export async function readBoundedText(path: string): Promise<BoundedText> {
  const file = path === STDIN ? process.stdin : createReadStream(path)
  const bytes = await collect(file)
  const unpacked = isPacked(bytes) ? await unpack(bytes) : bytes
  return {
    text: decode(unpacked),
    source: {
      name: path === STDIN ? STDIN : basename(path),
      bytes: bytes.length,
      sha256: `0x${createHash('sha256').update(bytes).digest('hex')}`,
    },
  }
}

function isPacked(bytes: Uint8Array): boolean {
  return GZIP.every((byte, place) => bytes[place] === byte)
}

async function unpack(bytes: Buffer): Promise<Buffer> {
  const gunzip = createGunzip()
  // What goes wrong is told where the result is read.
  pipeline([bytes], gunzip, () => undefined)
  return collect(gunzip)
}

async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of stream) {
      length += chunk.length
      if (length > MAX_EVIDENCE_LENGTH) throw tooLarge()
      chunks.push(chunk)
    }
  } catch (cause) {
    if (cause instanceof BonginError) throw cause
    throw new BonginError('FILE_UNREADABLE', `It cannot be read: ${(cause as Error).message}.`, { cause })
  }
  return Buffer.concat(chunks, length)
}

function tooLarge() {
  return verifyError('TOO_LARGE', `Larger than evidence can be: ${MAX_EVIDENCE_LENGTH} bytes.`)
}

/** A byte order mark stays, and the reader of JSON refuses it (RFC 8259, 8.1). */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw verifyError('MALFORMED_TEXT', 'It is no text in UTF-8.', { cause })
  }
}
