import { type Hex, word } from '../../../src/protocol/bytes.ts'
import { rank } from '../../../src/protocol/order.ts'
import { countPicks, preliminaryPrices, reservePrice } from '../../../src/protocol/reserve.ts'
import { picksOf } from '../../../src/protocol/seal.ts'
import { parseTerms, type Terms } from '../../../src/protocol/terms.ts'
import { AGENCY, remove, restate } from './edit.ts'
import {
  allLogs,
  argumentsOf,
  type EvidenceJson,
  found,
  type LogJson,
  logOf,
  logsOf,
  statementOf,
} from './file.ts'

/** What the forgers choose instead of what follows. */
export interface Choices {
  readonly seed?: bigint
  readonly counts?: readonly number[]
  readonly reserve?: bigint
  /** Who stands in line, the first one first. */
  readonly line?: (right: readonly bigint[]) => bigint[]
}

interface ValidBid {
  readonly bidder: bigint
  readonly price: bigint
  readonly choices: number
}

/**
 * Lets everything after the opening follow again from the opened bids: counts, reserve price, verdicts, line, and the agency's acts about
 * the first in line, which the agency signs. So that a fraud shows at the one place where it was committed, and nowhere behind it.
 */
export function replay(file: EvidenceJson, choices: Choices = {}): void {
  const terms = termsOf(file)
  const bids = validBids(file)
  const settlement = logOf(file, 'ReserveSettled')
  const seed = choices.seed ?? BigInt(String(settlement.seed))
  const counts = choices.counts ?? countPicks(bids.map(bid => found(picksOf(bid.choices), 'picks')))
  const prices = preliminaryPrices(seed, file.tender, terms.award.baseAmount, terms.reserve)
  const reserve = choices.reserve ?? reservePrice(prices, counts)
  Object.assign(settlement, { seed: word(seed), counts: packed(counts), reserve: String(reserve) })
  const { line: right, rejected } = rank(bids, { tender: file.tender, seed, reserve, award: terms.award })
  const line = choices.line?.(right) ?? right
  rewriteRanking(file, line, new Map(rejected.map(({ bidder, verdict }) => [bidder, verdict])))
  rewriteActs(file, line, new Map(bids.map(({ bidder, price }) => [bidder, price])))
}

export function termsOf(file: EvidenceJson): Terms {
  return parseTerms(statementOf(logOf(file, 'Announced')).terms)
}

export function validBids(file: EvidenceJson): ValidBid[] {
  return logsOf(file, 'BidOpened')
    .filter(({ invalidity }) => invalidity === 'None')
    .map(({ bidder, price, choices }) => ({
      bidder: BigInt(String(bidder)),
      price: BigInt(String(price)),
      choices: Number(choices),
    }))
}

/** As the contract holds them: sixteen bits each, number 1 lowest. */
export function packed(counts: readonly number[]): Hex {
  return word(counts.reduceRight((rest, count) => (rest << 16n) | BigInt(count), 0n))
}

/** Who must be ranked takes the places of those who were, in their order. */
function rewriteRanking(
  file: EvidenceJson,
  line: readonly bigint[],
  rejected: ReadonlyMap<bigint, string>,
): void {
  const bidders = new Set([...line, ...rejected.keys()].map(String))
  const logs = logsOf(file, 'BidRanked')
  remove(file, ...logs.filter(({ bidder }) => !bidders.has(String(bidder))))
  const placed = new Set<bigint>()
  for (const log of logsOf(file, 'BidRanked')) {
    const bidder = BigInt(String(log.bidder))
    const verdict = rejected.get(bidder) ?? 'Acceptable'
    const before = line.slice(0, Math.max(0, line.indexOf(bidder)))
    const behind = before.findLast(other => placed.has(other)) ?? 0n
    if (verdict === 'Acceptable') placed.add(bidder)
    Object.assign(log, { verdict, behind: String(behind) })
  }
  const completion = logOf(file, 'OrderCompleted')
  Object.assign(completion, { acceptable: line.length, first: String(line[0] ?? 0n) })
}

const ACTS: ReadonlySet<string> = new Set(['Qualified', 'Disqualified', 'Awarded', 'Concluded'])

/** In whose place nobody stands: an act that names it is one that cannot be. */
export const NOBODY = '18446744073709551615'

/** Each act is about the first in line, and the agency signs it. */
function rewriteActs(file: EvidenceJson, line: readonly bigint[], prices: ReadonlyMap<bigint, bigint>): void {
  let place = 0
  for (const log of actsOf(file)) {
    const bidder = line[place]
    const amount = String(prices.get(bidder ?? 0n) ?? 0n)
    restate(file, log, AGENCY, {
      bidder: String(bidder ?? NOBODY),
      ...('amount' in argumentsOf(log) && { amount }),
    })
    if (log.event !== 'Disqualified') continue
    place++
    log.next = String(line[place] ?? 0n)
  }
}

export function actsOf(file: EvidenceJson): LogJson[] {
  return allLogs(file).filter(({ event }) => event !== undefined && ACTS.has(event))
}

/** Counts the agency's acts again, and the agency signs them. */
export function renumberActs(file: EvidenceJson): void {
  for (const [act, log] of actsOf(file).entries()) restate(file, log, AGENCY, { act })
}
