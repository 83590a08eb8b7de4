import { fromHex, type Hex, toHex } from '../protocol/bytes.ts'
import { BonginError } from '../protocol/error.ts'
import {
  appendLeaf,
  type HashTree,
  proveConsistency,
  proveLeaf,
  treeHead,
  treeSize,
} from '../verify/finality/merkle.ts'
import { formatNote, type NoteSignature } from '../verify/finality/note.ts'
import { formatCheckpoint } from '../verify/finality/witness.ts'
import { evidenceError } from './error.ts'
import type { FinalitySource, Voucher } from './finality.ts'
import { type Rpc, readBlock, readNewest } from './rpc.ts'
import type { Witness } from './witness.ts'

export interface BlockTreeOptions {
  readonly rpc: Rpc
  /** The name of the chain in its checkpoints. */
  readonly origin: string
  readonly witnesses: readonly Witness[]
}

/** Blocks asked for at once. */
const TOGETHER = 100

/**
 * The finality of a chain without validators: the Merkle tree of its block hashes, whose heads witnesses sign. Block 0 is the first leaf.
 * The tree is kept in memory and read again after a start.
 */
export function witnessedBy({ rpc, origin, witnesses }: BlockTreeOptions): FinalitySource {
  const tree: HashTree = []
  /** Where each witness was last time. */
  const sizes = new Map<Witness, number>()
  let last: Voucher & { readonly size: number } = { size: 0, finality: { kind: 'witness', checkpoint: '' } }
  let growing: Promise<unknown> = Promise.resolve()

  const vouch = async (block: number): Promise<Voucher> => {
    if (block < last.size) return last
    await grow(rpc, tree)
    const head = treeHead(tree)
    const text = formatCheckpoint({ origin, ...head })
    const signatures: NoteSignature[] = []
    for (const witness of witnesses) {
      const { size, signature } = await askWitness(witness, tree, text, sizes.get(witness) ?? 0)
      sizes.set(witness, size)
      signatures.push(signature)
    }
    last = {
      size: head.size,
      finality: { kind: 'witness', checkpoint: formatNote({ text, signatures }) },
      pathOf: (number): Hex[] => proveLeaf(tree, number, head.size).map(toHex),
    }
    return last
  }
  return {
    vouch: block => {
      const answer = growing.then(() => vouch(block))
      growing = answer.catch(() => undefined)
      return answer
    },
    trust: () => {
      return { kind: 'witness', origin, witnesses: witnesses.map(({ key }) => key), quorum: witnesses.length }
    },
  }
}

async function askWitness(
  witness: Witness,
  tree: HashTree,
  checkpoint: string,
  oldSize: number,
): Promise<{ size: number; signature: NoteSignature }> {
  const ask = (size: number) =>
    witness.cosign({ checkpoint, oldSize: size, proof: proveConsistency(tree, size) })
  const size = treeSize(tree)
  try {
    return { size, signature: await ask(oldSize) }
  } catch (error) {
    const known =
      error instanceof BonginError && error.code === 'WITNESS_ELSEWHERE' ? error.details.size : undefined
    if (typeof known !== 'number') throw error
    if (known > size) {
      throw evidenceError(
        'WITNESS_REFUSED',
        `A witness has vouched for ${known} blocks; this chain has ${size}.`,
        {
          cause: error,
        },
      )
    }
    return { size, signature: await ask(known) }
  }
}

/** Adds the blocks made since the last time. */
async function grow(rpc: Rpc, tree: HashTree): Promise<void> {
  const newest = await readNewest(rpc)
  while (treeSize(tree) <= newest) {
    const start = treeSize(tree)
    const count = Math.min(TOGETHER, newest + 1 - start)
    const blocks = await Promise.all(
      Array.from({ length: count }, (_, place) => readBlock(rpc, start + place)),
    )
    for (const { hash } of blocks) appendLeaf(tree, fromHex(hash))
  }
}
