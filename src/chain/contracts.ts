import { FetchRequest, type Interface, JsonRpcProvider, Network, type Provider } from 'ethers'
import { IOpeningKeys__factory } from '../generated/contracts/factories/interfaces/IOpeningKeys__factory.ts'
import { IParticipantRegistry__factory } from '../generated/contracts/factories/interfaces/IParticipantRegistry__factory.ts'
import { ITenderLedger__factory } from '../generated/contracts/factories/interfaces/ITenderLedger__factory.ts'
import type { IOpeningKeys } from '../generated/contracts/interfaces/IOpeningKeys.ts'
import type { IParticipantRegistry } from '../generated/contracts/interfaces/IParticipantRegistry.ts'
import type { ITenderLedger } from '../generated/contracts/interfaces/ITenderLedger.ts'
import type { Deployment } from '../protocol/statement.ts'

/** The three contracts of one deployment, typed, on one connection. */
export type Ledger = {
  readonly provider: Provider
  readonly deployment: Deployment
  readonly registry: IParticipantRegistry
  readonly keys: IOpeningKeys
  readonly ledger: ITenderLedger
}

/** How long one question to the node may take, in milliseconds. */
const RPC_TIMEOUT = 30_000

/** The contracts' interfaces, for encoding calls and decoding logs and errors without a connection. */
export const INTERFACES = {
  registry: IParticipantRegistry__factory.createInterface(),
  keys: IOpeningKeys__factory.createInterface(),
  ledger: ITenderLedger__factory.createInterface(),
} as const satisfies Record<string, Interface>

/**
 * Opens a JSON-RPC connection that neither caches nor delays: a phase depends on the newest block.
 * @param url address of the node's JSON-RPC endpoint
 * @param chainId the chain that the node must serve; not asked for again on each call
 */
export const openProvider = (url: string, chainId: bigint): JsonRpcProvider => {
  const request = new FetchRequest(url)
  request.timeout = RPC_TIMEOUT
  const network = Network.from(chainId)
  return new JsonRpcProvider(request, network, {
    staticNetwork: network,
    batchStallTime: 0,
    cacheTimeout: -1,
  })
}

/**
 * Binds the contracts of a deployment to a node. Nothing is sent until a contract is used.
 * @param source the node's JSON-RPC address, or a provider that is already open (its owner closes it)
 */
export const connect = (source: string | Provider, deployment: Deployment): Ledger => {
  const provider = typeof source === 'string' ? openProvider(source, deployment.chainId) : source
  return {
    provider,
    deployment,
    registry: IParticipantRegistry__factory.connect(deployment.registry, provider),
    keys: IOpeningKeys__factory.connect(deployment.keys, provider),
    ledger: ITenderLedger__factory.connect(deployment.ledger, provider),
  }
}
