import { request } from 'node:http'
import { expect } from 'chai'
import type { EmbeddedNode } from '../../../src/chain/embedded/node.ts'
import { type Answer, ask, block, call, post, receiptOf } from './support/rpc.ts'
import { useScene } from './support/scene.ts'
import { signerOf } from './support/transactions.ts'

describe('RPC endpoint', function () {
  this.timeout(60_000)
  const scene = useScene()
  let node: EmbeddedNode

  beforeEach(async () => {
    node = await scene.start()
  })

  /** After whatever was asked, the chain goes on as if nothing had been. */
  async function verifyUnharmed(): Promise<void> {
    const head = await block(node.url)
    expect(head.number).to.equal('0x0')
    const hash = await call(node.url, 'eth_sendRawTransaction', [await signerOf(node).sign()])
    expect((await receiptOf(node.url, hash)).blockNumber).to.equal('0x1')
    expect(await scene.journal()).to.have.length.within(3, 4)
  }

  describe('refuses as unknown', () => {
    const address = `0x${'11'.repeat(20)}`
    const calls: [string, ...unknown[]][] = [
      ['anvil_setBalance', address, '0xff'],
      ['anvil_impersonateAccount', address],
      ['anvil_mine', '0x5'],
      ['anvil_reset'],
      ['anvil_dumpState'],
      ['hardhat_setStorageAt', address, '0x0', `0x${'00'.repeat(32)}`],
      ['hardhat_mine'],
      ['tenderly_setBalance', address, '0xff'],
      ['evm_mine', { timestamp: 2_000_000_000 }],
      ['evm_setNextBlockTimestamp', 2_000_000_000],
      ['evm_increaseTime', 1000],
      ['evm_setAutomine', true],
      ['evm_snapshot'],
      ['evm_revert', '0x0'],
      ['eth_sendTransaction', { from: address, to: address }],
      ['eth_sendUnsignedTransaction', { from: address, to: address }],
      ['eth_sendRawTransactionSync', '0x'],
      ['eth_sign', address, '0x00'],
      ['eth_signTransaction', { from: address }],
      ['eth_signTypedData_v4', address, {}],
      ['personal_unlockAccount', address, ''],
      ['miner_stop'],
      ['txpool_content'],
      ['debug_traceTransaction', `0x${'00'.repeat(32)}`],
      ['web3_unheardOf'],
      ['__proto__'],
    ]
    for (const [method, ...params] of calls) {
      it(method, async () => {
        const { error, result } = await ask(node.url, method, params)
        expect(result).to.equal(undefined)
        expect(error?.code).to.equal(-32601)
        expect(error?.message).to.contain(method)
        await verifyUnharmed()
      })
    }
  })

  it('shows no accounts and no trace of anvil’s own', async () => {
    expect(await call(node.url, 'eth_accounts')).to.deep.equal([])
    expect(await call(node.url, 'web3_clientVersion')).to.match(/^bongin\//)
    // The first account of the mnemonic that every development node has.
    const famous = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
    expect(await call(node.url, 'eth_getBalance', [famous, 'latest'])).to.equal('0x0')
  })

  it('passes the node’s own errors on, with their data', async () => {
    // Init code that reverts with one byte.
    const { error } = await ask(node.url, 'eth_call', [{ data: '0x60aa60005360016000fd' }, 'latest'])
    expect(error).to.include({ code: 3, data: '0xaa' })
  })

  describe('answers a batch', () => {
    it('call by call, each with its id', async () => {
      const calls = [
        { jsonrpc: '2.0', id: 'a', method: 'eth_chainId' },
        { jsonrpc: '2.0', id: null, method: 'eth_chainId', params: [] },
        { jsonrpc: '2.0', id: 7, method: 'anvil_reset', params: [] },
        { jsonrpc: '1.0', id: 8, method: 'eth_chainId', params: [] },
        'nonsense',
        { jsonrpc: '2.0', id: 9, method: 'eth_sendRawTransaction', params: [await signerOf(node).sign()] },
        { jsonrpc: '2.0', id: 10, method: 'eth_sendRawTransaction' },
      ]
      const answers = (await (await post(node.url, JSON.stringify(calls))).json()) as Answer[]
      expect(answers.map(({ id }) => id)).to.deep.equal(['a', null, 7, null, null, 9, 10])
      const codes = answers.map(({ error }) => error?.code)
      expect(codes).to.deep.equal([undefined, undefined, -32601, -32600, -32600, undefined, -32602])
      expect(answers[0]?.result).to.equal(`0x${node.chainId.toString(16)}`)
    })

    it('of a thousand calls, and of no more and of none', async () => {
      const callTo = (id: number) => ({ jsonrpc: '2.0', id, method: 'eth_blockNumber', params: [] })
      const batch = (size: number) =>
        post(node.url, JSON.stringify(Array.from({ length: size }, (_, id) => callTo(id))))
      expect(await (await batch(1000)).json()).to.have.length(1000)
      for (const size of [0, 1001])
        expect(((await (await batch(size)).json()) as Answer).error?.code).to.equal(-32600)
    })
  })

  describe('refuses a web page of elsewhere', () => {
    const statusWith = (headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        const { hostname, port } = new URL(node.url)
        const all = { 'content-type': 'application/json', ...headers }
        const call = request({ host: hostname, port, method: 'POST', headers: all }, response => {
          response.resume()
          resolve(response.statusCode)
        })
        call.on('error', reject)
        call.on('upgrade', (_, socket) => {
          socket.destroy()
          resolve(101)
        })
        call.end(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] }))
      })

    it('that came here by a name of its own', async () => {
      for (const host of [
        'rebound.example',
        '127.0.0.1.rebound.example:8545',
        'localhost.example',
        '10.0.0.1',
      ])
        expect(await statusWith({ host }), host).to.equal(403)
      for (const host of ['localhost', 'LOCALHOST:8545', '127.0.0.1:1', '127.9.8.7', '[::1]:8545'])
        expect(await statusWith({ host }), host).to.equal(200)
      await verifyUnharmed()
    })

    it('that says where it is from', async () => {
      for (const origin of ['https://rebound.example', 'http://localhost.example', 'null', 'file://'])
        expect(await statusWith({ origin }), origin).to.equal(403)
      for (const origin of ['http://localhost:3000', 'http://127.0.0.1:8545'])
        expect(await statusWith({ origin }), origin).to.equal(200)
      await verifyUnharmed()
    })

    it('that wants a WebSocket', async () => {
      const headers = { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' }
      expect(await statusWith(headers)).to.equal(400)
      const socket = new WebSocket(node.url.replace('http', 'ws'))
      const outcome = await new Promise(resolve => {
        for (const name of ['open', 'error']) socket.addEventListener(name, () => resolve(name))
      })
      expect(outcome).to.equal('error')
      await verifyUnharmed()
    })
  })

  describe('survives', () => {
    it('what is not JSON', async () => {
      expect(((await (await post(node.url, '{"jsonrpc":')).json()) as Answer).error?.code).to.equal(-32700)
      await verifyUnharmed()
    })

    it('what is no call', async () => {
      const bodies = [
        'null',
        '7',
        '{}',
        '{"jsonrpc":"2.0","method":"eth_chainId"}',
        '{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":{}}',
      ]
      for (const body of bodies)
        expect(((await (await post(node.url, body)).json()) as Answer).error?.code, body).to.equal(-32600)
      await verifyUnharmed()
    })

    it('a form of a web page, which cannot name another content type', async () => {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'evm_mine', params: [] })
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'text/plain; application/json',
      ]) {
        expect((await post(node.url, body, { 'content-type': type })).status).to.equal(415)
      }
      const response = await post(node.url, body.replace('evm_mine', 'eth_chainId'), {
        'content-type': 'application/json; charset=utf-8',
      })
      expect(response.status).to.equal(200)
      expect(response.headers.get('access-control-allow-origin')).to.equal(null)
      await verifyUnharmed()
    })

    it('another HTTP method', async () => {
      for (const method of ['GET', 'PUT', 'OPTIONS'])
        expect((await fetch(node.url, { method })).status).to.equal(405)
      await verifyUnharmed()
    })

    it('a body that is too large', async () => {
      expect(await statusOfLong(node.url, 9 * 1024 * 1024)).to.equal(413)
      await verifyUnharmed()
    })

    it('a caller who goes away', async () => {
      const url = new URL(node.url)
      const half = request({
        host: url.hostname,
        port: url.port,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': 100 },
      })
      half.on('error', () => {})
      half.write('{"jsonrpc":')
      await new Promise(resolve => half.once('socket', socket => socket.once('connect', resolve)))
      half.destroy()
      await verifyUnharmed()
    })
  })
})

/** Sends a long body slowly enough to hear the answer, which comes before its end. */
function statusOfLong(url: string, size: number): Promise<number | undefined> {
  const { hostname: host, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': size }
    const outgoing = request({ host, port, method: 'POST', headers }, response => {
      resolve(response.statusCode)
      outgoing.destroy()
    })
    outgoing.on('error', reject)
    const chunk = Buffer.alloc(1024 * 1024, 32)
    const write = (left: number) => {
      if (left > 0 && !outgoing.destroyed) outgoing.write(chunk, () => write(left - chunk.length))
    }
    write(size)
  })
}
