import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { lockDirectory } from '../../../src/chain/embedded/lock.ts'
import { failureOf } from './support/failure.ts'

describe('lockDirectory', () => {
  let directory = ''

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bongin-lock-'))
  })
  afterEach(() => rm(directory, { recursive: true }))

  /** A lock as its owner would have left it. */
  async function leaveLock(owner: string): Promise<void> {
    await mkdir(join(directory, 'lock'))
    await writeFile(join(directory, 'lock', owner), '')
  }

  async function deadProcess(): Promise<number> {
    const child = spawn(process.execPath, ['-e', ''])
    await once(child, 'exit')
    return child.pid ?? 0
  }

  it('gives the directory to one at a time', async () => {
    const release = await lockDirectory(directory)
    const error = await failureOf(lockDirectory(directory), 'DATA_DIRECTORY_IN_USE')
    expect(error.details).to.deep.equal({ directory, process: process.pid })
    await release()
    await (await lockDirectory(directory))()
    expect(await readdir(directory)).to.deep.equal([])
  })

  it('takes over from a process that is dead', async () => {
    await leaveLock(`${await deadProcess()}-12345`)
    await (await lockDirectory(directory))()
    expect(await readdir(directory)).to.deep.equal([])
  })

  it('takes over from a dead process whose id another has now', async function () {
    if (process.platform !== 'linux') this.skip()
    await leaveLock(`${process.pid}-1`)
    await (await lockDirectory(directory))()
  })

  it('goes to exactly one of many who find a dead owner', async () => {
    await leaveLock(`${await deadProcess()}-12345`)
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => lockDirectory(directory)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1)
    expect(await readdir(directory)).to.deep.equal(['lock'])
  })
})
