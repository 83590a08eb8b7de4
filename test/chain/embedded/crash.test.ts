import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { z } from 'zod'
import { gone, kill, runChild } from './support/child.ts'
import { failureOf } from './support/failure.ts'
import { ask, block, call, type Receipt, sendAll } from './support/rpc.ts'
import { useScene } from './support/scene.ts'
import { type Signer, signer, signerOf } from './support/transactions.ts'

const childSchema = z.object({
  url: z.string(),
  chainId: z.number(),
  relayKeys: z.array(z.string()),
  anvilPid: z.number(),
})
type Running = z.infer<typeof childSchema> & { child: ChildProcess }

describe('After kill -9', function () {
  this.timeout(120_000)
  const scene = useScene()
  const children: ChildProcess[] = []

  afterEach(async () => {
    for (const child of children.splice(0)) await kill(child)
  })

  async function run(): Promise<Running> {
    const { child, line } = await runChild(
      new URL('./support/nodeParent.ts', import.meta.url),
      scene.directory,
    )
    children.push(child)
    return { ...childSchema.parse(JSON.parse(line)), child }
  }

  /** Sends transactions of one account, a few at a time, and notes each receipt that it sees, until the node is gone. */
  async function load(url: string, account: Signer, seen: Map<string, Receipt>): Promise<void> {
    account.nonce = Number(await call(url, 'eth_getTransactionCount', [account.address, 'latest']))
    for (;;) {
      const raws = await Promise.all(Array.from({ length: 1 + (account.nonce % 4) }, () => account.sign()))
      const answers = await sendAll(url, raws)
      for (const { result } of answers) {
        const receipt = await call<Receipt | null>(url, 'eth_getTransactionReceipt', [result])
        if (receipt !== null) seen.set(receipt.transactionHash, receipt)
      }
    }
  }

  async function verifyKept(url: string, seen: Map<string, Receipt>): Promise<void> {
    const found = await Promise.all(
      [...seen.keys()].map(hash => call<Receipt>(url, 'eth_getTransactionReceipt', [hash])),
    )
    expect(found).to.deep.equal([...seen.values()])
  }

  const rounds: ('the node' | 'anvil' | 'both')[] = ['the node', 'anvil', 'both', 'the node', 'anvil', 'both']

  it('of the node, of anvil or of both, at any moment, every receipt that was seen is there again', async () => {
    const seen = new Map<string, Receipt>()
    for (const victim of rounds) {
      const running = await run()
      const { url, chainId, child, anvilPid } = running
      await verifyKept(url, seen)
      const before = seen.size
      const accounts = running.relayKeys.map(key => signer(key, chainId))
      const loads = Promise.allSettled(accounts.map(account => load(url, account, seen)))
      while (seen.size < before + 5) await sleep(1)
      await sleep(Math.random() * 300)
      if (victim !== 'the node') process.kill(anvilPid, 'SIGKILL')
      if (victim !== 'anvil') child.kill('SIGKILL')
      await loads
      await kill(child)
      await gone(anvilPid)
    }
    const { url } = await run()
    await verifyKept(url, seen)
    expect(seen.size).to.be.greaterThan(5 * rounds.length)
  })

  it('of anvil alone, the node refuses what waits, says why, and starts again', async () => {
    const failures: string[] = []
    const node = await scene.start({ onExit: error => failures.push(error.code) })
    const account = signerOf(node)
    const raws = await Promise.all(Array.from({ length: 200 }, () => account.sign()))
    const answers = Promise.all(raws.map(raw => ask(node.url, 'eth_sendRawTransaction', [raw])))
    await node.mine()
    const seen = await block(node.url)
    process.kill(node.anvilPid, 'SIGKILL')
    for (const { error } of await answers) {
      if (error !== undefined) expect(error).to.deep.include({ code: -32000, data: { code: 'NODE_STOPPED' } })
    }
    await failureOf(node.mine(), 'NODE_STOPPED')
    expect((await ask(node.url, 'eth_blockNumber')).error?.data).to.deep.equal({ code: 'NODE_STOPPED' })
    expect((await ask(node.url, 'eth_sendRawTransaction', [raws[0]])).error?.data).to.deep.equal({
      code: 'NODE_STOPPED',
    })
    expect(failures).to.deep.equal(['NODE_STOPPED'])
    expect(scene.logged.join('\n')).to.match(/the node ends/)
    await node.close()
    const again = await scene.start()
    expect((await block(again.url, Number(seen.number))).hash).to.equal(seen.hash)
  })

  it('of a process, its directory is free again, and before that it is not', async () => {
    const { child } = await run()
    const error = await failureOf(scene.start(), 'DATA_DIRECTORY_IN_USE')
    expect(error.details.process).to.equal(child.pid)
    await kill(child)
    await scene.start()
  })
})
