import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { type EmbeddedNode, startEmbeddedNode } from '../../src/chain/embedded/node.ts'
import { readHeader } from '../../src/evidence/block.ts'
import { witnessedBy } from '../../src/evidence/blockTree.ts'
import type { FinalitySource } from '../../src/evidence/finality.ts'
import { openRpc } from '../../src/evidence/rpc.ts'
import { createWitness, type Witness } from '../../src/evidence/witness.ts'
import { fromHex } from '../../src/protocol/bytes.ts'
import type { TreeHead } from '../../src/verify/finality/merkle.ts'
import { checkBlock, checkCheckpoint, type WitnessTrust } from '../../src/verify/finality/witness.ts'
import { expectCode } from './support/texts.ts'

const START = 1_800_000_000
const ORIGIN = 'tender.example/chain'

describe('evidence > tree of blocks', () => {
  let directory: string
  const nodes: EmbeddedNode[] = []

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bongin-tree-'))
  })

  after(async () => {
    for (const node of nodes) await node.close()
    await rm(directory, { recursive: true, force: true })
  })

  /** A chain of its own with some blocks besides block 0. */
  async function chainOf(blocks: number): Promise<EmbeddedNode> {
    const place = join(directory, String(nodes.length))
    const node = await startEmbeddedNode({ directory: place, clock: () => START })
    nodes.push(node)
    for (let made = 0; made < blocks; made++) await node.mine()
    return node
  }

  function witnessOf(key: number): Witness {
    let head: TreeHead | undefined
    const memory = {
      load: async () => head,
      save: async (next: TreeHead) => {
        head = next
      },
    }
    const secretKey = new Uint8Array(32).fill(key)
    return createWitness({
      name: `witness.example/w${key}`,
      secretKey,
      origin: ORIGIN,
      memory,
      clock: () => START,
    })
  }

  /** Has a block vouched for and checks it as an auditor does. @returns the size that was signed, or the fault */
  async function audit(
    node: EmbeddedNode,
    source: FinalitySource,
    block: number,
    trust: WitnessTrust,
  ): Promise<number | string> {
    const { finality, pathOf } = await source.vouch(block)
    if (finality.kind !== 'witness') return finality.kind
    const checked = checkCheckpoint(finality.checkpoint, trust)
    if (checked.status !== 'proven') return checked.fault
    const { header } = await readHeader(openRpc(node.url), block)
    const proven = checkBlock(header, (pathOf?.(block) ?? []).map(fromHex), checked.value)
    return proven.status === 'proven' ? checked.value.checkpoint.size : proven.fault
  }

  it('vouches for every block, and for those made later', async () => {
    const node = await chainOf(4)
    const rpc = openRpc(node.url)
    const witness = witnessOf(1)
    const source = witnessedBy({ rpc, origin: ORIGIN, witnesses: [witness] })
    const trust = { origin: ORIGIN, witnesses: [witness.key], quorum: 1 }
    for (const block of [0, 3, 4]) expect(await audit(node, source, block, trust)).to.equal(5)
    await node.mine()
    expect(await audit(node, source, 4, trust)).to.equal(5)
    expect(await audit(node, source, 5, trust)).to.equal(6)
  })

  it('has several witnesses sign, and goes on where each of them is', async () => {
    const node = await chainOf(2)
    const rpc = openRpc(node.url)
    const [first, second] = [witnessOf(1), witnessOf(2)]
    await witnessedBy({ rpc, origin: ORIGIN, witnesses: [first] }).vouch(2)
    await node.mine()
    // As after a start: nothing is known of where the witnesses are.
    const source = witnessedBy({ rpc, origin: ORIGIN, witnesses: [first, second] })
    const trust = { origin: ORIGIN, witnesses: [first.key, second.key], quorum: 2 }
    expect(await audit(node, source, 3, trust)).to.equal(4)
    expect(source.trust((await readHeader(rpc, 0)).header)).to.deep.equal({ kind: 'witness', ...trust })
  })

  it('gets no signature for another history, longer or shorter', async () => {
    const [known, longer, shorter] = [await chainOf(3), await chainOf(6), await chainOf(1)]
    const witness = witnessOf(1)
    const vouch = ({ url }: EmbeddedNode) =>
      witnessedBy({ rpc: openRpc(url), origin: ORIGIN, witnesses: [witness] }).vouch(1)
    await vouch(known)
    await expectCode('WITNESS_REFUSED', vouch(longer))
    await expectCode('WITNESS_REFUSED', vouch(shorter))
    await vouch(known)
  })
})
