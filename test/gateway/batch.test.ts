import { expect } from 'chai'
import { createBatcher } from '../../src/gateway/intake/batch.ts'

describe('gateway > batcher', () => {
  const recording = (size: number, window: number) => {
    const batches: number[][] = []
    const run = async (items: readonly number[]) => {
      batches.push([...items])
      return items.map(item => item * 10)
    }
    return { batches, batcher: createBatcher({ size, window, run }) }
  }

  it('works together on what comes within the window, and gives each its own result', async () => {
    const { batches, batcher } = recording(50, 5)
    expect(await Promise.all([1, 2, 3].map(batcher.add))).to.deep.equal([10, 20, 30])
    expect(batches).to.deep.equal([[1, 2, 3]])
  })

  it('does not wait once a batch is full', async () => {
    const { batches, batcher } = recording(2, 3_600_000)
    expect(await Promise.all([1, 2, 3, 4].map(batcher.add))).to.deep.equal([10, 20, 30, 40])
    expect(batches).to.deep.equal([
      [1, 2],
      [3, 4],
    ])
  })

  it('fails every item of a batch that fails as a whole, and no other', async () => {
    let runs = 0
    const run = async (items: readonly string[]) => {
      runs += 1
      if (runs === 1) throw new Error('the ledger is away')
      return items
    }
    const batcher = createBatcher({ size: 2, window: 5, run })
    const failed = await Promise.allSettled([batcher.add('a'), batcher.add('b')])
    expect(failed.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected'])
    expect(await batcher.add('c')).to.equal('c')
  })
})
