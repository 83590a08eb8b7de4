import { expect } from 'chai'
import { word } from '../../src/protocol/bytes.ts'
import { placements, rank } from '../../src/protocol/order.ts'
import { AGENCY, at } from '../support/ledger/author.ts'
import { act } from './support/ledger.ts'
import {
  announce,
  bidStatement,
  DAY,
  jointJson,
  openingsJson,
  openKey,
  prepare,
  reserveJson,
  reserveRevealJson,
  revealsJson,
  secretOf,
  singleReserve,
  supplier,
  type TestTender,
} from './support/play.ts'
import {
  expectDone,
  expectProblem,
  get,
  openWorld,
  post,
  shown,
  submit,
  type World,
} from './support/world.ts'

const RESERVE = 950_000n

describe('gateway > opening, order and review', () => {
  let world: World
  before(async () => {
    world = await openWorld()
    await prepare(world, 6, 8)
    await shown(world)
  })
  after(() => world?.close())

  /** Announces a tender, has suppliers bid these prices, and goes on to its opening time. */
  const closedTender = async (position: number, prices: readonly bigint[], single = false) => {
    const tender = single ? await singleReserve(world, position, RESERVE) : await announce(world, position)
    const bids = prices.map((price, place) => bidStatement(world, tender, supplier(place), price))
    await Promise.all(bids.map((bid, place) => act(world, supplier(place), bid)))
    await shown(world)
    world.clock.time = tender.terms.schedule.openingAt
    return { tender, bids }
  }
  const path = (tender: TestTender, rest = '') => `/v1/tenders/${tender.id}${rest}`
  const tenderOf = async (tender: TestTender) => expectDone(await get(world, path(tender)))

  it('goes from sealed bids to a concluded award', async () => {
    const { tender, bids } = await closedTender(0, [900_000n, 850_000n, 1_100_000n])
    expect(await tenderOf(tender)).to.include({ phase: 'Opening', bids: 3, opened: 0, secret: null })
    await openKey(world, tender)

    const opened = expectDone(
      await post(world, path(tender, '/openings'), { openings: openingsJson(tender, bids) }),
    )
    expect(opened.results).to.deep.equal(
      ['1000', '1001', '1002'].map(bidder => ({ bidder, result: 'Opened' })),
    )
    const { body } = await get(world, path(tender, '/openings'))
    expect((body.items as { price: string }[]).map(({ price }) => price)).to.deep.equal([
      '900000',
      '850000',
      '1100000',
    ])
    expect(await tenderOf(tender)).to.include({ phase: 'Ranking', valid: 3, settlement: null, awards: 0 })

    const ranking = expectDone(
      await post(world, path(tender, '/placements'), { placements: placementsJson(tender) }),
    )
    expect(ranking).to.include({ ranked: 3, completed: true })
    const order = (await get(world, path(tender, '/order'))).body.items as {
      bidder: string
      place: number | null
    }[]
    expect(order.map(({ bidder, place }) => [bidder, place])).to.deep.equal([
      ['1001', 1],
      ['1000', 2],
      ['1002', null],
    ])
    expect((await get(world, path(tender, '/order/1002'))).body).to.include({
      verdict: 'AboveReserve',
      place: null,
    })

    const first = { tender: tender.id, bidder: 1_001n }
    expectDone(
      await submit(world, AGENCY, { type: 'Qualify', ...first, act: 0, otherScore: 0, document: word(1n) }),
    )
    const wrong = { type: 'Award', tender: tender.id, bidder: 1_000n, act: 1, amount: 900_000n } as const
    expect(expectProblem(await submit(world, AGENCY, wrong), 'NOT_FIRST_IN_LINE')).to.include({
      first: '1001',
      named: '1000',
    })
    expectDone(await submit(world, AGENCY, { type: 'Award', ...first, act: 1, amount: 850_000n }))
    const conclusion = {
      type: 'Conclude',
      ...first,
      act: 2,
      amount: 850_000n,
      contractHash: word(2n),
    } as const
    expectProblem(await submit(world, AGENCY, conclusion), 'OBJECTION_PERIOD_RUNNING')
    world.clock.time += DAY
    expectDone(await submit(world, AGENCY, conclusion))
    expect(await tenderOf(tender)).to.deep.include({
      ...{ phase: 'Concluded', acts: 3, first: '1001', winner: '1001', awards: 1 },
      settlement: { degraded: false, released: [1, 3], closed: 0 },
    })
    const acts = (await get(world, path(tender, '/acts'))).body.items as { name: string }[]
    expect(acts.map(({ name }) => name)).to.deep.equal(['Qualified', 'Awarded', 'Concluded'])
    const settled = (await get(world, path(tender, '/reserve'))).body
    expect(settled).to.have.nested.include({
      'settlement.reserve': '1000000',
      'settlement.degraded': false,
      opening: null,
    })
    expect((await get(world, `/v1/keys/${tender.key}`)).body).to.include({
      state: 'Open',
      secret: word(secretOf(tender.key)),
    })
    for (const list of [
      '/v1/tenders',
      '/v1/tenders?phase=Concluded',
      '/v1/guardian-sets',
      '/v1/ceremonies',
      '/v1/ceremonies/1',
    ])
      expectDone(await get(world, list))
    expect((await get(world, `/v1/tenders?phase=Concluded&agency=2`)).body.items).to.have.length(1)
    expect((await get(world, `/v1/tenders?phase=Bidding`)).body.items).to.have.length(0)
  })

  const placementsJson = (tender: TestTender) => {
    const prices = [900_000n, 850_000n, 1_100_000n].map((price, place) => ({
      bidder: 1_000n + BigInt(place),
      price,
    }))
    const facts = {
      tender: tender.id,
      seed: secretOf(tender.key),
      reserve: 1_000_000n,
      award: tender.terms.award,
    }
    return placements(rank(prices, facts))
      .flat()
      .map(({ bidder, behind }) => ({ bidder: bidder.toString(), behind: behind.toString() }))
  }

  it('a wrong opening takes no other down, and one that is done costs no transaction', async () => {
    const { tender, bids } = await closedTender(1, [900_000n, 850_000n, 800_000n])
    await openKey(world, tender)
    const openings = openingsJson(tender, bids)
    const swapped = [
      at(openings, 0),
      { ...at(openings, 1), dx: at(openings, 2).dx },
      { ...at(openings, 2), bidder: '1005' },
    ]
    const { results } = expectDone(await post(world, path(tender, '/openings'), { openings: swapped }))
    expect(results).to.deep.equal([
      { bidder: '1000', result: 'Opened' },
      { bidder: '1001', result: 'WrongHint' },
      { bidder: '1005', result: 'NoSealedBid' },
    ])
    const again = expectDone(await post(world, path(tender, '/openings'), { openings: [at(openings, 0)] }))
    expect(again).to.deep.equal({ inclusion: null, results: [{ bidder: '1000', result: 'NoSealedBid' }] })
    expectDone(await post(world, path(tender, '/openings'), { openings: openings.slice(1) }))
    expect(await tenderOf(tender)).to.include({ phase: 'Ranking', opened: 3 })
  })

  it('too early is WRONG_PHASE, without the key KEY_NOT_OPEN', async () => {
    const early = await announce(world, 2)
    const bid = bidStatement(world, early, supplier(0), 1n)
    await act(world, supplier(0), bid)
    await act(world, supplier(1), bidStatement(world, early, supplier(1), 1n))
    const body = { openings: openingsJson(early, [bid]) }
    const problem = expectProblem(await post(world, path(early, '/openings'), body), 'WRONG_PHASE')
    expect(problem).to.include({ current: 'Bidding', expected: 'Opening' })
    world.clock.time = early.terms.schedule.openingAt
    expectProblem(await post(world, path(early, '/openings'), body), 'KEY_NOT_OPEN')
    expectProblem(
      await post(world, path(early, '/placements'), { placements: [{ bidder: '1000', behind: '0' }] }),
      'WRONG_PHASE',
    )
    expectProblem(await post(world, `/v1/tenders/${word(9n)}/openings`, body), 'UNKNOWN_TENDER')
  })

  it("opens the agency's sealed reserve price, once", async () => {
    const { tender, bids } = await closedTender(3, [900_000n, 990_000n], true)
    await openKey(world, tender)
    const opening = reserveJson(world, tender, RESERVE)
    const wrong = { opening: { ...opening, dx: word(5n) } }
    expectProblem(await post(world, path(tender, '/reserve-opening'), wrong), 'WRONG_OPENING')
    expect(expectDone(await post(world, path(tender, '/reserve-opening'), { opening }))).to.include({
      reserve: '950000',
    })
    expectProblem(await post(world, path(tender, '/reserve-opening'), { opening }), 'RESERVE_ALREADY_OPENED')
    expect((await get(world, path(tender, '/reserve'))).body).to.have.nested.include({
      'opening.reserve': '950000',
      'opening.note': null,
      settlement: null,
    })
    expectDone(await post(world, path(tender, '/openings'), { openings: openingsJson(tender, bids) }))
    const line = {
      placements: [
        { bidder: '1000', behind: '0' },
        { bidder: '1001', behind: '0' },
      ],
    }
    expectDone(await post(world, path(tender, '/placements'), line))
    expect(await tenderOf(tender)).to.include({
      phase: 'Review',
      acceptable: 1,
      first: '1000',
      reserve: '950000',
    })
  })

  it('takes the notes of bidders and agency when the guardians do not deliver', async () => {
    const { tender, bids } = await closedTender(4, [900_000n, 800_000n], true)
    const joint = jointJson(tender.key)
    const body = { joint, reveals: revealsJson(tender, bids) }
    expectProblem(await post(world, path(tender, '/reveals'), body), 'WRONG_PHASE')
    world.clock.time = tender.terms.schedule.fallbackAt
    expectProblem(await post(world, path(tender, '/reveals'), { ...body, joint: jointJson(1n) }), 'WRONG_KEY')
    expectProblem(await post(world, path(tender, '/reveals'), body), 'RESERVE_STILL_SEALED')
    const reveal = reserveRevealJson(world, tender, RESERVE)
    expectDone(await post(world, path(tender, '/reserve-reveal'), { joint, reveal }))
    expect((await get(world, path(tender, '/reserve'))).body).to.have.nested.include({
      'opening.revealed': true,
      'opening.note': reveal.r,
    })
    const { results } = expectDone(await post(world, path(tender, '/reveals'), body))
    expect(results).to.deep.equal(['1000', '1001'].map(bidder => ({ bidder, result: 'Opened' })))
    expect((await get(world, path(tender, '/openings/1001'))).body).to.include({
      revealed: true,
      note: at(body.reveals, 1).r,
      price: '800000',
    })
    expect(await tenderOf(tender)).to.include({ phase: 'Ranking', secret: null })
  })
})
