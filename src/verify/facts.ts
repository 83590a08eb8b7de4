import type { Hex } from '../protocol/bytes.ts'
import type { EventName } from './event.ts'
import type { Evidence } from './evidence.ts'
import type { EventLog } from './log.ts'

/** Where a log stands on the chain. Numbers from 0; the time in seconds since 1970, by the block's clock. */
export interface Position {
  readonly block: number
  readonly timestamp: number
  readonly transaction: number
  /** Within the transaction. */
  readonly log: number
}

/** An event with its place. */
export type PlacedLog<Name extends EventName = EventName> = Extract<EventLog, { event: Name }> & {
  readonly at: Position
}

/** The events of the evidence in the order of the chain: what the checks read. Whether they are proven is a check of its own. */
export interface Facts {
  readonly evidence: Evidence
  /** Every event of the three contracts. */
  readonly logs: readonly PlacedLog[]
  /** Those of one name; of the ledger's and of keys' events that name a tender only those of this tender. */
  named<Name extends EventName>(name: Name): readonly PlacedLog<Name>[]
}

/** Puts the events in the order of the chain. */
export function factsOf(evidence: Evidence): Facts {
  const logs = evidence.blocks.flatMap(({ header, receipts }) =>
    receipts.flatMap(receipt =>
      receipt.logs.flatMap((log, place) => {
        if (log.event === undefined) return []
        const at = {
          block: header.number,
          timestamp: header.timestamp,
          transaction: receipt.index,
          log: place,
        }
        return [{ ...log, at } as PlacedLog]
      }),
    ),
  )
  logs.sort((a, b) => comparePositions(a.at, b.at))
  const byName = Map.groupBy(
    logs.filter(log => isOfTender(log, evidence.tender)),
    ({ event }) => event,
  )
  return {
    evidence,
    logs,
    named: <Name extends EventName>(name: Name) => (byName.get(name) ?? []) as PlacedLog<Name>[],
  }
}

export function comparePositions(a: Position, b: Position): number {
  return a.block - b.block || a.transaction - b.transaction || a.log - b.log
}

function isOfTender({ args }: EventLog, tender: Hex): boolean {
  return !('tender' in args) || args.tender === tender
}
