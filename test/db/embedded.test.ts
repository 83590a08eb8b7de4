import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs, { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect } from 'chai'
import type { Queryable } from '../../src/db/database.ts'
import { openDurable } from '../../src/db/durable.ts'
import { openDatabase } from '../../src/db/open.ts'
import { mountSmallDisk } from '../faults/support/smallDisk.ts'
import { failureOf } from './support.ts'

const WRITER = new URL('./writer.ts', import.meta.url).pathname

describe('embedded database', function () {
  this.timeout(120_000)
  let directory: string
  const children: ChildProcess[] = []

  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'bongin-db-'))
  })
  after(() => {
    for (const child of children) child.kill('SIGKILL')
    rmSync(directory, { recursive: true, force: true })
  })

  /** A process that writes numbers without end and says which ones are committed. */
  const startWriter = () => {
    const child = spawn(process.execPath, [WRITER, directory], { stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(child)
    const committed: number[] = []
    const lines = createInterface({ input: child.stdout })
    lines.on('line', line => committed.push(Number(line)))
    const reached = async (count: number) => {
      while (committed.length < count) await once(lines, 'line')
    }
    const kill = async () => {
      child.kill('SIGKILL')
      await once(child, 'close')
    }
    return { child, committed, reached, kill }
  }

  it('keeps every committed row when its process is killed while writing, again and again', async () => {
    let kept = 0
    for (const rows of [1, 20, 40]) {
      const writer = startWriter()
      await writer.reached(rows)
      await writer.kill()
      const database = await openDatabase({ directory })
      const found = await database.query<{ n: number }>('SELECT n FROM written ORDER BY n')
      await database.close()
      const last = writer.committed.at(-1) ?? 0
      expect(writer.committed[0]).to.equal(kept + 1)
      expect(found.map(({ n }) => n)).to.deep.equal(Array.from({ length: found.length }, (_, i) => i + 1))
      // The row after the last one that was announced may have been committed too.
      expect(found.length).to.be.oneOf([last, last + 1])
      kept = found.length
    }
  })

  it('syncs every commit to the disk, which PGlite by itself does not', async () => {
    const { fsyncSync } = fs
    let syncs = 0
    fs.fsyncSync = descriptor => {
      syncs += 1
      fsyncSync(descriptor)
    }
    syncBuiltinESMExports()
    // As its thread opens it; in this thread the syncs can be counted.
    const pglite = await openDurable(join(directory, 'postgres'))
    try {
      for (let n = 1; n <= 5; n += 1) {
        const before = syncs
        await pglite.query('INSERT INTO bongin.written VALUES ($1)', [-n])
        expect(syncs).to.be.greaterThan(before)
      }
      await pglite.query('DELETE FROM bongin.written WHERE n < 0')
    } finally {
      fs.fsyncSync = fsyncSync
      syncBuiltinESMExports()
      await pglite.close()
    }
  })

  it('panics, and commits nothing, when the disk does not take what it syncs', async () => {
    const { fsyncSync } = fs
    const pglite = await openDurable(join(directory, 'postgres'))
    try {
      fs.fsyncSync = () => {
        throw Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO' })
      }
      syncBuiltinESMExports()
      const failed = await failureOf(pglite.query('INSERT INTO bongin.written VALUES (-1)'))
      expect(failed).to.include({ code: '58030', severity: 'PANIC' })
    } finally {
      fs.fsyncSync = fsyncSync
      syncBuiltinESMExports()
    }
  })

  it('says so when its disk is full, and goes on by itself when there is room again', async function () {
    const disk = await mountSmallDisk()
    if (disk === undefined) return this.skip()
    const database = await openDatabase({ directory: join(disk.path, 'index') })
    const ballast = join(disk.path, 'ballast')
    /** Leaves less room than the log takes for its next piece, and then writes to nothing but the log. */
    const overfill = async (session: Queryable): Promise<void> => {
      const { bavail, bsize } = statfsSync(disk.path)
      writeFileSync(ballast, Buffer.alloc(bavail * bsize - 12 * 2 ** 20))
      const write = async (): Promise<void> => {
        for (;;) await session.query("SELECT pg_logical_emit_message(false, '', repeat('x', 1000000))")
      }
      expect(await failureOf(write())).to.include({ code: 'DATABASE_UNREACHABLE' })
      rmSync(ballast)
    }
    try {
      await database.script('CREATE TABLE small (n int4); INSERT INTO small VALUES (1)')
      await overfill(database)
      expect(await database.query('SELECT n FROM small')).to.deep.equal([{ n: 1 }])

      const work = database.transaction(async session => {
        await session.query('INSERT INTO small VALUES (2)')
        await overfill(session)
        // The database has been started anew, and must not take this for a question outside of a transaction.
        await session.query('INSERT INTO small VALUES (3)')
      })
      expect(await failureOf(work)).to.include({ code: 'DATABASE_UNREACHABLE' })
      await database.transaction(session => session.query('INSERT INTO small VALUES (4)'))
      expect(await database.query('SELECT n FROM small ORDER BY n')).to.deep.equal([{ n: 1 }, { n: 4 }])
    } finally {
      await database.close()
      await disk.close()
    }
  })

  it('answers in the columns of a table that was changed after a question', async () => {
    const database = await openDatabase({ directory })
    try {
      await database.script('CREATE TABLE changing (n int4); INSERT INTO changing VALUES (1)')
      const ask = () => database.query('SELECT * FROM changing')
      expect(await ask()).to.deep.equal([{ n: 1 }])
      await database.script('ALTER TABLE changing ADD COLUMN more text')
      expect(await ask()).to.deep.equal([{ n: 1, more: null }])
      await database.script('DROP TABLE changing')
    } finally {
      await database.close()
    }
  })

  it('is refused to a second process, and to a second time in this one', async () => {
    const writer = startWriter()
    await writer.reached(1)
    const details = { directory, pid: writer.child.pid }
    expect(await failureOf(openDatabase({ directory }))).to.deep.include({ code: 'DATABASE_IN_USE', details })
    await writer.kill()

    const database = await openDatabase({ directory })
    expect(await failureOf(openDatabase({ directory }))).to.include({ code: 'DATABASE_IN_USE' })
    await database.close()
    await (await openDatabase({ directory })).close()
  })

  it('takes over from processes that are dead, whose numbers may be in use again', async () => {
    writeFileSync(join(directory, 'lock.999999.00000000-1'), '')
    // Our own number with another start time: what a process before a restart of the machine left.
    writeFileSync(join(directory, `lock.${process.pid}.00000000-1`), '')
    await (await openDatabase({ directory })).close()
    expect(readdirSync(directory)).to.deep.equal(['postgres'])
  })

  it('starts over if its process was killed before it was complete', async () => {
    const fresh = join(directory, 'fresh')
    const database = await openDatabase({ directory: fresh })
    await database.close()
    rmSync(join(fresh, 'postgres'), { recursive: true })
    const unfinished = join(fresh, 'postgres.unfinished')
    writeFileSync(unfinished, 'half a cluster')
    await (await openDatabase({ directory: fresh })).close()
    expect(existsSync(unfinished)).to.equal(false)
  })

  it('is released again when it cannot be opened', async () => {
    const broken = join(directory, 'broken')
    await (await openDatabase({ directory: broken })).close()
    rmSync(join(broken, 'postgres', 'global', 'pg_control'))
    await failureOf(openDatabase({ directory: broken }))
    expect(readdirSync(broken)).to.deep.equal(['postgres'])
  })
})
