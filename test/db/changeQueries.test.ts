import { expect } from 'chai'
import { connect } from '../../src/chain/contracts.ts'
import { listActs } from '../../src/db/queries/acts.ts'
import { listBids } from '../../src/db/queries/bids.ts'
import { listObjections } from '../../src/db/queries/objections.ts'
import { listOrder } from '../../src/db/queries/orders.ts'
import { findStatement } from '../../src/db/queries/statements.ts'
import { findTender } from '../../src/db/queries/tenders.ts'
import { listTermsVersions } from '../../src/db/queries/termsVersions.ts'
import { listWithdrawals } from '../../src/db/queries/withdrawals.ts'
import { ZERO_WORD } from '../../src/protocol/bytes.ts'
import { digest } from '../../src/protocol/statement.ts'
import { nameAt, OBJECTION_STATES } from '../../src/protocol/tender.ts'
import { parseTerms } from '../../src/protocol/terms.ts'
import { type EventfulTenders, tellEventfulTenders } from '../indexer/eventful.ts'
import { indexAll, rememberingLog } from '../indexer/support.ts'
import {
  AGENCY,
  at,
  connection,
  deployLedger,
  ethers,
  loadFixture,
  REGISTRAR,
  SUPPLIERS,
  type World,
} from '../support/ledger.ts'
import { readEveryWay } from './pages.ts'
import { onEachDatabase } from './support.ts'

onEachDatabase('queries of tenders that changed on their way', database => {
  let world: World
  let story: EventfulTenders
  let now: number

  before(async () => {
    world = await loadFixture(deployLedger)
    story = await tellEventfulTenders(world)
    const contracts = connect(ethers.provider, world.deployment)
    await indexAll({ contracts, database: database(), log: rememberingLog().log })
    now = await connection.networkHelpers.time.latest()
  })

  it('tenders have the times to which they were postponed, and every version of their terms as it was signed', async () => {
    const { id, terms } = story.disputed
    const found = await findTender(database(), id, now)
    const versions = await readEveryWay(request => listTermsVersions(database(), id, request))
    expect(versions.map(({ termsVersion }) => termsVersion)).to.deep.equal([1, 2])
    const [announced, amended] = versions.map(version => parseTerms(version.terms))
    expect(found?.schedule).to.deep.equal(terms.schedule)
    expect(amended?.schedule.closingAt).to.equal(terms.schedule.closingAt - 3_600)
    expect(announced).to.deep.equal({ ...amended, document: announced?.document })
    expect(announced?.document).to.not.equal(amended?.document)
    expect(versions[0]?.statement).to.equal(found?.statement)
  })

  it('bids say which were confirmed, which still are to be, and whose bidder wants to withdraw', async () => {
    const { items } = await listBids(database(), story.disputed.id)
    expect(
      items.map(({ bidder, sequence, status, termsVersion, confirmedVersion, withdrawalRequested }) => {
        const place = Number(bidder) - 101
        return [place, sequence, status, termsVersion, confirmedVersion, withdrawalRequested]
      }),
    ).to.deep.equal([
      [0, 0, 'Qualified', 1, 2, false],
      [1, 0, 'Acceptable', 1, 2, true],
      [2, 0, 'None', 1, null, false],
      [3, 0, 'Invalid', 1, null, false],
      [4, 0, 'Withdrawn', 1, null, true],
      [5, 0, 'Withdrawn', 1, 2, true],
      [2, 1, 'Forfeited', 2, null, false],
    ])
    expect(items.some(({ needsConfirmation }) => needsConfirmation)).to.equal(false)
    const left = (await listBids(database(), story.cancelled.id)).items
    expect(left.map(({ status, needsConfirmation }) => [status, needsConfirmation])).to.deep.equal([
      ['Withdrawn', false],
      ['Sealed', true],
    ])
  })

  it('withdrawals are requests, with the act that granted them', async () => {
    const all = await readEveryWay(request => listWithdrawals(database(), story.disputed.id, request))
    expect(all.map(({ bidder, sequence, grantedBy }) => [bidder, sequence, grantedBy])).to.deep.equal([
      [at(SUPPLIERS, 4).participant, 0, 0],
      [at(SUPPLIERS, 5).participant, 0, 2],
      [at(SUPPLIERS, 1).participant, 0, null],
    ])
    expect((await listWithdrawals(database(), story.repeated.id)).items).to.deep.equal([])
    // An amendment makes a request void; its bidder confirmed the bid, and asked again.
    const twice = (await listWithdrawals(database(), story.cancelled.id)).items
    expect(
      twice.map(({ sequence, termsVersion, grantedBy }) => [sequence, termsVersion, grantedBy]),
    ).to.deep.equal([
      [0, 1, null],
      [0, 2, 1],
    ])
  })

  it('objections are as the ledger says, with the act that decided them', async () => {
    const { id } = story.disputed
    const all = await readEveryWay(request => listObjections(database(), id, request))
    for (const { objection, bidder, state } of all) {
      const facts = await world.ledger.objectionOf(id, objection)
      expect([bidder, state]).to.deep.equal([facts.bidder, nameAt(OBJECTION_STATES, facts.state)])
    }
    expect(all.map(({ objection, state, decidedBy }) => [objection, state, decidedBy])).to.deep.equal([
      [0, 'Upheld', 6],
      [1, 'Lapsed', null],
      [2, 'Rejected', 9],
      [3, 'Open', null],
    ])
  })

  it('reviews by score have both parts, and the total of whoever is found qualified', async () => {
    const { id } = story.scored
    const { items: acts } = await listActs(database(), id)
    const lowest = 8_000
    expect(
      acts.map(({ name, reason, otherScore, priceScore }) => [name, reason, otherScore, priceScore]),
    ).to.deep.equal([
      ['Disqualified', 1, null, null],
      ['Qualified', null, 1_500, lowest],
      ['Qualified', null, 1_600, lowest],
      ['Awarded', null, null, null],
      ['ObjectionDecided', null, null, null],
      ['Qualified', null, 1_550, lowest],
      ['Qualified', null, 1_700, lowest],
      ['Awarded', null, null, null],
      ['Forfeited', 1, null, null],
      ['Disqualified', 2, 1_400, lowest],
      ['Disqualified', 2, 1_400, lowest],
      ['Disqualified', 1, null, null],
      ['ObjectionDecided', null, null, null],
    ])
    const [first] = await listOrder(database(), id).then(({ items }) => items)
    expect(acts[4]).to.include({ upheld: true, next: first?.bidder })
    const scores = (await listOrder(database(), id)).items.map(({ score }) => score)
    expect(scores.filter(score => score !== null)).to.deep.equal([lowest + 1_700])
  })

  it('a line that ends with nobody left is a result, which can be disputed and then has failed', async () => {
    const { id, terms } = story.scored
    const found = await findTender(database(), id, now)
    expect(found).to.include({ first: 0n, winner: 0n, awards: 4, openObjections: 1, phase: 'Standstill' })
    const objections = (await listObjections(database(), id)).items
    expect(objections.map(({ objection, award, state }) => [objection, award, state])).to.deep.equal([
      [0, 1, 'Upheld'],
      [1, 3, 'Upheld'],
      [2, 4, 'Open'],
    ])
    // An open objection holds it back, however long.
    const later = now + terms.objectionPeriod + 1
    expect((await findTender(database(), id, later))?.phase).to.equal('Standstill')
  })

  it('acts say what each of them changed', async () => {
    const { id, terms } = story.disputed
    const { items } = await listActs(database(), id)
    const [disputer, winner, next] = [4, 2, 0].map(place => at(SUPPLIERS, place).participant)
    expect(items.map(({ name }) => name)).to.deep.equal([
      ...['BidWithdrawn', 'Amended', 'BidWithdrawn', 'Postponed', 'Qualified', 'Awarded'],
      ...[
        'ObjectionDecided',
        'Qualified',
        'Awarded',
        'ObjectionDecided',
        'Forfeited',
        'Qualified',
        'Awarded',
      ],
    ])
    expect(items[0]).to.include({ bidder: disputer, sequence: 0, termsVersion: null, schedule: null })
    const granted = items.filter(({ name }) => name === 'BidWithdrawn').map(({ author }) => author)
    expect(granted).to.deep.equal([AGENCY.participant, REGISTRAR.participant])
    expect(items[1]).to.include({ bidder: null, termsVersion: 2, document: null, schedule: null })
    expect(items[3]).to.deep.include({ bidder: null, reason: 1, schedule: terms.schedule })
    expect(items[6]).to.include({ bidder: null, objection: 0, upheld: true })
    expect(items[9]).to.include({ objection: 2, upheld: false })
    expect(items[10]).to.include({ bidder: winner, next })
    const cancellation = (await listActs(database(), story.cancelled.id)).items.at(-1)
    expect(cancellation).to.include({ name: 'Cancelled', bidder: null, reason: 1 })
  })

  it('statements of bidders besides their bids are found by their digests', async () => {
    const { id } = story.disputed
    const [withdrawal] = (await listWithdrawals(database(), id)).items
    const [objection] = (await listObjections(database(), id)).items
    const bidder = at(SUPPLIERS, 0).participant
    const confirmation = { type: 'ConfirmBid', tender: id, termsVersion: 2, bidder, sequence: 0 } as const
    const digests = [withdrawal?.statement, objection?.statement, digest(confirmation, world.deployment)]
    const found = await Promise.all(digests.map(name => findStatement(database(), name ?? ZERO_WORD)))
    expect(found.map(statement => statement?.type)).to.deep.equal([
      'RequestWithdrawal',
      'Object',
      'ConfirmBid',
    ])
    expect(found.map(statement => statement?.digest)).to.deep.equal(digests)
  })
})
