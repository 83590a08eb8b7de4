import type { AwardTerms } from '../../src/protocol/award.ts'
import { type Hex, ZERO_WORD } from '../../src/protocol/bytes.ts'
import type { SealContext } from '../../src/protocol/seal.ts'
import type { Deployment } from '../../src/protocol/statement.ts'
import type { Terms } from '../../src/protocol/terms.ts'

export function repeated(byte: string, count: number): Hex {
  return `0x${byte.repeat(count)}`
}

export const DEPLOYMENT: Deployment = {
  chainId: 31337n,
  registry: repeated('a1', 20),
  keys: repeated('b2', 20),
  ledger: repeated('c3', 20),
}

export const TENDER = repeated('7e', 32)

export const BID: SealContext = {
  kind: 'bid',
  chainId: DEPLOYMENT.chainId,
  ledger: DEPLOYMENT.ledger,
  tender: TENDER,
  author: 1001n,
}

/** The award terms of the real tender 20241240614-001. */
export const FLOOR_TERMS: AwardTerms = {
  rule: 1,
  baseAmount: 4_323_358_000n,
  aValue: 255_517_579n,
  netCostBase: 4_075_808_043n,
  floorRate: 86_745,
  netCostRate: 98_000,
  qualification: 0,
}

export const LOWEST_TERMS: AwardTerms = {
  rule: 0,
  baseAmount: 1_000_000n,
  aValue: 0n,
  netCostBase: 0n,
  floorRate: 0,
  netCostRate: 0,
  qualification: 0,
}

export const TERMS: Terms = {
  notice: '20241240614-001',
  document: repeated('d0', 32),
  predecessor: ZERO_WORD,
  schedule: { biddingAt: 1000, closingAt: 2000, openingAt: 5600, fallbackAt: 9200, fallbackEndAt: 95600 },
  objectionPeriod: 86_400,
  amendmentTime: 86_400,
  minimumBids: 2,
  bidPolicy: 0,
  retender: 0,
  tieRule: 0,
  reserve: { kind: 1, spread: 0, cellsAbove: 0 },
  award: FLOOR_TERMS,
}
