import type { ServerResponse } from 'node:http'
import { expect } from 'chai'
import {
  type Client,
  createClient,
  isRefusal,
  keySigner,
  type LedgerEvent,
  type SignedStatement,
} from '../../src/client/index.ts'
import { jointKeyHash, keyId } from '../../src/protocol/openingKey.ts'
import { openings, unseal } from '../../src/protocol/seal.ts'
import { tenderId } from '../../src/protocol/terms.ts'
import { jointJson, jointOf, prepare, secretOf, supplier, termsOf } from '../gateway/support/play.ts'
import { openGateway, openWorld, shown, type World } from '../gateway/support/world.ts'
import { AGENCY, at } from '../support/ledger/author.ts'
import { json, nobody, type Stand, stand } from './gateways.ts'

/** One for each tender here. */
const KEYS = 6

describe('client > before a real gateway', () => {
  let world: World
  let client: Client
  before(async () => {
    world = await openWorld()
    await prepare(world, 3, KEYS)
    await shown(world)
    client = createClient({ gateways: [await nobody(), world.gateway.url] })
  })
  after(() => world?.close())

  const agency = keySigner(AGENCY.secretKey)
  const announced = async (notice: string) =>
    client.announce({ agency: AGENCY.participant, terms: termsOf(world, notice), signer: agency })
  const bidder = (place: number) => {
    const { participant, secretKey } = supplier(place)
    return { bidder: participant, signer: keySigner(secretKey) }
  }

  it('announces, seals, submits and reads, past a gateway that is away', async () => {
    const { tender, receipt } = await announced('CLIENT-1')
    expect(tender).to.equal(tenderId(AGENCY.participant, 'CLIENT-1'))
    expect(receipt).to.include({ type: 'Announce' })

    const { signed, note } = await client.seal({ tender, ...bidder(0), price: 900_000n })
    expect(
      JSON.stringify(signed, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
    ).to.not.include('900000')
    const { digest } = await client.submit(signed)
    expect((await client.submit(signed)).digest, 'sent again').to.equal(digest)

    const path = { tender, bidder: String(supplier(0).participant) }
    const bid = await client.get('/v1/tenders/{tender}/bids/{bidder}', { path })
    expect(bid).to.include({ statement: digest, status: 'Sealed', sequence: 0 })
    verifySeal(tender, signed.statement.seal, note)
  })

  /** What the guardians' key opens is what was sealed, and the note opens the same. */
  const verifySeal = (
    tender: `0x${string}`,
    seal: Parameters<typeof unseal>[0],
    note: { readonly r: bigint; readonly price: bigint },
  ): void => {
    const { chainId, ledger } = world.deployment
    const context = { kind: 'bid', chainId, ledger, tender, author: supplier(0).participant } as const
    const prices = Array.from({ length: KEYS }, (_, position) => {
      const key = keyId(1, position)
      const { dx, dy } = at(openings([seal], secretOf(key)), 0)
      return unseal(seal, { x: dx, y: dy }, context, 'None').price
    })
    expect(prices).to.include(900_000n)
    expect(note.price).to.equal(900_000n)
  }

  it('gives every item of a list, whatever the size of its pages', async () => {
    const numbers: string[] = []
    for await (const { participant } of client.list('/v1/participants', { query: { limit: 2 } }))
      numbers.push(participant)
    expect(numbers).to.include.members(['1', '2', '11', '12', '13', '1000', '1001', '1002'])
    expect(new Set(numbers).size).to.equal(numbers.length)
  })

  it('tells by its code what was refused', async () => {
    const { tender } = await announced('CLIENT-2')
    const { signed } = await client.seal({ tender, ...bidder(1), price: 900_000n })
    const stranger = { ...signed, statement: { ...signed.statement, bidder: 1_002n } }
    const failure = await client.submit(stranger).catch((error: unknown) => error)
    expect(isRefusal(failure, 'BAD_SIGNATURE')).to.equal(true)
    const unknown = await client.tender(`0x${'12'.repeat(32)}`).catch((error: unknown) => error)
    expect(isRefusal(unknown, 'UNKNOWN_TENDER')).to.equal(true)
  })

  it('waits for a phase', async () => {
    const { tender } = await announced('CLIENT-3')
    expect((await client.waitForPhase(tender, ['Bidding'])).phase).to.equal('Bidding')
    const waiting = AbortSignal.timeout(100)
    const failure = await client.waitForPhase(tender, ['Review'], waiting).catch((error: unknown) => error)
    expect(failure).to.equal(waiting.reason)
  })

  it('is told of everything that happens to a tender, also when its gateway is closed meanwhile', async () => {
    const { tender } = await announced('CLIENT-4')
    const first = await openGateway(world)
    const among = createClient({ gateways: [first.url, world.gateway.url] })
    const [one, two] = await Promise.all(
      [0, 1].map(async place => (await client.seal({ tender, ...bidder(place), price: 900_000n })).signed),
    )
    await client.submit(one as SignedStatement)
    const bidders: (string | null)[] = []
    for await (const { name, data } of among.subscribe({ tender, types: ['BidAccepted'], after: '0' })) {
      if (name !== 'BidAccepted') throw new Error(name)
      expect(data.tender).to.equal(tender)
      if (bidders.push(data.participant) === 2) break
      await first.close()
      await among.submit(two as SignedStatement)
    }
    expect(bidders).to.deep.equal(['1000', '1001'])
  })

  describe('a gateway that lies', () => {
    const liars: Stand[] = []
    afterEach(() => Promise.all(liars.splice(0).map(each => each.close())))

    /** Passes everything on to the real gateway, but for one member of the answers at one address. */
    const liar = async (path: string, lie: object): Promise<Stand> => {
      const pass = async (url: string, response: ServerResponse): Promise<void> => {
        const answer = await fetch(`${world.gateway.url}${url}`)
        const body = (await answer.json()) as object
        json(response, answer.status, url.startsWith(path) ? { ...body, ...lie } : body)
      }
      const opened = await stand(({ url = '' }, response) => void pass(url, response))
      liars.push(opened)
      return opened
    }

    it('about the public key is found out by the others, or by the key’s hash', async () => {
      const { tender } = await announced('CLIENT-5')
      const { key } = await client.tender(tender)
      const { url } = await liar('/v1/keys/', { joint: jointJson(key + 1n) })
      const order = { tender, ...bidder(2), price: 900_000n }
      const among = createClient({ gateways: [url, world.gateway.url] })
      const alone = createClient({ gateways: url })
      const failures = await Promise.all([
        among.seal(order).catch((error: unknown) => error),
        alone.seal({ ...order, keyHash: jointKeyHash(jointOf(key)) }).catch((error: unknown) => error),
      ])
      for (const failure of failures) expect(isRefusal(failure, 'KEY_MISMATCH')).to.equal(true)
    })

    it('about the contracts is found out by who names them', async () => {
      const { deployment } = world
      const other = { ...deployment, chainId: '1', ledger: deployment.registry }
      const { url } = await liar('/v1/ledger', { deployment: JSON.parse(JSON.stringify(other)) })
      const failure = await createClient({ gateways: url, deployment })
        .ledger()
        .catch((error: unknown) => error)
      expect(isRefusal(failure, 'LEDGER_MISMATCH')).to.equal(true)
    })

    it('about the tender is found out by its id', async () => {
      const { tender } = await announced('CLIENT-6')
      const { url } = await liar('/v1/tenders/', { agency: '3' })
      const failure = await createClient({ gateways: url })
        .tender(tender)
        .catch((error: unknown) => error)
      expect(isRefusal(failure, 'GATEWAY_ANSWER')).to.equal(true)
    })
  })
})

describe('client > subscription', () => {
  const stands: Stand[] = []
  afterEach(() => Promise.all(stands.splice(0).map(each => each.close())))

  /** A feed of numbered events that breaks off after every second one. */
  const feed = async (): Promise<Stand & { readonly resumed: string[] }> => {
    const resumed: string[] = []
    const opened = await stand(({ headers }, response) => {
      const after = Number(headers['last-event-id'] ?? 0)
      resumed.push(String(after))
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('retry: 1\n\n')
      for (const id of [after + 1, after + 2])
        response.write(`id: ${id}\nevent: Counted\ndata: {"number":${id}}\n\n`)
      response.write(`id: ${after + 3}\nevent: Counted\ndata: {"num`)
      setTimeout(() => response.destroy(), 20)
    })
    stands.push(opened)
    return { ...opened, resumed }
  }

  const take = async (events: AsyncIterable<LedgerEvent>, count: number): Promise<LedgerEvent[]> => {
    const taken: LedgerEvent[] = []
    for await (const event of events) if (taken.push(event) === count) break
    return taken
  }

  it('goes on where it broke off, without gaps or doubles, at another gateway too', async () => {
    const one = await feed()
    const client = createClient({ gateways: [await nobody(), one.url] })
    const events = await take(client.subscribe({ participant: 7n, types: ['BidAccepted', 'Awarded'] }), 5)
    expect(events.map(({ data }) => Reflect.get(data, 'number'))).to.deep.equal([1, 2, 3, 4, 5])
    expect(one.resumed).to.deep.equal(['0', '2', '4'])
    expect(at(one.seen, 0).url).to.equal('/v1/events?participant=7&type=BidAccepted%2CAwarded')
  })

  it('begins after the event that an earlier run saw last', async () => {
    const one = await feed()
    const client = createClient({ gateways: one.url })
    const events = await take(client.subscribe({ after: '40' }), 1)
    expect(events).to.deep.equal([{ id: '41', name: 'Counted', data: { number: 41 } }])
  })

  it('ends without an error when it is called off', async () => {
    const one = await feed()
    const calling = new AbortController()
    const seen: LedgerEvent[] = []
    for await (const event of createClient({ gateways: one.url }).subscribe({ signal: calling.signal })) {
      seen.push(event)
      calling.abort()
    }
    expect(seen).to.have.length(1)
  })

  it('ends with what the feed cannot be asked for', async () => {
    const opened = await stand((_request, response) =>
      json(response, 400, { code: 'INVALID_INPUT', title: '' }),
    )
    stands.push(opened)
    const failure = await take(createClient({ gateways: opened.url }).subscribe(), 1).catch(
      (error: unknown) => error,
    )
    expect(isRefusal(failure, 'INVALID_INPUT')).to.equal(true)
  })
})
