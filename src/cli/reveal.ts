import { BonginError } from '../protocol/error.ts'
import { additionHint, equalPoints, G, multiply, type Point } from '../protocol/point.ts'
import { type Seal, sealSchema } from '../protocol/seal.ts'
import type { Deployment } from '../protocol/statement.ts'
import { nameAt, type Phase, RESERVE_KINDS } from '../protocol/tender.ts'
import { toJson, uint256 } from '../protocol/value.ts'
import type { Tender } from './api.ts'
import { time } from './readable.ts'
import type { Note } from './sealedFiles.ts'
import { assertLedger, type Trust } from './trust.ts'

// A note may leave its owner's machine in the fallback only: whoever sees it earlier reads the price. So everything is looked at here
// before anything is sent, and a node, if there is one, is asked too.

/** @throws BonginError `WRONG_PHASE`, `KEY_MISMATCH`, `LEDGER_MISMATCH`, `LEDGER_UNREACHABLE` */
export async function assertFallback(trust: Trust, deployment: Deployment, tender: Tender): Promise<void> {
  assertLedger(trust, deployment)
  const phase = await phaseOf(trust, deployment, tender)
  if (phase === 'Fallback') return
  const from = time(tender.terms.schedule.fallbackAt)
  throw new BonginError(
    'WRONG_PHASE',
    `The tender is in phase ${phase}. A note is used in phase Fallback only, from ${from}; before, it would show the price. Nothing was sent.`,
  )
}

async function phaseOf({ rpc }: Trust, deployment: Deployment, tender: Tender): Promise<Phase> {
  if (rpc === undefined || tender.phase !== 'Fallback') return tender.phase
  const node = await import('./node.ts')
  await node.assertTender(rpc, deployment, tender)
  return node.phaseOn(rpc, deployment, tender.tender)
}

/**
 * A bid's note has to wait for the agency's: who sees a bid before could let the tender fail by keeping the reserve price closed.
 * @throws BonginError `RESERVE_STILL_SEALED`, `LEDGER_MISMATCH`, `LEDGER_UNREACHABLE`
 */
export async function assertReserveOpened(
  trust: Trust,
  deployment: Deployment,
  tender: Tender,
): Promise<void> {
  if (nameAt(RESERVE_KINDS, tender.terms.reserve.kind) !== 'Single') return
  if (await isReserveOpen(trust, deployment, tender)) return
  throw new BonginError(
    'RESERVE_STILL_SEALED',
    'The agency has to reveal its reserve price before the bidders their bids. Nothing was sent.',
  )
}

async function isReserveOpen({ rpc }: Trust, deployment: Deployment, tender: Tender): Promise<boolean> {
  if (rpc === undefined || !tender.reserveOpened) return tender.reserveOpened
  return (await import('./node.ts')).isReserveOpenOn(rpc, deployment, tender.tender)
}

/**
 * What opens a seal in the fallback, as the gateway takes it: the point D = r·P, and r itself for the ledger to check.
 * @throws BonginError `WRONG_NOTE` if the seal was not made with this note
 */
export function revealJson({ author, r }: Note, seal: Seal, publicKey: Point) {
  const point = multiply(r, G)
  if (!equalPoints(point, seal)) {
    throw new BonginError(
      'WRONG_NOTE',
      'This note does not open the seal on the ledger: it belongs to another one.',
    )
  }
  const shared = multiply(r, publicKey)
  const hex = (value: bigint): string => toJson(uint256, value)
  return {
    opening: {
      bidder: author.toString(),
      seal: toJson(sealSchema, seal),
      dx: hex(shared.x),
      dy: hex(shared.y),
      hint: hex(additionHint(shared)),
    },
    r: hex(r),
    hint: hex(additionHint(point)),
  }
}
