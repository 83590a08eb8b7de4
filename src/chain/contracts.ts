import { type Interface, JsonRpcProvider, Network, type Provider } from 'ethers'
import { IOpeningKeys__factory } from '../generated/contracts/factories/interfaces/IOpeningKeys__factory.ts'
import { IParticipantRegistry__factory } from '../generated/contracts/factories/interfaces/IParticipantRegistry__factory.ts'
import { ITenderLedger__factory } from '../generated/contracts/factories/interfaces/ITenderLedger__factory.ts'
import type { IOpeningKeys } from '../generated/contracts/interfaces/IOpeningKeys.ts'
import type { IParticipantRegistry } from '../generated/contracts/interfaces/IParticipantRegistry.ts'
import type { ITenderLedger } from '../generated/contracts/interfaces/ITenderLedger.ts'
import type { Deployment } from '../protocol/statement.ts'
import { postJson } from './post.ts'

/** A node: what ethers asks it, and the plain JSON-RPC for answers that ethers would read too slowly. */
export type NodeProvider = Provider & {
  send(method: string, params: unknown[]): Promise<unknown>
}

/** The three contracts of one deployment, typed, on one connection. */
export type Ledger = {
  readonly provider: NodeProvider
  readonly deployment: Deployment
  readonly registry: IParticipantRegistry
  readonly keys: IOpeningKeys
  readonly ledger: ITenderLedger
}

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
 * @param ask how the node is asked, if not over the network
 */
export const openProvider = (
  url: string,
  chainId: bigint,
  ask = (payload: unknown): Promise<unknown> => postJson(url, payload),
): JsonRpcProvider => {
  const network = Network.from(chainId)
  const options = { staticNetwork: network, batchStallTime: 0, cacheTimeout: -1 }
  const provider = new JsonRpcProvider(url, network, options)
  // Its own way of asking reads each answer byte by byte in JavaScript: the logs of a thousand bids take it a second.
  provider._send = async payload => {
    const answer = await ask(payload)
    return (Array.isArray(answer) ? answer : [answer]) as Awaited<ReturnType<typeof provider._send>>
  }
  return provider
}

/**
 * Binds the contracts of a deployment to a node. Nothing is sent until a contract is used.
 * @param source the node's JSON-RPC address, or a provider that is already open (its owner closes it)
 */
export const connect = (source: string | NodeProvider, deployment: Deployment): Ledger => {
  const provider = typeof source === 'string' ? openProvider(source, deployment.chainId) : source
  return {
    provider,
    deployment,
    registry: IParticipantRegistry__factory.connect(deployment.registry, provider),
    keys: IOpeningKeys__factory.connect(deployment.keys, provider),
    ledger: ITenderLedger__factory.connect(deployment.ledger, provider),
  }
}
