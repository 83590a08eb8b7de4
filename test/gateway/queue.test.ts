import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { queueDepth } from '../../src/db/queries/queue.ts'
import { type Hex, word } from '../../src/protocol/bytes.ts'
import { digest, type SignedStatement, signedStatementToJson } from '../../src/protocol/statement.ts'
import { at, authorOf, REGISTRAR, sign } from '../support/ledger/author.ts'
import { announce, prepare, signedBid, supplier, type TestTender } from './support/play.ts'
import {
  type Answer,
  expectDone,
  expectProblem,
  get,
  openGateway,
  openWorld,
  post,
  postSigned,
  shown,
  type World,
} from './support/world.ts'

const PRICE = 900_000n
/** A gateway with this window carries no bid as long as a test lasts. */
const NEVER = 3_600_000

const ASYNC = { prefer: 'respond-async' }
const later = (
  world: Pick<World, 'gateway'>,
  signed: SignedStatement,
  headers: Record<string, string> = ASYNC,
) => post(world, '/v1/statements', signedStatementToJson(signed), headers)

describe('gateway > queue', () => {
  let world: World
  let tender: TestTender
  let position = 0
  let bidder = 0
  const stuckGateways: World['gateways'] = []
  before(async () => {
    world = await openWorld()
    await prepare(world, 60, 24)
    await shown(world)
  })
  beforeEach(async () => {
    tender = await announce(world, position++)
    await shown(world)
  })
  // Alive, they would take over from each other what they never carry.
  afterEach(() => Promise.all(stuckGateways.splice(0).map(gateway => gateway.close())))
  after(() => world?.close())

  const nextBid = (): SignedStatement => signedBid(world, tender, supplier(bidder++), PRICE)
  const digestOf = ({ statement }: SignedStatement): Hex => digest(statement, world.deployment)
  const statusOf = async (of: SignedStatement, where: Pick<World, 'gateway'> = world) =>
    (await get(where, `/v1/statements/${digestOf(of)}`)).body
  const bidsOn = async (): Promise<unknown> => {
    await shown(world)
    return (await get(world, `/v1/tenders/${tender.id}`)).body.bids
  }

  /** Asks until the statement is answered for; the test's own time limit ends it if it never is. */
  const settled = async (of: SignedStatement, where: Pick<World, 'gateway'> = world) => {
    for (;;) {
      const status = await statusOf(of, where)
      if (status.state === 'included' || status.state === 'refused') return status
      await sleep(20)
    }
  }
  const stuckGateway = async (changes: Parameters<typeof openGateway>[1] = {}) => {
    const gateway = await openGateway(world, { batchWindow: NEVER, ...changes })
    stuckGateways.push(gateway)
    return { ...world, gateway }
  }
  const expectQueued = ({ status, headers, body }: Answer, signed: SignedStatement): Answer['body'] => {
    expect(status, JSON.stringify(body)).to.equal(202)
    expect(headers.get('location')).to.equal(`/v1/statements/${digestOf(signed)}`)
    expect(headers.get('preference-applied')).to.equal('respond-async')
    expect(body).to.deep.include({ digest: digestOf(signed), inclusion: null, refusal: null })
    return body
  }

  describe('an answer', () => {
    it('comes at once to who prefers it, and the status tells the rest with its times', async () => {
      const signed = nextBid()
      const received = expectQueued(await later(world, signed), signed)
      expect(received).to.deep.include({
        type: 'SubmitBid',
        state: 'queued',
        times: { received: world.clock.time * 1_000, sent: null, done: null },
        closingAt: tender.terms.schedule.closingAt,
      })
      const done = await settled(signed)
      const { transaction, block } = expectDone(await postSigned(world, signed))
      expect(done).to.deep.include({ state: 'included', inclusion: { block, transaction } })
      expect(done.times).to.deep.equal({
        received: world.clock.time * 1_000,
        sent: world.clock.time * 1_000,
        done: world.clock.time * 1_000,
      })
    })

    it('is the receipt also to who prefers to be answered at once, if there is one already', async () => {
      const signed = nextBid()
      const receipt = expectDone(await postSigned(world, signed))
      expect(expectDone(await later(world, signed))).to.deep.equal(receipt)
    })

    it('waits as many seconds as the sender says', async () => {
      const signed = nextBid()
      expectDone(await later(world, signed, { prefer: 'respond-async, wait=20' }))
      const stuck = await stuckGateway()
      const other = nextBid()
      expectQueued(await later(stuck, other, { prefer: 'wait=0, respond-async' }), other)
    })

    it('to who wants the receipt says NOT_INCLUDED when it takes too long, and where to ask', async () => {
      const stuck = await stuckGateway({ inclusionPatience: 50 })
      const signed = nextBid()
      const problem = expectProblem(await postSigned(stuck, signed), 'NOT_INCLUDED')
      expect(problem).to.include({ statusUrl: `/v1/statements/${digestOf(signed)}`, state: 'queued' })
      await stuck.gateway.close()
      expect(await settled(signed)).to.include({ state: 'included' })
    })

    it('about a statement that nobody sent is NOT_FOUND', async () => {
      expectProblem(await get(world, `/v1/statements/${word(5n)}`), 'NOT_FOUND')
    })

    it('about a refused one names the code, and after what was wrong is put right it is taken', async () => {
      const author = authorOf(70_000 + bidder)
      const signed = sign(world, REGISTRAR, {
        type: 'AddSigner',
        participant: supplier(3).participant,
        signer: author.signer,
        revision: 9,
      })
      // The author is not the registrar: this is refused at the door, and takes up no room.
      expectProblem(await later(world, signed), 'UNKNOWN_SIGNER')
      const own = sign(world, supplier(3), signed.statement)
      expectQueued(await later(world, own), own)
      expect(await settled(own)).to.have.nested.include({
        state: 'refused',
        'refusal.code': 'WRONG_REVISION',
      })
    })
  })

  describe('a statement that was sent twice', () => {
    it('to two gateways at once is on the ledger once, and has one answer', async () => {
      const other = { ...world, gateway: await openGateway(world) }
      const bids = Array.from({ length: 10 }, nextBid)
      const answers = await Promise.all(
        bids.flatMap(bid => [postSigned(world, bid), postSigned(other, bid), later(other, bid)]),
      )
      for (const [place, bid] of bids.entries()) {
        const [first, second] = answers.slice(3 * place, 3 * place + 2).map(expectDone)
        expect(first).to.deep.equal(second)
        expect(first).to.include({ digest: digestOf(bid) })
      }
      expect(await bidsOn()).to.equal(10)
    })

    it('while the first still waits does not take up room twice', async () => {
      const stuck = await stuckGateway({ queueRows: 20 })
      const signed = nextBid()
      for (let times = 0; times < 25; times += 1) expectQueued(await later(stuck, signed), signed)
      await stuck.gateway.close()
      expect(await settled(signed)).to.include({ state: 'included' })
    })
  })

  describe('a gateway that is gone', () => {
    it('leaves what waits to another, which brings it to the ledger', async () => {
      const stuck = await stuckGateway()
      const bids = Array.from({ length: 5 }, nextBid)
      for (const bid of bids) expectQueued(await later(stuck, bid), bid)
      expect(await queueDepth(world.database)).to.include({ waiting: 5 })
      await stuck.gateway.close()
      const next = { ...world, gateway: await openGateway(world) }
      for (const bid of bids) expect(await settled(bid, next)).to.include({ state: 'included' })
      expect(await bidsOn()).to.equal(5)
    })

    it('leaves a bid that was queued in time and comes too late: refused, with both times', async () => {
      const stuck = await stuckGateway()
      const signed = nextBid()
      const received = world.clock.time
      expectQueued(await later(stuck, signed), signed)
      world.clock.time = tender.terms.schedule.closingAt + 5
      await stuck.gateway.close()
      const next = { ...world, gateway: await openGateway(world) }
      const status = await settled(signed, next)
      expect(status).to.have.nested.include({ state: 'refused', 'refusal.code': 'TOO_LATE' })
      expect(status).to.deep.include({ closingAt: tender.terms.schedule.closingAt })
      expect(status.times).to.include({ received: received * 1_000, done: world.clock.time * 1_000 })
    })
  })

  describe('a flood', () => {
    it('fills the queue and no more: QUEUE_FULL with a time to come again, and what was taken stays', async () => {
      const stuck = await stuckGateway({ queueRows: 10, batchesUnderWay: 1 })
      const bids = Array.from({ length: 12 }, nextBid)
      const answers: Answer[] = []
      for (const bid of bids) answers.push(await later(stuck, bid))
      expect(answers.map(({ status }) => status)).to.deep.equal([
        ...Array.from({ length: 5 }, () => 202),
        ...Array.from({ length: 7 }, () => 503),
      ])
      expectProblem(at(answers, 11), 'QUEUE_FULL')
      expect(at(answers, 11).headers.get('retry-after')).to.match(/^\d+$/)
      await stuck.gateway.close()
      for (const bid of bids.slice(0, 5)) expect(await settled(bid)).to.include({ state: 'included' })
      expect(await bidsOn()).to.equal(5)
    })

    it('of bad signatures leaves nothing in the queue, and good ones among them come through', async () => {
      const good = Array.from({ length: 5 }, nextBid)
      const bad = Array.from({ length: 200 }, (_, place): SignedStatement => {
        const signed = at(good, place % good.length)
        const statement = {
          ...signed.statement,
          attachments: word(BigInt(place + 1)),
        } as SignedStatement['statement']
        return { ...signed, statement }
      })
      const before = await world.database.query<{ rows: number }>('SELECT count(*) AS rows FROM queue')
      const [refusals, receipts] = await Promise.all([
        Promise.all(bad.map(each => later(world, each))),
        Promise.all(good.map(each => postSigned(world, each))),
      ])
      for (const refusal of refusals) expectProblem(refusal, 'BAD_SIGNATURE')
      for (const receipt of receipts) expectDone(receipt)
      const after = await world.database.query<{ rows: number }>('SELECT count(*) AS rows FROM queue')
      expect(at(after, 0).rows - at(before, 0).rows).to.equal(good.length)
    })
  })

  it('what was answered for long ago is forgotten; the ledger still knows a bid', async () => {
    const gateway = await openGateway(world)
    const signed = nextBid()
    const { transaction } = expectDone(await postSigned({ ...world, gateway }, signed))
    await world.database.query('DELETE FROM queue')
    expect(await statusOf(signed)).to.have.nested.include({
      state: 'included',
      'inclusion.transaction': transaction,
    })
    expect(expectDone(await postSigned(world, signed))).to.include({ transaction })
  })
})
