import { type Hex, keccak256 } from '../protocol/bytes.ts'
import type { Deployment } from '../protocol/statement.ts'
import type { Trust } from '../verify/trust.ts'
import { readHeader } from './block.ts'
import type { EvidenceSource } from './export.ts'
import { type Rpc, readCode } from './rpc.ts'
import { findBeginning } from './search.ts'

/**
 * What this side says is to be trusted. Who takes it from here without comparing it trusts whoever runs this side.
 * @throws NO_FINALITY, NODE_UNSUITABLE, NODE_INCONSISTENT, LEDGER_UNREACHABLE
 */
export async function readTrust(source: EvidenceSource): Promise<Trust> {
  const { rpc, deployment, firstBlock, finality } = source
  const code = await readCodes(rpc, deployment)
  const { block, registrar } = await findBeginning(source, firstBlock)
  const { header } = await readHeader(rpc, block)
  return { deployment, code, registrar, finality: finality.trust(header) }
}

/** The hashes of the code at the three addresses. */
export async function readCodes(rpc: Rpc, { registry, keys, ledger }: Deployment): Promise<Trust['code']> {
  const hashOf = async (address: Hex): Promise<Hex> => keccak256(await readCode(rpc, address))
  const [ofRegistry, ofKeys, ofLedger] = await Promise.all([hashOf(registry), hashOf(keys), hashOf(ledger)])
  return { registry: ofRegistry, keys: ofKeys, ledger: ofLedger }
}
