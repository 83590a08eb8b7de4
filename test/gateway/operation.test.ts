import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { word } from '../../src/protocol/bytes.ts'
import { announce, prepare, signedBid, supplier } from './support/play.ts'
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

describe('gateway > operation', function () {
  this.timeout(60_000)
  let world: World
  let tender: Awaited<ReturnType<typeof announce>>

  before(async () => {
    world = await openWorld()
    await prepare(world, 2)
    tender = await announce(world, 0)
    await shown(world)
  })
  after(() => world?.close())

  describe('/metrics', () => {
    const metrics = async (gateway = world.gateway): Promise<Map<string, number>> => {
      const response = await fetch(`${gateway.url}/metrics`)
      expect(response.headers.get('content-type')).to.match(/^text\/plain; version=/)
      const lines = (await response.text()).split('\n').filter(line => line !== '' && !line.startsWith('#'))
      return new Map(
        lines.map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
      )
    }

    it('tell requests by route and status, never by path', async () => {
      const gateway = await openGateway(world)
      await get({ gateway }, `/v1/tenders/${tender.id}`)
      await get({ gateway }, `/v1/tenders/${word(1n)}`)
      await get({ gateway }, `/v1/tenders/${word(2n)}`)
      await get({ gateway }, '/nothing/here')
      const read = await metrics(gateway)
      const total = (route: string, status: number) =>
        read.get(`bongin_http_requests_total{method="GET",route="${route}",status="${status}"}`)
      expect([
        total('/v1/tenders/:tender', 200),
        total('/v1/tenders/:tender', 404),
        total('none', 404),
      ]).to.deep.equal([1, 2, 1])
      expect(
        read.get('bongin_http_request_seconds_count{method="GET",route="/v1/tenders/:tender"}'),
      ).to.equal(3)
    })

    it('tell how far ledger, index and queue are', async () => {
      expectDone(await postSigned(world, signedBid(world, tender, supplier(0), 900_000n)))
      const read = await metrics()
      const head = await world.contracts.provider.getBlockNumber()
      expect(read.get('bongin_ledger_block')).to.equal(head)
      expect(read.get('bongin_index_block')).to.equal(head)
      expect(read.get('bongin_index_lag_blocks')).to.equal(0)
      expect(read.get('bongin_queue_depth')).to.equal(0)
      expect(read.has('bongin_inclusions')).to.equal(true)
      expect(read.has('process_resident_memory_bytes')).to.equal(true)
    })

    it('leave out what is not known', async () => {
      const { contracts } = world
      const away = { ...contracts.provider, getBlockNumber: () => Promise.reject(new Error('away')) }
      const gateway = await openGateway({
        ...world,
        contracts: { ...contracts, provider: away as typeof contracts.provider },
      })
      const read = await metrics(gateway)
      expect(read.has('bongin_ledger_block')).to.equal(false)
      expect(read.has('bongin_index_block')).to.equal(true)
    })
  })

  describe('conditional requests', () => {
    it('are answered with 304 while nothing has changed, and with the new answer after', async () => {
      const path = `/v1/tenders/${tender.id}/bids`
      const first = await get(world, path)
      const etag = first.headers.get('etag') ?? ''
      expect(etag).to.match(/^(W\/)?"[^"]+"$/)
      expect(first.headers.get('cache-control')).to.equal('no-cache')
      const ask = (tags = etag) =>
        fetch(`${world.gateway.url}${path}`, { headers: { 'if-none-match': tags } })
      const unchanged = await ask()
      expect([unchanged.status, await unchanged.text()]).to.deep.equal([304, ''])
      expect((await ask(`"other", W/${etag}`)).status).to.equal(304)
      expect((await ask('"other"')).status).to.equal(200)
      expectDone(await postSigned(world, signedBid(world, tender, supplier(1), 900_000n)))
      const changed = await ask()
      expect(changed.status).to.equal(200)
      expect(changed.headers.get('etag')).to.not.equal(etag)
    })
  })

  describe('the id of a request', () => {
    it('is the client’s own if it is well formed, and otherwise a new one', async () => {
      for (const id of [randomUUID(), 'trace_4bf92f3577b34da6']) {
        const answer = await get(world, `/v1/tenders/${word(1n)}`, { 'x-request-id': id })
        expect(answer.headers.get('x-request-id')).to.equal(id)
        expect(answer.body.instance).to.match(new RegExp(`^(urn:uuid:|/requests/)${id}$`))
      }
      for (const id of ['short', 'x'.repeat(65), 'with blank in it', '"forged":"line"']) {
        const answer = await get(world, `/v1/tenders/${word(1n)}`, { 'x-request-id': id })
        expect(answer.headers.get('x-request-id')).to.match(/^[0-9a-f-]{36}$/)
        expectProblem(answer, 'UNKNOWN_TENDER')
      }
    })
  })

  describe('the rate limit', () => {
    it('refuses one client that asks too often, and says until when; not health and metrics', async () => {
      const gateway = await openGateway(world, { requestsPerMinute: 3 })
      const answers = await Promise.all(Array.from({ length: 5 }, () => get({ gateway }, '/v1/ledger')))
      expect(answers.map(({ status }) => status).toSorted()).to.deep.equal([200, 200, 200, 429, 429])
      const refused = answers.find(({ status }) => status === 429)
      expect(refused?.headers.get('ratelimit')).to.match(/r=0/)
      expect(refused?.headers.get('retry-after')).to.match(/^\d+$/)
      for (const path of ['/health/live', '/metrics'])
        expect((await fetch(`${gateway.url}${path}`)).status).to.equal(200)
    })
  })
})
