import { createMerkleProof, createMPT, createMPTFromProof, type MerklePatriciaTrie } from '@ethereumjs/mpt'
import { type Hex, keccak256, toHex } from '../protocol/bytes.ts'
import { missing, type Outcome, proven, refuted } from './outcome.ts'

export type TrieFalsehood =
  /** The first node is not the root that the header names: the proof belongs to another block. */
  | 'OTHER_ROOT'
  /** A node that no path leads to: an altered node leaves its place empty and lies about as a stray. */
  | 'STRAY_NODE'
  /** The header names this node, but it is no node of a trie. */
  | 'MALFORMED_NODE'
  /** The whole path is there, and ends before the key. */
  | 'NO_SUCH_KEY'

export type TrieGap =
  /** Not one node was given. */
  | 'PROOF_MISSING'
  /** The path to the key leaves the given nodes. */
  | 'NODE_MISSING'

/**
 * Reads keys in a Merkle-Patricia trie (yellow paper, appendix D) of which only the nodes on their paths are there.
 * @param root the trie's hash, from a header
 * @param nodes the root first, each once, none but those on the paths
 * @param keys none a prefix of another
 * @returns the keys' values, in the keys' order; a fault of one key gives its `details.position` among the keys
 */
export async function readTrie(
  root: Hex,
  nodes: readonly Uint8Array[],
  keys: readonly Uint8Array[],
): Promise<Outcome<Uint8Array[], TrieFalsehood, TrieGap>> {
  const [top] = nodes
  if (top === undefined) return missing('PROOF_MISSING')
  const found = keccak256(top)
  if (found !== root) return refuted('OTHER_ROOT', { expected: root, found })
  try {
    return await walk(await createMPTFromProof([...nodes]), nodes.length, keys)
  } catch (cause) {
    return refuted('MALFORMED_NODE', { cause })
  }
}

/** Builds a trie, and gathers what {@link readTrie} needs to read some of its keys. */
export async function proveKeys(
  entries: readonly (readonly [key: Uint8Array, value: Uint8Array])[],
  keys: readonly Uint8Array[],
): Promise<{ root: Hex; nodes: Uint8Array[] }> {
  const trie = await createMPT()
  for (const [key, value] of entries) await trie.put(key, value)
  const nodes = new Map<string, Uint8Array>()
  for (const key of keys) {
    const path = await createMerkleProof(trie, key)
    for (const [depth, node] of path.entries()) if (standsAlone(node, depth)) nodes.set(toHex(node), node)
  }
  return { root: toHex(trie.root()), nodes: [...nodes.values()] }
}

async function walk(
  trie: MerklePatriciaTrie,
  given: number,
  keys: readonly Uint8Array[],
): Promise<Outcome<Uint8Array[], TrieFalsehood, TrieGap>> {
  const used = new Set<Hex>()
  const values: Uint8Array[] = []
  const faults: { position: number; absent: boolean }[] = []
  for (const [position, key] of keys.entries()) {
    const { node, remaining, stack } = await trie.findPath(key)
    for (const [depth, step] of stack.entries()) {
      const bytes = step.serialize()
      if (standsAlone(bytes, depth)) used.add(keccak256(bytes))
    }
    const value = node?.value() ?? null
    if (value !== null) values.push(value)
    // The library gives back what is left of the key when the trie itself ends, and nothing when a node is not there.
    else faults.push({ position, absent: node !== null || remaining.length > 0 })
  }
  if (used.size < given) return refuted('STRAY_NODE', { given, used: used.size })
  const fault = faults.find(({ absent }) => absent) ?? faults[0]
  if (fault === undefined) return proven(values)
  const details = { position: fault.position }
  return fault.absent ? refuted('NO_SUCH_KEY', details) : missing('NODE_MISSING', details)
}

/** Except for the root, a node of less than 32 bytes stands in its parent and not beside it. */
function standsAlone(node: Uint8Array, depth: number): boolean {
  return depth === 0 || node.length >= 32
}
