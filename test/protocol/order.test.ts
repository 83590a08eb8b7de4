import { expect } from 'chai'
import { AbiCoder, keccak256 } from 'ethers'
import fc from 'fast-check'
import { type PricedBid, placements, type RankingFacts, rank, tie } from '../../src/protocol/order.ts'
import { FLOOR_TERMS, LOWEST_TERMS, participants, readVector, TENDER, words } from './support.ts'

const FACTS: RankingFacts = { tender: TENDER, seed: 99n, reserve: 1_000_000n, award: LOWEST_TERMS }

/** Few prices, so that there are ties; some above the reserve price. */
const bidLists = fc.uniqueArray(
  fc.record({ bidder: participants, price: fc.bigInt({ min: 999_990n, max: 1_000_003n }) }),
  { selector: ({ bidder }) => bidder, maxLength: 60 },
)

/** Puts bids into a linked list as the ledger does: from the hint onwards, each checked against both neighbours. */
function lineByPlacement(
  bids: readonly PricedBid[],
  facts: RankingFacts,
  batches: readonly { bidder: bigint; behind: bigint }[][],
) {
  const price = new Map(bids.map(bid => [bid.bidder, bid.price]))
  const next = new Map<bigint, bigint>()
  let steps = 0
  const isBefore = (a: bigint, b: bigint) => {
    const [left, right] = [price.get(a) as bigint, price.get(b) as bigint]
    return left === right ? tie(facts.seed, facts.tender, a) < tie(facts.seed, facts.tender, b) : left < right
  }
  for (const { bidder, behind } of batches.flat()) {
    if ((price.get(bidder) as bigint) > facts.reserve) continue
    if (behind !== 0n && !(next.has(behind) && isBefore(behind, bidder))) throw new Error('wrong placement')
    let before = behind
    while ((next.get(before) ?? 0n) !== 0n && isBefore(next.get(before) as bigint, bidder)) {
      before = next.get(before) as bigint
      steps++
    }
    next.set(bidder, next.get(before) ?? 0n)
    next.set(before, bidder)
  }
  const line: bigint[] = []
  for (let at = next.get(0n) ?? 0n; at !== 0n; at = next.get(at) ?? 0n) line.push(at)
  return { line, steps }
}

describe('order', function () {
  this.timeout(60_000)

  it('gives the published ranks of all 577 bids of 20241240614-001, with the tie at rank 338', () => {
    const { bids, reservePrice } = JSON.parse(readVector('koneps/20241240614-001.json'))
    const published = bids as { rank: number; amount: number }[]
    const real = published.map(({ amount }, i) => ({ bidder: BigInt(i + 1), price: BigInt(amount) }))
    const facts = { ...FACTS, reserve: BigInt(reservePrice), award: FLOOR_TERMS }
    const { line, rejected } = rank([...real].reverse(), facts)

    expect(line).to.have.length(505)
    expect(rejected).to.have.length(72)
    const rankOf = (bidder: bigint) => published[Number(bidder) - 1]?.rank
    const ours = line.map(bidder => 1 + line.filter(other => priceOf(other) < priceOf(bidder)).length)
    expect(line.map(rankOf)).to.deep.equal(ours)
    expect(ours.slice(335, 340)).to.deep.equal([336, 337, 338, 338, 340])
    expect(real[Number(line[0]) - 1]?.price).to.equal(3_964_214_000n)
    const [a, b] = [line[337] as bigint, line[338] as bigint]
    expect(tie(facts.seed, TENDER, a) < tie(facts.seed, TENDER, b)).to.equal(true)

    function priceOf(bidder: bigint): bigint {
      return real[Number(bidder) - 1]?.price ?? 0n
    }
  })

  it('breaks a tie by keccak256(abi.encode("tie", seed, tender, bidder))', () => {
    const encoded = AbiCoder.defaultAbiCoder().encode(
      ['string', 'uint256', 'bytes32', 'uint64'],
      ['tie', 99n, TENDER, 7n],
    )
    expect(tie(99n, TENDER, 7n)).to.equal(BigInt(keccak256(encoded)))
  })

  it('is total and independent of the order in which bids come', () => {
    fc.assert(
      fc.property(bidLists, words, fc.infiniteStream(fc.nat()), (bids, seed, randoms) => {
        const facts = { ...FACTS, seed }
        const ranking = rank(bids, facts)
        const shuffled = bids
          .map(bid => ({ bid, key: randoms.next().value as number }))
          .sort((a, b) => a.key - b.key)
        expect(
          rank(
            shuffled.map(({ bid }) => bid),
            facts,
          ),
        ).to.deep.equal(ranking)
        const everyone = [...ranking.line, ...ranking.rejected.map(({ bidder }) => bidder)]
        expect(new Set(everyone)).to.deep.equal(new Set(bids.map(({ bidder }) => bidder)))
        expect(everyone).to.have.length(bids.length)
        const price = new Map(bids.map(bid => [bid.bidder, bid.price]))
        ranking.line.slice(1).forEach((bidder, i) => {
          expect((price.get(ranking.line[i] as bigint) as bigint) <= (price.get(bidder) as bigint)).to.equal(
            true,
          )
        })
      }),
    )
  })

  it('changes at a tie with the seed, which nobody knows before the opening', () => {
    const bids = Array.from({ length: 20 }, (_, i) => ({ bidder: BigInt(i + 1), price: 500n }))
    expect(rank(bids, FACTS).line).to.not.deep.equal(rank(bids, { ...FACTS, seed: 100n }).line)
  })

  describe('placements', () => {
    it('build the line without a single step in the ledger', () => {
      fc.assert(
        fc.property(bidLists, bids => {
          const ranking = rank(bids, FACTS)
          const built = lineByPlacement(bids, FACTS, placements(ranking))
          expect(built).to.deep.equal({ line: ranking.line, steps: 0 })
        }),
      )
    })

    it('complete a line that somebody else began, in any state', () => {
      fc.assert(
        fc.property(bidLists, fc.infiniteStream(fc.boolean()), (bids, coin) => {
          const ranking = rank(bids, FACTS)
          const begun = bids
            .filter(() => coin.next().value as boolean)
            .map(({ bidder }) => ({ bidder, behind: 0n }))
          const rest = placements(ranking, new Set(begun.map(({ bidder }) => bidder)))
          expect(lineByPlacement(bids, FACTS, [begun, ...rest]).line).to.deep.equal(ranking.line)
          expect(begun.length + rest.flat().length).to.equal(bids.length)
        }),
      )
    })

    it('come in batches of at most 200', () => {
      const bids = Array.from({ length: 450 }, (_, i) => ({ bidder: BigInt(i + 1), price: BigInt(i + 1) }))
      expect(placements(rank(bids, FACTS)).map(({ length }) => length)).to.deep.equal([200, 200, 50])
      expect(placements({ line: [], rejected: [] })).to.deep.equal([])
    })
  })
})
