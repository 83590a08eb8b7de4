import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { createGroup } from '../../../src/gateway/intake/group.ts'

describe('gateway > intake > group', () => {
  it('works together on what comes while the group before is worked on, and gives each its own result', async () => {
    const groups: number[][] = []
    const group = createGroup<number, number>(50, async items => {
      groups.push([...items])
      await sleep(5)
      return items.map(item => item * 10)
    })
    const first = [1, 2].map(group.add)
    await sleep(1)
    const second = [3, 4, 5].map(group.add)
    expect(await Promise.all([...first, ...second])).to.deep.equal([10, 20, 30, 40, 50])
    expect(groups).to.deep.equal([
      [1, 2],
      [3, 4, 5],
    ])
  })

  it('makes no group larger than allowed', async () => {
    const sizes: number[] = []
    const group = createGroup<number, number>(2, async items => {
      sizes.push(items.length)
      return items
    })
    await Promise.all([1, 2, 3, 4, 5].map(group.add))
    expect(sizes).to.deep.equal([2, 2, 1])
  })

  it('fails every item of a group that fails as a whole, and no other', async () => {
    let runs = 0
    const group = createGroup<string, string>(2, async items => {
      runs += 1
      if (runs === 1) throw new Error('the database is away')
      return items
    })
    const failed = await Promise.allSettled([group.add('a'), group.add('b'), group.add('c')])
    expect(failed.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected', 'fulfilled'])
  })
})
