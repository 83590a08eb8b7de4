import { expect } from 'chai'
import { Transaction } from 'ethers'
import { RpcError } from '../../../src/chain/embedded/error.ts'
import { useBareAnvil } from './support/bareAnvil.ts'
import { failureOf } from './support/failure.ts'

describe('RpcClient', function () {
  this.timeout(60_000)
  const bare = useBareAnvil()

  it('has calls carried out in their order, although none waits for another', async () => {
    const { client, account } = bare()
    const raws = await Promise.all(Array.from({ length: 300 }, () => account.sign()))
    const sent = raws.map(raw => client.call('eth_sendRawTransaction', [raw]))
    const mined = client.call('evm_mine', [])
    const block = client.call('eth_getBlockByNumber', ['latest', false])
    const hashes = raws.map(raw => Transaction.from(raw).hash)
    expect(await Promise.all(sent)).to.deep.equal(hashes)
    expect(await mined).to.equal('0x0')
    expect(await block).to.deep.include({ number: '0x1', transactions: hashes })
  })

  it('gives a refusal to the call that earned it', async () => {
    const { client } = bare()
    const calls = [
      client.call('eth_blockNumber', []),
      client.call('eth_sendRawTransaction', ['0x02c0']),
      client.call('eth_call', [{ data: '0x60aa60005360016000fd' }, 'latest']),
      client.call('eth_chainId', []),
    ]
    const outcomes = await Promise.allSettled(calls)
    const reasons = outcomes.map(outcome => (outcome.status === 'rejected' ? outcome.reason : outcome.value))
    expect(reasons[0]).to.equal('0x0')
    expect(reasons[1]).to.be.instanceOf(RpcError).with.property('code', -32602)
    expect(reasons[2]).to.be.instanceOf(RpcError).with.property('data', '0xaa')
    expect(reasons[3]).to.equal('0x63')
  })

  it('takes answers that come in many pieces', async () => {
    const { client, account } = bare()
    const data = `0x${'ee'.repeat(400_000)}`
    const hash = await client.call('eth_sendRawTransaction', [
      await account.sign({ data, gasLimit: 10_000_000 }),
    ])
    const answers = await Promise.all([1, 2, 3].map(() => client.call('eth_getTransactionByHash', [hash])))
    for (const answer of answers) expect(answer).to.include({ hash, input: data })
    expect(await client.call('eth_chainId', [])).to.equal('0x63')
  })

  it('fails every call, at once or later, when nobody is there any more', async () => {
    const { client, anvil } = bare()
    const waiting = Promise.allSettled([client.call('eth_chainId', []), client.call('eth_chainId', [])])
    await anvil.stop()
    for (const outcome of await waiting) {
      if (outcome.status === 'rejected') await failureOf(Promise.reject(outcome.reason), 'NODE_STOPPED')
    }
    await failureOf(client.call('eth_chainId', []), 'NODE_STOPPED')
    await failureOf(client.exchange('{}'), 'NODE_STOPPED')
  })
})
