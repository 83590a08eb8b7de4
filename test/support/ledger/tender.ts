import type { ContractTransactionResponse } from 'ethers'
import { type Hex, hashText, word, ZERO_WORD } from '../../../src/protocol/bytes.ts'
import { jointKeyHash } from '../../../src/protocol/openingKey.ts'
import { EMPTY_SEAL, type Payload, type Seal, type SealContext, seal } from '../../../src/protocol/seal.ts'
import type { SignedStatement, Statement } from '../../../src/protocol/statement.ts'
import { type Terms, tenderId } from '../../../src/protocol/terms.ts'
import { AGENCY, type Author, at, scalarOf, sign } from './author.ts'
import { type DealtKey, dealtKey, KEY_IDS } from './keys.ts'
import { time } from './network.ts'
import { act, relay, type World } from './world.ts'

const HOUR = 3_600

/** A tender as its agency announced it. `note` is the `r` of its sealed reserve price. */
export interface TestTender {
  id: Hex
  agency: Author
  terms: Terms
  key: DealtKey
  reserveSeal: Seal
  note: bigint
}

type SubmitBid = Extract<Statement, { type: 'SubmitBid' }>

/** A signed bid with the bidder's opening note `r`. */
export interface TestBid extends SignedStatement {
  statement: SubmitBid
  r: bigint
  price: bigint
}

/** The lowest price at or below a published ceiling of 100 million won. */
export const LOWEST_PRICE = {
  reserve: { kind: 0, spread: 0, cellsAbove: 0 },
  award: {
    rule: 0,
    baseAmount: 100_000_000n,
    aValue: 0n,
    netCostBase: 0n,
    floorRate: 0,
    netCostRate: 0,
    qualification: 0,
  },
} as const satisfies Partial<Terms>

const FLOOR = {
  rule: 1,
  baseAmount: 100_000_000n,
  aValue: 2_000_000n,
  netCostBase: 90_000_000n,
  floorRate: 87_745,
  netCostRate: 98_000,
  qualification: 0,
} as const

/** The lowest price from the floor to the agency's sealed reserve price. At 100 million won: floor 87,990,100, net-cost floor 88,200,000. */
export const SINGLE = {
  reserve: { kind: 1, spread: 0, cellsAbove: 0 },
  award: FLOOR,
} as const satisfies Partial<Terms>

/** The same with fifteen prices within 2 per cent. */
export const MULTIPLE = {
  reserve: { kind: 2, spread: 200, cellsAbove: 0 },
  award: FLOOR,
} as const satisfies Partial<Terms>

/** Works of 0.3 to 1 billion won: qualified by a score, which also decides between bids of the same price. */
export const SCORED = {
  ...SINGLE,
  tieRule: 1,
  award: { ...FLOOR, qualification: 3 },
} as const satisfies Partial<Terms>

/** Terms whose bidding opens in an hour, for two days. Fallback: a day after the opening, for a day. */
export async function termsFor(notice: string, overrides: Partial<Terms> = {}): Promise<Terms> {
  const biddingAt = (await time.latest()) + HOUR
  const closingAt = biddingAt + 48 * HOUR
  const openingAt = closingAt + HOUR
  const fallbackAt = openingAt + 24 * HOUR
  return {
    notice,
    document: hashText('notice documents'),
    predecessor: ZERO_WORD,
    schedule: { biddingAt, closingAt, openingAt, fallbackAt, fallbackEndAt: fallbackAt + 24 * HOUR },
    objectionPeriod: 7 * 24 * HOUR,
    amendmentTime: 24 * HOUR,
    minimumBids: 2,
    bidPolicy: 0,
    retender: 0,
    tieRule: 0,
    ...LOWEST_PRICE,
    ...overrides,
  }
}

export interface TenderChoices {
  agency?: Author
  /** A ready key that no other tender of the test has. */
  key?: bigint
  notice?: string
  terms?: Partial<Terms>
  /** Of a tender with `ReserveKind.Single`, in won. */
  reservePrice?: bigint
}

/** A tender that is not announced yet, and the statement that announces it. */
export async function draftTender(world: World, choices: TenderChoices = {}) {
  const {
    agency = AGENCY,
    key = at(KEY_IDS, 0),
    notice = `NOTICE-${key}`,
    reservePrice = 100_000_000n,
  } = choices
  const terms = await termsFor(notice, choices.terms)
  const id = tenderId(agency.participant, notice)
  const note = scalarOf(`reserve ${notice}`)
  const context = contextOf(world, 'reserve', id, agency)
  const { joint } = dealtKey(key)
  const single = terms.reserve.kind === 1
  const reserveSeal = single ? seal({ price: reservePrice }, context, joint.publicKey, note) : EMPTY_SEAL
  const tender: TestTender = { id, agency, terms, key: dealtKey(key), reserveSeal, note }
  const statement = { type: 'Announce', agency: agency.participant, terms, key, reserveSeal } as const
  return { tender, statement }
}

export async function announceTender(world: World, choices: TenderChoices = {}): Promise<TestTender> {
  const { tender, statement } = await draftTender(world, choices)
  await act(world, tender.agency, statement)
  return tender
}

export type BidChoices = Partial<Payload & Omit<SubmitBid, 'type'>> & { r?: bigint }

/** A bid of 90 million won with the picks 1 and 2 where there are picks; `choices` may change any field before it is signed. */
export function sealedBid(
  world: World,
  tender: TestTender,
  bidder: Author,
  choices: BidChoices = {},
): TestBid {
  const {
    price = 90_000_000n,
    picks = [1, 2],
    r = scalarOf(`note ${tender.id} ${bidder.participant}`),
    ...fields
  } = choices
  const payload = tender.terms.reserve.kind === 2 ? { price, picks } : { price }
  const context = contextOf(world, 'bid', tender.id, bidder)
  const statement: SubmitBid = {
    type: 'SubmitBid',
    tender: tender.id,
    termsVersion: 1,
    bidder: bidder.participant,
    sequence: 0,
    keyHash: jointKeyHash(tender.key.joint),
    seal: fields.seal ?? seal(payload, context, tender.key.joint.publicKey, r),
    attachments: word(0n),
    validUntil: tender.terms.schedule.closingAt,
    ...fields,
  }
  return { ...sign(world, bidder, statement), statement, r, price }
}

export function contextOf(world: World, kind: SealContext['kind'], tender: Hex, author: Author): SealContext {
  const { chainId, ledger } = world.deployment
  return { kind, chainId, ledger, tender, author: author.participant }
}

export function submit(world: World, bids: readonly TestBid[]): Promise<ContractTransactionResponse> {
  return world.ledger.submitBids(bids.map(asSignedBid))
}

/** As the ledger takes it: the fields of the statement and who signed. */
export function asSignedBid({ statement, signer, signature }: SignedStatement & { statement: SubmitBid }) {
  return { bid: statement, authorization: { signer, signature } }
}

type Acts = Extract<Statement, { act: number }>
type Unsigned<S> = S extends unknown ? Omit<S, 'tender' | 'act'> & { act?: number } : never

/** An act of the agency with the number that is due. */
export async function agencyAct(
  world: World,
  tender: TestTender,
  fields: Unsigned<Acts>,
): Promise<ContractTransactionResponse> {
  const { acts } = await world.ledger.tenderOf(tender.id)
  return relay(
    world,
    sign(world, tender.agency, { act: Number(acts), ...fields, tender: tender.id } as Statement),
  )
}
