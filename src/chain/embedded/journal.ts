import { type FileHandle, open } from 'node:fs/promises'
import { syncName } from '../file.ts'
import { nodeError } from './error.ts'
import { type Line, readLines } from './lines.ts'
import { decodeRecord, encodeRecord, type GenesisRecord, type JournalRecord } from './record.ts'

/** What a journal holds, counted while it was checked from its first line to its last. */
export interface JournalContents {
  /** Absent in a new, empty journal. */
  readonly genesis: GenesisRecord | undefined
  readonly blocks: number
  readonly transactions: number
}

/**
 * The append-only file from which the chain is rebuilt. It is trusted: whoever can write it can write another past, and
 * only those who kept a receipt or a copy would notice.
 */
export class Journal {
  readonly #file: FileHandle
  readonly #path: string
  #size: number
  #failure: unknown

  constructor(file: FileHandle, path: string, size: number) {
    this.#file = file
    this.#path = path
    this.#size = size
  }

  /**
   * Writes a record; when the promise resolves, the record survives a power failure. Not to be called again before that:
   * a crash then damages the last line at most, and that one was not yet promised to anybody.
   * @throws the system's error, from then on at every call: after a failed write nobody knows what the file holds
   */
  async append(record: JournalRecord): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure
    try {
      const line = Buffer.from(encodeRecord(record))
      await this.#file.appendFile(line)
      await this.#file.datasync()
      this.#size += line.length
    } catch (error) {
      this.#failure = error
      throw error
    }
  }

  /** All records so far, from the first on, read from the file as they are asked for. */
  async *records(): AsyncGenerator<JournalRecord> {
    for await (const line of readLines(this.#file, this.#size)) yield recordOf(line, this.#path)
  }

  async close(): Promise<void> {
    await this.#file.close()
  }
}

/**
 * Opens or makes the journal and checks every line. A last line that was never finished is cut off, with a log line.
 * @throws BonginError `JOURNAL_DAMAGED` with the number of the first damaged line
 */
export async function openJournal(
  path: string,
  log: (line: string) => void,
): Promise<{ journal: Journal; contents: JournalContents }> {
  const file = await open(path, 'a+', 0o600)
  try {
    await syncName(path)
    const { contents, size } = await check(file, path)
    const excess = (await file.stat()).size - size
    if (excess > 0) {
      await file.truncate(size)
      await file.sync()
      log(
        `journal: cut ${excess} bytes of a last line that was never finished (a crash while it was written)`,
      )
    }
    return { journal: new Journal(file, path, size), contents }
  } catch (error) {
    await file.close()
    throw error
  }
}

/** Reads the whole journal once: what it holds, and where its last whole line ends. */
async function check(file: FileHandle, path: string): Promise<{ contents: JournalContents; size: number }> {
  let genesis: GenesisRecord | undefined
  let head = { number: 0, timestamp: 0 }
  let transactions = 0
  let size = 0
  const { size: fileSize } = await file.stat()
  for await (const line of readLines(file, fileSize)) {
    if (isTorn(line)) break
    const record = recordOf(line, path)
    const flaw = flawOf(record, genesis, head)
    if (flaw !== undefined) throw damaged(path, line.number, flaw)
    if (record.type === 'genesis') {
      genesis = record
      head = { number: 0, timestamp: record.timestamp }
    } else if (record.type === 'block') {
      head = record
      transactions += record.transactions.length
    }
    size = line.end
  }
  return { contents: { genesis, blocks: head.number, transactions }, size }
}

/**
 * A last line without its end, or with zeros in it, was still being written: a power failure leaves zeros where a page of
 * a longer line did not reach the disk. A whole line with a wrong checksum may have been promised to somebody, so it is damage.
 */
function isTorn(line: Line): boolean {
  return line.last && (!line.terminated || line.bytes.includes(0))
}

/** What is wrong with a record in its place, if anything. */
function flawOf(
  record: JournalRecord,
  genesis: GenesisRecord | undefined,
  head: { number: number; timestamp: number },
): string | undefined {
  if ((record.type === 'genesis') !== (genesis === undefined))
    return 'the genesis record must be the first, and only that'
  if (record.type === 'block' && record.number !== head.number + 1) {
    return `block ${record.number} follows block ${head.number}`
  }
  if (record.type === 'block' && record.timestamp < head.timestamp)
    return 'its block is older than its parent'
  if (record.type === 'head' && record.number !== head.number) {
    return `it names block ${record.number} as the last, but that is block ${head.number}`
  }
  return undefined
}

function recordOf(line: Line, path: string): JournalRecord {
  const record = decodeRecord(line.bytes)
  if (typeof record === 'string') throw damaged(path, line.number, record)
  return record
}

function damaged(path: string, line: number, flaw: string): Error {
  return nodeError(
    'JOURNAL_DAMAGED',
    `Line ${line} of the journal ${path} is damaged: ${flaw}. Nothing was changed; put back a copy of the file.`,
    { details: { path, line, flaw } },
  )
}
