import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from 'chai'
import { temporaryFolder } from '../support/folder.ts'
import { ROOT, run, start } from '../support/run.ts'

const MODULE = pathToFileURL(join(ROOT, 'scripts/bootstrap/lock.mjs')).href

describe('bootstrap lock', () => {
  const folder = temporaryFolder()

  /** A program that does something under the lock of this test's folder. */
  const holder = (work: string): string[] => {
    const lock = JSON.stringify(join(folder.path, 'lock'))
    const program = `
      import { readFileSync, writeFileSync } from 'node:fs'
      import { withLock } from ${JSON.stringify(MODULE)}
      const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))
      await withLock(${lock}, async addOwner => { ${work} })`
    return ['--input-type=module', '--eval', program]
  }

  /** Reads, waits, writes: loses counts unless nobody else does it meanwhile. */
  const countUp = () => {
    const file = JSON.stringify(join(folder.path, 'count'))
    return `const count = Number(readFileSync(${file})); await sleep(20); writeFileSync(${file}, String(count + 1))`
  }

  const count = () => readFileSync(join(folder.path, 'count'), 'utf8')

  it('lets one process in at a time, and leaves nothing behind', async () => {
    writeFileSync(join(folder.path, 'count'), '0')
    const ended = await Promise.all([1, 2, 3, 4, 5].map(() => run(holder(countUp()), folder.path)))
    expect(ended.map(({ code }) => code)).to.deep.equal([0, 0, 0, 0, 0])
    expect(count()).to.equal('5')
    expect(existsSync(join(folder.path, 'lock'))).to.equal(false)
  })

  it('is taken over from a dead process by one of several, the others wait', async () => {
    writeFileSync(join(folder.path, 'count'), '0')
    const dead = start(holder('console.log("held"); await sleep(60_000)'), folder.path)
    await dead.said('held')
    dead.child.kill('SIGKILL')
    await dead.ended
    expect(existsSync(join(folder.path, 'lock'))).to.equal(true)
    await Promise.all([1, 2, 3, 4].map(() => run(holder(countUp()), folder.path)))
    expect(count()).to.equal('4')
  })

  it('waits for a child that its dead owner has left behind', async () => {
    const child = start(['--eval', 'console.log("up"); setTimeout(() => {}, 60_000)'], folder.path)
    await child.said('up')
    mkdirSync(join(folder.path, 'lock'))
    writeFileSync(join(folder.path, 'lock', String(child.child.pid)), '')
    const waiting = run(holder('console.log("in")'), folder.path)
    child.child.kill('SIGKILL')
    const { stdout, code } = await waiting
    expect({ stdout, code }).to.deep.equal({ stdout: 'in\n', code: 0 })
  })

  it('is released when the work fails', async () => {
    const { code, stderr } = await run(holder('throw new Error("broken")'), folder.path)
    expect(code).to.equal(1)
    expect(stderr).to.include('broken')
    expect(existsSync(join(folder.path, 'lock'))).to.equal(false)
  })
})
