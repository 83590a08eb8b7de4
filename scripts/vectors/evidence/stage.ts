import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { callOf } from '../../../src/chain/calls.ts'
import { type EmbeddedNode, startEmbeddedNode } from '../../../src/chain/embedded/node.ts'
import type { Call } from '../../../src/chain/relay.ts'
import { witnessedBy } from '../../../src/evidence/blockTree.ts'
import type { EvidenceSource } from '../../../src/evidence/export.ts'
import { openRpc } from '../../../src/evidence/rpc.ts'
import { createWitness, type Witness } from '../../../src/evidence/witness.ts'
import { fromHex, type Hex, word } from '../../../src/protocol/bytes.ts'
import {
  type Deployment,
  type SignedStatement,
  type Statement,
  signStatement,
} from '../../../src/protocol/statement.ts'
import type { TreeHead } from '../../../src/verify/finality/merkle.ts'
import { FIRST_REGISTRAR, type Member, scalar } from './cast.ts'
import { deployAll } from './deploy.ts'
import { createSender, type Sender } from './sender.ts'

/** The first second of 2027 in Korea. */
const START = 1_798_729_200
const ORIGIN = 'bongin.example/vectors'

/** A chain on which the examples play. Whatever is done here gives the same blocks in each run. */
export interface Stage extends Sender {
  readonly deployment: Deployment
  readonly source: EvidenceSource
  /** JSON-RPC address of the chain's node. */
  readonly url: string
  /** Seconds since 1970, by the chain's clock. */
  now(): number
  /** Moves the chain's clock forward. */
  moveTo(time: number): void
  /** The call with a signed statement. */
  by(author: Member, statement: Statement, points?: Pick<SignedStatement, 'joint' | 'keys'>): Call
  signed(
    author: Member,
    statement: Statement,
    points?: Pick<SignedStatement, 'joint' | 'keys'>,
  ): SignedStatement
  close(): Promise<void>
}

export async function openStage(): Promise<Stage> {
  const directory = await mkdtemp(join(tmpdir(), 'bongin-vectors-'))
  const clock = { time: START }
  const key = word(scalar('relay'))
  const node = await startNode(join(directory, 'chain'), key, () => clock.time)
  const close = async (): Promise<void> => {
    await node.close()
    await rm(directory, { recursive: true })
  }
  try {
    const rpc = openRpc(node.url)
    const sender = createSender(node.url, key)
    const { id, signer } = FIRST_REGISTRAR
    const deployment = await deployAll(sender, BigInt(node.chainId), [id, signer])
    const finality = witnessedBy({ rpc, origin: ORIGIN, witnesses: [vectorWitness(() => clock.time)] })
    const signed: Stage['signed'] = (author, statement, points) =>
      signStatement(statement, deployment, author.secretKey, points)
    return {
      ...sender,
      deployment,
      source: { rpc, deployment, firstBlock: 0, finality },
      url: node.url,
      now: () => clock.time,
      moveTo: time => {
        clock.time = Math.max(clock.time, time)
      },
      signed,
      by: (author, statement, points) => callOf(signed(author, statement, points), deployment),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** A new chain takes the relay accounts that it finds: with random ones no two chains would be the same. */
async function startNode(directory: string, key: Hex, clock: () => number): Promise<EmbeddedNode> {
  await mkdir(directory)
  await writeFile(join(directory, 'relay-keys.json'), JSON.stringify({ keys: [key] }), { mode: 0o600 })
  return startEmbeddedNode({ directory, clock })
}

function vectorWitness(clock: () => number): Witness {
  let head: TreeHead | undefined
  const memory = {
    load: async () => head,
    save: async (next: TreeHead) => {
      head = next
    },
  }
  const secretKey = fromHex(word(scalar('witness')))
  return createWitness({ name: 'witness.example/vectors', secretKey, origin: ORIGIN, memory, clock })
}
