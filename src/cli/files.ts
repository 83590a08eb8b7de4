import { readFile, writeFile } from 'node:fs/promises'
import { BonginError } from '../protocol/error.ts'
import { toText } from './output.ts'

/**
 * Reads a JSON file that the user named; what stands in it is still to be parsed by a schema.
 * @throws BonginError `FILE_UNREADABLE`
 */
export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    const why = cause instanceof SyntaxError ? `is not JSON: ${cause.message}` : 'cannot be read'
    throw new BonginError('FILE_UNREADABLE', `${path} ${why}.`, { cause })
  }
}

/**
 * Writes a new file; one that exists stays as it is. `secret` files are for their owner alone.
 * @throws BonginError `FILE_EXISTS`
 */
export async function writeJson(path: string, content: object, secret = false): Promise<void> {
  try {
    await writeFile(path, `${toText(content)}\n`, { flag: 'wx', mode: secret ? 0o600 : 0o644 })
  } catch (cause) {
    throw new BonginError('FILE_EXISTS', `${path} exists already or cannot be written. Nothing was overwritten.`, { cause })
  }
}
