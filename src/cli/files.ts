import { access, readFile, unlink, writeFile } from 'node:fs/promises'
import type { z } from 'zod'
import { type Hex, keccak256 } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import { parse } from '../protocol/value.ts'
import { toText } from './output.ts'

const HASH = /^0x[0-9a-f]{64}$/
const OWNER_ONLY = 0o600
const READABLE = 0o644

/**
 * Reads a JSON file that the user named.
 * @throws BonginError `FILE_UNREADABLE`; `INVALID_INPUT` if it holds something else
 */
export async function readFileAs<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const content = readJson(path, (await readBytes(path)).toString('utf8'))
  try {
    return parse(schema, content)
  } catch (cause) {
    if (!(cause instanceof BonginError)) throw cause
    const { code, message, details } = cause
    throw new BonginError(code, `${path} is not as expected. ${message}`, { cause, details })
  }
}

function readJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new BonginError('FILE_UNREADABLE', `${path} is not JSON.`, { cause })
  }
}

/**
 * The hash of a document: given as such, or of a file on this machine. The file itself goes nowhere.
 * @param text a hash, or a path
 * @throws BonginError `FILE_UNREADABLE`
 */
export async function hashOf(text: string): Promise<Hex> {
  return HASH.test(text) ? (text as Hex) : keccak256(await readBytes(text))
}

/**
 * Looks before anything is asked or done, so that it is not in vain.
 * @throws BonginError `FILE_EXISTS`
 */
export async function assertAbsent(...paths: string[]): Promise<void> {
  for (const path of paths) {
    const exists = await access(path).then(
      () => true,
      () => false,
    )
    if (exists) throw fileExists(path)
  }
}

/**
 * Writes a new file that anyone may read; one that exists stays as it is.
 * @param content text as it stands, anything else as JSON
 * @throws BonginError `FILE_EXISTS`, `FILE_UNWRITABLE`
 */
export function writePublic(path: string, content: object | string): Promise<void> {
  return write(path, content, READABLE)
}

/** The same for its owner's eyes alone. */
export function writeSecret(path: string, content: object): Promise<void> {
  return write(path, content, OWNER_ONLY)
}

async function write(path: string, content: object | string, mode: number): Promise<void> {
  const text = typeof content === 'string' ? content : `${toText(content)}\n`
  try {
    await writeFile(path, text, { flag: 'wx', mode, flush: true })
  } catch (cause) {
    if (isExists(cause)) throw fileExists(path, cause)
    throw new BonginError('FILE_UNWRITABLE', `${path} cannot be written: ${(cause as Error).message}.`, {
      cause,
    })
  }
}

/** Takes back a file that this command has just written. */
export async function discard(path: string): Promise<void> {
  await unlink(path)
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw new BonginError('FILE_UNREADABLE', `${path} cannot be read.`, { cause })
  }
}

function fileExists(path: string, cause?: unknown): BonginError {
  return new BonginError('FILE_EXISTS', `${path} exists already. Nothing was overwritten.`, { cause })
}

function isExists(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}
