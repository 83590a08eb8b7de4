import { type Hex, hashWords, word } from '../protocol/bytes.ts'

/** What the ledger stores of a tender and shows that nothing was left out (SPEC.md of the protocol, section 3, "Storage"). */
export interface TenderSlots {
  readonly record: Hex
  readonly termsVersion: number
  readonly acts: number
  readonly bids: number
  readonly opened: number
  readonly valid: number
  readonly ranked: number
  readonly acceptable: number
  readonly accepted: number
}

/** The slot of the ledger's mapping from tenders to what it stores of each. */
const TENDERS = 0

/** The counters in their slot, from the low end, with their bits. The rest is reserved. */
const COUNTERS = {
  termsVersion: 16,
  acts: 32,
  bids: 32,
  opened: 32,
  valid: 32,
  ranked: 32,
  acceptable: 32,
  accepted: 32,
} as const

/**
 * Where the ledger stores a tender's running record and, in the next slot, its counters.
 * @returns slots of the ledger's storage
 */
export function tenderSlots(tender: Hex): readonly [record: Hex, counters: Hex] {
  const record = hashWords(tender, TENDERS)
  return [record, word(BigInt.asUintN(256, BigInt(record) + 1n))]
}

/** The two slots' contents by name. */
export function decodeTenderSlots(record: bigint, counters: bigint): TenderSlots {
  let rest = counters
  const counts = Object.entries(COUNTERS).map(([name, bits]) => {
    const count = Number(BigInt.asUintN(bits, rest))
    rest >>= BigInt(bits)
    return [name, count]
  })
  return { record: word(record), ...Object.fromEntries(counts) } as TenderSlots
}
