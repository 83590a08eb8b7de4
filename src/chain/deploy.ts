import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type Artifact,
  type ArtifactResolver,
  DeploymentResultType,
  deploy as ignite,
  listTransactions,
} from '@nomicfoundation/ignition-core'
import { type JsonRpcProvider, Wallet } from 'ethers'
import Bongin from '../../ignition/modules/Bongin.ts'
import type { Hex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import { openProvider } from './contracts.ts'
import { type Deployed, readDeployment, writeDeployment } from './deployment.ts'
import { reach } from './reach.ts'
import { signingProvider } from './signingProvider.ts'

export type DeployOptions = {
  /** JSON-RPC address of the node. */
  readonly url: string
  readonly chainId: bigint
  /** The account that deploys. It has no power afterwards. */
  readonly privateKey: Hex
  /** Where `deployment.json` and Ignition's own journal are kept. */
  readonly directory: string
  /** The first registrar, who lets everybody else in. */
  readonly registrar: { readonly participant: bigint; readonly signer: Hex }
}

/** Blocks appear as soon as something is sent, and are final: no idle waiting, no fee bumping. */
const IGNITION = {
  blockPollingInterval: 20,
  retryInterval: 50,
  requiredConfirmations: 1,
  disableFeeBumping: true,
}

const ARTIFACTS = fileURLToPath(new URL('../../artifacts/contracts', import.meta.url))

/** Where the compiler put each contract that Ignition may ask for. */
const SOURCES: Readonly<Record<string, string>> = {
  ParticipantRegistry: 'ParticipantRegistry.sol',
  OpeningKeys: 'OpeningKeys.sol',
  TenderLedger: 'TenderLedger.sol',
  LowestPrice: 'awards/LowestPrice.sol',
  ReserveFloor: 'awards/ReserveFloor.sol',
  BidOpenings: 'libraries/BidOpenings.sol',
  BidOrders: 'libraries/BidOrders.sol',
  BidReviews: 'libraries/BidReviews.sol',
  TenderNotices: 'libraries/TenderNotices.sol',
}

/**
 * Deploys the contracts once for a directory. The second time it checks that the code is still there and gives the same
 * addresses; a deployment that was interrupted goes on where it stopped.
 * @throws BonginError `DEPLOYMENT_MISMATCH` if the file names another chain or addresses without code,
 * `DEPLOYMENT_DAMAGED`, `DEPLOYMENT_FAILED`, `NOT_BUILT`, `LEDGER_UNREACHABLE`
 */
export const deployOnce = async (options: DeployOptions): Promise<Deployed> => {
  const provider = openProvider(options.url, options.chainId)
  try {
    const known = await readDeployment(options.directory)
    if (known !== undefined) return await assertDeployed(provider, known)
    const deployed = await deploy(provider, options)
    await writeDeployment(options.directory, deployed)
    return deployed
  } finally {
    provider.destroy()
  }
}

const deploy = async (provider: JsonRpcProvider, options: DeployOptions): Promise<Deployed> => {
  const { privateKey, directory, registrar, chainId } = options
  const wallet = new Wallet(privateKey)
  const deploymentDir = path.join(directory, 'ignition')
  const result = await ignite({
    config: IGNITION,
    artifactResolver,
    provider: signingProvider(provider, wallet),
    deploymentDir,
    ignitionModule: Bongin,
    deploymentParameters: { Bongin: { registrar: registrar.participant, signer: registrar.signer } },
    accounts: [wallet.address],
    maxPriorityFeePerGas: 0n,
  })
  if (result.type !== DeploymentResultType.SUCCESSFUL_DEPLOYMENT) throw failed(result)
  const addressOf = (name: string): Hex => {
    const contract = result.contracts[`Bongin#${name}`]
    if (contract === undefined) throw failed({ missing: name })
    return contract.address.toLowerCase() as Hex
  }
  return {
    chainId,
    registry: addressOf('ParticipantRegistry'),
    keys: addressOf('OpeningKeys'),
    ledger: addressOf('TenderLedger'),
    block: await firstBlock(provider, deploymentDir),
  }
}

/** The block before which no event of these contracts can be. */
const firstBlock = async (provider: JsonRpcProvider, deploymentDir: string): Promise<number> => {
  const transactions = await listTransactions(deploymentDir, artifactResolver)
  const receipts = await Promise.all(transactions.map(({ txHash }) => provider.getTransactionReceipt(txHash)))
  return Math.min(...receipts.flatMap(receipt => (receipt === null ? [] : [receipt.blockNumber])))
}

const assertDeployed = async (provider: JsonRpcProvider, deployed: Deployed): Promise<Deployed> => {
  const chainId = BigInt(await reach(provider.send('eth_chainId', [])))
  if (chainId !== deployed.chainId)
    throw mismatch(`the node serves chain ${chainId}, the deployment is on chain ${deployed.chainId}`)
  for (const address of [deployed.registry, deployed.keys, deployed.ledger])
    if ((await reach(provider.getCode(address))) === '0x') throw mismatch(`no contract stands at ${address}`)
  return deployed
}

const artifactResolver: ArtifactResolver = {
  loadArtifact: async name => {
    const file = path.join(ARTIFACTS, SOURCES[name] ?? `${name}.sol`, `${name}.json`)
    try {
      return callable(JSON.parse(await readFile(file, 'utf8')) as Artifact)
    } catch (cause) {
      throw new BonginError(
        'NOT_BUILT',
        `The contract ${name} has not been compiled yet. Run "npx hardhat build" first.`,
        { cause },
      )
    }
  },
  // Only a block explorer's verification needs the compiler's input, and it can be had from the sources at any time.
  getBuildInfo: async () => undefined,
}

/** Solidity names the enums in a library's functions, which is no ABI type and makes ethers complain. Nobody calls them by ABI. */
const callable = (artifact: Artifact): Artifact =>
  artifact.sourceName.startsWith('contracts/libraries/') ? { ...artifact, abi: [] } : artifact

const failed = (result: object): BonginError =>
  new BonginError(
    'DEPLOYMENT_FAILED',
    `The contracts could not be deployed: ${JSON.stringify(result, bigints)}`,
  )

const bigints = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value

const mismatch = (what: string): BonginError =>
  new BonginError(
    'DEPLOYMENT_MISMATCH',
    `The kept deployment does not fit the chain: ${what}. Use the data directory that belongs to this chain.`,
  )
