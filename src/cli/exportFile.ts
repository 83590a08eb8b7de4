import { createWriteStream } from 'node:fs'
import { rename, stat, unlink } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { z } from 'zod'
import { BonginError } from '../protocol/error.ts'
import { bytes32, participantId } from '../protocol/value.ts'
import { MAX_EVIDENCE_LENGTH, type Subject } from '../verify/evidence.ts'
import { assertAbsent } from './files.ts'
import type { Output } from './output.ts'
import { withProgress } from './progress.ts'
import { ask, canAsk } from './prompt.ts'

/** Evidence as it comes: one line a block. */
export interface Incoming {
  readonly blocks: number
  readonly pieces: AsyncIterable<Uint8Array>
}

/** The line before the blocks; what it says of the kind follows from whether there is a bidder. */
const headSchema = z.looseObject({
  format: z.literal('bongin-evidence'),
  tender: bytes32,
  bidder: participantId.optional(),
})

const MAX_HEAD = 4_096
const NEWLINE = 10
const END = '}\n'

/**
 * Asks before anything is overwritten; where nobody can be asked, nothing is.
 * @returns whether there is a file that may be overwritten
 * @throws BonginError `FILE_EXISTS`
 */
export async function mayReplace(path: string, output: Output): Promise<boolean> {
  try {
    await assertAbsent(path)
    return false
  } catch (error) {
    if (output.json || !canAsk()) throw error
    const question = output.say({
      en: `${path} exists. Overwrite it?`,
      ko: `${path} 파일이 있습니다. 덮어쓸까요?`,
    })
    if (!/^y(es)?$/i.test((await ask(`${question} [y/N] `)).trim())) throw error
    return true
  }
}

/**
 * Writes evidence while it comes, with a progress bar, and under its name only once it is whole. It is not checked here: that is what
 * `bongin verify` is for, on the auditor's machine.
 * @param path packed by gzip if it ends in ".gz"
 * @returns the file's size in bytes
 * @throws BonginError `FILE_UNWRITABLE`, `GATEWAY_ANSWER` if it is cut off or something else
 */
export async function writeExport(
  path: string,
  { blocks, pieces }: Incoming,
  subject: Subject,
  output: Output,
): Promise<number> {
  const unfinished = `${path}.part`
  const packing = path.endsWith('.gz') ? [createGzip()] : []
  try {
    await withProgress(output.say({ en: 'Blocks', ko: '블록' }), blocks, output.json, progress => {
      const tell = (lines: number) => progress(Math.min(lines, blocks))
      const read = Readable.from(watched(pieces, subject, tell), { objectMode: false })
      return pipeline([read, ...packing, createWriteStream(unfinished)])
    })
    await rename(unfinished, path)
    return (await stat(path)).size
  } catch (cause) {
    await unlink(unfinished).catch(() => undefined)
    if (cause instanceof BonginError) throw cause
    throw new BonginError('FILE_UNWRITABLE', `${path} cannot be written: ${(cause as Error).message}.`, {
      cause,
    })
  }
}

/** Passes the pieces on, counts the blocks, and sees that it is what was asked for, from its beginning to its end. */
async function* watched(
  pieces: AsyncIterable<Uint8Array>,
  subject: Subject,
  progress: (lines: number) => void,
): AsyncIterable<Uint8Array> {
  let [head, tail] = [Buffer.alloc(0), Buffer.alloc(0)]
  let [lines, length] = [0, 0]
  try {
    for await (const piece of pieces) {
      if (lines === 0) {
        head = Buffer.concat([head, piece]).subarray(0, MAX_HEAD)
        if (head.includes(NEWLINE) || head.length === MAX_HEAD) assertHead(head, subject)
      }
      lines += piece.reduce((count, byte) => count + Number(byte === NEWLINE), 0)
      tail = Buffer.concat([tail, piece]).subarray(-END.length)
      length += piece.length
      if (length > MAX_EVIDENCE_LENGTH) throw somethingElse()
      progress(lines)
      yield piece
    }
  } catch (cause) {
    throw cause instanceof BonginError ? cause : cutOff(cause)
  }
  if (lines === 0) throw somethingElse()
  if (tail.toString('utf8') !== END) throw cutOff()
}

function assertHead(head: Buffer, { tender, bidder }: Subject): void {
  const [line = ''] = head.toString('utf8').split('\n')
  const found = headSchema.safeParse(attempt(() => JSON.parse(`${line}]}`)))
  if (!found.success || found.data.tender !== tender || found.data.bidder !== bidder) throw somethingElse()
}

function somethingElse(): BonginError {
  return new BonginError('GATEWAY_ANSWER', 'The gateway sent something else than was asked for.')
}

function cutOff(cause?: unknown): BonginError {
  return new BonginError('GATEWAY_ANSWER', 'The answer was cut off. Nothing was kept; ask again.', { cause })
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
