import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect, type Ledger } from '../../../src/chain/contracts.ts'
import { deployOnce } from '../../../src/chain/deploy.ts'
import type { Deployed } from '../../../src/chain/deployment.ts'
import { type EmbeddedNode, startEmbeddedNode } from '../../../src/chain/embedded/node.ts'
import { createRelay, type Relay } from '../../../src/chain/relay.ts'
import { relayStatement } from '../../../src/chain/statements.ts'
import type { Hex } from '../../../src/protocol/bytes.ts'
import type { SignedStatement, Statement } from '../../../src/protocol/statement.ts'
import { type Author, REGISTRAR, sign } from '../../support/ledger/author.ts'

/** A ledger on a real node with a clock that the test moves. */
export type LedgerWorld = {
  readonly directory: string
  readonly node: EmbeddedNode
  readonly deployment: Deployed
  readonly contracts: Ledger
  readonly relay: Relay
  /** Seconds since 1970. It never goes back. */
  readonly clock: { time: number }
  close(): Promise<void>
}

export const START = 1_800_000_000

export type LedgerOptions = {
  /** Goes on with what an earlier ledger left there; otherwise a new directory, removed at the end. */
  readonly directory?: string
  readonly time?: number
}

export const openLedger = async ({
  directory: given,
  time = START,
}: LedgerOptions = {}): Promise<LedgerWorld> => {
  const directory = given ?? (await mkdtemp(path.join(tmpdir(), 'bongin-gateway-')))
  const clock = { time }
  const node = await startEmbeddedNode({ directory: path.join(directory, 'chain'), clock: () => clock.time })
  const privateKey = node.relayKeys[0] as Hex
  const registrar = { participant: REGISTRAR.participant, signer: REGISTRAR.signer }
  const chainId = BigInt(node.chainId)
  const deployment = await deployOnce({ url: node.url, chainId, privateKey, directory, registrar })
  const contracts = connect(node.url, deployment)
  const relay = createRelay({ provider: contracts.provider, privateKey })
  const close = async (): Promise<void> => {
    relay.close()
    contracts.provider.destroy()
    await node.close()
    if (given === undefined) await rm(directory, { recursive: true, force: true })
  }
  return { directory, node, deployment, contracts, relay, clock, close }
}

/** Brings a statement to the ledger past any gateway. */
export const act = (
  world: LedgerWorld,
  author: Author,
  statement: Statement,
  points: Pick<SignedStatement, 'joint' | 'keys'> = {},
): ReturnType<typeof relayStatement> =>
  relayStatement(sign(world, author, statement, points), world.contracts, world.relay)
