import { type Command, Option } from 'commander'
import { Contract, type JsonRpcProvider } from 'ethers'
import { connect, type Ledger, openProvider } from '../chain/contracts.ts'
import { reach } from '../chain/reach.ts'
import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import { type JointKey, jointKeyHash } from '../protocol/openingKey.ts'
import type { Deployment } from '../protocol/statement.ts'
import { nameAt, PHASES } from '../protocol/tender.ts'
import type { Tender } from './api.ts'
import { parseAddress, parseUrl } from './arguments.ts'
import type { Output } from './output.ts'
import { time } from './readable.ts'

// A gateway that lies about the public key could read a price before the opening. Against that, an author asks a node of its own,
// and says which ledger it means: the address stands in the notice.

/** What an author trusts besides the gateway. */
export interface Trust {
  /** JSON-RPC address of a node. */
  readonly rpc?: string
  /** Address of the tender ledger's contract. */
  readonly ledger?: Hex
}

export function addTrustOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--rpc <url>', 'a node that you trust, to check the public key on the ledger')
        .argParser(parseUrl)
        .env('BONGIN_RPC_URL'),
    )
    .addOption(
      new Option('--ledger <address>', "the ledger's contract that you mean; any other is refused")
        .argParser(parseAddress)
        .env('BONGIN_LEDGER'),
    )
}

/** @throws BonginError `LEDGER_MISMATCH` if the gateway serves another ledger than the author means */
export function assertLedger({ ledger }: Trust, deployment: Deployment): void {
  if (ledger === undefined || ledger === deployment.ledger) return
  throw mismatch(`The gateway serves the ledger at ${deployment.ledger}, not the one at ${ledger}.`)
}

/** Tells what is still the gateway's word alone. */
export function hintAtTrust({ rpc, ledger }: Trust, deployment: Deployment, output: Output): void {
  if (rpc === undefined) {
    output.hint({
      en: 'The public key was taken on the gateway’s word. Give --rpc of a node that you trust to have it checked on the ledger.',
      ko: '공개키는 게이트웨이의 말만 믿고 사용했습니다. 신뢰하는 노드를 --rpc로 지정하면 원장에서 확인합니다.',
    })
  } else if (ledger === undefined) {
    output.hint({
      en: `The key was checked on the ledger at ${deployment.ledger}: compare this address with the one in the notice, or give it by --ledger.`,
      ko: `키를 원장 ${deployment.ledger}에서 확인했습니다. 이 주소를 공고의 주소와 비교하거나 --ledger로 지정하십시오.`,
    })
  }
}

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
  if (hash !== jointKeyHash(joint)) {
    throw new BonginError(
      'KEY_MISMATCH',
      'The gateway named another public key than the ledger knows. Do not bid through it.',
    )
  }
}

/**
 * Checks on a node that the tender is on the ledger under this key and this version of its terms.
 * @throws BonginError `KEY_MISMATCH`, `LEDGER_MISMATCH`, `LEDGER_UNREACHABLE`
 */
export async function assertTender(
  node: string,
  deployment: Deployment,
  { tender, key, termsVersion }: Tender,
): Promise<void> {
  const found = await asking(node, deployment, ({ ledger }) => ledger.tenderOf(tender))
  if (found.key === key && Number(found.termsVersion) === termsVersion) return
  throw new BonginError(
    'KEY_MISMATCH',
    'The gateway named another key or other terms for this tender than the ledger knows. Do not bid through it.',
  )
}

/**
 * A note may leave its owner's machine in the fallback only: whoever sees it earlier reads the price. A node, if there is one, is asked too.
 * @throws BonginError `WRONG_PHASE`, `LEDGER_MISMATCH`, `LEDGER_UNREACHABLE`
 */
export async function assertFallback(trust: Trust, deployment: Deployment, tender: Tender): Promise<void> {
  assertLedger(trust, deployment)
  const { rpc } = trust
  const phase =
    rpc === undefined || tender.phase !== 'Fallback'
      ? tender.phase
      : nameAt(PHASES, await asking(rpc, deployment, ({ ledger }) => ledger.phaseOf(tender.tender)))
  if (phase === 'Fallback') return
  throw new BonginError(
    'WRONG_PHASE',
    `The tender is in phase ${phase}. A note is used in phase Fallback only, from ${time(tender.terms.schedule.fallbackAt)}; before, it would show the price. Nothing was sent.`,
  )
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
    throw mismatch(`The node at ${node} does not know what the gateway named.`, cause)
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
  if (served !== chainId) throw mismatch(`The node serves chain ${served}, the gateway chain ${chainId}.`)
  const contract = new Contract(ledger, ['function openingKeys() view returns (address)'], provider)
  const used: unknown = await reach(contract.getFunction('openingKeys')())
  if (String(used).toLowerCase() !== keys) {
    throw mismatch('The gateway named another keys contract than the ledger uses.')
  }
}

function mismatch(sentence: string, cause?: unknown): BonginError {
  return new BonginError('LEDGER_MISMATCH', `${sentence} Do not bid through this gateway.`, { cause })
}
