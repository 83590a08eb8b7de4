import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { type Journal, openJournal } from '../../../src/chain/embedded/journal.ts'
import type { BlockRecord, GenesisRecord, JournalRecord } from '../../../src/chain/embedded/record.ts'
import { failureOf } from './support/failure.ts'

const HASH = `0x${'ab'.repeat(32)}`

const GENESIS: GenesisRecord = {
  type: 'genesis',
  format: 1,
  chainId: 7,
  timestamp: 100,
  gasLimit: 30_000_000,
  baseFee: 0,
  hardfork: 'cancun',
  anvil: '1.0.0',
  accounts: [{ address: `0x${'11'.repeat(20)}`, balance: '0xff' }],
}

function blockRecord(number: number, changes: Partial<BlockRecord> = {}): BlockRecord {
  return {
    type: 'block',
    number,
    timestamp: 100 + number,
    parentHash: HASH,
    transactions: ['0x02aa', '0x02bb'],
    ...changes,
  }
}

describe('Journal', function () {
  this.timeout(60_000)
  let directory = ''
  let path = ''
  let logged: string[] = []

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bongin-journal-'))
    path = join(directory, 'journal.jsonl')
    logged = []
  })
  afterEach(() => rm(directory, { recursive: true }))

  const open = () => openJournal(path, line => logged.push(line))

  async function write(...records: JournalRecord[]): Promise<void> {
    const { journal } = await open()
    for (const record of records) await journal.append(record)
    await journal.close()
  }

  async function read(): Promise<JournalRecord[]> {
    const { journal } = await open()
    const records = await collect(journal)
    await journal.close()
    return records
  }

  async function collect(journal: Journal): Promise<JournalRecord[]> {
    const records: JournalRecord[] = []
    for await (const record of journal.records()) records.push(record)
    return records
  }

  async function lines(): Promise<string[]> {
    return (await readFile(path, 'utf8')).split('\n')
  }

  /** Opening fails, names the line, and leaves the file alone. */
  async function verifyDamaged(line: number, words: RegExp): Promise<void> {
    const before = await readFile(path)
    const error = await failureOf(open(), 'JOURNAL_DAMAGED')
    expect(error.details.line).to.equal(line)
    expect(error.message).to.match(words)
    expect(await readFile(path)).to.deep.equal(before)
  }

  describe('records', () => {
    it('come back as they were written, in order, over several openings', async () => {
      await write(GENESIS, blockRecord(1), { type: 'head', number: 1, hash: HASH })
      await write(blockRecord(2, { timestamp: 101, transactions: [] }))
      const { journal, contents } = await open()
      expect(contents).to.deep.equal({ genesis: GENESIS, blocks: 2, transactions: 2 })
      expect(await collect(journal)).to.deep.equal([
        GENESIS,
        blockRecord(1),
        { type: 'head', number: 1, hash: HASH },
        blockRecord(2, { timestamp: 101, transactions: [] }),
      ])
      await journal.close()
    })

    it('include those appended since the opening', async () => {
      const { journal } = await open()
      await journal.append(GENESIS)
      await journal.append(blockRecord(1))
      expect(await collect(journal)).to.have.length(2)
      await journal.close()
    })

    it('may be longer than what is read at once', async () => {
      const long = [700, 1_048_576, 3_000_001].map(size => `0x02${'cd'.repeat(size)}`)
      const records = [
        GENESIS,
        blockRecord(1, { transactions: long }),
        blockRecord(2),
        blockRecord(3, { transactions: long }),
      ]
      await write(...records)
      expect(await read()).to.deep.equal(records)
    })

    it('of an empty file are none', async () => {
      const { journal, contents } = await open()
      expect(contents).to.deep.equal({ genesis: undefined, blocks: 0, transactions: 0 })
      expect(await collect(journal)).to.deep.equal([])
      await journal.close()
    })
  })

  describe('a last line that was never finished', () => {
    it('is cut off, wherever it ends, and the journal goes on from there', async () => {
      await write(GENESIS, blockRecord(1))
      const whole = await readFile(path)
      await write(blockRecord(2))
      const more = await readFile(path)
      for (let size = whole.length + 1; size < more.length; size++) {
        await writeFile(path, more.subarray(0, size))
        expect(await read(), `${size} bytes`).to.deep.equal([GENESIS, blockRecord(1)])
        expect(await readFile(path)).to.deep.equal(whole)
        expect(logged.pop()).to.match(new RegExp(`cut ${size - whole.length} bytes`))
      }
      await write(blockRecord(2, { transactions: [] }))
      expect(await read()).to.deep.equal([GENESIS, blockRecord(1), blockRecord(2, { transactions: [] })])
    })

    it('may be the first', async () => {
      await write(GENESIS)
      await truncate(path, 20)
      expect(await read()).to.deep.equal([])
    })

    it('may consist of zeros, or have zeros where a page was not written', async () => {
      await write(GENESIS, blockRecord(1))
      const whole = await readFile(path)
      await appendFile(path, Buffer.alloc(5000))
      expect(await read()).to.deep.equal([GENESIS, blockRecord(1)])
      await write(blockRecord(2, { transactions: [`0x02${'cd'.repeat(5000)}`] }))
      const more = await readFile(path)
      await writeFile(path, more.fill(0, 4096, 8192))
      expect(await read()).to.deep.equal([GENESIS, blockRecord(1)])
      expect(await readFile(path)).to.deep.equal(whole)
    })
  })

  describe('damage', () => {
    it('in any line that was finished is an error that names the line', async () => {
      await write(GENESIS, blockRecord(1), blockRecord(2))
      const good = await readFile(path)
      const ends = [...good.keys()].filter(at => good[at] === 10)
      for (const [i, end] of ends.entries()) {
        const begin = (ends[i - 1] ?? -1) + 1
        for (const at of [begin, begin + 64, begin + 70, end - 1]) {
          const bad = Buffer.from(good)
          bad[at] = (bad[at] ?? 0) ^ 1
          await writeFile(path, bad)
          await verifyDamaged(i + 1, /checksum is wrong/)
        }
      }
    })

    it('is a line that is missing', async () => {
      await write(GENESIS, blockRecord(1), blockRecord(2), blockRecord(3))
      const all = await lines()
      await writeFile(path, all.toSpliced(2, 1).join('\n'))
      await verifyDamaged(3, /block 3 follows block 1/)
    })

    it('is a line that is there twice', async () => {
      await write(GENESIS, blockRecord(1))
      const all = await lines()
      await writeFile(path, [all[0], all[1], all[1], ''].join('\n'))
      await verifyDamaged(3, /block 1 follows block 1/)
    })

    it('is a journal without its beginning', async () => {
      await write(GENESIS, blockRecord(1))
      await writeFile(path, (await lines()).slice(1).join('\n'))
      await verifyDamaged(1, /genesis record must be the first/)
    })

    it('is a second beginning', async () => {
      await write(GENESIS, GENESIS)
      await verifyDamaged(2, /genesis record must be the first/)
    })

    it('is a block older than its parent', async () => {
      await write(GENESIS, blockRecord(1, { timestamp: 99 }))
      await verifyDamaged(2, /older than its parent/)
    })

    it('is a last hash of another block', async () => {
      await write(GENESIS, blockRecord(1), { type: 'head', number: 0, hash: HASH })
      await verifyDamaged(3, /names block 0/)
    })

    it('is a record of another format', async () => {
      await write(GENESIS, { ...blockRecord(1), transactions: ['not hexadecimal'] })
      await verifyDamaged(2, /no record of this version/)
    })
  })

  it('takes nothing more after a failed write', async () => {
    const { journal } = await open()
    await journal.append(GENESIS)
    await journal.close()
    const [first, second] = await Promise.allSettled(
      [1, 2].map(number => journal.append(blockRecord(number))),
    )
    expect(first?.status).to.equal('rejected')
    expect(second).to.deep.equal(first)
    expect(await read()).to.deep.equal([GENESIS])
  })
})
