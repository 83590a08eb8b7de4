import type { Deployed } from '../chain/deployment.ts'
import type { Hex } from '../protocol/bytes.ts'
import { blockToJson, headToJson, type Subject } from '../verify/evidence.ts'
import { tenderSlots } from '../verify/slots.ts'
import { type Chain, readEvidenceBlock } from './block.ts'
import type { FinalitySource, Voucher } from './finality.ts'
import { type Rpc, readNewest } from './rpc.ts'
import { assertAnnounced, findPlaces, type Places } from './search.ts'
import { type ProvenState, proveState } from './state.ts'

/** Where evidence comes from. Nothing here is trusted: what does not hold together is never written, and the verifier asks nobody. */
export interface EvidenceSource extends Chain {
  /** The block before which none of the contracts' events can be. */
  readonly firstBlock: number
  readonly finality: FinalitySource
}

export function evidenceFrom(
  rpc: Rpc,
  { block, chainId, registry, keys, ledger }: Deployed,
  finality: FinalitySource,
): EvidenceSource {
  return { rpc, deployment: { chainId, registry, keys, ledger }, firstBlock: block, finality }
}

/** A file that is made while it is read. */
export interface EvidenceText {
  /** How many blocks it holds: each begins a line of its own. */
  readonly blocks: number
  /** The text in pieces: what stands before the blocks, one piece a block, and what follows. They can be read once. */
  readonly pieces: AsyncIterable<string>
}

/**
 * Collects all evidence of a tender, or of one bid, as it stands now.
 * @throws UNKNOWN_TENDER, NOT_FOUND, NO_FINALITY, WITNESS_REFUSED; and while it is read NODE_UNSUITABLE, NODE_INCONSISTENT,
 * LEDGER_UNREACHABLE
 */
export async function exportEvidence(source: EvidenceSource, subject: Subject): Promise<EvidenceText> {
  const { rpc, firstBlock, finality } = source
  await assertAnnounced(source, subject.tender, { from: firstBlock, to: await readNewest(rpc) })
  // A receipt says nothing of the tender's other bids, so it needs no proof that none is missing.
  const proven = await proveState(source, subject.bidder === undefined ? tenderSlots(subject.tender) : [])
  const last = proven.header.number
  const voucher = await finality.vouch(last)
  const places = await findPlaces(source, subject, { from: firstBlock, to: last })
  // The last block says until when nothing is missing, whether or not anything happened in it.
  const numbers = ascending([...places.keys(), last])
  const between = (await voucher.blocksBetween?.(numbers)) ?? []
  const plan = { proven, voucher, places, numbers: ascending([...numbers, ...between]) }
  return { blocks: plan.numbers.length, pieces: pieces(source, subject, plan) }
}

interface Plan {
  readonly proven: ProvenState
  readonly voucher: Voucher
  readonly places: Places
  readonly numbers: readonly number[]
}

async function* pieces(
  source: EvidenceSource,
  subject: Subject,
  { proven, voucher, places, numbers }: Plan,
): AsyncIterable<string> {
  const { deployment } = source
  const { tender, bidder } = subject
  const kind = bidder === undefined ? 'tender' : 'receipt'
  yield `${JSON.stringify(headToJson({ kind, deployment, tender, bidder })).slice(0, -1)},"blocks":[`
  for (const [done, number] of numbers.entries()) {
    const block = await readEvidenceBlock(source, number, places.get(number) ?? new Set(), subject)
    const path: Hex[] | undefined = voucher.pathOf?.(number)
    const json = blockToJson(path === undefined ? block : { ...block, path })
    yield `${done === 0 ? '' : ','}\n${JSON.stringify(json)}`
  }
  yield `\n],"finality":${JSON.stringify(voucher.finality)},"state":${JSON.stringify(proven.state)}}\n`
}

function ascending(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b)
}
