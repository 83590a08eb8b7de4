import { AbiCoder } from 'ethers'
import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import type { JointKey } from '../protocol/openingKey.ts'
import type { Placement } from '../protocol/order.ts'
import type { Opening, Seal } from '../protocol/seal.ts'
import { nameAt, OPEN_RESULTS, type OpenResult } from '../protocol/tender.ts'
import { INTERFACES, type Ledger } from './contracts.ts'
import { type Included, type Inclusion, include, sendOnly, simulate } from './inclusion.ts'
import type { Call, Relay } from './relay.ts'

/** What opens one sealed price: whose it is, the seal again, and its opening. */
export type SealOpening = Opening & { readonly bidder: bigint; readonly seal: Seal }

/** What reveals one sealed price in the fallback: its opening, its author's note `r`, and the hint for adding G to `r·G`. */
export type Reveal = { readonly opening: SealOpening; readonly r: bigint; readonly hint: bigint }

/** What became of each item, in the order of asking. Without an inclusion nothing was to be done, and nothing was sent. */
export type OpeningReport = {
  readonly inclusion: Inclusion | null
  readonly results: readonly { readonly bidder: bigint; readonly result: OpenResult }[]
}

export type ReserveReport = { readonly inclusion: Inclusion; readonly reserve: bigint }

export type RankingReport = {
  readonly inclusion: Inclusion
  /** Bids that this call put in line or rejected. */
  readonly ranked: number
  /** Whether all valid bids are ranked now. */
  readonly completed: boolean
}

const { ledger } = INTERFACES
const RESULTS = AbiCoder.defaultAbiCoder()

/** Several times what one item costs; gas that is not used is not spent. */
const GAS_BASE = 500_000n
const GAS_OPENING = 120_000n
const GAS_REVEAL = 160_000n
const GAS_PLACEMENT = 120_000n

/**
 * Opens sealed bids with the key's secret. Anyone may; a wrong opening takes no other down.
 * @param openings 1 to `OPEN_BATCH`
 * @throws BonginError `UNKNOWN_TENDER`, `WRONG_PHASE`, `KEY_NOT_OPEN`, or what {@link Relay.send} throws
 */
export const openBids = (
  tender: Hex,
  openings: readonly SealOpening[],
  contracts: Ledger,
  relay: Relay,
): Promise<OpeningReport> => {
  const data = ledger.encodeFunctionData('openBids', [tender, [...openings]])
  const bidders = openings.map(({ bidder }) => bidder)
  return openAll(callWith(data, bidders.length, GAS_OPENING, contracts), bidders, contracts, relay)
}

/**
 * Opens sealed bids in the fallback with their authors' notes.
 * @throws BonginError `UNKNOWN_TENDER`, `WRONG_PHASE`, `WRONG_KEY`, or what {@link Relay.send} throws
 */
export const revealBids = (
  tender: Hex,
  joint: JointKey,
  reveals: readonly Reveal[],
  contracts: Ledger,
  relay: Relay,
): Promise<OpeningReport> => {
  const data = ledger.encodeFunctionData('revealBids', [tender, joint, [...reveals]])
  const bidders = reveals.map(({ opening }) => opening.bidder)
  return openAll(callWith(data, bidders.length, GAS_REVEAL, contracts), bidders, contracts, relay)
}

/** Opens the agency's sealed single reserve price with the key's secret. */
export const openReserve = (
  tender: Hex,
  opening: SealOpening,
  contracts: Ledger,
  relay: Relay,
): Promise<ReserveReport> =>
  includeReserve(ledger.encodeFunctionData('openReserve', [tender, opening]), contracts, relay)

/** The same in the fallback, with the agency's note. */
export const revealReserve = (
  tender: Hex,
  joint: JointKey,
  reveal: Reveal,
  contracts: Ledger,
  relay: Relay,
): Promise<ReserveReport> =>
  includeReserve(ledger.encodeFunctionData('revealReserve', [tender, joint, reveal]), contracts, relay)

/**
 * Puts valid bids in line. Anyone may, in any portions; the ledger checks each place.
 * @param placements 1 to `RANK_BATCH`
 * @throws BonginError `WRONG_PHASE`, `NOT_RANKABLE`, `WRONG_PLACEMENT`, or what {@link Relay.send} throws
 */
export const rankBids = async (
  tender: Hex,
  placements: readonly Placement[],
  contracts: Ledger,
  relay: Relay,
): Promise<RankingReport> => {
  const data = ledger.encodeFunctionData('rankBids', [tender, [...placements]])
  const included = await include(
    callWith(data, placements.length, GAS_PLACEMENT, contracts),
    contracts,
    relay,
  )
  return {
    inclusion: inclusionOf(included),
    ranked: included.events.filter(({ name }) => name === 'BidRanked').length,
    completed: included.events.some(({ name }) => name === 'OrderCompleted'),
  }
}

const callWith = (data: string, items: number, gasEach: bigint, { deployment }: Ledger): Call => ({
  to: deployment.ledger,
  data: data as Hex,
  gasLimit: GAS_BASE + BigInt(items) * gasEach,
})

const openAll = async (
  call: Call,
  bidders: readonly bigint[],
  contracts: Ledger,
  relay: Relay,
): Promise<OpeningReport> => {
  const expected = RESULTS.decode(['uint8[]'], await simulate(call, contracts, relay))[0] as readonly bigint[]
  // Somebody else may have opened these bids already: that is no transaction worth.
  if (expected.every(result => nameAt(OPEN_RESULTS, result) !== 'Opened'))
    return { inclusion: null, results: report(bidders, expected) }
  const included = await sendOnly(call, contracts, relay)
  const results = included.events.flatMap(event => {
    if (event.name === 'BidOpened') return [0]
    return event.name === 'OpeningRefused' ? [event.args.result] : []
  })
  return { inclusion: inclusionOf(included), results: report(bidders, results) }
}

const report = (bidders: readonly bigint[], results: readonly (number | bigint)[]) =>
  bidders.map((bidder, place) => ({ bidder, result: nameAt(OPEN_RESULTS, results[place] ?? -1) }))

const includeReserve = async (data: string, contracts: Ledger, relay: Relay): Promise<ReserveReport> => {
  const included = await include({ to: contracts.deployment.ledger, data: data as Hex }, contracts, relay)
  const opened = included.events.find(event => event.name === 'ReserveOpened')
  if (opened === undefined)
    throw new BonginError('LEDGER_REFUSED', 'The ledger took the opening without any effect.')
  return { inclusion: inclusionOf(included), reserve: opened.args.reserve }
}

const inclusionOf = ({ transaction, block, timestamp }: Included): Inclusion => ({
  transaction,
  block,
  timestamp,
})
