import { expect } from 'chai'
import { connect } from '../../src/chain/contracts.ts'
import { listBids } from '../../src/db/queries/bids.ts'
import { listTenders, type Tender } from '../../src/db/queries/tenders.ts'
import { type Story, tellStory } from '../indexer/story.ts'
import { indexAll, rememberingLog } from '../indexer/support.ts'
import { at, connection, deployLedger, ethers, loadFixture, SUPPLIERS } from '../support/ledger.ts'
import { readEveryWay } from './pages.ts'
import { onEachDatabase } from './support.ts'

onEachDatabase('filters and sorting', database => {
  let story: Story
  let now: number
  let all: Tender[]

  before(async () => {
    const world = await loadFixture(deployLedger)
    story = await tellStory(world)
    const contracts = connect(ethers.provider, world.deployment)
    await indexAll({ contracts, database: database(), log: rememberingLog().log })
    now = await connection.networkHelpers.time.latest()
    all = await readEveryWay(request => listTenders(database(), now, request))
  })

  const idsOf = (tenders: readonly { tender: string }[]) => tenders.map(({ tender }) => tender)
  const closingOf = ({ schedule }: Tender) => schedule.closingAt

  it('sort tenders by closing time, in pages of any size', async () => {
    const earliest = await readEveryWay(request =>
      listTenders(database(), now, { ...request, sort: 'closing' }),
    )
    expect(earliest.map(closingOf)).to.deep.equal(all.map(closingOf).toSorted((a, b) => a - b))
    expect(idsOf(earliest)).to.have.members(idsOf(all))
    const latest = await readEveryWay(request =>
      listTenders(database(), now, { ...request, sort: '-closing' }),
    )
    expect(idsOf(latest)).to.deep.equal(idsOf(earliest).toReversed())
  })

  it('give tenders that close within a time', async () => {
    const times = all.map(closingOf).toSorted((a, b) => a - b)
    const [closingFrom, closingBefore] = [at(times, 1), at(times, 3)]
    const found = await listTenders(database(), now, { closingFrom, closingBefore })
    const expected = all.filter(each => closingOf(each) >= closingFrom && closingOf(each) < closingBefore)
    expect(expected).to.not.have.length(0)
    expect(idsOf(found.items)).to.deep.equal(idsOf(expected))
  })

  it('find tenders by a part of the notice number, taken literally', async () => {
    const { notice } = at(all, 0)
    const part = notice.slice(2).toLowerCase()
    const found = await listTenders(database(), now, { notice: part })
    expect(idsOf(found.items)).to.deep.equal(
      idsOf(all.filter(each => each.notice.toLowerCase().includes(part))),
    )
    for (const pattern of ['%', '_', '.*', "'"])
      expect((await listTenders(database(), now, { notice: pattern })).items).to.deep.equal([])
  })

  it('give the bids of one bidder, and the newest first', async () => {
    const { id } = story.ranked
    const { participant } = at(SUPPLIERS, 0)
    const bids = await readEveryWay(request => listBids(database(), id, request))
    const newest = await readEveryWay(request => listBids(database(), id, { ...request, sort: 'newest' }))
    expect(newest).to.deep.equal(bids.toReversed())
    const own = await listBids(database(), id, { bidder: participant })
    expect(own.items).to.deep.equal(bids.filter(({ bidder }) => bidder === participant))
    expect(own.items.map(({ status }) => status)).to.include('None')
  })
})
