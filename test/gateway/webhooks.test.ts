import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { fetchEvents } from '../../src/chain/events.ts'
import type { WebhookConfig } from '../../src/gateway/config/config.ts'
import type { Gateway } from '../../src/gateway/server.ts'
import { checkedAddress, isPublic } from '../../src/gateway/webhooks/address.ts'
import { decryptSecret, encryptSecret } from '../../src/gateway/webhooks/secret.ts'
import { failureOf } from '../db/support.ts'
import { announce, prepare, register, signedBid, supplier } from './support/play.ts'
import { openReceiver, type Received, type Receiver } from './support/receiver.ts'
import {
  type Answer,
  expectDone,
  expectProblem,
  openGateway,
  openWorld,
  postSigned,
  shown,
  type World,
} from './support/world.ts'

const TOKEN = 'an-operator-token-for-tests'
const KEY = '5a'.repeat(32)
const SETTINGS: WebhookConfig = { operatorToken: TOKEN, key: KEY, allowPrivate: true, delays: [0.05, 0.05] }
const SUPPLIER = 4

describe('gateway > webhooks', function () {
  this.timeout(60_000)
  let world: World
  let receiver: Receiver
  let gateway: Gateway
  let tender: Awaited<ReturnType<typeof announce>>

  const call = async (
    method: string,
    path: string,
    body?: object,
    { at = gateway, token = TOKEN }: { at?: Gateway; token?: string } = {},
  ): Promise<Answer> => {
    const response = await fetch(`${at.url}/v1/webhooks${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Answer['body'],
    }
  }
  const create = async (body: object, at = gateway) => expectDone(await call('POST', '', body, { at }))
  const listed = async (webhook: unknown) => {
    const { items } = expectDone(await call('GET', '')) as { items: Record<string, unknown>[] }
    return items.find(each => each.webhook === webhook)
  }
  const eventsOnChain = async () => {
    const events = await fetchEvents(world.contracts, 0, await world.contracts.provider.getBlockNumber())
    return events.map(({ name, block, logIndex }) => `${name} ${block} ${logIndex}`)
  }
  const nameOf = ({ json: { data } }: Received) => `${data.event} ${data.block} ${data.logIndex}`
  const newcomer = (place: number) => register(world, [supplier(place)], SUPPLIER)

  before(async () => {
    world = await openWorld()
    await prepare(world, 3)
    tender = await announce(world, 0)
    await shown(world)
  })
  beforeEach(async () => {
    await shown(world)
    receiver = await openReceiver()
    gateway = await openGateway(world, { webhooks: SETTINGS })
  })
  afterEach(async () => {
    await gateway.close()
    await receiver.close()
    await world.database.script('TRUNCATE webhooks, webhook_messages')
  })
  after(() => world?.close())

  it('bring every event, signed as Standard Webhooks says', async () => {
    const { secret } = await create({ url: receiver.url, after: '0' })
    const all = await eventsOnChain()
    const received = await receiver.until(({ length }) => length >= all.length)
    expect(received.map(nameOf)).to.have.members(all)
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).to.equal(all.length)
    const key = Buffer.from(String(secret).replace(/^whsec_/, ''), 'base64')
    for (const { headers, body, json } of received) {
      const [id, timestamp] = [headers['webhook-id'], headers['webhook-timestamp']]
      const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
      expect(headers['webhook-signature']).to.equal(`v1,${expected}`)
      expect(Math.abs(Number(timestamp) - Date.now() / 1000)).to.be.below(60)
      expect(json.type).to.equal(json.data.event)
      expect(new Date(json.timestamp).getTime() / 1000).to.equal(json.data.timestamp)
    }
  })

  it('begin at the present, and bring only what fits', async () => {
    const filter = { tender: tender.id, type: 'BidAccepted', participant: supplier(0).participant.toString() }
    const { webhook } = await create({ url: receiver.url, ...filter })
    await newcomer(100)
    expectDone(await postSigned(world, signedBid(world, tender, supplier(0), 900_000n)))
    expectDone(await postSigned(world, signedBid(world, tender, supplier(1), 900_000n)))
    await receiver.until(({ length }) => length > 0)
    await newcomer(101)
    while ((await listed(webhook))?.waiting !== 0) await sleep(10)
    expect(receiver.received.map(({ json }) => [json.type, json.data.participant])).to.deep.equal([
      ['BidAccepted', filter.participant],
    ])
  })

  it('are tried again, then given up, and once more when the operator says so', async () => {
    receiver.answer(500)
    const { webhook } = await create({ url: receiver.url })
    await newcomer(110)
    const attempts = await receiver.until(({ length }) => length === 3)
    while ((await listed(webhook))?.dead !== 1) await sleep(10)
    expect(new Set(attempts.map(({ headers }) => headers['webhook-id'])).size).to.equal(1)
    expect(new Set(attempts.map(({ body }) => body)).size).to.equal(1)
    const { items } = expectDone(await call('GET', `/${webhook}/dead`)) as { items: object[] }
    expect(items).to.have.length(1)
    expect(items[0]).to.include({ attempts: 3, lastError: 'It answered with HTTP status 500.' })

    receiver.answer(200)
    expect(expectDone(await call('POST', `/${webhook}/replay`))).to.deep.equal({ revived: 1 })
    await receiver.until(({ length }) => length === 4)
    while ((await listed(webhook))?.waiting !== 0) await sleep(10)
    expect(await listed(webhook)).to.include({ waiting: 0, dead: 0 })
  })

  it('take a redirect for a failure, and 410 for the last word', async () => {
    receiver.answer(307)
    const { webhook } = await create({ url: receiver.url })
    await newcomer(120)
    await receiver.until(({ length }) => length === 3)
    receiver.answer(410)
    await newcomer(121)
    while ((await listed(webhook))?.dead !== 2) await sleep(10)
    expect(receiver.received).to.have.length(4)
  })

  it('are served by one of several gateways at a time, and after its end by another, without a gap', async () => {
    const second = await openGateway(world, { webhooks: SETTINGS })
    await create({ url: receiver.url, after: '0' })
    await receiver.until(({ length }) => length >= 3)
    await gateway.close()
    await newcomer(130)
    await shown(world)
    const all = await eventsOnChain()
    await world.database.query('UPDATE webhook_messages SET due_at = 0')
    const received = await receiver.until(messages => new Set(messages.map(nameOf)).size === all.length)
    expect([...new Set(received.map(nameOf))]).to.have.members(all)
    await second.close()
  })

  it('do not let a receiver that is away hold up another', async () => {
    const away = await openReceiver()
    await away.close()
    const { webhook } = await create({ url: away.url })
    await create({ url: receiver.url })
    await newcomer(140)
    await receiver.until(({ length }) => length === 1)
    while ((await listed(webhook))?.dead !== 1) await sleep(10)
  })

  it('can be removed', async () => {
    const { webhook } = await create({ url: receiver.url })
    expect(expectDone(await call('DELETE', `/${webhook}`))).to.deep.equal({ removed: webhook })
    expectProblem(await call('DELETE', `/${webhook}`), 'NOT_FOUND')
    expect(await listed(webhook)).to.equal(undefined)
  })

  it('are for the operator alone, and off where there is none', async () => {
    expectProblem(await call('GET', '', undefined, { token: `${TOKEN}x` }), 'OPERATOR_ONLY')
    const refused = await call('POST', '', { url: receiver.url }, { token: '' })
    expectProblem(refused, 'OPERATOR_ONLY')
    expect(refused.headers.get('www-authenticate')).to.equal('Bearer')
    expectProblem(await call('GET', '', undefined, { at: world.gateway }), 'WEBHOOKS_OFF')
  })

  it('leave no secret in the database that could be read there', async () => {
    const { secret, webhook } = await create({ url: receiver.url })
    const [row] = await world.database.query<{ secret: string }>('SELECT secret FROM webhooks')
    expect(JSON.stringify(row)).to.not.include(String(secret).slice('whsec_'.length))
    expect(decryptSecret(row?.secret ?? '', KEY, String(webhook))).to.equal(secret)
    expect(JSON.stringify(await listed(webhook))).to.not.match(/whsec|secret/)
  })

  it('refuse addresses inside of the own network, by number and by name', async () => {
    const strict = await openGateway(world, { webhooks: { ...SETTINGS, allowPrivate: false } })
    for (const url of [
      'http://example.com/',
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://2130706433/',
      'ftp://x/',
      'x',
    ])
      expectProblem(await call('POST', '', { url }, { at: strict }), 'WEBHOOK_ADDRESS')
    expect(
      await failureOf(Promise.resolve().then(() => checkedAddress('https://u:p@example.com/', true))),
    ).to.include({
      code: 'WEBHOOK_ADDRESS',
    })
    // A name may point anywhere: it is looked at when it is called.
    const { webhook } = await create({ url: `https://localhost:${new URL(receiver.url).port}/` }, strict)
    await gateway.close()
    await newcomer(150)
    gateway = strict
    while ((await listed(webhook))?.dead !== 1) await sleep(10)
    const { items } = expectDone(await call('GET', `/${webhook}/dead`)) as { items: { lastError: string }[] }
    expect(items[0]?.lastError).to.match(/^This is not an address of the public Internet: localhost/)
    expect(receiver.received).to.deep.equal([])
  })
})

describe('isPublic', () => {
  it('is true of addresses of the Internet at large, and of no others', () => {
    const inside = [
      '127.0.0.1',
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
    ]
    const inside6 = [
      '::1',
      '::',
      'fe80::1',
      'fc00::1',
      'fd12::1',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      '2001::1',
      'ff02::1',
    ]
    for (const address of [...inside, ...inside6, 'localhost', ''])
      expect(isPublic(address), address).to.equal(false)
    for (const address of ['8.8.8.8', '172.32.0.1', '2606:4700:4700::1111'])
      expect(isPublic(address), address).to.equal(true)
  })
})

describe('the secret of a webhook', () => {
  it('does not decrypt with another key, in another row, or changed', () => {
    const encrypted = encryptSecret('whsec_x', KEY, 'wh_1')
    const changed = Buffer.from(encrypted, 'base64')
    changed[14] = (changed[14] ?? 0) ^ 1
    expect(() => decryptSecret(encrypted, 'a5'.repeat(32), 'wh_1')).to.throw(/BONGIN_WEBHOOK_KEY/)
    expect(() => decryptSecret(encrypted, KEY, 'wh_2')).to.throw(/BONGIN_WEBHOOK_KEY/)
    expect(() => decryptSecret(changed.toString('base64'), KEY, 'wh_1')).to.throw(/BONGIN_WEBHOOK_KEY/)
  })
})
