import { readFile } from 'node:fs/promises'
import { connect } from '../../../src/chain/contracts.ts'
import { fetchEvents } from '../../../src/chain/events.ts'
import type { BenchLedger } from './ledger.ts'

/** What became of acknowledged bids, by the ledger's own events. */
export interface Accounts {
  /** Acknowledged, and not on the ledger. */
  readonly lost: number
  /** On the ledger more than once. */
  readonly doubled: number
  readonly onLedger: number
}

const RANGE = 20

/** Compares the acknowledged digests of a file with the ledger. */
export async function countLost(ledger: BenchLedger, acknowledged: string): Promise<Accounts> {
  const accepted = await acceptedBids(ledger)
  const digests = (await readFile(acknowledged, 'utf8')).split('\n').filter(Boolean)
  return {
    lost: digests.filter(digest => !accepted.has(digest)).length,
    doubled: [...accepted.values()].filter(times => times > 1).length,
    onLedger: accepted.size,
  }
}

/** How often each bid was accepted. */
async function acceptedBids({ rpcUrl, deployed }: BenchLedger): Promise<Map<string, number>> {
  const contracts = connect(rpcUrl, deployed)
  const accepted = new Map<string, number>()
  try {
    const head = await contracts.provider.getBlockNumber()
    for (let from = 0; from <= head; from += RANGE) {
      for (const event of await fetchEvents(contracts, from, Math.min(head, from + RANGE - 1))) {
        if (event.name !== 'BidAccepted') continue
        accepted.set(event.args.statement, (accepted.get(event.args.statement) ?? 0) + 1)
      }
    }
    return accepted
  } finally {
    contracts.provider.destroy()
  }
}
