import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { runNode } from '../../../scripts/testing/child.ts'
import { type Count, judged } from '../../../scripts/testing/count.ts'
import { temporaryFolder } from '../support/folder.ts'
import { ROOT } from '../support/run.ts'

const RUNNER = fileURLToPath(new URL('../../../scripts/testing/hardhatRunner.ts', import.meta.url))

describe('mocha runner', () => {
  const folder = temporaryFolder()

  async function counted(source: string): Promise<Count> {
    folder.write({ 'a.test.ts': source })
    const { exitCode, count } = await runNode([RUNNER, 'mocha', `${folder.path}/a.test.ts`], ROOT, () => {})
    return judged(count, exitCode).count
  }

  it('counts passed, failed and skipped tests', async () => {
    const source = `
      it('passes', () => {})
      it('fails', () => { throw new Error() })
      it.skip('is skipped', () => {})
      it('is yet to be written')`
    expect(await counted(source)).to.deep.equal({ passed: 1, failed: 1, skipped: 2 })
  })

  it('does not take for passed what never ran because a hook failed', async () => {
    const source = `before(() => { throw new Error() }); it('a', () => {}); it('b', () => {})`
    expect(await counted(source)).to.deep.equal({ passed: 0, failed: 1, skipped: 0 })
  })

  it('counts a lost rejection, such as an assertion without await, as failed', async () => {
    const source = `it('proves nothing', () => { Promise.reject(new Error('lost')) })`
    expect(await counted(source)).to.deep.equal({ passed: 1, failed: 1, skipped: 0 })
  })

  it('counts a file that cannot be loaded, and a test that ends the process, as failed', async () => {
    expect((await counted(`import './missing.ts'`)).failed).to.equal(1)
    expect((await counted(`it('leaves', () => process.exit(0))`)).failed).to.equal(1)
  })

  it('ends although a test has left something running', async () => {
    const source = `it('leaves a timer', () => { setInterval(() => {}, 1000) })`
    expect(await counted(source)).to.deep.equal({ passed: 1, failed: 0, skipped: 0 })
  })
})
