import { expect } from 'chai'
import { word } from '../../src/protocol/bytes.ts'
import {
  countersign,
  type SignedStatement,
  type Statement,
  signStatement,
} from '../../src/protocol/statement.ts'
import { PHASES } from '../../src/protocol/tender.ts'
import type { Schedule } from '../../src/protocol/terms.ts'
import { AGENCY, type Author, at, STRANGER } from '../support/ledger/author.ts'
import { act } from './support/ledger.ts'
import {
  announce,
  announcement,
  bidStatement,
  DAY,
  HOUR,
  openingsJson,
  openKey,
  prepare,
  supplier,
  type TestTender,
} from './support/play.ts'
import {
  expectDone,
  expectProblem,
  get,
  openGateway,
  openWorld,
  post,
  postSigned,
  shown,
  submit,
  type World,
} from './support/world.ts'

const DOCUMENT = word(1n)
const PRICES = [900_000n, 850_000n, 950_000n]

describe('gateway > a tender that changes', () => {
  let world: World
  before(async () => {
    world = await openWorld()
    await prepare(world, 6, 12)
    await shown(world)
  })
  after(() => world?.close())

  let position = 0
  const path = ({ id }: TestTender, rest = '') => `/v1/tenders/${id}${rest}`
  const tenderOf = async (tender: TestTender) => expectDone(await get(world, path(tender)))
  const bidOf = async (tender: TestTender, place: number) =>
    expectDone(await get(world, path(tender, `/bids/${supplier(place).participant}`)))
  const itemsOf = async (tender: TestTender, rest: string) =>
    expectDone(await get(world, path(tender, rest))).items as Record<string, unknown>[]
  const bidderOf = (place: number) => supplier(place).participant

  /** A tender in which the first suppliers have bid. */
  const tenderWithBids = async (bidders = 2) => {
    const tender = await announce(world, position++)
    const bids = PRICES.slice(0, bidders).map((price, place) =>
      bidStatement(world, tender, supplier(place), price),
    )
    await Promise.all(bids.map((bid, place) => act(world, supplier(place), bid)))
    await shown(world)
    return { tender, bids }
  }
  const amendment = (tender: TestTender, number = 0) => {
    const terms = { ...tender.terms, document: word(9n) }
    const { reserveSeal } = announcement(world, 0).statement
    return { type: 'Amend', tender: tender.id, act: number, terms, reserveSeal } as const
  }
  const confirmation = (tender: TestTender, place: number) =>
    ({
      type: 'ConfirmBid',
      tender: tender.id,
      termsVersion: 2,
      bidder: bidderOf(place),
      sequence: 0,
    }) as const
  const request = (tender: TestTender, place: number) =>
    ({
      type: 'RequestWithdrawal',
      tender: tender.id,
      termsVersion: 1,
      bidder: bidderOf(place),
      sequence: 0,
      document: DOCUMENT,
    }) as const
  const cancellation = (tender: TestTender) =>
    ({
      type: 'Cancel',
      tender: tender.id,
      act: 0,
      phase: PHASES.indexOf('Bidding'),
      reason: 2,
      document: DOCUMENT,
    }) as const

  it('by an amendment tells its bidders to confirm', async () => {
    const { tender } = await tenderWithBids()
    expectProblem(await submit(world, supplier(0), confirmation(tender, 0)), 'WRONG_TERMS_VERSION')
    expectDone(await submit(world, AGENCY, amendment(tender)))
    expect(await tenderOf(tender)).to.include({ termsVersion: 2, bids: 2, aside: 2, acts: 1 })
    expect(await bidOf(tender, 0)).to.include({ needsConfirmation: true, confirmedVersion: null })

    const signed = signStatement(confirmation(tender, 0), world.deployment, supplier(0).secretKey)
    const receipt = expectDone(await postSigned(world, signed))
    expect(await bidOf(tender, 0)).to.include({
      needsConfirmation: false,
      confirmedVersion: 2,
      termsVersion: 1,
    })
    expect(await tenderOf(tender)).to.include({ aside: 1 })
    expect(expectDone(await postSigned(world, signed))).to.deep.equal(receipt)
    const again = { ...signed.statement, sequence: 1 } as Statement
    expectProblem(await submit(world, supplier(0), again), 'WRONG_SEQUENCE')

    const [announced, amended] = await itemsOf(tender, '/terms')
    expect(announced).to.include({ termsVersion: 1 })
    expect(amended).to.have.nested.include({ termsVersion: 2, 'terms.document': word(9n) })
    const [first] = await itemsOf(tender, '/acts')
    expect(first).to.include({ name: 'Amended', bidder: null, termsVersion: 2 })
    world.clock.time = tender.terms.schedule.closingAt
    expect(await tenderOf(tender)).to.include({ phase: 'Failed' })
  })

  it('by a postponement has other times', async () => {
    const { tender } = await tenderWithBids()
    const { biddingAt, ...times } = tender.terms.schedule
    const later = Object.entries(times).map(([name, time]) => [name, time + HOUR])
    const schedule = { biddingAt, ...Object.fromEntries(later) } as Schedule
    const statement = {
      type: 'Postpone',
      tender: tender.id,
      act: 0,
      schedule,
      reason: 1,
      document: DOCUMENT,
    } as const
    const earlier = { ...schedule, closingAt: tender.terms.schedule.closingAt - 1 }
    const refused = expectProblem(
      await submit(world, AGENCY, { ...statement, schedule: earlier }),
      'INVALID_CHANGE',
    )
    expect(refused).to.include({ field: 'closingAt' })
    expectDone(await submit(world, AGENCY, statement))
    expect(await tenderOf(tender)).to.deep.include({ schedule, termsVersion: 1, aside: 0 })
    expect(await tenderOf(tender)).to.have.nested.include({ 'terms.schedule.closingAt': schedule.closingAt })
    expect((await itemsOf(tender, '/acts'))[0]).to.deep.include({ name: 'Postponed', schedule })
    const [signed] = await itemsOf(tender, '/terms')
    expect(signed).to.have.deep.nested.include({ 'terms.schedule': tender.terms.schedule })
  })

  it('lets a bidder withdraw when it asks and the agency grants', async () => {
    const { tender, bids } = await tenderWithBids()
    const grant = {
      type: 'GrantWithdrawal',
      tender: tender.id,
      act: 0,
      bidder: bidderOf(1),
      sequence: 0,
      document: DOCUMENT,
      author: AGENCY.participant,
    } as const
    expectProblem(await submit(world, AGENCY, grant), 'NOT_REQUESTED')
    expectDone(await submit(world, supplier(1), request(tender, 1)))
    expect(await bidOf(tender, 1)).to.include({ withdrawalRequested: true, status: 'Sealed' })
    const twice = { ...request(tender, 1), document: word(2n) }
    expectProblem(await submit(world, supplier(1), twice), 'ALREADY_REQUESTED')
    expectDone(await submit(world, AGENCY, grant))
    expect(await bidOf(tender, 1)).to.include({ status: 'Withdrawn' })
    expect(await tenderOf(tender)).to.include({ bids: 2, aside: 1, opened: 1 })
    expect((await itemsOf(tender, '/withdrawals'))[0]).to.include({
      bidder: '1001',
      termsVersion: 1,
      grantedBy: 0,
    })
    expectProblem(await submit(world, supplier(1), { ...at(bids, 1), sequence: 1 }), 'BARRED')
    expectProblem(await submit(world, supplier(3), request(tender, 3)), 'NO_SEALED_BID')
  })

  it('can be cancelled, and repeated once', async () => {
    const { tender, bids } = await tenderWithBids()
    const repeat = announcement(world, position++, { predecessor: tender.id })
    expectProblem(await submit(world, AGENCY, repeat.statement), 'WRONG_PHASE')
    expectDone(await submit(world, AGENCY, cancellation(tender)))
    expect(await tenderOf(tender)).to.include({ phase: 'Cancelled', successor: null })
    expectProblem(await submit(world, supplier(2), { ...at(bids, 0), bidder: bidderOf(2) }), 'NOT_BIDDING')
    expectDone(await submit(world, AGENCY, repeat.statement))
    expect(await tenderOf(tender)).to.include({ successor: repeat.tender.id })
    const second = announcement(world, position++, { predecessor: tender.id })
    expect(expectProblem(await submit(world, AGENCY, second.statement), 'ALREADY_REPEATED')).to.include({
      successor: repeat.tender.id,
    })
  })

  it('has its award disputed, decided, and concluded by two signatures', async () => {
    const { tender, bids } = await tenderWithBids(3)
    world.clock.time = tender.terms.schedule.openingAt
    await openKey(world, tender)
    expectDone(await post(world, path(tender, '/openings'), { openings: openingsJson(tender, bids) }))
    const placements = bids.map(({ bidder }) => ({ bidder: bidder.toString(), behind: '0' }))
    expectDone(await post(world, path(tender, '/placements'), { placements }))
    const winner = { tender: tender.id, bidder: bidderOf(1) }
    expectDone(
      await submit(world, AGENCY, { type: 'Qualify', ...winner, act: 0, otherScore: 0, document: DOCUMENT }),
    )
    expectDone(await submit(world, AGENCY, { type: 'Award', ...winner, act: 1, amount: 850_000n }))

    await dispute(tender)
    const conclusion = {
      type: 'Conclude',
      ...winner,
      act: 3,
      amount: 850_000n,
      contractHash: word(2n),
    } as const
    await concludeByTwo(tender, conclusion)
  })

  /** One objection, rejected after the period. */
  const dispute = async (tender: TestTender) => {
    const { id } = tender
    const objection = { type: 'Object', tender: id, award: 1, document: DOCUMENT } as const
    const object = (author: Author, changes = {}) =>
      submit(world, author, { ...objection, bidder: author.participant, ...changes })
    expectProblem(await object(supplier(4)), 'NO_BID')
    expect(expectProblem(await object(supplier(0), { award: 2 }), 'WRONG_AWARD')).to.include({ current: 1 })
    expect(expectDone(await object(supplier(0)))).to.have.nested.include({ 'result.objection': 0 })
    expectProblem(await object(supplier(0), { document: word(3n) }), 'ALREADY_OBJECTED')
    expect(await tenderOf(tender)).to.include({ phase: 'Standstill', objections: 1, openObjections: 1 })
    world.clock.time += DAY
    expectProblem(await object(supplier(2)), 'OBJECTION_PERIOD_OVER')
    const refused = { act: 2, bidder: bidderOf(1), reason: 1, document: DOCUMENT }
    const forfeit = { type: 'Forfeit', tender: id, ...refused } as const
    expectProblem(await submit(world, AGENCY, forfeit), 'OBJECTIONS_OPEN')
    const decision = {
      type: 'DecideObjection',
      tender: id,
      act: 2,
      upheld: false,
      document: DOCUMENT,
    } as const
    expectProblem(await submit(world, AGENCY, { ...decision, objection: 1 }), 'NO_OPEN_OBJECTION')
    expectDone(await submit(world, AGENCY, { ...decision, objection: 0 }))
    const [decided] = await itemsOf(tender, '/objections')
    expect(decided).to.include({ bidder: '1000', award: 1, state: 'Rejected', decidedBy: 2 })
  }

  const concludeByTwo = async (tender: TestTender, statement: Statement) => {
    const half = signStatement(statement, world.deployment, AGENCY.secretKey)
    const signedBy = ({ secretKey }: Author): SignedStatement =>
      countersign(half, world.deployment, secretKey)
    const before = await world.contracts.provider.getBlockNumber()
    expect(expectProblem(await postSigned(world, half), 'INVALID_INPUT').detail).to.include(
      'countersignature',
    )
    const whole = signedBy(supplier(1))
    const countersignature = { ...signedBy(supplier(0)).countersignature, signer: supplier(1).signer }
    const forged = { ...whole, countersignature } as SignedStatement
    expect(expectProblem(await postSigned(world, forged), 'BAD_SIGNATURE')).to.include({
      signer: supplier(1).signer,
    })
    expectProblem(await postSigned(world, signedBy(STRANGER)), 'UNKNOWN_SIGNER')
    expect(await world.contracts.provider.getBlockNumber()).to.equal(before)

    // A stranger who adds a signature of his own at the same moment must not get in the way.
    const [, concluded] = await Promise.all([postSigned(world, signedBy(STRANGER)), postSigned(world, whole)])
    const receipt = expectDone(concluded)
    expect(await tenderOf(tender)).to.include({ phase: 'Concluded', acts: 4 })
    const gateway = await openGateway(world)
    expect(expectDone(await postSigned({ ...world, gateway }, whole))).to.deep.equal(receipt)
  }
})
