import { readdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect } from 'chai'
import { bootstrapProject, until } from './project.ts'

describe('bootstrap', () => {
  const project = bootstrapProject()

  /** Runs the script once, so that everything is in place. */
  async function prepared(): Promise<void> {
    const { code, stderr } = await project.run('scripts/hello.ts')
    expect(code, stderr).to.equal(0)
  }

  it('installs, compiles and becomes the script, with its arguments, exit code and standard output', async () => {
    const { code, stdout, stderr } = await project.run('scripts/hello.ts', '7', '--json')
    expect(project.log()).to.deep.equal(['npm ci', 'hardhat build'])
    expect(stderr).to.match(/Installing packages.*\n.*done.*\n.*Compiling contracts.*\n.*done/)
    const said = JSON.parse(stdout)
    expect(said)
      .to.include({ main: true })
      .and.to.deep.include({ arguments: ['7', '--json'] })
    expect(said.path.startsWith(dirname(process.execPath))).to.equal(true)
    expect(code).to.equal(7)
    expect(readdirSync(project.path('.node'))).to.deep.equal([])
  })

  it('does nothing and says nothing when all is in place', async () => {
    await prepared()
    const { stderr } = await project.run('scripts/hello.ts')
    expect(stderr).to.equal('')
    expect(project.log()).to.deep.equal(['npm ci', 'hardhat build'])
  })

  it('is ready in a copy of the folder too: an auditor’s machine may have no network', async () => {
    await prepared()
    const { code, stderr } = await project.runInCopy('scripts/hello.ts')
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' })
  })

  it('installs again, and compiles again, when the lockfile has changed', async () => {
    await prepared()
    project.write({ 'package-lock.json': '{ }' })
    await project.run('scripts/hello.ts')
    expect(project.log()).to.deep.equal(['npm ci', 'hardhat build', 'npm ci', 'hardhat build'])
  })

  for (const [what, change] of [
    ['a contract has changed', () => project.write({ 'contracts/Ledger.sol': 'contract Ledger { }' })],
    ['a contract has come', () => project.write({ 'contracts/awards/Rule.sol': '' })],
    ['a contract has gone', () => rmSync(project.path('contracts/Ledger.sol'))],
    ['the configuration has changed', () => project.write({ 'hardhat.config.ts': ' ' })],
    ['the clients have gone', () => rmSync(project.path('src/generated'), { recursive: true })],
  ] as const) {
    it(`compiles again, and does not install again, when ${what}`, async () => {
      await prepared()
      change()
      await project.run('scripts/hello.ts')
      expect(project.log()).to.deep.equal(['npm ci', 'hardhat build', 'hardhat build'])
    })
  }

  it('waits for the npm of a bootstrap that was killed, then installs again', async () => {
    project.write({ slow: '' })
    const first = project.bootstrap('scripts/hello.ts')
    await until(() => project.log().length === 1 && readdirSync(project.path('.node/lock')).length === 2)
    first.child.kill('SIGKILL')
    await first.ended
    const npm = readdirSync(project.path('.node/lock')).find(pid => pid !== String(first.child.pid))
    rmSync(project.path('slow'))
    const second = project.bootstrap('scripts/hello.ts')
    let isWaiting = false
    second.child.stderr?.on('data', text => {
      isWaiting ||= String(text).includes(`waiting for process ${npm}`)
    })
    await until(() => isWaiting)
    expect(project.log()).to.deep.equal(['npm ci'])
    process.kill(Number(npm), 'SIGKILL')
    expect((await second.ended).code).to.equal(0)
    expect(project.log()).to.deep.equal(['npm ci', 'npm ci', 'hardhat build'])
  })

  it('ends npm and itself by a signal that comes while it installs, and installs again next time', async () => {
    project.write({ slow: '' })
    const first = project.bootstrap('scripts/hello.ts')
    await until(() => project.log().length === 1)
    first.child.kill('SIGTERM')
    expect((await first.ended).signal).to.equal('SIGTERM')
    expect(readdirSync(project.path('.node'))).to.deep.equal([])
    rmSync(project.path('slow'))
    await prepared()
    expect(project.log()).to.deep.equal(['npm ci', 'npm ci', 'hardhat build'])
  })

  it('installs once when several start at the same time', async () => {
    const ended = await Promise.all([1, 2, 3].map(() => project.run('scripts/hello.ts')))
    expect(ended.map(({ code }) => code)).to.deep.equal([0, 0, 0])
    expect(project.log()).to.deep.equal(['npm ci', 'hardhat build'])
  })

  for (const [what, npmSays, weSay] of [
    ['there is no network', 'npm error code ENOTFOUND', /cannot be reached \(ENOTFOUND\)/],
    ['a package has another hash', 'npm error code EINTEGRITY', /its hash differs/],
    ['npm fails otherwise', 'npm error code EUSAGE', /EUSAGE\n+bongin: npm could not install.*exit code 1/],
  ] as const) {
    it(`says so in one sentence when ${what}, and does not run the script`, async () => {
      project.write({ fails: npmSays })
      const { code, stdout, stderr } = await project.run('scripts/hello.ts')
      expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' })
      expect(stderr).to.match(weSay).and.not.to.include('    at ')
    })
  }

  it('shows the compiler’s words and does not run the script when the contracts do not compile', async () => {
    await prepared()
    project.write({ fails: '', 'contracts/Ledger.sol': 'contract' })
    const { code, stdout, stderr } = await project.run('scripts/hello.ts')
    expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' })
    expect(stderr).to.match(/ParserError\n+bongin: The contracts do not compile/)
  })

  it('asks for a script that is there', async () => {
    expect((await project.run()).stderr).to.match(/Say which script to run/)
    expect((await project.run('scripts/nothing.ts')).stderr).to.match(/There is no scripts\/nothing\.ts/)
    expect(project.log()).to.deep.equal([])
  })
})
