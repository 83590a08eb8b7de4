import { floorPrice, judge, netCostFloor } from '../../src/protocol/award.ts'
import { type Hex, word } from '../../src/protocol/bytes.ts'
import { rank, tie } from '../../src/protocol/order.ts'
import { countPicks, draw, preliminaryPrices, reservePrice } from '../../src/protocol/reserve.ts'
import {
  openings,
  type Payload,
  picksOf,
  type SealContext,
  seal,
  sealKey,
  sealSchema,
  unseal,
} from '../../src/protocol/seal.ts'
import { type Terms, tenderId } from '../../src/protocol/terms.ts'
import { toJson } from '../../src/protocol/value.ts'
import { BID, repeated, TERMS } from './fixtures.ts'
import { jointKeysOf, runCeremony, secretOf } from './openingKeys.ts'
import { pointJson } from './seals.ts'

const AGENCY = 42n
const EXAMPLE_TERMS: Terms = {
  ...TERMS,
  notice: 'EXAMPLE-1',
  reserve: { kind: 2, spread: 200, cellsAbove: 0 },
  award: {
    rule: 1,
    baseAmount: 100_000_000n,
    aValue: 5_000_000n,
    netCostBase: 0n,
    floorRate: 87_745,
    netCostRate: 0,
    qualification: 0,
  },
}

const PAYLOADS: [bigint, Payload][] = [
  [1001n, { price: 88_600_000n, picks: [3, 15] }],
  [1002n, { price: 89_000_000n, picks: [3, 7] }],
  [1003n, { price: 89_000_000n, picks: [15, 7] }],
  [1004n, { price: 88_000_000n, picks: [1, 2] }],
]

/** The worked example of SPEC.md: two of three guardians, four bids, the reserve price drawn, the line. */
export function example() {
  const run = runCeremony({ guardians: 3, threshold: 2, keys: 1, without: 0 })
  const [joint] = jointKeysOf(run)
  if (joint === undefined) throw new Error('The ceremony made no key')
  const secret = secretOf(run, 0)
  const tender = tenderId(AGENCY, EXAMPLE_TERMS.notice)
  const bids = PAYLOADS.map(([author, payload], i) => {
    const context: SealContext = { ...BID, tender, author }
    const r = BigInt(repeated(`0${i + 1}`, 32))
    return { context, payload, r, sealed: seal(payload, context, joint.publicKey, r) }
  })
  const opened = openings(
    bids.map(({ sealed }) => sealed),
    secret,
  ).map(({ dx, dy, hint }, i) => {
    const { context, sealed } = bids[i] ?? raise()
    const shared = { x: dx, y: dy }
    return { hint, shared, context, content: unseal(sealed, shared, context, 'Multiple') }
  })
  const [first = raise()] = bids
  const [opening = raise()] = opened
  return {
    tender,
    key: { publicKey: pointJson(joint.publicKey), secret: word(secret) },
    seal: {
      bidder: `${first.context.author}`,
      price: `${first.payload.price}`,
      picks: first.payload.picks,
      r: word(first.r),
      shared: pointJson(opening.shared),
      key: sealKey(first.context, opening.shared),
      hint: word(opening.hint),
      sealed: toJson(sealSchema, first.sealed),
    },
    ...settle(tender, secret, opened),
  }
}

type Opened = { context: SealContext; content: ReturnType<typeof unseal> }[]

/** The reserve price from the opened bids, their verdicts and the line. */
function settle(tender: Hex, secret: bigint, opened: Opened) {
  const { award, reserve: reserveTerms } = EXAMPLE_TERMS
  const counts = countPicks(opened.map(({ content }) => picksOf(content.choices) ?? raise()))
  const prices = preliminaryPrices(secret, tender, award.baseAmount, reserveTerms)
  const reserve = reservePrice(prices, counts)
  const priced = opened.map(({ context, content }) => ({ bidder: context.author, price: content.price }))
  const { line } = rank(priced, { tender, seed: secret, reserve, award })
  return {
    preliminaryPrices: prices.map(String),
    counts,
    drawn: draw(counts),
    reserve: `${reserve}`,
    floor: `${floorPrice(award, reserve)}`,
    netCostFloor: `${netCostFloor(award, reserve)}`,
    bids: priced.map(({ bidder, price }) => ({
      bidder: `${bidder}`,
      price: `${price}`,
      verdict: judge(award, reserve, price).verdict,
      tie: word(tie(secret, tender, bidder)),
    })),
    line: line.map(String),
  }
}

function raise(): never {
  throw new Error('The example is incomplete')
}
