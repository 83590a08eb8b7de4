import { fromHex, type Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import { type Account, checkAccounts, checkStorage } from '../verify/account.ts'
import type { Header } from '../verify/header.ts'
import { type Chain, readHeader } from './block.ts'
import { evidenceError } from './error.ts'
import { readNewest, readProof } from './rpc.ts'

/** What the newest block knows of the contracts: until then the evidence is complete. */
export interface ProvenState {
  readonly header: Header
  readonly state: { readonly accounts: Hex[]; readonly storage: Hex[] }
}

/** A node may keep no state but the newest, and make a block between two questions. */
const TRIES = 50

/**
 * Proves the three contracts' accounts and some slots of the ledger under the newest block.
 * @throws NODE_UNSUITABLE, NODE_INCONSISTENT, LEDGER_UNREACHABLE
 */
export async function proveState(chain: Chain, slots: readonly Hex[]): Promise<ProvenState> {
  for (let tries = 1; ; tries++) {
    const outcome = await tryOnce(chain, slots).catch((error: unknown) => error)
    if (!(outcome instanceof Error)) return outcome as ProvenState
    const mayPass = outcome instanceof BonginError && outcome.code.startsWith('NODE_')
    if (!mayPass || tries === TRIES) throw outcome
  }
}

async function tryOnce({ rpc, deployment }: Chain, slots: readonly Hex[]): Promise<ProvenState> {
  const number = await readNewest(rpc)
  const addresses = [deployment.registry, deployment.keys, deployment.ledger]
  const [{ header }, ...proofs] = await Promise.all([
    readHeader(rpc, number),
    ...addresses.map(address => {
      return readProof(rpc, address, address === deployment.ledger ? slots : [], number)
    }),
  ])
  const accounts = unique(proofs.flatMap(({ accountProof }) => accountProof))
  const storage = unique(proofs.flatMap(({ storageProof }) => storageProof.flatMap(({ proof }) => proof)))
  await assertState(header, addresses, accounts, slots, storage)
  return { header, state: { accounts, storage } }
}

/** A block that was made meanwhile shows here: the proof is then of another state. */
async function assertState(
  header: Header,
  addresses: readonly Hex[],
  accounts: readonly Hex[],
  slots: readonly Hex[],
  storage: readonly Hex[],
): Promise<void> {
  const read = await checkAccounts(header, addresses, accounts.map(fromHex))
  if (read.status !== 'proven') throw unproven(header, read.fault)
  if (slots.length === 0) return
  const ledger = read.value.at(-1) as Account
  const stored = await checkStorage(ledger, slots, storage.map(fromHex))
  if (stored.status !== 'proven') throw unproven(header, stored.fault)
}

function unproven({ number }: Header, fault: string) {
  const message = `The node's proof of the state after block ${number} does not hold (${fault}).`
  return evidenceError('NODE_INCONSISTENT', message, { details: { block: number, fault } })
}

function unique(nodes: readonly Hex[]): Hex[] {
  return [...new Set(nodes)]
}
