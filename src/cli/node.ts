import { Contract, type JsonRpcProvider } from 'ethers'
import { connect, type Ledger, openProvider } from '../chain/contracts.ts'
import { reach } from '../chain/reach.ts'
import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import { type JointKey, jointKeyHash } from '../protocol/openingKey.ts'
import type { Deployment } from '../protocol/statement.ts'
import { nameAt, PHASES, type Phase } from '../protocol/tender.ts'
import type { Tender } from './api.ts'
import { ledgerMismatch } from './trust.ts'

// What an author asks a node of its own, so that it need not believe the gateway. Loaded only then: ethers as a whole would take a
// fifth of the time of every start.

/**
 * Checks on a node that the ledger's own keys contract knows exactly this key.
 * @throws BonginError `KEY_MISMATCH`, `LEDGER_MISMATCH`, `LEDGER_UNREACHABLE`
 */
export async function assertKey(
  node: string,
  deployment: Deployment,
  key: bigint,
  joint: JointKey,
): Promise<void> {
  const hash = await asking(node, deployment, ({ keys }) => keys.keyHashOf(key))
  if (hash !== jointKeyHash(joint)) throw wrongKey()
}

/**
 * Checks on a node that the tender is on the ledger under this key and exactly these terms.
 * @throws BonginError `KEY_MISMATCH`, `LEDGER_MISMATCH`, `LEDGER_UNREACHABLE`
 */
export async function assertTender(
  node: string,
  deployment: Deployment,
  { tender, key, terms, termsVersion }: Tender,
): Promise<void> {
  const [facts, found] = await asking(node, deployment, ({ ledger }) =>
    Promise.all([ledger.tenderOf(tender), ledger.termsOf(tender)]),
  )
  if (facts.key !== key) throw wrongKey()
  if (Number(facts.termsVersion) === termsVersion && agrees(terms, found)) return
  throw ledgerMismatch('The gateway shows other terms than the ledger has.')
}

/** Whether each value that was shown is the one that was found, whatever number type either of them has. */
function agrees(shown: object, found: object): boolean {
  return Object.entries(shown).every(([name, value]) => {
    const other: unknown = Reflect.get(found, name)
    const isNested = typeof value === 'object' && typeof other === 'object' && other !== null
    return isNested ? agrees(value, other) : String(value) === String(other)
  })
}

/** The phase of a tender, by the node's clock. @throws BonginError `LEDGER_MISMATCH`, `LEDGER_UNREACHABLE` */
export async function phaseOn(node: string, deployment: Deployment, tender: Hex): Promise<Phase> {
  return nameAt(PHASES, await asking(node, deployment, ({ ledger }) => ledger.phaseOf(tender)))
}

/**
 * The hash of a participant's profile, by the node's own registry.
 * @throws BonginError `LEDGER_MISMATCH`, `LEDGER_UNREACHABLE`
 */
export async function profileOn(node: string, deployment: Deployment, participant: bigint): Promise<Hex> {
  const events = await asking(node, deployment, ({ registry }) =>
    registry.queryFilter(registry.filters.Registered(participant)),
  )
  const hash = events[0]?.args.profile
  if (hash !== undefined) return hash as Hex
  throw ledgerMismatch(`The node's registry does not know participant ${participant}.`)
}

/** Whether the agency's sealed reserve price is open. @throws BonginError `LEDGER_MISMATCH`, `LEDGER_UNREACHABLE` */
export async function isReserveOpenOn(node: string, deployment: Deployment, tender: Hex): Promise<boolean> {
  return (await asking(node, deployment, ({ ledger }) => ledger.tenderOf(tender))).reserveOpened
}

async function asking<Answer>(
  node: string,
  deployment: Deployment,
  question: (ledger: Ledger) => Promise<Answer>,
): Promise<Answer> {
  const provider = openProvider(node, deployment.chainId)
  try {
    await assertDeployment(provider, deployment)
    return await reach(question(connect(provider, deployment)))
  } catch (cause) {
    if (cause instanceof BonginError) throw cause
    throw ledgerMismatch(`The node at ${node} does not know what the gateway named.`, cause)
  } finally {
    provider.destroy()
  }
}

/** The node must serve the chain that is signed for, and the ledger there must use the keys contract that is asked. */
async function assertDeployment(
  provider: JsonRpcProvider,
  { chainId, ledger, keys }: Deployment,
): Promise<void> {
  const served = BigInt(await reach<string>(provider.send('eth_chainId', [])))
  if (served !== chainId)
    throw ledgerMismatch(`The node serves chain ${served}, the gateway chain ${chainId}.`)
  const contract = new Contract(ledger, ['function openingKeys() view returns (address)'], provider)
  const used: unknown = await reach(contract.getFunction('openingKeys')())
  if (String(used).toLowerCase() !== keys) {
    throw ledgerMismatch('The gateway named another keys contract than the ledger uses.')
  }
}

function wrongKey(): BonginError {
  return new BonginError(
    'KEY_MISMATCH',
    'The gateway named another public key than the ledger has. Do not use this gateway.',
  )
}
