import { expect } from 'chai'
import fc from 'fast-check'
import { word } from '../../src/protocol/bytes.ts'
import { MAX_PLACEMENT_STEPS } from '../../src/protocol/limits.ts'
import { type Placement, placements, type Ranking, rank } from '../../src/protocol/order.ts'
import { BID_STATUSES, nameAt, VERDICTS } from '../../src/protocol/tender.ts'
import { at, deployLedger, LOWEST_PRICE, lineOf, loadFixture, type World } from '../support/ledger.ts'
import { deploySettledLedger, rankOnLedger } from './settledLedger.ts'
import { cases, type Settled, settle } from './settlement.ts'
import { participants, refusalOf, runs, TIMEOUT, words } from './support.ts'

/** Random choices of a proposer: made of numbers, so that a failure shrinks. */
const dice = fc.array(fc.nat(1_000_000), { minLength: 40, maxLength: 40 })

describe('twins > order', function () {
  this.timeout(TIMEOUT)

  it('settle the same seed, reserve price, verdicts and line, whatever the order, the portions and the hints', async () => {
    await fc.assert(
      fc.asyncProperty(cases, dice, async (one, random) => {
        const world = await loadFixture(deployLedger)
        const settled = await settle(world, one)
        for (const portion of proposalOf(settled.ranking, random))
          await world.ledger.rankBids(settled.tender.id, portion)
        await verifySettlement(world, settled)
      }),
      runs(8),
    )
  })

  it('the proposal of TypeScript is taken and makes the same line', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async one => {
        const world = await loadFixture(deployLedger)
        const settled = await settle(world, one)
        for (const batch of placements(settled.ranking)) await world.ledger.rankBids(settled.tender.id, batch)
        await verifySettlement(world, settled)
      }),
      runs(20),
    )
  })

  it('make the same long line, with many ties', async () => {
    const bids = fc.uniqueArray(
      fc.record({ bidder: participants, price: fc.bigInt({ min: 95n, max: 101n }) }),
      { minLength: 1, maxLength: 120, size: 'max', selector: ({ bidder }) => bidder },
    )
    await fc.assert(
      fc.asyncProperty(bids, words, words.map(word), dice, async (priced, seed, tender, random) => {
        const ledger = await loadFixture(deploySettledLedger)
        const facts = { tender, seed, reserve: 100n, award: LOWEST_PRICE.award }
        const ranking = rank(priced, facts)
        expect(await rankOnLedger(ledger, facts, priced, proposalOf(ranking, random))).to.deep.equal(ranking)
      }),
      runs(10),
    )
  })

  it('a hint is refused exactly if it is farther than the limit', async () => {
    const ledger = await loadFixture(deploySettledLedger)
    const steps = MAX_PLACEMENT_STEPS
    const priced = Array.from({ length: steps + 2 }, (_, place) => ({
      bidder: BigInt(place + 1),
      price: BigInt(place + 1),
    }))
    const facts = { tender: word(1n), seed: 1n, reserve: 100n, award: LOWEST_PRICE.award }
    const [inOrder = []] = placements(rank(priced, facts))
    await rankOnLedger(ledger, facts, priced, [inOrder.slice(0, -1)])
    const last = at(inOrder, steps + 1).bidder
    const answer = (behind: bigint) =>
      refusalOf(ledger.rankBids.staticCall(facts.tender, [{ bidder: last, behind }]), ledger.interface)
    expect(await answer(1n)).to.equal(undefined)
    expect((await answer(0n))?.name).to.equal('WrongPlacement')
  })

  it('a hint is refused exactly if it does not stand before the bid', async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.nat(9), fc.nat(9), async (one, mine, other) => {
        const world = await loadFixture(deployLedger)
        const settled = await settle(world, one)
        const { line, rejected } = settled.ranking
        fc.pre(line.length > 0)
        const bidder = at(line, mine % line.length)
        const everybody = [...line, ...rejected.map(bid => bid.bidder), 999n]
        const hint = at(everybody, other % everybody.length)
        fc.pre(hint !== bidder)
        const before = everybody.filter(each => each !== bidder && each !== 999n)
        await world.ledger.rankBids(
          settled.tender.id,
          before.map(each => ({ bidder: each, behind: 0n })),
        )
        const placed = world.ledger.rankBids.staticCall(settled.tender.id, [{ bidder, behind: hint }])
        const refusal = await refusalOf(placed, world.ledger.interface)
        const stands = line.includes(hint) && line.indexOf(hint) < line.indexOf(bidder)
        expect(refusal?.name).to.equal(stands ? undefined : 'WrongPlacement')
      }),
      runs(10),
    )
  })
})

/** All valid bids in a random order, in random portions, some of them twice, each with a random hint that is near enough. */
function proposalOf({ line, rejected }: Ranking, dice: readonly number[]): Placement[][] {
  let thrown = 0
  const throwDie = (sides: number) => (dice[thrown++ % dice.length] ?? 0) % sides
  const rest = [...line, ...rejected.map(({ bidder }) => bidder)]
  const placed = new Set<bigint>()
  const portions: Placement[][] = [[]]
  while (rest.length > 0) {
    const [bidder = 0n] = rest.splice(throwDie(rest.length), 1)
    const near = [0n, ...line.slice(0, line.indexOf(bidder) + 1)]
      .filter(other => other === 0n || placed.has(other))
      .slice(-MAX_PLACEMENT_STEPS - 1)
    const behind = near[throwDie(near.length)] ?? 0n
    if (throwDie(3) === 0 && portions.at(-1)?.length !== 0) portions.push([])
    portions.at(-1)?.push({ bidder, behind })
    if (throwDie(5) === 0) portions.at(-1)?.push({ bidder, behind: 0n })
    placed.add(bidder)
  }
  return portions
}

async function verifySettlement(
  world: World,
  { tender, bids, seed, reserve, ranking }: Settled,
): Promise<void> {
  const facts = await world.ledger.tenderOf(tender.id)
  expect([facts.seed, facts.reserve]).to.deep.equal([seed, reserve])
  expect(await lineOf(world, tender)).to.deep.equal(ranking.line)
  expect(Number(facts.acceptable)).to.equal(ranking.line.length)
  const rejected: { bidder: bigint; verdict: string }[] = []
  for (const { statement } of bids) {
    const { status, verdict } = await world.ledger.bidOf(tender.id, statement.bidder)
    if (nameAt(BID_STATUSES, status) === 'Rejected') {
      rejected.push({ bidder: statement.bidder, verdict: nameAt(VERDICTS, verdict) })
    }
  }
  expect(rejected).to.deep.equal(ranking.rejected)
}
