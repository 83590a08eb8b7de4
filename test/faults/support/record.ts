import type { Ledger } from '../../../src/chain/contracts.ts'
import { fetchEvents, type LedgerEvent } from '../../../src/chain/events.ts'
import type { Hex } from '../../../src/protocol/bytes.ts'

/** Where the ledger holds something. `statement` is undefined where the events do not name it. */
export interface Place {
  readonly block: number
  readonly transaction: Hex
  readonly timestamp: number
  readonly statement: Hex | undefined
}

/** What the ledger's own events show, by marks: each mark may be there once. */
export type LedgerRecord = ReadonlyMap<string, readonly Place[]>

export const bidMark = (tender: Hex, bidder: bigint): string => `bid of ${bidder} on ${tender}`
export const participantMark = (participant: bigint): string => `participant ${participant}`
export const tenderMark = (tender: Hex): string => `tender ${tender}`

const RANGE = 50

export async function readRecord(contracts: Ledger): Promise<LedgerRecord> {
  const record = new Map<string, Place[]>()
  const head = await contracts.provider.getBlockNumber()
  for (let from = 0; from <= head; from += RANGE) {
    for (const event of await fetchEvents(contracts, from, Math.min(head, from + RANGE - 1))) {
      const mark = markOf(event)
      if (mark === undefined) continue
      const { block, transaction, timestamp, args } = event
      const statement = 'statement' in args ? args.statement : undefined
      record.set(mark, [...(record.get(mark) ?? []), { block, transaction, timestamp, statement }])
    }
  }
  return record
}

function markOf({ name, args }: LedgerEvent): string | undefined {
  if (name === 'BidAccepted') return bidMark(args.tender, args.bidder)
  if (name === 'Registered') return participantMark(args.participant)
  return name === 'Announced' ? tenderMark(args.tender) : undefined
}
