import fc from 'fast-check'
import { BonginError } from '../../src/protocol/error.ts'
import type { Terms } from '../../src/protocol/terms.ts'
import {
  agencyAct,
  amendTender,
  at,
  CONTRACT,
  cancelTender,
  confirmBid,
  DOCUMENT,
  decideObjection,
  type deployLedgerWithLevers,
  LOWEST_PRICE,
  type Moment,
  MULTIPLE,
  nextBlockAt,
  object,
  openBids,
  postponeTender,
  rankBids,
  releaseShares,
  reserveOpening,
  reserveReveal,
  reveals,
  SINGLE,
  SUPPLIERS,
  type TestBid,
  type TestTender,
  time,
  withdrawBid,
} from '../support/ledger.ts'

export type World = Awaited<ReturnType<typeof deployLedgerWithLevers>>

type Act = (world: World, tender: TestTender, bids: TestBid[]) => Promise<unknown>

/** What can happen to a tender after its bids are in. What the ledger refuses at that moment changes nothing. */
const ACTS = {
  close: (_world, tender) => goTo(tender, 'closingAt'),
  amend: async (world, tender) => follow(tender, await amendTender(world, tender)),
  confirmOne: async (world, _tender, bids) => {
    const [bid] = bids
    return (
      bid && confirmBid(world, bid, Number((await world.ledger.tenderOf(bid.statement.tender)).termsVersion))
    )
  },
  postpone: async (world, tender) => follow(tender, await postponeTender(world, tender, 7 * 3_600)),
  withdrawOne: async (world, tender, bids) => {
    const [bid] = bids.slice(-1)
    return bid && withdrawBid(world, tender, bid)
  },
  opening: (_world, tender) => goTo(tender, 'openingAt'),
  fallback: (_world, tender) => goTo(tender, 'fallbackAt'),
  end: (_world, tender) => goTo(tender, 'fallbackEndAt'),
  wait: () => time.increase(20 * 24 * 3_600),
  release: (world, tender) => releaseShares(world, tender.key.id),
  releaseJustInTime: (world, tender) => releaseAt(world, tender, tender.terms.schedule.fallbackAt - 1),
  releaseJustLate: (world, tender) => releaseAt(world, tender, tender.terms.schedule.fallbackAt),
  openOne: async (world, tender, bids) => openBids(world, tender, bids.slice(0, 1)),
  openAll: async (world, tender, bids) => openBids(world, tender, bids),
  openReserve: async (world, tender) => world.ledger.openReserve(tender.id, reserveOpening(tender)),
  revealOne: async (world, tender, bids) => reveal(world, tender, bids.slice(-1)),
  revealAll: async (world, tender, bids) => reveal(world, tender, bids),
  revealReserve: async (world, tender) => {
    return world.ledger.revealReserve(tender.id, tender.key.joint, reserveReveal(tender))
  },
  settle: (world, tender) => rankBids(world, tender, []),
  rankAll: async (world, tender, bids) => {
    for (const bid of bids) await attempt(() => rankBids(world, tender, [bid]))
  },
  rankOne: (world, tender, bids) => rankBids(world, tender, bids.slice(0, 1)),
  qualify: async (world, tender) => {
    const bidder = await firstOf(world, tender)
    return agencyAct(world, tender, { type: 'Qualify', bidder, otherScore: 0, document: DOCUMENT })
  },
  disqualify: async (world, tender) => {
    const bidder = await firstOf(world, tender)
    const fields = { bidder, reason: 2, otherScore: 0, document: DOCUMENT }
    return agencyAct(world, tender, { type: 'Disqualify', ...fields })
  },
  award: async (world, tender) =>
    agencyAct(world, tender, { type: 'Award', ...(await winnerOf(world, tender)) }),
  conclude: async (world, tender) => {
    const winner = await winnerOf(world, tender)
    return agencyAct(world, tender, { type: 'Conclude', ...winner, contractHash: CONTRACT })
  },
  object: async (world, tender) => object(world, tender, at(SUPPLIERS, 0)),
  uphold: async (world, tender) => {
    const { objections } = await world.ledger.tenderOf(tender.id)
    return decideObjection(world, tender, Math.max(0, Number(objections) - 1), true)
  },
  forfeit: async (world, tender) => {
    const bidder = await firstOf(world, tender)
    return agencyAct(world, tender, { type: 'Forfeit', bidder, reason: 1, document: DOCUMENT })
  },
  cancel: (world, tender) => cancelTender(world, tender),
} as const satisfies Record<string, Act>

type ActName = keyof typeof ACTS

const REVIEW: ActName[] = ['rankAll', 'qualify', 'award', 'wait', 'conclude']
const AGAIN: ActName[] = [
  'rankAll',
  'qualify',
  'award',
  'object',
  'uphold',
  'qualify',
  'award',
  'wait',
  'forfeit',
]
/** Nobody is left, and that is objected to. */
const USED_UP: ActName[] = [
  'rankAll',
  'disqualify',
  'disqualify',
  'object',
  'wait',
  'uphold',
  'disqualify',
  'wait',
]
const LIVES: ActName[][] = [
  ['opening', 'release', 'openReserve', 'openAll', ...REVIEW],
  ['opening', 'release', 'openOne', 'openReserve', 'fallback', 'openAll', 'rankOne', 'disqualify', ...REVIEW],
  ['opening', 'releaseJustInTime', 'fallback', 'openAll', 'openReserve', 'end', ...REVIEW],
  ['opening', 'releaseJustLate', 'openAll', 'openReserve', 'end', ...REVIEW],
  ['fallback', 'revealReserve', 'revealOne', 'revealAll', 'disqualify', ...REVIEW],
  ['fallback', 'revealOne', 'revealReserve', 'end', 'settle', ...REVIEW],
  ['fallback', 'release', 'openAll', 'openReserve', ...REVIEW],
  ['opening', 'release', 'openAll', 'openReserve', ...AGAIN, ...REVIEW],
  ['amend', 'confirmOne', 'postpone', 'opening', 'release', 'openReserve', 'openAll', ...REVIEW],
  ['withdrawOne', 'close', 'postpone', 'opening', 'release', 'openReserve', 'openAll', ...REVIEW],
  ['close', 'opening', 'fallback', 'end', 'release', 'openAll', ...REVIEW],
  ['opening', 'release', 'openReserve', 'openAll', ...USED_UP],
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

export interface Plan {
  terms: Pick<Terms, 'reserve' | 'award'>
  minimumBids: number
  /** An acceptable bid, one above every reserve price, one with a bad tag. */
  bids: ('good' | 'dear' | 'broken')[]
  /** Whether the agency's sealed reserve price has a bad tag. */
  badReserve: boolean
  life: ActName[]
}

export const plans: fc.Arbitrary<Plan> = fc.record({
  terms: fc.constantFrom(LOWEST_PRICE, SINGLE, MULTIPLE),
  minimumBids: fc.integer({ min: 1, max: 3 }),
  bids: fc.array(fc.constantFrom<Plan['bids']>('good', 'good', 'dear', 'broken'), { maxLength: 4 }),
  badReserve: fc.nat(4).map(die => die === 0),
  life: lives,
})

const SURE_TERMS = { terms: SINGLE, minimumBids: 1, badReserve: false }

/** Random lives may miss what these show: every phase, and every way to fail. */
export const SURE: Plan[] = [
  { ...SURE_TERMS, bids: ['good', 'dear', 'broken'], life: at(LIVES, 0) },
  { ...SURE_TERMS, bids: ['good', 'good'], life: at(LIVES, 2) },
  { ...SURE_TERMS, bids: ['good', 'good'], life: at(LIVES, 3) },
  { ...SURE_TERMS, bids: ['good', 'good'], life: at(LIVES, 4) },
  { ...SURE_TERMS, bids: ['good', 'good'], life: at(LIVES, 8) },
  { ...SURE_TERMS, bids: ['good', 'good'], minimumBids: 2, life: at(LIVES, 9) },
  { ...SURE_TERMS, bids: ['good', 'good'], life: at(LIVES, 7) },
  { ...SURE_TERMS, bids: ['good', 'good'], life: at(LIVES, 11) },
  { ...SURE_TERMS, bids: ['good'], life: ['fallback', 'revealAll', 'end', ...REVIEW] },
  { ...SURE_TERMS, bids: ['good'], badReserve: true, life: at(LIVES, 0) },
  { ...SURE_TERMS, bids: ['dear', 'dear'], life: at(LIVES, 0) },
  { ...SURE_TERMS, bids: ['good'], life: ['opening', 'cancel'] },
]

/** One act of a life. What the ledger refuses at this moment, or what makes no sense for these terms, is left out. */
export function perform(name: ActName, world: World, tender: TestTender, bids: TestBid[]): Promise<void> {
  return attempt(() => (ACTS[name] as Act)(world, tender, bids))
}

async function attempt(act: () => Promise<unknown>): Promise<void> {
  try {
    await act()
  } catch (error) {
    const refused = error instanceof BonginError || (error instanceof Error && 'data' in error)
    if (!refused) throw error
  }
}

/** The tender of one life has the terms that the ledger has now. */
function follow(tender: TestTender, { terms }: TestTender): void {
  tender.terms = terms
}

async function reveal(world: World, tender: TestTender, bids: TestBid[]): Promise<unknown> {
  return world.ledger.revealBids(tender.id, tender.key.joint, reveals(tender, bids))
}

/** Opens the key in a block of exactly this time. */
async function releaseAt(world: World, { key }: TestTender, seconds: number): Promise<void> {
  await releaseShares(world, key.id, [0, 2])
  await nextBlockAt(seconds)
  await releaseShares(world, key.id, [4])
}

async function goTo({ terms }: TestTender, moment: Moment): Promise<void> {
  const target = terms.schedule[moment]
  if ((await time.latest()) < target) await time.increaseTo(target)
}

async function firstOf(world: World, { id }: TestTender): Promise<bigint> {
  return (await world.ledger.tenderOf(id)).first
}

async function winnerOf(world: World, tender: TestTender): Promise<{ bidder: bigint; amount: bigint }> {
  const bidder = await firstOf(world, tender)
  return { bidder, amount: (await world.ledger.bidOf(tender.id, bidder)).price }
}
