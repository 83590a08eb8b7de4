import { expect } from 'chai'
import { RpcError } from '../../../src/chain/embedded/error.ts'
import { openPool, type Pool } from '../../../src/chain/embedded/pool.ts'
import { useBareAnvil } from './support/bareAnvil.ts'
import { BEGINNING } from './support/scene.ts'

const BETTER = { maxFeePerGas: 10, maxPriorityFeePerGas: 10 }

describe('Pool', function () {
  this.timeout(60_000)
  const bare = useBareAnvil()
  let pool: Pool

  beforeEach(() => {
    pool = openPool(bare().client, 4)
  })

  const add = async (changes = {}) => pool.add(await bare().account.sign(changes))

  async function verifyFull(): Promise<void> {
    const outcome = await add({ nonce: 99 }).catch((error: unknown) => error)
    expect(outcome).to.be.instanceOf(RpcError).with.property('code', -32005)
  }

  it('keeps a transaction’s bytes until a block has it', async () => {
    const raw = await bare().account.sign()
    const hash = await pool.add(raw)
    expect(pool.rawOf(hash)).to.equal(raw)
    expect(await pool.executable(BEGINNING)).to.deep.equal([hash])
    await pool.remove([hash])
    expect(pool.size()).to.equal(0)
    expect(() => pool.rawOf(hash)).to.throw('did not come through this node')
  })

  it('takes no more than its limit', async () => {
    for (const nonce of [5, 6, 7, 8]) await add({ nonce })
    await verifyFull()
    expect(pool.size()).to.equal(4)
  })

  it('forgets, when it is half full, what anvil has dropped', async () => {
    const first = await add({ nonce: 0 })
    await add({ nonce: 1 })
    const better = await add({ nonce: 1, ...BETTER })
    const gapped = await add({ nonce: 7 })
    await verifyFull()
    expect(await pool.executable(BEGINNING)).to.deep.equal([first, better])
    await pool.remove([first])
    expect(pool.size()).to.equal(2)
    expect([better, gapped].map(hash => pool.rawOf(hash).length > 0)).to.deep.equal([true, true])
    await add({ nonce: 8 })
  })
})
