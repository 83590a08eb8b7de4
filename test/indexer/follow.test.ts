import { expect } from 'chai'
import { connect, type Ledger } from '../../src/chain/contracts.ts'
import type { Database } from '../../src/db/database.ts'
import { ledgerHead } from '../../src/db/queries/ledger.ts'
import { follow, type Indexer } from '../../src/indexer/follow.ts'
import { nextRange } from '../../src/indexer/stepper.ts'
import { failureOf, onEachDatabase } from '../db/support.ts'
import {
  announceTender,
  at,
  connection,
  deployLedger,
  ethers,
  KEY_IDS,
  loadFixture,
  type World,
} from '../support/ledger.ts'
import { allRows, emptyIndex, indexAll, rememberingLog } from './support.ts'

const { mine, takeSnapshot } = connection.networkHelpers

/** A node that can be switched off: its provider then fails as one does whose node is away. */
const switchable = (contracts: Ledger) => {
  const state = { off: false, refused: 0 }
  const provider = new Proxy(contracts.provider, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...args: unknown[]): unknown => {
        if (!state.off) return member.apply(target, args)
        state.refused += 1
        return Promise.reject(new Error('the node is off'))
      }
    },
  })
  return { state, contracts: { ...contracts, provider } }
}

const tendersIn = async (database: Database): Promise<unknown[]> =>
  database.query('SELECT tender FROM tenders')

onEachDatabase('follow', database => {
  let world: World
  let contracts: Ledger
  let indexer: Indexer | undefined

  const start = (options: Partial<Parameters<typeof follow>[0]> = {}) => {
    const remembered = rememberingLog()
    indexer = follow({ contracts, database: database(), log: remembered.log, pollInterval: 20, ...options })
    return { indexer, ...remembered }
  }
  const head = () => ethers.provider.getBlockNumber()

  beforeEach(async () => {
    world = await loadFixture(deployLedger)
    contracts = connect(ethers.provider, world.deployment)
    await emptyIndex(database())
  })
  afterEach(() => indexer?.close())

  it('indexes what is there and then what comes', async () => {
    const { indexer, lines } = start()
    await indexer.caughtUp(await head())
    expect(await tendersIn(database())).to.have.length(0)
    await announceTender(world)
    await indexer.caughtUp(await head())
    expect(await tendersIn(database())).to.have.length(1)
    const block = await head()
    expect(indexer.status()).to.deep.equal({
      indexedBlock: block,
      headBlock: block,
      lagBlocks: 0,
      lastError: null,
    })
    expect(lines).to.deep.equal([])
  })

  it('looks at once when it is woken', async () => {
    const { indexer } = start({ pollInterval: 2 ** 30 })
    await indexer.caughtUp(await head())
    const waiting = indexer.caughtUp((await head()) + 1)
    await mine()
    indexer.wake()
    await waiting
    await mine()
    await indexer.caughtUp(await head())
  })

  it('goes on exactly where it stopped', async () => {
    const first = start().indexer
    await first.caughtUp(await head())
    await first.close()
    const stopped = await ledgerHead(database())
    await announceTender(world)
    await mine(3)
    expect(await ledgerHead(database())).to.deep.equal(stopped)
    const second = start().indexer
    await second.caughtUp(await head())
    const resumed = await allRows(database())

    await second.close()
    await emptyIndex(database())
    const third = start().indexer
    await third.caughtUp(await head())
    expect(await allRows(database())).to.deep.equal(resumed)
  })

  it('outlives a node that is away, says so, and goes on', async () => {
    const { contracts: unsteady, state } = switchable(contracts)
    const { indexer, lines } = start({ contracts: unsteady })
    await indexer.caughtUp(await head())
    state.off = true
    await announceTender(world)
    while (state.refused < 3) await new Promise(resolve => setTimeout(resolve, 5))
    expect(indexer.status().lastError).to.equal('the node is off')
    expect(lines.length).to.be.at.least(2)
    expect(lines[0]?.level).to.equal('error')
    state.off = false
    await indexer.caughtUp(await head())
    expect(indexer.status().lastError).to.equal(null)
    expect(await tendersIn(database())).to.have.length(1)
  })

  it('starts over when the chain is another one from some block on', async () => {
    const before = await takeSnapshot()
    await announceTender(world, { key: at(KEY_IDS, 0) })
    const { indexer, lines } = start()
    await indexer.caughtUp(await head())
    const abandoned = await ledgerHead(database())
    await indexer.close()

    await before.restore()
    await announceTender(world, { key: at(KEY_IDS, 1), notice: 'OTHER' })
    await mine(5)
    const next = start()
    await next.indexer.caughtUp(await head())
    expect([...lines, ...next.lines].map(({ level }) => level)).to.deep.equal(['warn'])
    expect(await database().query('SELECT notice FROM tenders')).to.deep.equal([{ notice: 'OTHER' }])
    expect(
      await database().query('SELECT 1 FROM blocks WHERE hash = $1', [abandoned?.hash ?? null]),
    ).to.deep.equal([])
  })

  it('starts over when it is to follow other contracts', async () => {
    const first = start()
    await first.indexer.caughtUp(await head())
    await first.indexer.close()
    const address = `0x${'ab'.repeat(20)}` as const
    const elsewhere = { ...contracts, deployment: { ...contracts.deployment, ledger: address } }
    const second = start({ contracts: elsewhere })
    await second.indexer.caughtUp(await head())
    expect(second.lines.map(({ level }) => level)).to.deep.equal(['warn'])
    expect((await ledgerHead(database()))?.ledger).to.equal(address)
  })

  it('keeps the index while the node itself is behind', async () => {
    const before = await takeSnapshot()
    await announceTender(world)
    const first = start()
    await first.indexer.caughtUp(await head())
    await first.indexer.close()
    const rows = await allRows(database())

    await before.restore()
    const second = start()
    while (second.lines.length === 0) await new Promise(resolve => setTimeout(resolve, 5))
    expect(second.indexer.status().lastError).to.match(
      /^The node is at block \d+, the index already at \d+\.$/,
    )
    expect(await allRows(database())).to.deep.equal(rows)
  })

  it('turns those away who wait when it is closed', async () => {
    const { indexer } = start()
    await indexer.caughtUp(await head())
    const waiting = failureOf(indexer.caughtUp((await head()) + 100))
    await indexer.close()
    expect(await waiting).to.include({ code: 'INDEXER_STOPPED' })
    expect(await failureOf(indexer.caughtUp((await head()) + 100))).to.include({ code: 'INDEXER_STOPPED' })
    await indexer.caughtUp(await head())
  })

  it('shares its work with a second process without harm', async () => {
    const first = start().indexer
    const second = follow({ contracts, database: database(), log: rememberingLog().log, pollInterval: 20 })
    await announceTender(world)
    await Promise.all([first.caughtUp(await head()), second.caughtUp(await head())])
    await second.close()
    await first.close()
    const shared = await allRows(database())
    await emptyIndex(database())
    await indexAll({ contracts, database: database(), log: rememberingLog().log })
    expect(await allRows(database())).to.deep.equal(shared)
  })
})

describe('nextRange', () => {
  it('takes fewer blocks after too many events, more after few, at least one', () => {
    expect([
      nextRange(100, 4_001),
      nextRange(100, 4_000),
      nextRange(100, 1_000),
      nextRange(100, 999),
    ]).to.deep.equal([50, 100, 100, 200])
    expect([nextRange(1, 1e6), nextRange(900, 0)]).to.deep.equal([1, 1_000])
  })
})
