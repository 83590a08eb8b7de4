import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs, { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect } from 'chai'
import { openDurable } from '../../src/db/durable.ts'
import { openDatabase } from '../../src/db/open.ts'
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
