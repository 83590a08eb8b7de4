import { expect } from 'chai'
import { connect, type Ledger } from '../../src/chain/contracts.ts'
import { TABLES } from '../../src/db/tables.ts'
import { snakeCase } from '../../src/db/values.ts'
import { follow } from '../../src/indexer/follow.ts'
import { rebuild } from '../../src/indexer/rebuild.ts'
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
import { tellStory } from './story.ts'
import { allRows, emptyIndex, indexAll, rememberingLog } from './support.ts'

const { log } = rememberingLog()
const { takeSnapshot } = connection.networkHelpers

onEachDatabase('rebuild', database => {
  let world: World
  let contracts: Ledger

  before(async () => {
    world = await loadFixture(deployLedger)
    contracts = connect(ethers.provider, world.deployment)
    await tellStory(world)
  })
  beforeEach(async () => {
    await emptyIndex(database())
    await indexAll({ contracts, database: database(), log })
  })
  afterEach(async () => {
    const left = await database().query('SELECT nspname FROM pg_namespace WHERE nspname = $1', [
      `${database().schema}_rebuild`,
    ])
    expect(left).to.deep.equal([])
  })

  it('finds every table the same, and leaves the live one alone', async () => {
    const before = await allRows(database())
    const progress: [number, number][] = []
    const { block, tables } = await rebuild({
      contracts,
      database: database(),
      log,
      onProgress: (done, total) => progress.push([done, total]),
    })
    expect(block).to.equal(await ethers.provider.getBlockNumber())
    expect(progress.at(-1)).to.deep.equal([block + 1, block + 1])
    expect(tables.map(({ name }) => name)).to.deep.equal(TABLES.map(snakeCase))
    for (const { name, rows, same, differences } of tables) {
      expect({ rows, same, differences }, name).to.deep.equal({
        rows: before[TABLES[tables.findIndex(t => t.name === name)] ?? '']?.length,
        same: true,
        differences: [],
      })
    }
    expect(await allRows(database())).to.deep.equal(before)
  })

  it('finds a row that was changed, one that was removed and one that was added', async () => {
    await database().query(
      `UPDATE openings SET price = price + 1 WHERE bidder = 101 AND price = 90000000 AND note IS NULL`,
    )
    await database().query(`DELETE FROM acts WHERE name = 'Concluded'`)
    await database().query(
      `INSERT INTO shares
       SELECT key, 99 AS guardian, tender, share, block, log_index, transaction FROM shares LIMIT 1`,
    )
    const { tables } = await rebuild({ contracts, database: database(), log })
    const different = tables.filter(({ same }) => !same)
    expect(different.map(({ name, differences }) => [name, differences.length])).to.deep.equal([
      ['shares', 1],
      ['openings', 1],
      ['acts', 1],
    ])
    const [shares, openings, acts] = different.map(({ differences }) => differences[0])
    expect([shares?.rebuilt, acts?.live]).to.deep.equal([null, null])
    expect(openings?.live).to.contain('90000001')
    expect(openings?.rebuilt).to.contain('90000000')
  })

  it('compares at one block while the live index goes on', async () => {
    const indexer = follow({ contracts, database: database(), log, pollInterval: 5 })
    const [{ tables }] = await Promise.all([
      rebuild({ contracts, database: database(), log }),
      announceTender(world, { key: at(KEY_IDS, 3) }),
      announceTender(world, { key: at(KEY_IDS, 4) }),
    ])
    await indexer.close()
    expect(tables.filter(({ same }) => !same)).to.deep.equal([])
  })

  it('says so when the chain is shorter than the index', async () => {
    const { restore } = await takeSnapshot()
    await announceTender(world, { key: at(KEY_IDS, 5) })
    await indexAll({ contracts, database: database(), log })
    await restore()
    expect(await failureOf(rebuild({ contracts, database: database(), log }))).to.include({
      code: 'NODE_BEHIND',
    })
  })

  it('has nothing to compare in an empty index', async () => {
    await emptyIndex(database())
    const { block, tables } = await rebuild({ contracts, database: database(), log })
    expect(block).to.equal(-1)
    expect(tables.every(({ same, rows }) => same && rows === 0)).to.equal(true)
  })
})
