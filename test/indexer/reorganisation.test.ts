import { expect } from 'chai'
import { connect, type Ledger } from '../../src/chain/contracts.ts'
import type { Database } from '../../src/db/database.ts'
import { type FeedPlace, feedEnd, ORIGIN, readFeed } from '../../src/db/queries/feed.ts'
import { ledgerHead } from '../../src/db/queries/ledger.ts'
import { earlierStands } from '../../src/db/undo.ts'
import { onEachDatabase } from '../db/support.ts'
import {
  announceTender,
  at,
  connection,
  deployLedger,
  ethers,
  KEY_IDS,
  loadFixture,
  SUPPLIERS,
  sealedBid,
  submit,
  travelTo,
  type World,
} from '../support/ledger.ts'
import { tellStory } from './story.ts'
import { allRows, emptyIndex, indexAll, rememberingLog } from './support.ts'

const { mine, takeSnapshot } = connection.networkHelpers
const DEPTH = 1_000

onEachDatabase('a chain that takes blocks back', database => {
  let world: World
  let contracts: Ledger

  const index = async (reorgDepth = DEPTH) => {
    const { log, lines } = rememberingLog()
    await indexAll({ contracts, database: database(), log, reorgDepth })
    return lines.map(({ level, message }) => `${level}: ${message.split('.')[0]}`)
  }
  /** What a fresh index makes of the chain as it is now. */
  const fresh = async (): Promise<unknown> => {
    await emptyIndex(database())
    await index(0)
    return allRows(database())
  }

  beforeEach(async () => {
    world = await loadFixture(deployLedger)
    contracts = connect(ethers.provider, world.deployment)
    await emptyIndex(database())
  })

  it('leaves the rows that the chain that stays would have made, whatever had happened on the other', async function () {
    this.timeout(120_000)
    await index()
    const before = await takeSnapshot()
    await tellStory(world)
    await index()
    await before.restore()
    await announceTender(world, { key: at(KEY_IDS, 1), notice: 'OTHER' })
    await mine(400)

    expect(await index()).to.deep.equal(['warn: The chain was re-organised'])
    const rows = await allRows(database())
    expect(await fresh()).to.deep.equal(rows)
  })

  it('goes back no further than it must, and undoes changes of rows that were there', async () => {
    const tender = await announceTender(world, { key: at(KEY_IDS, 0) })
    await travelTo(tender, 'biddingAt')
    await submit(world, [sealedBid(world, tender, at(SUPPLIERS, 0))])
    await index()
    const kept = await ledgerHead(database())
    const before = await takeSnapshot()
    await submit(world, [sealedBid(world, tender, at(SUPPLIERS, 1))])
    await index()
    await submit(world, [sealedBid(world, tender, at(SUPPLIERS, 2))])
    await index()
    expect(await bidsIn(database())).to.deep.equal([3, 3])

    await before.restore()
    await mine(1)
    await submit(world, [sealedBid(world, tender, at(SUPPLIERS, 3))])
    await mine(2)
    expect(await index()).to.deep.equal(['warn: The chain was re-organised'])
    expect(await bidsIn(database())).to.deep.equal([2, 2])
    expect((await earlierStands(database())).map(({ block }) => block)).to.include(kept?.block)
    const rows = await allRows(database())
    expect(await fresh()).to.deep.equal(rows)
  })

  it('takes back several re-organisations, one after the other', async () => {
    await index()
    const before = await takeSnapshot()
    for (const [place, blocks] of [3, 6, 9].entries()) {
      await announceTender(world, { key: at(KEY_IDS, place), notice: `FORK-${place}` })
      await mine(blocks)
      await index()
      if (place < 2) await before.restore()
    }
    expect(await database().query('SELECT notice FROM tenders')).to.deep.equal([{ notice: 'FORK-2' }])
    const rows = await allRows(database())
    expect(await fresh()).to.deep.equal(rows)
  })

  it('tells those who have read the feed how far to go back', async () => {
    await index()
    const kept = await feedEnd(database())
    const before = await takeSnapshot()
    await announceTender(world, { key: at(KEY_IDS, 0) })
    await index()
    const lost = await feedEnd(database())
    expect(lost.block).to.be.above(kept.block)
    expect(await readFeed(database(), { ...kept, block: lost.block + 50 }, 10)).to.deep.equal({
      kind: 'ahead',
    })

    await before.restore()
    await mine(1)
    await announceTender(world, { key: at(KEY_IDS, 1), notice: 'OTHER' })
    await mine(1)
    await index()
    const told = await readFeed(database(), lost, 10)
    expect(told).to.include({ kind: 'takenBack' }).and.to.have.property('block').that.is.below(lost.block)
    const place = told.kind === 'takenBack' ? told.place : ORIGIN
    const page = await readFeed(database(), place, 1_000)
    const all = await readFeed(database(), ORIGIN, 1_000)
    const events = all.kind === 'events' ? all.events : []
    expect(page).to.deep.equal({ kind: 'events', events: events.slice(indexOf(events, place) + 1) })
    expect(events.at(-1)).to.include({ name: 'KeyAssigned' })
    expect(await readFeed(database(), kept, 1_000)).to.have.property('kind', 'events')
  })

  it('starts over where more was taken back than it keeps', async () => {
    await index(2)
    const before = await takeSnapshot()
    for (const place of [0, 2, 3, 4]) {
      await announceTender(world, { key: at(KEY_IDS, place) })
      await index(2)
    }
    await before.restore()
    await announceTender(world, { key: at(KEY_IDS, 1), notice: 'OTHER' })
    await mine(6)
    expect(await index(2)).to.deep.equal(['warn: The index is of another chain'])
    const rows = await allRows(database())
    expect(await fresh()).to.deep.equal(rows)
  })

  it('keeps old rows of the last blocks alone, and none where a block is final at once', async () => {
    await index(4)
    for (let blocks = 0; blocks < 10; blocks += 1) {
      await mine(1)
      await index(4)
    }
    expect(await earlierStands(database())).to.have.length(4)
    await mine(1)
    await index(0)
    expect(await earlierStands(database())).to.deep.equal([])
    expect(await database().query('SELECT 1 FROM undo_rows')).to.deep.equal([])
  })
})

/** As counted with the tender, and as rows. */
const bidsIn = async (database: Database): Promise<[number, number]> => {
  const [tender] = await database.query<{ bids: number }>('SELECT bids FROM tenders')
  return [tender?.bids ?? 0, (await database.query('SELECT 1 FROM bids')).length]
}

const indexOf = (places: readonly FeedPlace[], { block, logIndex }: FeedPlace): number =>
  places.findIndex(place => place.block === block && place.logIndex === logIndex)
