import { expect } from 'chai'
import { z } from 'zod'
import { fetchEvents } from '../../src/chain/events.ts'
import type { Database } from '../../src/db/database.ts'
import { openDatabase } from '../../src/db/open.ts'
import { eventSchema } from '../../src/gateway/routes/events.ts'
import { AGENCY } from '../support/ledger/author.ts'
import { type Follower, followFeed, type Message } from './support/follower.ts'
import { announce, prepare, register, signedBid, supplier } from './support/play.ts'
import {
  expectDone,
  expectProblem,
  get,
  openGateway,
  openWorld,
  postSigned,
  shown,
  type World,
} from './support/world.ts'

const SUPPLIER = 4
/** More than the buffers of two sockets hold. */
const EVENTS = 12_000

/** An index of one event a block. */
const longHistory = async (events: number): Promise<Database> => {
  const database = await openDatabase({ memory: true })
  const hash = "'0x' || repeat(lpad(to_hex(n), 8, '0'), 8)"
  const address = `0x${'0'.repeat(40)}`
  const args = JSON.stringify({ padding: 'x'.repeat(1_500) })
  await database.script(`
    INSERT INTO progress SELECT true, 1, '${address}', '${address}', '${address}', ${hash}, n, ${hash}, n
      FROM (VALUES (${events - 1})) AS last (n);
    INSERT INTO blocks SELECT n, ${hash}, n FROM generate_series(0, ${events - 1}) AS n;
    INSERT INTO events SELECT n, 0, ${hash}, 'Registered', NULL, NULL, '${args}'
      FROM generate_series(0, ${events - 1}) AS n`)
  return database
}

describe('gateway > the change feed', function () {
  this.timeout(60_000)
  let world: World
  let tender: Awaited<ReturnType<typeof announce>>
  const followers: Follower[] = []

  const follow = async (query: string, headers: Record<string, string> = {}, gateway = world.gateway) => {
    const follower = await followFeed(`${gateway.url}/v1/events${query}`, headers)
    followers.push(follower)
    return follower
  }
  /** What the chain says, as the feed names it. */
  const onChain = async () => {
    const events = await fetchEvents(world.contracts, 0, await world.contracts.provider.getBlockNumber())
    return events.map(({ name, block, logIndex }) => [name, block, logIndex])
  }
  const places = (messages: readonly Message[]) =>
    messages.map(({ event, data }) => [event, data?.block, data?.logIndex])
  const newcomer = (place: number) => register(world, [supplier(place)], SUPPLIER)

  before(async () => {
    world = await openWorld()
    await prepare(world, 4)
    tender = await announce(world, 0)
    await shown(world)
  })
  afterEach(() => {
    for (const follower of followers.splice(0)) follower.close()
  })
  after(() => world?.close())

  it('tells every event of the ledger from the beginning, in order, and then what comes', async () => {
    const follower = await follow('?after=0')
    const before = await onChain()
    expect(places(await follower.until(before.length))).to.deep.equal(before)
    for (const { data } of follower.events) z.parse(eventSchema, data)

    expectDone(await postSigned(world, signedBid(world, tender, supplier(0), 900_000n)))
    const [last] = (await follower.until(before.length + 1)).slice(-1)
    expect(last?.data).to.deep.include({
      event: 'BidAccepted',
      tender: tender.id,
      participant: supplier(0).participant.toString(),
    })
    expect(last?.data?.arguments).to.include({ number: 0, sequence: 0 }).and.not.have.property('seal')
  })

  it('begins at the present where no place is named, and says where that is', async () => {
    const follower = await follow('')
    while (follower.lastId() === '') await new Promise(resolve => setTimeout(resolve, 5))
    const begin = follower.lastId()
    await newcomer(100)
    const [first] = await follower.until(1)
    expect(first?.data).to.include({ event: 'Registered' })
    const again = await follow('', { 'last-event-id': begin })
    expect(await again.until(1)).to.deep.equal([first])
  })

  it('goes on after the last event that was seen, without gap or double, also at another gateway and while things happen', async () => {
    const other = await openGateway(world)
    const goOn = { over: false }
    const happening = (async () => {
      for (let place = 200; !goOn.over; place += 1) await newcomer(place)
    })()
    const seen: Message[] = []
    let last = '0'
    for (let round = 0; round < 8; round += 1) {
      const gateway = round % 2 === 0 ? world.gateway : other
      const follower = await follow('', { 'last-event-id': last }, gateway)
      seen.push(...(await follower.until(1 + round * 2)))
      last = follower.lastId()
      follower.close()
    }
    goOn.over = true
    await happening
    await shown(world)
    const all = await onChain()
    const rest = await follow('', { 'last-event-id': last })
    seen.push(...(await rest.until(all.length - seen.length)))
    expect(places(seen)).to.deep.equal(all)
  })

  it('hides what does not fit every filter, and tells how far it has come all the same', async () => {
    const quick = await openGateway(world, { feedHeartbeat: 50 })
    const bidder = supplier(0).participant
    const named = await follow(
      `?after=0&tender=${tender.id}&participant=${bidder}&type=BidAccepted,Announced`,
      {},
      quick,
    )
    expect((await named.until(1))[0]?.data).to.include({ event: 'BidAccepted' })
    await newcomer(9_000)
    await shown(world)
    const end = await follow('?after=0', {}, quick)
    const { length } = await onChain()
    await end.until(length)
    while (named.lastId() !== end.lastId()) await new Promise(resolve => setTimeout(resolve, 5))
    while (named.comments() < 2) await new Promise(resolve => setTimeout(resolve, 5))
    expect(named.events).to.have.length(1)
    const agency = await follow(`?after=0&participant=${AGENCY.participant}`)
    expect((await agency.until(2)).map(({ event }) => event)).to.deep.equal(['Registered', 'Announced'])
  })

  it('cuts off a client that does not read, which then resumes where it was', async () => {
    const database = await longHistory(EVENTS)
    try {
      const strict = await openGateway({ ...world, database }, { feedPatience: 1_000 })
      const slow = await follow('?after=0', {}, strict)
      await slow.until(1)
      slow.pause()
      // Longer than the gateway waits; what it sent until then is in the sockets' buffers.
      await new Promise(resolve => setTimeout(resolve, 3_000))
      slow.resume()
      await slow.ended
      const seen = slow.events.length
      expect(seen).to.be.within(1, EVENTS - 1)
      const patient = await openGateway({ ...world, database })
      const again = await follow('', { 'last-event-id': slow.lastId() }, patient)
      await again.until(EVENTS - seen)
      const blocks = [...slow.events, ...again.events].map(({ data }) => data?.block)
      expect(blocks).to.deep.equal(Array.from({ length: EVENTS }, (_, block) => block))
    } finally {
      await database.close()
    }
  })

  it('refuses an id that no feed gave, an unknown event, and more followers than there are places', async () => {
    expectProblem(await get(world, '/v1/events?after=7'), 'INVALID_CURSOR')
    expectProblem(await get(world, '/v1/events', { 'last-event-id': 'x'.repeat(100) }), 'INVALID_CURSOR')
    expectProblem(await get(world, '/v1/events?type=Nothing'), 'INVALID_INPUT')
    const narrow = await openGateway(world, { feeds: 2, feedsEach: 1 })
    const one = await follow('', {}, narrow)
    expectProblem(await get({ gateway: narrow }, '/v1/events'), 'FEEDS_BUSY')
    one.close()
    for (let status = 503; status === 503; ) {
      const next = await follow('', {}, narrow).catch(() => undefined)
      status = next === undefined ? 503 : 200
    }
  })

  it('ends when the gateway closes, at once', async () => {
    const closing = await openGateway(world)
    const follower = await follow('', {}, closing)
    await closing.close()
    await follower.ended
  })
})
