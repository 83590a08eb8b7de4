import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from 'chai'
import { suitsUs } from '../../../scripts/bootstrap/runtime.mjs'
import { ROOT, run, start } from '../support/run.ts'

const MODULE = pathToFileURL(join(ROOT, 'scripts/bootstrap/runtime.mjs')).href

/** A program that runs another Node with the given program in its place. */
const standIn = (program: string): string[] => [
  '--input-type=module',
  '--eval',
  `import { runUnder } from ${JSON.stringify(MODULE)}
   await runUnder(process.execPath, ['--eval', ${JSON.stringify(program)}])`,
]

describe('bootstrap runtime', () => {
  for (const [version, suits] of [
    ['18.0.0', false],
    ['20.20.2', false],
    ['22.17.1', false],
    ['22.18.0', true],
    ['23.5.0', false],
    ['23.6.0', true],
    ['24.0.0', true],
    ['26.10.0', true],
  ] as const) {
    it(`${suits ? 'takes' : 'does not take'} Node ${version}`, () => {
      expect(suitsUs(version)).to.equal(suits)
    })
  }

  it('gives the other Node’s streams and exit code for its own', async () => {
    const { code, stdout, stderr } = await run(
      standIn('console.log("out"); console.error("err"); process.exit(5)'),
      ROOT,
    )
    expect({ code, stdout, stderr }).to.deep.equal({ code: 5, stdout: 'out\n', stderr: 'err\n' })
  })

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`passes ${signal} on and lets the other Node end in its own way`, async () => {
      const { child, ended, said } = start(
        standIn(`process.once('${signal}', () => { console.log('got it'); process.exit(9) })
                 console.log('up'); setTimeout(() => {}, 60_000)`),
        ROOT,
      )
      await said('up')
      child.kill(signal)
      const { code, stdout } = await ended
      expect({ code, stdout }).to.deep.equal({ code: 9, stdout: 'up\ngot it\n' })
    })
  }

  it('dies of the signal of which the other Node died', async () => {
    const { signal } = await run(standIn('process.kill(process.pid, "SIGKILL")'), ROOT)
    expect(signal).to.equal('SIGKILL')
  })
})
