import { Interface } from 'ethers'
import { exportEvidence } from '../evidence/export.ts'
import { DEFAULT_EPOCH_LENGTH, sealedByValidators } from '../evidence/qbft.ts'
import { callContract, openRpc, type Rpc, readChainId } from '../evidence/rpc.ts'
import { readCodes } from '../evidence/trust.ts'
import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import type { Deployment } from '../protocol/statement.ts'
import type { Subject } from '../verify/evidence.ts'
import type { Trust } from '../verify/trust.ts'
import type { Incoming } from './exportFile.ts'
import { ledgerMismatch } from './trust.ts'

// Evidence from a node alone, without any gateway. Loaded only then, as node.ts.

const CONTRACTS = new Interface([
  'function openingKeys() view returns (address)',
  'function registry() view returns (address)',
])

/**
 * Makes evidence on a node of a chain whose validators seal it.
 * @param ledger address of the tender ledger's contract
 * @throws BonginError `LEDGER_MISMATCH`, or what `exportEvidence` throws
 */
export async function exportFromNode(node: string, ledger: Hex, subject: Subject): Promise<Incoming> {
  const rpc = openRpc(node)
  const deployment = await deploymentOn(rpc, ledger)
  const finality = sealedByValidators({ rpc, epochLength: DEFAULT_EPOCH_LENGTH })
  const { blocks, pieces } = await exportEvidence({ rpc, deployment, firstBlock: 0, finality }, subject)
  return { blocks, pieces: encoded(pieces) }
}

/**
 * Checks on a node what the gateway says of the contracts and their code.
 * @throws BonginError `LEDGER_MISMATCH`, `LEDGER_UNREACHABLE`
 */
export async function assertContracts(node: string, { deployment, code }: Trust): Promise<void> {
  const rpc = openRpc(node)
  const found = await deploymentOn(rpc, deployment.ledger)
  const codes = await readCodes(rpc, found)
  for (const room of ['registry', 'keys', 'ledger'] as const) {
    if (found[room] === deployment[room] && codes[room] === code[room]) continue
    throw ledgerMismatch(`The gateway names another contract or code (${room}) than the node has.`)
  }
  if (found.chainId !== deployment.chainId) {
    throw ledgerMismatch(`The node serves chain ${found.chainId}, the gateway chain ${deployment.chainId}.`)
  }
}

/** The contracts that a ledger's contract works with. @throws BonginError `LEDGER_MISMATCH` if none stands there */
async function deploymentOn(rpc: Rpc, ledger: Hex): Promise<Deployment> {
  const addressFrom = async (name: 'openingKeys' | 'registry'): Promise<Hex> => {
    try {
      const answer = await callContract(rpc, ledger, CONTRACTS.encodeFunctionData(name) as Hex)
      return String(CONTRACTS.decodeFunctionResult(name, answer)[0]).toLowerCase() as Hex
    } catch (cause) {
      if (cause instanceof BonginError && cause.code === 'LEDGER_UNREACHABLE') throw cause
      throw ledgerMismatch(`No tender ledger stands at ${ledger} on this node.`, cause)
    }
  }
  const [keys, registry, chainId] = await Promise.all([
    addressFrom('openingKeys'),
    addressFrom('registry'),
    readChainId(rpc),
  ])
  return { chainId, registry, keys, ledger }
}

async function* encoded(pieces: AsyncIterable<string>): AsyncIterable<Uint8Array> {
  for await (const piece of pieces) yield Buffer.from(piece)
}
