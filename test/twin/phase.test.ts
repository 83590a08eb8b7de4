import { expect } from 'chai'
import fc from 'fast-check'
import { word } from '../../src/protocol/bytes.ts'
import { BonginError } from '../../src/protocol/error.ts'
import { type Phase, phaseOf, type TenderFacts } from '../../src/protocol/phase.ts'
import { nameAt, PHASES, RESERVE_KINDS } from '../../src/protocol/tender.ts'
import type { Terms } from '../../src/protocol/terms.ts'
import {
  agencyAct,
  announceTender,
  at,
  CONTRACT,
  connection,
  DOCUMENT,
  deployLedgerWithLevers,
  loadFixture,
  LOWEST_PRICE,
  type Moment,
  MULTIPLE,
  openBids,
  rankBids,
  releaseShares,
  reserveOpening,
  reserveReveal,
  reveals,
  SINGLE,
  SUPPLIERS,
  sealedBid,
  submit,
  type TestBid,
  type TestTender,
  time,
  travelTo,
} from '../support/ledger.ts'
import { runs, TIMEOUT } from './support.ts'

type World = Awaited<ReturnType<typeof deployLedgerWithLevers>>
type Act = (world: World, tender: TestTender, bids: TestBid[]) => Promise<unknown>

/** What can happen to a tender after its bids are in. What the ledger refuses at that moment changes nothing. */
const ACTS = {
  close: (_world, tender) => goTo(tender, 'closingAt'),
  opening: (_world, tender) => goTo(tender, 'openingAt'),
  lastSecond: (_world, tender) => goTo(tender, 'fallbackAt', -1),
  fallback: (_world, tender) => goTo(tender, 'fallbackAt'),
  end: (_world, tender) => goTo(tender, 'fallbackEndAt'),
  wait: () => time.increase(20 * 24 * 3_600),
  release: (world, tender) => releaseShares(world, tender.key.id),
  openOne: async (world, tender, bids) => openBids(world, tender, bids.slice(0, 1)),
  openAll: async (world, tender, bids) => openBids(world, tender, bids),
  openReserve: async (world, tender) => world.ledger.openReserve(tender.id, reserveOpening(tender)),
  revealOne: async (world, tender, bids) => world.ledger.revealBids(tender.id, tender.key.joint, reveals(tender, bids.slice(-1))),
  revealAll: async (world, tender, bids) => world.ledger.revealBids(tender.id, tender.key.joint, reveals(tender, bids)),
  revealReserve: async (world, tender) => world.ledger.revealReserve(tender.id, tender.key.joint, reserveReveal(tender)),
  settle: (world, tender) => rankBids(world, tender, []),
  rankAll: async (world, tender, bids) => {
    for (const bid of bids) await attempt(() => rankBids(world, tender, [bid]), world, tender, bids)
  },
  rankOne: (world, tender, bids) => rankBids(world, tender, bids.slice(0, 1)),
  qualify: async (world, tender) => {
    return agencyAct(world, tender, { type: 'Qualify', bidder: await firstOf(world, tender), document: DOCUMENT })
  },
  disqualify: async (world, tender) => {
    const bidder = await firstOf(world, tender)
    return agencyAct(world, tender, { type: 'Disqualify', bidder, reason: 2, document: DOCUMENT })
  },
  award: async (world, tender) => agencyAct(world, tender, { type: 'Award', ...(await winnerOf(world, tender)) }),
  conclude: async (world, tender) => {
    const winner = await winnerOf(world, tender)
    return agencyAct(world, tender, { type: 'Conclude', ...winner, contractHash: CONTRACT })
  },
  cancel: (world, tender) => world.ledger.cancel(tender.id),
} as const satisfies Record<string, Act>

type ActName = keyof typeof ACTS

const REVIEW: ActName[] = ['rankAll', 'qualify', 'award', 'wait', 'conclude']
const LIVES: ActName[][] = [
  ['opening', 'release', 'openReserve', 'openAll', ...REVIEW],
  ['opening', 'release', 'openOne', 'openReserve', 'fallback', 'openAll', 'rankOne', 'disqualify', ...REVIEW],
  ['lastSecond', 'release', 'openAll', 'openReserve', 'end', ...REVIEW],
  ['fallback', 'revealReserve', 'revealOne', 'revealAll', 'disqualify', ...REVIEW],
  ['fallback', 'revealOne', 'revealReserve', 'end', 'settle', ...REVIEW],
  ['fallback', 'release', 'openAll', 'openReserve', ...REVIEW],
  ['close', 'opening', 'fallback', 'end', 'release', 'openAll', ...REVIEW],
]

/** One of the lives above, with steps left out and others put in between. */
const lives = fc
  .tuple(
    fc.constantFrom(...LIVES),
    fc.array(fc.nat(8), { minLength: 20, maxLength: 20 }),
    fc.array(fc.constantFrom(...(Object.keys(ACTS) as ActName[])), { minLength: 20, maxLength: 20 }),
  )
  .map(([life, dice, others]) => {
    return life.flatMap((act, step): ActName[] => {
      if (dice[step] === 8) return []
      return dice[step] === 7 ? [at(others, step), act] : [act]
    })
  })

interface Plan {
  terms: Pick<Terms, 'reserve' | 'award'>
  minimumBids: number
  /** An acceptable bid, one above every reserve price, one with a bad tag. */
  bids: ('good' | 'dear' | 'broken')[]
  life: ActName[]
}

const plans: fc.Arbitrary<Plan> = fc.record({
  terms: fc.constantFrom(LOWEST_PRICE, SINGLE, MULTIPLE),
  minimumBids: fc.integer({ min: 1, max: 3 }),
  bids: fc.array(fc.constantFrom<Plan['bids']>('good', 'good', 'dear', 'broken'), { maxLength: 4 }),
  life: lives,
})

/** Random lives may miss a phase; these do not. */
const SURE: Plan[] = [
  { terms: SINGLE, minimumBids: 1, bids: ['good', 'dear', 'broken'], life: at(LIVES, 0) },
  { terms: MULTIPLE, minimumBids: 1, bids: ['good', 'good'], life: at(LIVES, 3) },
  { terms: LOWEST_PRICE, minimumBids: 1, bids: [], life: ['opening', 'cancel'] },
]

describe('twins > phase', function () {
  this.timeout(TIMEOUT)

  it('follow from the same facts and the same clock, now and at every border to come', async () => {
    const seen = new Set<Phase>()
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        for (const phase of await live(plan)) seen.add(phase)
      }),
      { ...runs(4), examples: SURE.map((plan): [Plan] => [plan]) },
    )
    expect([...PHASES].filter((phase) => !seen.has(phase))).to.deep.equal([])
  })
})

/** Lives one life and compares after every step. @returns the phases it saw */
async function live({ terms, minimumBids, bids: kinds, life }: Plan): Promise<Set<Phase>> {
  const seen = new Set<Phase>()
  const world = await loadFixture(deployLedgerWithLevers)
  const tender = await announceTender(world, { terms: { ...terms, minimumBids } })
  await comparePhases(world, tender, seen)
  await travelTo(tender, 'biddingAt')
  const bids = kinds.map((kind, place) => bidOf(world, tender, kind, place))
  if (bids.length > 0) await submit(world, bids)
  await comparePhases(world, tender, seen)
  for (const name of life) {
    await attempt(ACTS[name], world, tender, bids)
    await comparePhases(world, tender, seen)
  }
  return seen
}

/** What the ledger refuses at this moment, or what makes no sense for these terms, is left out. */
async function attempt(act: Act, world: World, tender: TestTender, bids: TestBid[]): Promise<void> {
  try {
    await act(world, tender, bids)
  } catch (error) {
    const refused = error instanceof BonginError || (error instanceof Error && 'data' in error)
    if (!refused) throw error
  }
}

async function goTo({ terms }: TestTender, moment: Moment, step = 0): Promise<void> {
  const target = terms.schedule[moment] + step
  if ((await time.latest()) < target) await time.increaseTo(target)
}

async function firstOf(world: World, { id }: TestTender): Promise<bigint> {
  return (await world.ledger.tenderOf(id)).first
}

async function winnerOf(world: World, tender: TestTender): Promise<{ bidder: bigint; amount: bigint }> {
  const bidder = await firstOf(world, tender)
  return { bidder, amount: (await world.ledger.bidOf(tender.id, bidder)).price }
}

function bidOf(world: World, tender: TestTender, kind: string, place: number): TestBid {
  const price = kind === 'dear' ? 200_000_000n : 90_000_000n + BigInt(place)
  const bid = sealedBid(world, tender, at(SUPPLIERS, place), { price })
  if (kind !== 'broken') return bid
  return sealedBid(world, tender, at(SUPPLIERS, place), { price, seal: { ...bid.statement.seal, tag: word(1n) } })
}

/** Compares both at this moment, and at each border ahead as if nobody acted any more. */
async function comparePhases(world: World, tender: TestTender, seen: Set<Phase>): Promise<void> {
  const facts = await factsOf(world, tender)
  const snapshot = await connection.networkHelpers.takeSnapshot()
  const now = await time.latest()
  const borders = Object.values(tender.terms.schedule).flatMap((border) => [border - 1, border])
  for (const moment of [now, ...borders.filter((border) => border > now)]) {
    if (moment > now) await time.increaseTo(moment)
    const phase = nameAt(PHASES, await world.ledger.phaseOf(tender.id))
    expect(phase, `at ${moment - tender.terms.schedule.biddingAt} s of bidding`).to.equal(phaseOf(facts, moment))
    seen.add(phase)
  }
  await snapshot.restore()
}

/** What the ledger says of a tender, as the rule takes it. */
async function factsOf(world: World, { id, terms, key }: TestTender): Promise<TenderFacts> {
  const found = await world.ledger.tenderOf(id)
  const { openedAt } = await world.keys.secretOf(key.id)
  return {
    schedule: terms.schedule,
    minimumBids: terms.minimumBids,
    reserveKind: nameAt(RESERVE_KINDS, terms.reserve.kind),
    bids: Number(found.bids),
    opened: Number(found.opened),
    valid: Number(found.valid),
    ranked: Number(found.ranked),
    reserveOpened: found.reserveOpened,
    reserve: found.reserve,
    secretAt: Number(openedAt),
    first: found.first,
    awardedAt: Number(found.awardedAt),
    concludedAt: Number(found.concludedAt),
    cancelledAt: Number(found.cancelledAt),
  }
}
