import { expect } from 'chai'
import { type Anvil, startAnvil } from '../../../src/chain/embedded/anvil.ts'
import { gone, isAlive, kill, runChild } from './support/child.ts'
import { failureOf } from './support/failure.ts'
import { call } from './support/rpc.ts'

const urlOf = ({ host, port }: Anvil) => `http://${host}:${port}`

describe('startAnvil', function () {
  this.timeout(60_000)

  it('listens on a free port until it is stopped', async () => {
    const [one, two] = await Promise.all([startAnvil(['--chain-id', '11']), startAnvil(['--chain-id', '12'])])
    expect(await call(urlOf(one), 'eth_chainId')).to.equal('0xb')
    expect(await call(urlOf(two), 'eth_chainId')).to.equal('0xc')
    await Promise.all([one.stop(), two.stop()])
    expect([one, two].map(({ pid }) => isAlive(pid))).to.deep.equal([false, false])
  })

  it('is found by nobody who does not know its address, where the system has more than one', async function () {
    if (process.platform !== 'linux') this.skip()
    const anvils = await Promise.all([startAnvil([]), startAnvil([])])
    for (const { port } of anvils) {
      const connected = await fetch(`http://127.0.0.1:${port}`).then(
        () => true,
        () => false,
      )
      expect(connected).to.equal(false)
    }
    expect(new Set(anvils.map(({ host }) => host)).size).to.equal(2)
    await Promise.all(anvils.map(anvil => anvil.stop()))
  })

  it('fails with anvil’s own words', async () => {
    const error = await failureOf(startAnvil(['--no-such-option']), 'ANVIL_FAILED')
    expect(error.message).to.contain('--no-such-option')
  })

  it('tells when the process ends by itself', async () => {
    const anvil = await startAnvil(['--accounts', '0'])
    process.kill(anvil.pid, 'SIGKILL')
    expect(await anvil.ended).to.match(/^SIGKILL/)
  })

  for (const signal of ['SIGKILL', 'SIGTERM', 'SIGINT'] as const) {
    it(`dies with a parent that is ended by ${signal}`, async () => {
      const { child, line } = await runChild(new URL('./support/anvilParent.ts', import.meta.url))
      const pid = Number(line)
      expect(isAlive(pid)).to.equal(true)
      child.kill(signal)
      await gone(pid)
      await kill(child)
    })
  }
})
