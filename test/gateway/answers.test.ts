import { expect } from 'chai'
import type { Queryable } from '../../src/db/database.ts'
import { createAnswers } from '../../src/gateway/answers.ts'
import { createStandReader, type Stand } from '../../src/gateway/stand.ts'
import { failureOf, onEachDatabase } from '../db/support.ts'

const standAt = (block: number, now = 1_000): Stand => ({ version: `${block} 0x${block} ${now}`, now })

describe('gateway > answers', () => {
  /** Answers of an index that can be moved, and how often they were made. */
  const setUp = () => {
    const index = { stand: standAt(1), made: 0 }
    const answers = createAnswers(async () => index.stand)
    const ask = async (make: () => unknown = () => index.stand.version, address = '/v1/tenders') => {
      const { text } = await answers.of(address, index.stand, async () => {
        index.made += 1
        return make()
      })
      return JSON.parse(text) as unknown
    }
    return { index, ask }
  }

  it('are made once for all who ask at one moment', async () => {
    const { index, ask } = setUp()
    expect(await Promise.all([ask(), ask()])).to.deep.equal(Array(2).fill(index.stand.version))
    await ask()
    expect(index.made).to.equal(1)
    await ask(undefined, '/v1/tenders?phase=Bidding')
    expect(index.made).to.equal(2)
  })

  for (const [what, later] of [
    ['the index', standAt(2)],
    ['the time', standAt(1, 1_001)],
  ] as const) {
    it(`are made anew when ${what} has moved on`, async () => {
      const { index, ask } = setUp()
      await ask()
      index.stand = later
      expect(await ask()).to.equal(later.version)
      expect(index.made).to.equal(2)
    })
  }

  it('are kept for nobody else if the index moved on, and back again, while they were made', async () => {
    const { index, ask } = setUp()
    const before = index.stand
    await ask(() => {
      index.stand = standAt(2)
      return 'of a block that was taken back'
    })
    index.stand = before
    expect(await ask(() => 'of the block before')).to.equal('of the block before')
  })

  it('are not kept if they failed', async () => {
    const { ask } = setUp()
    const failed = ask(() => {
      throw new Error('away')
    })
    expect((await failureOf(failed)).message).to.equal('away')
    expect(await ask(() => 'here')).to.equal('here')
  })
})

onEachDatabase('gateway > stand', database => {
  const moveTo = (block: number, timestamp: number) =>
    database().query(
      `INSERT INTO progress (chain_id, registry, keys, ledger, genesis, block, hash, timestamp)
       VALUES (1, '0x01', '0x02', '0x03', $1, $2, $1, $3)
       ON CONFLICT (only_row) DO UPDATE SET block = EXCLUDED.block, timestamp = EXCLUDED.timestamp`,
      [`0x${'ab'.repeat(32)}`, block, timestamp],
    )

  it('is never before the last indexed block', async () => {
    const clock = { now: 900.7 }
    const read = createStandReader(database(), () => clock.now)
    await moveTo(1, 1_000)
    expect((await read()).now).to.equal(1_000)
    clock.now = 1_002.9
    expect((await read()).now).to.equal(1_002)
  })

  it('is read once for all who ask together, and anew for who asks while it is read', async () => {
    await moveTo(5, 1_000)
    const held = Promise.withResolvers<void>()
    let questions = 0
    const slow: Queryable = {
      ...database(),
      query: async (text, parameters) => {
        questions += 1
        const rows = await database().query(text, parameters)
        await held.promise
        return rows as never
      },
    }
    const read = createStandReader(slow, () => 0)
    const early = [read(), read()]
    while (questions === 0) await Promise.resolve()
    await moveTo(6, 1_006)
    const late = [read(), read()]
    held.resolve()
    expect((await Promise.all(early)).map(({ now }) => now)).to.deep.equal([1_000, 1_000])
    expect((await Promise.all(late)).map(({ now }) => now)).to.deep.equal([1_006, 1_006])
    expect(questions).to.equal(2)
  })

  it('is read again after a question that failed', async () => {
    await moveTo(7, 1_007)
    let isAway = true
    const flaky: Queryable = {
      ...database(),
      query: async (text, parameters) => {
        if (isAway) throw new Error('away')
        return (await database().query(text, parameters)) as never
      },
    }
    const read = createStandReader(flaky, () => 0)
    expect((await failureOf(read())).message).to.equal('away')
    isAway = false
    expect((await read()).now).to.equal(1_007)
  })
})
