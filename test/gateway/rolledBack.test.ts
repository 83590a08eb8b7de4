import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { connect, type Ledger } from '../../src/chain/contracts.ts'
import { fetchEvents } from '../../src/chain/events.ts'
import type { Database } from '../../src/db/database.ts'
import type { WebhookConfig } from '../../src/gateway/config/config.ts'
import type { Gateway } from '../../src/gateway/server.ts'
import { KINDS } from '../db/support.ts'
import { indexAll, rememberingLog } from '../indexer/support.ts'
import {
  announceTender,
  at,
  type World as Chain,
  connection,
  deployLedger,
  ethers,
  KEY_IDS,
  loadFixture,
} from '../support/ledger.ts'
import { type Follower, followFeed, type Message } from './support/follower.ts'
import { openReceiver, type Received, type Receiver } from './support/receiver.ts'
import { openGateway, openWorld, type World } from './support/world.ts'

const { mine, takeSnapshot } = connection.networkHelpers
const TOKEN = 'an-operator-token-for-tests'
const WEBHOOKS: WebhookConfig = {
  operatorToken: TOKEN,
  key: '5a'.repeat(32),
  allowPrivate: true,
  delays: Array.from({ length: 1_000 }, () => 0.05),
}

/** An event, or the word that blocks were taken back. */
type Told = { readonly name: string; readonly data: Record<string, unknown> }

/** What somebody who does as told believes to be on the chain. */
const believed = (told: readonly Told[]): string[] => {
  let events: Told[] = []
  for (const each of told) {
    if (each.name !== 'RolledBack') events.push(each)
    else events = events.filter(({ data }) => Number(data.block) <= Number(each.data.block))
  }
  return events.map(({ name, data }) => `${data.block} ${data.logIndex} ${name} ${data.transaction}`)
}

const fromFeed = (messages: readonly Message[]): Told[] =>
  messages.map(({ event = '', data = {} }) => ({ name: event, data }))
const fromWebhook = (received: readonly Received[]): Told[] =>
  received.map(({ json: { type, data } }) => ({ name: type, data }))
const isBack = ({ name }: Told): boolean => name === 'RolledBack'

describe('gateway > a chain that takes blocks back', function () {
  this.timeout(60_000)
  let world: World
  let chain: Chain
  let contracts: Ledger
  let database: Database
  let gateway: Gateway
  let follower: Follower | undefined
  let receiver: Receiver

  before(async () => {
    world = await openWorld()
  })
  beforeEach(async () => {
    chain = await loadFixture(deployLedger)
    contracts = connect(ethers.provider, chain.deployment)
    database = await at(KINDS, 0).open()
    gateway = await openGateway({ ...world, database }, { webhooks: WEBHOOKS, feedHeartbeat: 100 })
    receiver = await openReceiver()
    await index()
  })
  afterEach(async () => {
    follower?.close()
    await gateway.close()
    await receiver.close()
    await database.close()
  })
  after(() => world?.close())

  const index = () => indexAll({ contracts, database, log: rememberingLog().log, reorgDepth: 1_000 })
  const onChain = async (): Promise<string[]> => {
    const events = await fetchEvents(contracts, 0, await contracts.provider.getBlockNumber())
    return events.map(
      ({ block, logIndex, name, transaction }) => `${block} ${logIndex} ${name} ${transaction}`,
    )
  }
  const follow = async (query: string, headers: Record<string, string> = {}): Promise<Follower> => {
    follower = await followFeed(`${gateway.url}/v1/events${query}`, headers)
    return follower
  }
  /** Announces a tender, lets all who listen hear of it, and then has another announced instead. */
  const reorganise = async (heard: () => Promise<unknown>): Promise<void> => {
    const before = await takeSnapshot()
    await announceTender(chain, { key: at(KEY_IDS, 0), notice: 'LOST' })
    await index()
    await heard()
    await before.restore()
    await mine(2)
    await announceTender(chain, { key: at(KEY_IDS, 1), notice: 'KEPT' })
    await mine(2)
    await index()
  }
  const believes = async (told: () => Told[], expected: readonly string[]): Promise<void> => {
    while (believed(told()).join() !== expected.join()) await sleep(10)
  }
  const webhook = async (body: object): Promise<void> => {
    const answer = await fetch(`${gateway.url}/v1/webhooks`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ url: receiver.url, ...body }),
    })
    expect(answer.status).to.equal(200)
  }

  describe('to who follows the feed', () => {
    it('is told, and whoever does as told has the events of the chain that stays', async () => {
      const feed = await follow('?after=0')
      await reorganise(async () => believes(() => fromFeed(feed.events), await onChain()))
      await believes(() => fromFeed(feed.events), await onChain())
      const told = fromFeed(feed.events)
      expect(told.filter(isBack)).to.have.length(1)
      expect(told.filter(({ name }) => name === 'Announced')).to.have.length(2)
    })

    it('is told first thing when who was away comes back with the id of an event that is gone', async () => {
      const feed = await follow('?after=0')
      let seen: Told[] = []
      await reorganise(async () => {
        await believes(() => fromFeed(feed.events), await onChain())
        seen = fromFeed(feed.events)
        feed.close()
      })
      const again = await follow('', { 'last-event-id': feed.lastId() })
      await believes(() => [...seen, ...fromFeed(again.events)], await onChain())
      expect(fromFeed(again.events).findIndex(isBack)).to.equal(0)
      const last = again.lastId()
      again.close()
      const once = await follow('', { 'last-event-id': last })
      await announceTender(chain, { key: at(KEY_IDS, 2), notice: 'NEXT' })
      await index()
      await once.until(1)
      expect(fromFeed(once.events).filter(isBack)).to.deep.equal([])
    })

    it('is told whatever else the filter hides', async () => {
      const feed = await follow('?after=0&type=Awarded')
      const whole = await followFeed(`${gateway.url}/v1/events?after=0`)
      await reorganise(async () => {
        await believes(() => fromFeed(whole.events), await onChain())
        while (feed.lastId() !== whole.lastId()) await sleep(5)
      })
      const [message] = await feed.until(1)
      whole.close()
      expect(message?.event).to.equal('RolledBack')
      expect(message?.data?.block).to.be.a('number')
    })
  })

  describe('to a webhook', () => {
    it('is told, and whoever does as told has the events of the chain that stays', async () => {
      await webhook({ after: '0' })
      const told = (): Told[] => fromWebhook(receiver.received)
      const sorted = () => believed(told()).toSorted()
      const settled = async () => {
        const expected = (await onChain()).toSorted()
        while (sorted().join() !== expected.join()) await sleep(10)
      }
      await reorganise(settled)
      await settled()
      expect(told().filter(isBack)).to.have.length(1)
    })

    it('that was away is told nothing of what is gone, and of the rest in an order that can be followed', async () => {
      await webhook({})
      receiver.answer(503)
      let refused = 0
      await reorganise(async () => {
        await receiver.until(received => received.some(({ json }) => json.type === 'Announced'))
        refused = receiver.received.length
      })
      await receiver.until(received => received.slice(refused).some(({ json }) => json.type === 'RolledBack'))
      // What was refused counts as not heard; from the next message on all is taken.
      const from = receiver.received.length
      receiver.answer(204)
      await receiver.until(received => received.slice(from).some(({ json }) => json.type === 'Announced'))
      const [first, ...rest] = fromWebhook(receiver.received.slice(from))
      expect(first?.name).to.equal('RolledBack')
      const lasting = new Set(await onChain())
      for (const each of believed(rest)) expect(lasting.has(each), each).to.equal(true)
      expect(rest.filter(isBack)).to.deep.equal([])
    })
  })
})
