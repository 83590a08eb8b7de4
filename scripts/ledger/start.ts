import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { connect, openProvider } from '../../src/chain/contracts.ts'
import { deployOnce } from '../../src/chain/deploy.ts'
import type { Deployed } from '../../src/chain/deployment.ts'
import { type EmbeddedNode, startEmbeddedNode } from '../../src/chain/embedded/node.ts'
import { createRelay } from '../../src/chain/relay.ts'
import { poolRelays } from '../../src/chain/relayPool.ts'
import { openDatabase } from '../../src/db/open.ts'
import { openDocumentStore } from '../../src/documents/store/open.ts'
import { witnessedBy } from '../../src/evidence/blockTree.ts'
import { type EvidenceSource, evidenceFrom } from '../../src/evidence/export.ts'
import { openRpc } from '../../src/evidence/rpc.ts'
import { openWitness, originOf } from '../../src/evidence/witnessFiles.ts'
import { createContext } from '../../src/gateway/context.ts'
import { startGateway } from '../../src/gateway/server.ts'
import { follow } from '../../src/indexer/follow.ts'
import type { Hex } from '../../src/protocol/bytes.ts'
import type { BonginError } from '../../src/protocol/error.ts'

export interface LedgerOptions {
  /** Where everything is kept: the chain's journal, the deployment, the index. */
  readonly directory: string
  /** The gateway's port; 0 takes any free one. */
  readonly port: number
  /** The chain's clock, in seconds since 1970. */
  readonly clock: () => number
  /** Who lets everybody else in, if the contracts are still to be deployed. */
  readonly registrar: { readonly participant: bigint; readonly signer: Hex }
  /** PostgreSQL for the index; embedded by default. */
  readonly databaseUrl?: string | undefined
  /** Where the documents of bids are kept: a directory, or `s3://…`; a folder of `directory` by default. */
  readonly documents?: string | undefined
  readonly log: Logger
  readonly onReplay?: (done: number, total: number) => void
  /** Told once if the chain's node ends by itself. */
  readonly onExit?: (error: BonginError) => void
}

export interface RunningLedger {
  /** Address of the gateway. */
  readonly url: string
  /** JSON-RPC address of the chain. */
  readonly rpcUrl: string
  readonly deployed: Deployed
  /** Keys of relay accounts that nobody here uses, for guardians. */
  readonly relayKeys: readonly Hex[]
  /** Makes a block, so that the chain's clock goes on. */
  mine(): Promise<unknown>
  close(): Promise<void>
}

/** Starts chain, contracts, index and gateway of one machine in one process. */
export async function startLedger(options: LedgerOptions): Promise<RunningLedger> {
  // Holds what is open, and closes it in reverse order.
  const resources = new AsyncDisposableStack()
  try {
    return await start(options, resources)
  } catch (error) {
    await resources.disposeAsync()
    throw error
  }
}

async function start(options: LedgerOptions, resources: AsyncDisposableStack): Promise<RunningLedger> {
  const { directory, clock, log, port } = options
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const background: Promise<unknown>[] = []
  // Last of all: it ends with the node, and must not write into a folder that its caller takes away.
  resources.defer(async () => void (await Promise.all(background)))
  const node = await startNode(options)
  resources.defer(() => node.close())
  const [deployerKey, gatewayKey, ...relayKeys] = node.relayKeys as Hex[]
  const chainId = BigInt(node.chainId)
  const deployed = await deployOnce({
    url: node.url,
    chainId,
    privateKey: deployerKey as Hex,
    directory,
    registrar: options.registrar,
  })

  const database = await openDatabase(
    options.databaseUrl === undefined
      ? { directory: join(directory, 'index') }
      : { url: options.databaseUrl },
  )
  resources.defer(() => database.close())
  const provider = openProvider(node.url, chainId, node.ask)
  resources.defer(() => provider.destroy())
  const contracts = connect(provider, deployed)
  const index = follow({ contracts, database, log })
  resources.defer(() => index.close())
  // The deployer has nothing more to do, and without a power of its own its account can relay as well as any.
  const relayOf = (privateKey: Hex) => createRelay({ provider, privateKey })
  const relay = poolRelays([relayOf(gatewayKey as Hex), relayOf(deployerKey as Hex)])
  resources.defer(() => relay.close())
  const store = await openDocumentStore(options.documents ?? join(directory, 'documents'))
  resources.defer(async () => store.close())
  const context = createContext({
    contracts,
    relay,
    database,
    log,
    index,
    clock,
    store,
    evidence: await evidenceOf(node, deployed, options, background),
    config: { port, requestsPerMinute: 0 },
  })
  const gateway = await startGateway(context)
  resources.defer(() => gateway.close())

  return {
    url: gateway.url,
    rpcUrl: node.url,
    deployed,
    relayKeys,
    mine: () => node.mine(),
    close: () => resources.disposeAsync(),
  }
}

/** An embedded chain has no validators: a witness in this directory vouches for its blocks. */
async function evidenceOf(
  node: EmbeddedNode,
  deployed: Deployed,
  { directory, clock, log }: LedgerOptions,
  background: Promise<unknown>[],
): Promise<EvidenceSource> {
  const rpc = openRpc(node.url)
  const origin = await originOf(rpc)
  const witness = await openWitness(join(directory, 'witness'), origin, clock)
  const finality = witnessedBy({ rpc, origin, witnesses: [witness] })
  // It reads the whole chain once: better now than when somebody waits for an export.
  const signed = finality.vouch(0)
  background.push(signed.catch((error: unknown) => log.warn({ err: error }, 'The witness does not sign.')))
  return evidenceFrom(rpc, deployed, finality)
}

function startNode({ directory, clock, log, onReplay, onExit }: LedgerOptions): Promise<EmbeddedNode> {
  return startEmbeddedNode({
    directory: join(directory, 'chain'),
    clock,
    log: line => log.info(line),
    ...(onReplay && { onReplay }),
    ...(onExit && { onExit }),
  })
}
