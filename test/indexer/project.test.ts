import { expect } from 'chai'
import fc from 'fast-check'
import { connect, type Ledger } from '../../src/chain/contracts.ts'
import { fetchEvents, type LedgerEvent } from '../../src/chain/events.ts'
import type { Database } from '../../src/db/database.ts'
import { ledgerHead } from '../../src/db/queries/ledger.ts'
import { advance } from '../../src/indexer/store.ts'
import { onEachDatabase } from '../db/support.ts'
import { deployLedger, ethers, loadFixture } from '../support/ledger.ts'
import { tellStory } from './story.ts'
import { allRows, emptyIndex } from './support.ts'

const HASH = `0x${'11'.repeat(32)}` as const

/** Writes events as if each portion were a range of blocks of its own. */
const index = async (
  database: Database,
  { deployment }: Ledger,
  portions: LedgerEvent[][],
): Promise<void> => {
  for (const [block, events] of portions.entries()) {
    const from = await ledgerHead(database)
    const to = { ...deployment, genesis: HASH, block, hash: HASH, timestamp: block }
    expect(await advance(database, from, to, events)).to.equal(true)
  }
}

const split = (events: readonly LedgerEvent[], sizes: readonly number[]): LedgerEvent[][] => {
  const portions: LedgerEvent[][] = []
  for (let start = 0, i = 0; start < events.length; i += 1) {
    const size = sizes[i % sizes.length] ?? 1
    portions.push(events.slice(start, start + size))
    start += size
  }
  return portions
}

describe('project', function () {
  this.timeout(120_000)
  let contracts: Ledger
  let events: LedgerEvent[]

  before(async () => {
    const world = await loadFixture(deployLedger)
    await tellStory(world)
    contracts = connect(ethers.provider, world.deployment)
    events = await fetchEvents(contracts, 0, await ethers.provider.getBlockNumber())
  })

  it('is shown a story in which every event of the contracts occurs', () => {
    const names = new Set(events.map(({ name }) => name))
    const { registry, keys, ledger } = contracts
    const declared = [registry, keys, ledger].flatMap(contract => {
      return contract.interface.fragments.flatMap(fragment =>
        fragment.type === 'event' ? [fragment.format()] : [],
      )
    })
    expect(declared).to.have.length(names.size)
  })

  onEachDatabase('portions', database => {
    it('give the same rows, however the events are split', async () => {
      await index(database(), contracts, [events])
      const whole = await allRows(database())
      expect(Object.entries(whole).filter(([, rows]) => rows.length === 0)).to.deep.equal([])

      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
          async sizes => {
            await emptyIndex(database())
            await index(database(), contracts, split(events, sizes))
            expect(await allRows(database())).to.deep.equal(whole)
          },
        ),
        { numRuns: 5, examples: [[[1]]] },
      )
    })
  })

  onEachDatabase('advance', database => {
    const to = (block: number) => ({
      ...contracts.deployment,
      genesis: HASH,
      block,
      hash: HASH,
      timestamp: block,
    })

    it('writes nothing when another process was there first', async () => {
      expect(await advance(database(), undefined, to(3), events)).to.equal(true)
      const rows = await allRows(database())
      expect(await advance(database(), undefined, to(4), events)).to.equal(false)
      expect(await advance(database(), to(2), to(4), events)).to.equal(false)
      expect(await ledgerHead(database())).to.deep.equal(to(3))
      expect(await allRows(database())).to.deep.equal(rows)
    })

    it('leaves rows and cursor as they were when an event cannot be written', async () => {
      const head = await ledgerHead(database())
      const rows = await allRows(database())
      const orphan = events
        .filter(({ name }) => name === 'Awarded')
        .map(event => ({
          ...event,
          args: { ...event.args, tender: HASH },
        })) as LedgerEvent[]
      const failure = await advance(database(), head, to(9), [...events.slice(0, 3), ...orphan]).catch(
        error => error,
      )
      expect(failure).to.include({ code: 'INDEX_INCONSISTENT' })
      expect(await ledgerHead(database())).to.deep.equal(head)
      expect(await allRows(database())).to.deep.equal(rows)
    })
  })
})
