import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import type { Database, Parameter } from '../../src/db/database.ts'
import { databaseError } from '../../src/db/error.ts'
import { queueDepth } from '../../src/db/queries/queue.ts'
import { digest, type SignedStatement, signedStatementToJson } from '../../src/protocol/statement.ts'
import { announce, prepare, signedBid, supplier, type TestTender } from './support/play.ts'
import {
  expectDone,
  expectProblem,
  get,
  openGateway,
  openWorld,
  post,
  shown,
  type World,
} from './support/world.ts'

const ASYNC = { prefer: 'respond-async' }
const LEASE = 200

/** What happens to one kind of question before, and to its answer after, the database has worked on it. */
interface Line {
  readonly about: (text: string) => boolean
  before?(): Promise<void>
  after?(rows: readonly unknown[]): Promise<void>
}

/** The real database at the end of a line that fails where a test says so. */
const behind = (database: Database, lines: Set<Line>): Database => ({
  ...database,
  query: async <Row>(text: string, parameters?: readonly Parameter[]) => {
    const line = [...lines].find(({ about }) => about(text))
    await line?.before?.()
    const rows = await database.query<Row>(text, parameters)
    await line?.after?.(rows)
    return rows
  },
})

const takes = (text: string): boolean => text.includes('INSERT INTO queue')
const takesOver = (text: string): boolean => text.includes('UPDATE queue SET owner')
const renews = (text: string): boolean => text.includes('INSERT INTO carriers')
const searches = (text: string): boolean => /FROM queue\s+WHERE owner = \$1/.test(text)

describe('gateway > a database that works and whose answer is lost', () => {
  let world: World
  let tender: TestTender
  let faulty: Pick<World, 'gateway'>
  let bidder = 0
  const lines = new Set<Line>()

  before(async () => {
    world = await openWorld()
    await prepare(world, 10)
    tender = await announce(world, 0)
    await shown(world)
  })
  beforeEach(async () => {
    // The only gateway that is alive: nobody else takes over what it does not know of.
    await world.gateway.close()
    const database = behind(world.database, lines)
    faulty = { gateway: await openGateway({ ...world, database }, { lease: LEASE }) }
  })
  afterEach(async () => {
    lines.clear()
    await faulty.gateway.close()
  })
  after(() => world?.close())

  const nextBid = (): SignedStatement => signedBid(world, tender, supplier(bidder++), 900_000n)
  const send = (signed: SignedStatement, headers: Record<string, string> = {}) =>
    post(faulty, '/v1/statements', signedStatementToJson(signed), headers)
  const statusOf = async ({ statement }: SignedStatement) =>
    (await get(faulty, `/v1/statements/${digest(statement, world.deployment)}`)).body
  /** The test's own time limit ends it if nobody carries it. */
  const included = async (signed: SignedStatement) => {
    while ((await statusOf(signed)).state !== 'included') await sleep(10)
  }
  const accepted = async (signed: SignedStatement): Promise<number> => {
    const { ledger } = world.contracts
    const logs = await ledger.queryFilter(ledger.filters.BidAccepted(), 0, 'latest')
    return logs.filter(({ args }) => args.statement === digest(signed.statement, world.deployment)).length
  }
  const lost = () => databaseError('DATABASE_UNREACHABLE', 'The line broke.')
  /** Lets the next question of a kind through, and loses its answer. */
  const loseOne = (about: Line['about']): void => {
    const line: Line = {
      about,
      after: async () => {
        lines.delete(line)
        throw lost()
      },
    }
    lines.add(line)
  }

  it('has taken a statement of which its sender heard nothing: it is carried all the same, once', async () => {
    const signed = nextBid()
    loseOne(takes)
    expectProblem(await send(signed, ASYNC), 'DATABASE_UNREACHABLE')
    expect(await queueDepth(world.database)).to.include({ waiting: 1 })
    await included(signed)
    expect(await accepted(signed)).to.equal(1)
  })

  it('has taken a whole group: who sends again is told the truth, and each is carried once', async () => {
    const bids = [nextBid(), nextBid(), nextBid()]
    loseOne(takes)
    for (const answer of await Promise.all(bids.map(bid => send(bid, ASYNC))))
      if (answer.status !== 202) expectProblem(answer, 'DATABASE_UNREACHABLE')
    for (const answer of await Promise.all(bids.map(bid => send(bid)))) expectDone(answer)
    for (const bid of bids) expect(await accepted(bid)).to.equal(1)
  })

  it('is searched while the statement is being sent again: it is not forgotten between the two', async () => {
    const signed = nextBid()
    const searched = Promise.withResolvers<void>()
    loseOne(takes)
    expectProblem(await send(signed, ASYNC), 'DATABASE_UNREACHABLE')
    // The second write waits at the door until the search has seen the row, and then finds that it stands there already.
    lines.add({ about: takes, before: () => searched.promise })
    lines.add({ about: searches, after: async () => searched.resolve() })
    const again = await send(signed, ASYNC)
    expect(again.status).to.be.oneOf([200, 202])
    await included(signed)
    expect(await accepted(signed)).to.equal(1)
  })

  it('has lost the last news of a statement in a crash: they are found out again', async () => {
    const signed = nextBid()
    const { block, transaction } = expectDone(await send(signed))
    await included(signed)
    await world.database.query(
      'UPDATE queue SET state = 1, done_at = NULL, transaction = NULL, block = NULL, body = $1 WHERE digest = $2',
      [JSON.stringify(signedStatementToJson(signed)), digest(signed.statement, world.deployment)],
    )
    const line: Line = {
      about: renews,
      before: async () => {
        lines.delete(line)
        throw lost()
      },
    }
    lines.add(line)
    await included(signed)
    expect((await statusOf(signed)).inclusion).to.deep.equal({ block, transaction })
    expect(await accepted(signed)).to.equal(1)
  })

  it('has handed over what a dead gateway left: it is carried all the same', async () => {
    const dead = { gateway: await openGateway(world, { lease: 60_000, batchWindow: 3_600_000 }) }
    const signed = nextBid()
    const body = signedStatementToJson(signed)
    expect((await post(dead, '/v1/statements', body, ASYNC)).status).to.equal(202)
    const line: Line = {
      about: takesOver,
      after: async rows => {
        if (rows.length === 0) return
        lines.delete(line)
        throw lost()
      },
    }
    lines.add(line)
    await dead.gateway.close()
    await included(signed)
    expect(lines.has(line), 'the answer was lost').to.equal(false)
    expect(await accepted(signed)).to.equal(1)
  })
})
