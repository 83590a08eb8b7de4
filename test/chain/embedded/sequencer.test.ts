import { expect } from 'chai'
import { Transaction } from 'ethers'
import type { EmbeddedNode } from '../../../src/chain/embedded/node.ts'
import { type Answer, ask, block, call, receiptOf, sendAll } from './support/rpc.ts'
import { BEGINNING, useScene } from './support/scene.ts'
import { CLOCK, GAS_BURNER, initCode, signer, signerOf } from './support/transactions.ts'

const POOR_KEY = `0x${'77'.repeat(32)}`

describe('Sequencer', function () {
  this.timeout(60_000)
  const scene = useScene()
  let node: EmbeddedNode

  beforeEach(async () => {
    node = await scene.start()
  })

  const send = (raw: string) => ask(node.url, 'eth_sendRawTransaction', [raw])

  /** The transactions of all blocks, as the chain has them. */
  async function mined(): Promise<string[]> {
    const height = Number(await call(node.url, 'eth_blockNumber'))
    const blocks = await Promise.all(
      Array.from({ length: height + 1 }, (_, number) => block(node.url, number)),
    )
    return blocks.flatMap(({ transactions }) => transactions)
  }

  async function journalled(): Promise<(string | null)[]> {
    const records = await scene.journal()
    return records.flatMap(({ transactions = [] }) => transactions.map(raw => Transaction.from(raw).hash))
  }

  /** Chain and journal hold exactly these, in this order, and a restart gives the same last block. */
  async function verifyChain(hashes: unknown[]): Promise<void> {
    expect(await mined()).to.deep.equal(hashes)
    expect(await journalled()).to.deep.equal(hashes)
    const head = await block(node.url)
    await node.close()
    node = await scene.start()
    expect(await block(node.url)).to.deep.equal(head)
  }

  describe('order', () => {
    it('is that of arrival, whoever sends', async () => {
      const signers = [signerOf(node, 0), signerOf(node, 1), signerOf(node, 2), signerOf(node, 3)] as const
      const raws: string[] = []
      for (const i of [3, 0, 0, 2, 1, 3, 0, 2, 2, 1, 0, 3, 1, 1, 0, 2, 3, 3] as const)
        raws.push(await signers[i].sign())
      const answers = await sendAll(node.url, raws)
      await receiptOf(node.url, answers.at(-1)?.result)
      await verifyChain(answers.map(({ result }) => result))
    })

    it('of arrivals at one moment gives one block', async () => {
      const signer = signerOf(node)
      const answers = await sendAll(node.url, [await signer.sign(), await signer.sign(), await signer.sign()])
      await receiptOf(node.url, answers[2]?.result)
      expect((await block(node.url, 1)).transactions).to.deep.equal(answers.map(({ result }) => result))
    })

    it('leaves what has no room to the next block', async () => {
      const signer = signerOf(node)
      const burner = { data: GAS_BURNER, to: null, value: 0, gasLimit: 100_000_000 }
      const raws = [
        await signer.sign(burner),
        await signer.sign(burner),
        await signer.sign(burner),
        await signer.sign(burner),
      ]
      const answers = await sendAll(node.url, raws)
      await receiptOf(node.url, answers[3]?.result)
      expect((await block(node.url, 1)).transactions).to.have.length(3)
      expect((await block(node.url, 2)).transactions).to.have.length(1)
      await verifyChain(answers.map(({ result }) => result))
    })

    it('holds under load from many sides', async () => {
      const signers = node.relayKeys.map((_, i) => signerOf(node, i))
      const raws = await Promise.all(
        signers.flatMap(signer => Array.from({ length: 75 }, () => signer.sign())),
      )
      const answers = await Promise.all(raws.map(send))
      await Promise.all(answers.map(({ result }) => receiptOf(node.url, result)))
      const hashes = await mined()
      expect(hashes).to.have.members(answers.map(({ result }) => result))
      await verifyChain(hashes)
    })
  })

  describe('a bad transaction', () => {
    /** It is refused as anvil refuses it, stands nowhere, and holds nobody up. */
    async function verifyRefused(raw: string, code: number, message: RegExp): Promise<void> {
      const { error, result } = await send(raw)
      expect(result).to.equal(undefined)
      expect(error?.code).to.equal(code)
      expect(error?.message).to.match(message)
      const { result: good } = await send(await signerOf(node, 1).sign())
      await receiptOf(node.url, good)
      await verifyChain([good])
    }

    it('that is not hexadecimal is refused', () => verifyRefused('garbage', -32602, /hexadecimal/))
    it('that is no transaction is refused', () => verifyRefused('0x02c0', -32602, /decode/))
    it('that is too long is refused', () =>
      verifyRefused(`0x02${'00'.repeat(600_000)}`, -32602, /bytes at most/))
    it('of a type that cannot be rebuilt is refused', () => verifyRefused('0x03c0', -32602, /type 3/))
    it('of another chain is refused', async () =>
      verifyRefused(await signerOf(node).sign({ chainId: 1 }), -32003, /chain id/))
    it('without funds is refused', async () =>
      verifyRefused(await signer(POOR_KEY, node.chainId).sign(), -32003, /Insufficient funds/))
    it('that wants more gas than a block has is refused', async () =>
      verifyRefused(await signerOf(node).sign({ gasLimit: 300_000_001 }), -32000, /gas/))

    it('with a nonce that is used already is refused', async () => {
      const signer = signerOf(node)
      const { result } = await send(await signer.sign())
      await receiptOf(node.url, result)
      expect((await send(await signer.sign({ nonce: 0, value: 2 }))).error).to.include({
        code: -32003,
        message: 'nonce too low',
      })
      await verifyChain([result])
    })

    it('amid good ones is refused alone', async () => {
      const signer = signerOf(node)
      const raws = [
        await signer.sign(),
        '0x02c0',
        await signer.sign(),
        await signer.sign({ chainId: 1 }),
        await signer.sign({ nonce: 2 }),
      ]
      const answers = await sendAll(node.url, raws)
      expect(answers.map(({ error }) => error?.code)).to.deep.equal([
        undefined,
        -32602,
        undefined,
        -32003,
        undefined,
      ])
      const good = answers.filter(({ error }) => error === undefined).map(({ result }) => result)
      await receiptOf(node.url, good[2])
      await verifyChain(good)
    })

    it('that loses its funds within the block is dropped, as by any node', async () => {
      const poor = signer(POOR_KEY, node.chainId)
      const { result: gift } = await send(await signerOf(node).sign({ to: poor.address, value: 100 }))
      await receiptOf(node.url, gift)
      const answers = await sendAll(node.url, [
        await poor.sign({ value: 60 }),
        await poor.sign({ value: 60 }),
      ])
      await receiptOf(node.url, answers[0]?.result)
      const { result: after } = await send(await signerOf(node, 1).sign())
      await receiptOf(node.url, after)
      await verifyChain([gift, answers[0]?.result, after])
    })
  })

  describe('a transaction behind a nonce gap', () => {
    it('waits in no journal, holds nobody up, and follows when the gap closes', async () => {
      const signer = signerOf(node)
      const early: Answer[] = []
      for (const nonce of [2, 1]) early.push(await send(await signer.sign({ nonce })))
      const { result: other } = await send(await signerOf(node, 1).sign())
      await receiptOf(node.url, other)
      await node.mine()
      expect(await mined()).to.deep.equal([other])
      expect(await journalled()).to.deep.equal([other])

      const { result: first } = await send(await signer.sign({ nonce: 0 }))
      await receiptOf(node.url, early[0]?.result)
      await verifyChain([other, first, early[1]?.result, early[0]?.result])
    })

    it('is forgotten by a restart, and can be sent again', async () => {
      const signer = signerOf(node)
      const raw = await signer.sign({ nonce: 1 })
      await send(raw)
      await node.close()
      node = await scene.start()
      const answers = [await send(await signer.sign({ nonce: 0 })), await send(raw)]
      await receiptOf(node.url, answers[1]?.result)
      await verifyChain(answers.map(({ result }) => result))
    })

    it('can be replaced while it waits', async () => {
      const signer = signerOf(node)
      await send(await signer.sign({ nonce: 1 }))
      const better = await send(await signer.sign({ nonce: 1, maxFeePerGas: 10, maxPriorityFeePerGas: 10 }))
      const first = await send(await signer.sign({ nonce: 0 }))
      await receiptOf(node.url, first.result)
      await node.mine()
      const hashes = await mined()
      expect(hashes[0]).to.equal(first.result)
      expect(hashes).to.have.length(2)
      expect(better.error ?? better.result).to.equal(hashes[1])
      await verifyChain(hashes)
    })
  })

  describe('time', () => {
    const timeOf = async (tag?: string | number) => Number((await block(node.url, tag)).timestamp)

    it('of a block is the clock’s, the same as its parent’s if the clock stands, and never earlier', async () => {
      const times: number[] = []
      for (const now of [BEGINNING, BEGINNING, BEGINNING + 100.9, BEGINNING + 50, BEGINNING + 101]) {
        scene.now = now
        times.push((await node.mine()).timestamp)
      }
      const expected = [0, 0, 100, 100, 101].map(seconds => BEGINNING + seconds)
      expect(times).to.deep.equal(expected)
      await verifyChain([])
      expect(await Promise.all([1, 2, 3, 4, 5].map(timeOf))).to.deep.equal(expected)
    })

    it('moves on without transactions by evm_mine', async () => {
      scene.now += 10
      expect(await call(node.url, 'evm_mine')).to.equal('0x0')
      expect(await timeOf()).to.equal(BEGINNING + 10)
      expect((await ask(node.url, 'evm_mine', [{ timestamp: BEGINNING + 99 }])).error?.code).to.equal(-32601)
    })

    it('that a view sees is the clock’s, although no block was made', async () => {
      const { result } = await send(
        await signerOf(node).sign({ data: initCode(CLOCK), to: null, value: 0, gasLimit: 200_000 }),
      )
      const { contractAddress: to } = await receiptOf(node.url, result)
      const seen = async (...params: unknown[]) =>
        Number(await call(node.url, 'eth_call', [{ to }, ...params])) - BEGINNING
      scene.now += 3600
      expect(await seen()).to.equal(3600)
      expect(await seen('latest')).to.equal(3600)
      expect(await seen('pending')).to.equal(3600)
      expect(await seen(null, null, null)).to.equal(3600)
      expect(await seen('0x1')).to.equal(0)
      expect(await seen('latest', {}, { time: `0x${(BEGINNING + 5).toString(16)}` })).to.equal(5)
      expect(await seen('latest', { [String(to)]: { code: '0x60ff60005260206000f3' } })).to.equal(
        255 - BEGINNING,
      )
      scene.now = BEGINNING - 100
      expect(await seen('latest')).to.equal(0)
    })

    it('that a gas estimate sees is the clock’s', async () => {
      // Reverts before BEGINNING + 60: PUSH4 time, TIMESTAMP, LT, PUSH1 dest, JUMPI, STOP, JUMPDEST, revert.
      const data = `0x63${(BEGINNING + 60).toString(16)}4210600b57005b60006000fd`
      const estimate = () => ask(node.url, 'eth_estimateGas', [{ from: signerOf(node).address, data }])
      expect((await estimate()).error?.message).to.match(/revert/)
      scene.now += 60
      expect((await estimate()).error).to.equal(undefined)
    })
  })
})
