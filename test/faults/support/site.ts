import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { connect, type Ledger } from '../../../src/chain/contracts.ts'
import type { Database } from '../../../src/db/database.ts'
import { openDatabase } from '../../../src/db/open.ts'
import { type LedgerWorld, openLedger } from '../../gateway/support/ledger.ts'
import { prepare } from '../../gateway/support/play.ts'
import { type FaultyDatabase, openFaultyDatabase } from './database.ts'
import { type NodeProxy, openNodeProxy } from './nodeProxy.ts'
import { createProgram, type Program } from './program.ts'

/**
 * A ledger in several processes, each of which can be killed: a node, and either two gateways and an indexer over a PostgreSQL, or one
 * process with gateway, index and embedded database.
 */
export interface Site {
  readonly kind: SiteKind
  /** Deployment and clock, for signing; its own node is closed. */
  readonly world: LedgerWorld
  readonly node: Program
  readonly gateways: readonly Program[]
  /** Undefined where it is part of the gateway. */
  readonly indexer: Program | undefined
  readonly database: FaultyDatabase | undefined
  readonly nodeProxy: NodeProxy
  /** Where everything is kept. */
  readonly directory: string
  /** A key that no tender has yet. */
  nextKey(): number
  keysLeft(): number
  /** Moves the clock of node and gateway. The machine's own clock stays. */
  jump(seconds: number): void
  /** Where gateways listen at present. */
  urls(): readonly string[]
  /** Waits until everything runs that should. */
  whole(): Promise<void>
  /** Reads ledger and database past all proxies. Where the database is the gateway's own, the gateway is stopped for that. */
  inspect<Result>(work: (contracts: Ledger, database: Database) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

export type SiteKind = 'PGlite' | 'PostgreSQL'

export interface SitePlan {
  readonly suppliers: number
  readonly keys: number
  /** Of PostgreSQL; undefined: PGlite. */
  readonly programs?: string | undefined
  /** Where everything is kept, in directories of their own; the machine's temporary directory by default. */
  readonly root?: string | undefined
}

export const MOST_KEYS = 64
const LEASE_SECONDS = '1'
/** Statements for which one of the gateways has room: fewer than a round brings. */
export const FEW_ROWS = 30
const pathOf = (file: string): string => fileURLToPath(new URL(file, import.meta.url))

export async function openSite(plan: SitePlan): Promise<Site> {
  const resources = new AsyncDisposableStack()
  try {
    return await build(plan, resources)
  } catch (error) {
    await resources.disposeAsync()
    throw error
  }
}

async function build(plan: SitePlan, resources: AsyncDisposableStack): Promise<Site> {
  const { root = tmpdir() } = plan
  const directory = await mkdtemp(join(root, 'bongin-faults-'))
  // PostgreSQL's own user has to pass.
  await chmod(directory, 0o755)
  resources.defer(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }))
  const world = await openLedger({ directory, time: Math.floor(Date.now() / 1000) })
  await prepare(world, plan.suppliers, plan.keys).finally(() => world.close())

  const time = { ahead: 0 }
  const node = createProgram({
    name: 'node',
    command: () => [pathOf('./nodeParent.ts'), join(directory, 'chain'), String(time.ahead)],
    isReady,
  })
  const nodeProxy = await openNodeProxy(() => node.ready()?.url)
  resources.defer(() => nodeProxy.close())
  const database = plan.programs === undefined ? undefined : await openFaultyDatabase(plan.programs, root)
  if (database !== undefined) resources.defer(() => database.close())
  const parts = { world, directory, rpcUrl: nodeProxy.url, time }
  const gateways = database === undefined ? [embeddedGateway(parts)] : gatewaysOver(database, parts)
  const indexer = database && indexerOver(database, parts)
  const all = [node, ...(indexer ? [indexer] : []), ...gateways]
  for (const program of all) resources.defer(() => program.kill())
  const site = { world, node, gateways, indexer, database, nodeProxy, directory }
  for (const program of all) await program.start()
  return { ...site, ...conduct(site, time, plan), close: () => resources.disposeAsync() }
}

type Parts = Pick<Site, 'world' | 'node' | 'gateways' | 'indexer' | 'database' | 'nodeProxy' | 'directory'>

function conduct(
  { world, node, gateways, indexer, database, directory }: Parts,
  time: { ahead: number },
  plan: SitePlan,
): Omit<Site, keyof Parts | 'close'> {
  let keys = 0
  return {
    kind: database === undefined ? 'PGlite' : 'PostgreSQL',
    nextKey: () => keys++,
    keysLeft: () => plan.keys - keys,
    jump: seconds => {
      time.ahead += seconds
      for (const program of [node, ...gateways]) program.tell(time)
    },
    urls: () => gateways.flatMap(gateway => gateway.ready()?.url ?? []),
    whole: async () => {
      await database?.start()
      for (const program of [node, ...(indexer ? [indexer] : []), ...gateways]) await program.start()
    },
    inspect: async work => {
      const url = node.ready()?.url
      if (url === undefined) throw new Error('The node does not run.')
      const contracts = connect(url, world.deployment)
      // The embedded database is one process's at a time.
      if (database === undefined) for (const gateway of gateways) await gateway.stop()
      const opened = await openDatabase(
        database === undefined ? { directory: join(directory, 'index') } : { url: database.directUrl },
      )
      try {
        return await work(contracts, opened)
      } finally {
        await opened.close()
        contracts.provider.destroy()
      }
    },
  }
}

type Around = {
  readonly world: LedgerWorld
  readonly directory: string
  readonly rpcUrl: string
  readonly time: { readonly ahead: number }
}

const isReady = (line: Readonly<Record<string, unknown>>): boolean => line.ready === true

function embeddedGateway({ world, directory, rpcUrl, time }: Around): Program {
  const keys = world.node.relayKeys.slice(1, 3).join(',')
  return createProgram({
    name: 'gateway',
    command: () => [
      pathOf('./gatewayParent.ts'),
      directory,
      rpcUrl,
      keys,
      String(FEW_ROWS),
      String(time.ahead),
    ],
    isReady,
  })
}

/** The programs as an operator runs them. */
const program = (path: string): string[] => ['--import', pathOf('./endWithParent.ts'), pathOf(path)]

function gatewaysOver(database: FaultyDatabase, { world, directory, rpcUrl }: Around): Program[] {
  return [0, 1].map(place =>
    createProgram({
      name: `gateway ${place + 1}`,
      command: () => program('../../../src/gateway/main.ts'),
      environment: {
        BONGIN_PORT: '0',
        BONGIN_REQUESTS_PER_MINUTE: '0',
        BONGIN_RPC_URL: rpcUrl,
        BONGIN_RELAY_KEY: world.node.relayKeys.slice(1 + 2 * place, 3 + 2 * place).join(','),
        BONGIN_DATA: directory,
        BONGIN_LEASE_SECONDS: LEASE_SECONDS,
        ...(place === 1 && { BONGIN_QUEUE_ROWS: String(FEW_ROWS) }),
        DATABASE_URL: database.url,
      },
      isReady: ({ url }) => url !== undefined,
    }),
  )
}

function indexerOver(database: FaultyDatabase, { directory, rpcUrl }: Around): Program {
  return createProgram({
    name: 'indexer',
    command: () => program('../../../src/indexer/main.ts'),
    environment: { BONGIN_RPC_URL: rpcUrl, BONGIN_DATA: directory, DATABASE_URL: database.url },
    isReady: ({ ledger }) => ledger !== undefined,
  })
}
