import { expect } from 'chai'
import fc from 'fast-check'
import { codeFor } from '../../src/chain/refusal.ts'
import type { SettledLedger } from '../../src/generated/contracts/index.ts'
import { word } from '../../src/protocol/bytes.ts'
import { BonginError } from '../../src/protocol/error.ts'
import { placements, rank } from '../../src/protocol/order.ts'
import {
  beginReview,
  firstOf,
  objectionState,
  openObjections,
  phaseOfReview,
  type Review,
} from '../../src/protocol/review.ts'
import { afterAct, type ReviewAct } from '../../src/protocol/reviewAct.ts'
import { BID_STATUSES, nameAt, OBJECTION_STATES, PHASES } from '../../src/protocol/tender.ts'
import { actOf, type Play, plays, SURE_PLAYS } from '../protocol/reviewPlays.ts'
import {
  AGENCY,
  act,
  at,
  authorOf,
  deployParticipants,
  loadFixture,
  nextBlockAt,
  SUPPLIERS,
  time,
  type World,
} from '../support/ledger.ts'
import { settledLedgerOn } from './settledLedger.ts'
import { type Refusal, refusalOf, runs, TIMEOUT, words } from './support.ts'

type SettledWorld = Omit<World, 'ledger'> & { ledger: SettledLedger }

/** A bidder whose bid is above the reserve price, and a supplier without a bid. */
const REJECTED = at(SUPPLIERS, 8).participant
const ABSENT = at(SUPPLIERS, 9).participant

/** What random plays are to have met before this test believes in itself. */
const NEEDED = [
  ...['Qualify', 'Disqualify', 'Award', 'Object', 'DecideObjection', 'Forfeit', 'Conclude'],
  ...['Review', 'Standstill', 'Failed', 'Concluded'],
  ...['NotFirstInLine', 'NotRankable', 'InvalidScore', 'ScoreTooLow', 'ScoreSuffices', 'ReviewIncomplete'],
  ...['NotQualified', 'WrongAmount', 'WrongAward', 'AlreadyObjected', 'NoBid', 'NoOpenObjection'],
  ...['ObjectionPeriodRunning', 'ObjectionsOpen', 'NotWinner', 'ReasonMissing', 'WrongPhase'],
]

describe('twins > review', function () {
  this.timeout(TIMEOUT)

  it('takes and refuses the same acts for the same reasons, and comes to the same result', async () => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(plays, words, async (play, seed) => walk(play, seed, seen)),
      {
        numRuns: Math.max(60, runs(2).numRuns),
        examples: SURE_PLAYS.map((play): [Play, bigint] => [play, 1n]),
      },
    )
    expect(NEEDED.filter(name => !seen.has(name))).to.deep.equal([])
  })
})

/** Plays on the contract and by the rule, and compares after every move. */
async function walk(play: Play, seed: bigint, seen: Set<string>): Promise<void> {
  const world = await loadFixture(deploySettledWorld)
  let review = await settle(world, play, seed)
  let acts = 0
  for (const move of play.moves) {
    const statement = { ...actOf(review, move, [REJECTED, ABSENT]), tender: TENDER } as ReviewAct
    if ('act' in statement) statement.act = acts
    const now = (await time.latest()) + move.wait
    const ruled = byRule(() => afterAct(review, statement, now))
    expect(await onLedger(world, statement, now)).to.deep.equal(ruled.refusal)
    seen.add(ruled.name ?? statement.type)
    if (ruled.review !== undefined) {
      review = ruled.review
      if ('act' in statement) acts++
    }
    await compare(world, review)
    seen.add(phaseOfReview(review, await time.latest()))
  }
}

const TENDER = word(7n)

/** The statement in a block of exactly this time. @returns the refusal in the rule's form, undefined if it was taken */
async function onLedger(world: SettledWorld, statement: ReviewAct, now: number): Promise<unknown> {
  const author = 'act' in statement ? AGENCY : authorOf(statement.bidder)
  await nextBlockAt(now)
  const refusal = await refusalOf(act(world as unknown as World, author, statement), world.ledger.interface)
  // A refused statement mines no block: the time passes all the same.
  if (refusal !== undefined) await time.increaseTo(now)
  return refusal && { code: codeFor(refusal.name), details: valuesOf(world, refusal) }
}

interface Ruling {
  review?: Review
  refusal?: { code: string; details: Record<string, unknown> }
  name?: string
}

function byRule(rule: () => Review): Ruling {
  try {
    return { review: rule() }
  } catch (error) {
    if (!(error instanceof BonginError)) throw error
    const { code, details } = error
    return { refusal: { code, details }, name: pascal(code) }
  }
}

/** `WRONG_PHASE` → `WrongPhase` */
function pascal(code: string): string {
  return code.toLowerCase().replace(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase())
}

/** The error's values by their names, in the rule's words; without the tender, which the rule does not know. */
function valuesOf({ ledger }: SettledWorld, { name, values }: Refusal): Record<string, unknown> {
  const inputs = ledger.interface.getError(name)?.inputs ?? []
  const named = inputs.map((input, place): [string, unknown] => [
    input.name,
    plain(name, input, values[place]),
  ])
  return Object.fromEntries(named.filter(([field]) => field !== 'tender'))
}

function plain(error: string, { name, type }: { name: string; type: string }, value: unknown): unknown {
  if (error === 'WrongPhase' && name === 'expected') return PHASES[Math.log2(Number(value))]
  if (error === 'WrongPhase' && name === 'current') return nameAt(PHASES, Number(value))
  if (error === 'NotRankable' && name === 'status') return nameAt(BID_STATUSES, Number(value))
  if (error === 'NoOpenObjection' && name === 'state') return nameAt(OBJECTION_STATES, Number(value))
  return Number(type.slice('uint'.length)) <= 48 ? Number(value) : value
}

/** Everything that the contract shows of the review. */
async function compare({ ledger }: SettledWorld, review: Review): Promise<void> {
  const found = await ledger.tenderOf(TENDER)
  const { winner, awards, awardedAt, concludedAt, objections } = review
  expect({
    first: found.first,
    winner: found.winner,
    awards: Number(found.awards),
    awardedAt: Number(found.awardedAt),
    concludedAt: Number(found.concludedAt),
    objections: Number(found.objections),
    openObjections: Number(found.openObjections),
    phase: nameAt(PHASES, await ledger.phaseOf(TENDER)),
  }).to.deep.equal({
    first: firstOf(review)?.bidder ?? 0n,
    winner,
    awards,
    awardedAt,
    concludedAt,
    objections: objections.length,
    openObjections: openObjections(review),
    phase: phaseOfReview(review, await time.latest()),
  })
  for (const { bidder, price, status, score } of review.line) {
    const bid = await ledger.bidOf(TENDER, bidder)
    expect([bid.price, nameAt(BID_STATUSES, bid.status), Number(bid.score)]).to.deep.equal([
      price,
      status,
      score,
    ])
  }
  for (const [number, { bidder, award }] of objections.entries()) {
    const objection = await ledger.objectionOf(TENDER, number)
    expect([
      objection.bidder,
      Number(objection.award),
      nameAt(OBJECTION_STATES, objection.state),
    ]).to.deep.equal([bidder, award, objectionState(review, number)])
  }
}

/** The ledger whose tenders come ready for ranking, with everybody registered. */
async function deploySettledWorld(): Promise<SettledWorld> {
  const world = await deployParticipants()
  const ledger = await settledLedgerOn(world)
  const address = (await ledger.getAddress()).toLowerCase() as `0x${string}`
  return { ...world, ledger, deployment: { ...world.deployment, ledger: address } }
}

/** Brings a play's bids into line on the ledger. */
async function settle(
  { ledger }: SettledWorld,
  { terms, reserve, prices }: Play,
  seed: bigint,
): Promise<Review> {
  const priced = prices.map((price, place) => ({ bidder: at(SUPPLIERS, place).participant, price }))
  const bids = [...priced, { bidder: REJECTED, price: reserve + 1n }]
  const ranking = rank(bids, { tender: TENDER, seed, reserve, award: terms.award })
  await ledger.settle(TENDER, terms.award, seed, reserve, bids)
  await ledger.appoint(TENDER, AGENCY.participant, terms.tieRule, terms.objectionPeriod)
  for (const batch of placements(ranking)) await ledger.rankBids(TENDER, batch)
  const line = ranking.line.map(bidder =>
    at(
      priced.filter(bid => bid.bidder === bidder),
      0,
    ),
  )
  return beginReview(terms, reserve, line, new Set(bids.map(({ bidder }) => bidder)))
}
