import { expect } from 'chai'
import type { AwardTerms } from '../../src/protocol/award.ts'
import { type Hex, hashText } from '../../src/protocol/bytes.ts'
import { placements, rank } from '../../src/protocol/order.ts'
import { sealSchema } from '../../src/protocol/seal.ts'
import { INVALIDITIES, nameAt, VERDICTS } from '../../src/protocol/tender.ts'
import { parse } from '../../src/protocol/value.ts'
import { ethers, loadFixture } from '../support/ledger.ts'
import { sealsAt } from './sealsAt.ts'
import { deploySettledLedger, rankOnLedger } from './settledLedger.ts'
import { readVector, TIMEOUT } from './support.ts'

/** The worked example of SPEC.md. */
interface Example {
  tender: Hex
  key: { publicKey: unknown; secret: Hex }
  seal: {
    bidder: string
    price: string
    picks: [number, number]
    shared: { x: Hex; y: Hex }
    key: Hex
    hint: Hex
    sealed: unknown
  }
  preliminaryPrices: string[]
  counts: number[]
  drawn: number[]
  reserve: string
  bids: { bidder: string; price: string; verdict: string }[]
  line: string[]
}

// As the specification's text announces it.
const LEDGER: Hex = `0x${'c3'.repeat(20)}`
const TERMS = { kind: 2, spread: 200, cellsAbove: 0 }
const AWARD: AwardTerms = {
  rule: 1,
  baseAmount: 100_000_000n,
  aValue: 5_000_000n,
  netCostBase: 0n,
  floorRate: 87_745,
  netCostRate: 0,
  qualification: 0,
}

describe('twins > the worked example', function () {
  this.timeout(TIMEOUT)
  const example = JSON.parse(readVector('example.json')) as Example
  const { tender, seal, reserve } = example
  const { secret } = example.key

  it('the contract opens the first bid', async () => {
    const sealed = parse(sealSchema, seal.sealed)
    const { x, y } = seal.shared
    const points = await ethers.deployContract('Secp256k1Harness')
    expect(await points.isMultiple(secret, sealed, x, y, seal.hint)).to.equal(true)

    const seals = await sealsAt(LEDGER)
    expect(await seals.keyOf(hashText('Bongin bid seal 1'), tender, seal.bidder, x, y)).to.equal(seal.key)
    const { invalidity, price, choices } = await seals.open(sealed, false, tender, seal.bidder, x, y, true)
    expect(nameAt(INVALIDITIES, invalidity)).to.equal('None')
    expect([`${price}`, Number(choices) & 0xff, Number(choices) >> 8]).to.deep.equal([
      seal.price,
      ...seal.picks,
    ])
  })

  it('the contract makes the fifteen prices and draws the reserve price', async () => {
    const reserves = await ethers.deployContract('ReservePricesHarness')
    const prices = await reserves.pricesOf(secret, tender, AWARD.baseAmount, TERMS)
    expect(prices.map(String)).to.deep.equal(example.preliminaryPrices)
    const counts = example.counts.reduce(
      (bits, count, place) => bits | (BigInt(count) << BigInt(16 * place)),
      0n,
    )
    expect((await reserves.draw(counts)).map(Number)).to.deep.equal(example.drawn)
    expect(`${await reserves.reserveOf(secret, tender, AWARD.baseAmount, TERMS, counts)}`).to.equal(reserve)
  })

  it('the contract judges the bids and makes the line', async () => {
    const rule = await ethers.deployContract('ReserveFloor')
    for (const { price, verdict } of example.bids) {
      expect(nameAt(VERDICTS, (await rule.judge(AWARD, reserve, price)).verdict)).to.equal(verdict)
    }
    const bids = example.bids.map(({ bidder, price }) => ({ bidder: BigInt(bidder), price: BigInt(price) }))
    const facts = { tender, seed: BigInt(secret), reserve: BigInt(reserve), award: AWARD }
    const ledger = await loadFixture(deploySettledLedger)
    const { line } = await rankOnLedger(ledger, facts, bids, placements(rank(bids, facts)))
    expect(line.map(String)).to.deep.equal(example.line)
  })
})
