import { readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'chai'
import type { Terms } from '../../src/protocol/terms.ts'
import {
  act,
  agencyAct,
  amendTender,
  at,
  authorOf,
  award,
  CONTRACT,
  cancelTender,
  confirmBid,
  DOCUMENT,
  decideObjection,
  deployLedger,
  draftTender,
  grantWithdrawal,
  laterBy,
  loadFixture,
  MULTIPLE,
  object,
  passObjections,
  qualify,
  REGISTRAR,
  relay,
  releaseShare,
  requestWithdrawal,
  reveals,
  SCORED,
  SINGLE,
  sign,
  submit,
  supplier,
  type TenderAt,
  tenderAt,
  travelTo,
  verifyPhase,
  type World,
} from '../support/ledger.ts'
import { BATCH, type Crowd, crowd, gasOf, openGas, rankGas, submitGas } from './gas.ts'

const SNAPSHOT = new URL('./gas-snapshot.json', import.meta.url)
const GROWTH = 1.05

/** What a bid may cost at most, in a batch of 50. */
const TARGETS: Record<string, number> = { submit: 60_000, open: 35_000, rank: 15_000 }

/** Bids of the large tender. The deep tests set it to 10,000, the largest that the ledger takes. */
const MANY = Number(process.env.BONGIN_BIDS ?? 6 * BATCH)

type Costs = Record<string, number>

const twoBatches = () => crowd(2 * BATCH)

describe('gas', () => {
  let costs: Costs
  let snapshot: Costs
  before(async () => {
    costs = { ...(await batchCosts(await loadFixture(twoBatches))), ...(await singleCosts()) }
    if (process.env.UPDATE_GAS === '1') writeFileSync(SNAPSHOT, `${JSON.stringify(costs, null, 2)}\n`)
    snapshot = JSON.parse(readFileSync(SNAPSHOT, 'utf8')) as Costs
  })

  it('has a snapshot of every cost', () => {
    expect(Object.keys(snapshot)).to.deep.equal(Object.keys(costs))
  })

  it('grows by no more than 5 per cent over the snapshot', () => {
    const grown = Object.entries(costs).filter(([name, cost]) => cost > (snapshot[name] ?? 0) * GROWTH)
    expect(Object.fromEntries(grown)).to.deep.equal({})
  })

  it('costs an award less than 3,000 for each bid of one price, so that no number of them blocks it', async () => {
    const [few, many] = [await awardCost(4), await awardCost(10)]
    expect((many - few) / 6).to.be.below(3_000)
  })

  for (const [verb, target] of Object.entries(TARGETS)) {
    it(`stays within ${target} a bid to ${verb}, in the first batch of 50 and in the second`, () => {
      expect(costs[`${verb}, a bid of the first 50`]).to.be.at.most(target)
      expect(costs[`${verb}, a bid of the second 50`]).to.be.at.most(target)
    })
  }

  it(`does not grow with the number of bids, up to ${MANY}`, async function () {
    this.timeout(MANY * 1_000)
    const many = await crowd(MANY)
    for (const found of [await submitGas(many), await openGas(many), await rankGas(many)]) {
      const [, second = 0, ...later] = found
      expect(Math.max(...later)).to.be.at.most(second * 1.03)
    }
    const { bids, ranked } = await many.world.ledger.tenderOf(many.tender.id)
    expect([bids, ranked]).to.deep.equal([BigInt(MANY), BigInt(MANY)])
    await verifyPhase(many.world, many.tender, 'Review')
  })
})

async function batchCosts(all: Crowd): Promise<Costs> {
  const verbs = { submit: await submitGas(all), open: await openGas(all), rank: await rankGas(all) }
  const found = Object.entries(verbs).flatMap(([verb, [first = 0, second = 0]]) => [
    [`${verb}, a bid of the first 50`, first],
    [`${verb}, a bid of the second 50`, second],
  ])
  return Object.fromEntries(found) as Costs
}

/** One act each. Every measurement starts from the same ledger. */
async function singleCosts(): Promise<Costs> {
  const { participant, signer } = authorOf(500)
  const newcomer = { type: 'RegisterParticipant', participant, roles: 4, signer, profile: DOCUMENT } as const
  const bidder = supplier(0).participant
  const amount = 90_000_000n
  const unscored = { otherScore: 0, document: DOCUMENT }
  return {
    register: await cost(world => act(world, REGISTRAR, newcomer)),
    'announce, no reserve price': await announceCost({}),
    'announce, single reserve price': await announceCost(SINGLE),
    'announce, multiple reserve price': await announceCost(MULTIPLE),
    'submit, a bid alone': await cost(async world => {
      const { bids } = await tenderAt(world, 'Bidding')
      return relay(world, at(bids, 0))
    }),
    'release a share': await cost(async world => {
      const { tender } = await tenderAt(world, 'Opening')
      return releaseShare(world, tender.key.id, 0)
    }),
    'release the share that opens the key': await cost(async world => {
      const { tender } = await tenderAt(world, 'Opening')
      for (const place of [0, 1]) await releaseShare(world, tender.key.id, place)
      return releaseShare(world, tender.key.id, 2)
    }),
    'reveal three bids': await cost(async world => {
      const { tender, bids } = await tenderAt(world, 'Opening', { terms: MULTIPLE })
      await travelTo(tender, 'fallbackAt')
      return world.ledger.revealBids(tender.id, tender.key.joint, reveals(tender, bids))
    }),
    'settle a multiple reserve price': await cost(async world => {
      const { tender } = await tenderAt(world, 'Ranking', { terms: MULTIPLE })
      return world.ledger.rankBids(tender.id, [])
    }),
    ...(await changeCosts()),
    qualify: await agencyCost('Review', { type: 'Qualify', bidder, ...unscored }),
    disqualify: await agencyCost('Review', { type: 'Disqualify', bidder, reason: 1, ...unscored }),
    award: await agencyCost('Qualified', { type: 'Award', bidder, amount }),
    ...(await scoreCosts()),
    object: await cost(async world => {
      const { tender } = await tenderAt(world, 'Standstill')
      return object(world, tender, supplier(1))
    }),
    'uphold an objection': await cost(async world => {
      const { tender } = await tenderAt(world, 'Standstill')
      await object(world, tender, supplier(1))
      return decideObjection(world, tender, 0, true)
    }),
    forfeit: await agencyCost('Standstill', { type: 'Forfeit', bidder, reason: 1, document: DOCUMENT }),
    conclude: await agencyCost('Standstill', { type: 'Conclude', bidder, amount, contractHash: CONTRACT }),
  }
}

/** Under a scale, ten bids of the same price. */
async function scoreCosts(): Promise<Costs> {
  const tied = async (world: World) => {
    const prices = Array.from({ length: 10 }, () => 90_200_000n)
    const { tender, bids } = await tenderAt(world, 'Review', { terms: SCORED, prices })
    const [first, ...others] = bids
    if (first === undefined) throw new Error('ten have bid')
    for (const bid of others) await qualify(world, tender, bid, 1_500)
    return { tender, first }
  }
  return {
    'qualify with a score': await cost(async world => {
      const { tender, first } = await tied(world)
      return qualify(world, tender, first, 2_000)
    }),
    'award among ten of one price': await cost(async world => {
      const { tender, first } = await tied(world)
      await qualify(world, tender, first, 2_000)
      return award(world, tender, first)
    }),
  }
}

/** Before the opening. */
async function changeCosts(): Promise<Costs> {
  const changed = (change: (world: World, underWay: TenderAt) => ReturnType<typeof relay>) =>
    cost(async world => {
      const underWay = await tenderAt(world, 'Bidding')
      await submit(world, underWay.bids)
      return change(world, underWay)
    })
  return {
    amend: await changed((world, { tender }) => {
      const { terms, reserveSeal } = tender
      return agencyAct(world, tender, { type: 'Amend', terms, reserveSeal })
    }),
    'confirm a bid': await changed(async (world, { tender, bids }) => {
      await amendTender(world, tender)
      return confirmBid(world, at(bids, 0))
    }),
    postpone: await changed((world, { tender }) => {
      const schedule = laterBy(3_600, tender.terms.schedule)
      return agencyAct(world, tender, { type: 'Postpone', schedule, reason: 1, document: DOCUMENT })
    }),
    'ask for a withdrawal': await changed((world, { bids }) => requestWithdrawal(world, at(bids, 0))),
    'grant a withdrawal': await changed(async (world, { tender, bids }) => {
      await requestWithdrawal(world, at(bids, 0))
      return grantWithdrawal(world, tender, at(bids, 0))
    }),
    cancel: await changed((world, { tender }) => cancelTender(world, tender)),
  }
}

async function cost(send: (world: World) => ReturnType<typeof relay>): Promise<number> {
  return gasOf(send(await loadFixture(deployLedger)))
}

function announceCost(terms: Partial<Terms>): Promise<number> {
  return cost(async world => {
    const { tender, statement } = await draftTender(world, { terms })
    return relay(world, sign(world, tender.agency, statement))
  })
}

function agencyCost(
  station: 'Review' | 'Qualified' | 'Standstill',
  fields: Parameters<typeof agencyAct>[2],
): Promise<number> {
  return cost(async world => {
    const { tender } = await tenderAt(world, station)
    if (station === 'Standstill') await passObjections(tender)
    return agencyAct(world, tender, fields)
  })
}

/** Of a tender in which so many bid the same, between whom the scores decide. */
function awardCost(size: number): Promise<number> {
  return cost(async world => {
    const prices = Array.from({ length: size }, () => 90_200_000n)
    const { tender, bids } = await tenderAt(world, 'Review', { terms: SCORED, prices })
    for (const bid of bids) await qualify(world, tender, bid, 1_500)
    const { first } = await world.ledger.tenderOf(tender.id)
    const best = bids.find(({ statement }) => statement.bidder === first)
    return best === undefined ? expect.fail('Nobody is first') : award(world, tender, best)
  })
}
