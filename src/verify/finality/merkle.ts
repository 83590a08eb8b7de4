import { equalBytes } from '@noble/curves/utils.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { verifyError } from '../error.ts'

/**
 * The Merkle tree of a growing log (RFC 6962, section 2.1), as the hashes of its perfect subtrees:
 * `tree[k][i]` is that of the leaves from `i·2^k` up to `(i+1)·2^k`. An empty array is the tree without leaves.
 */
export type HashTree = Uint8Array[][]

/** A tree as a checkpoint names it. */
export interface TreeHead {
  /** Number of leaves. */
  readonly size: number
  /** SHA-256, 32 bytes. */
  readonly root: Uint8Array
}

const HASH_BYTES = 32

/** Adds a leaf at the end. Takes one hash on average beside the leaf's own. */
export function appendLeaf(tree: HashTree, leaf: Uint8Array): void {
  let hash = hashLeaf(leaf)
  for (let level = 0; ; level++) {
    const hashes = tree[level] ?? []
    tree[level] = hashes
    hashes.push(hash)
    if (hashes.length % 2 === 1) return
    hash = hashNode(hashes.at(-2) as Uint8Array, hash)
  }
}

/** Number of leaves. */
export function treeSize(tree: HashTree): number {
  return tree[0]?.length ?? 0
}

/**
 * The head of the tree, or the one that it had at an earlier size.
 * @throws INVALID_INPUT if the tree has fewer leaves
 */
export function treeHead(tree: HashTree, size = treeSize(tree)): TreeHead {
  assertWithin(tree, 0, size)
  return { size, root: size === 0 ? sha256(new Uint8Array()) : rangeHash(tree, 0, size) }
}

/**
 * The audit path of a leaf in the tree of the given size: the hashes beside the way from the leaf up (RFC 6962, 2.1.1).
 * @throws INVALID_INPUT if the leaf is not within the size, or the size not within the tree
 */
export function proveLeaf(tree: HashTree, index: number, size = treeSize(tree)): Uint8Array[] {
  assertWithin(tree, index, size)
  if (index === size) throw verifyError('INVALID_INPUT', `The tree of ${size} leaves has no leaf ${index}`)
  return leafPath(tree, index, 0, size)
}

/**
 * Shows that the tree of one size begins with the tree of a smaller one (RFC 6962, 2.1.2).
 * @throws INVALID_INPUT unless `from` ≤ `to` ≤ the tree's size
 */
export function proveConsistency(tree: HashTree, from: number, to = treeSize(tree)): Uint8Array[] {
  assertWithin(tree, from, to)
  return from === 0 ? [] : consistencyPath(tree, from, 0, to, true)
}

/** Whether the leaf stands at this index of the tree (RFC 9162, 2.1.3.2). */
export function checkLeaf(
  { size, root }: TreeHead,
  index: number,
  leaf: Uint8Array,
  path: readonly Uint8Array[],
): boolean {
  if (!isIndex(index) || !isIndex(size) || index >= size) return false
  const sides = siblingSides(index, size - 1)
  if (path.length !== sides.length || !areHashes(path)) return false
  const climbed = path.reduce((hash, sibling, step) => hashPair(sides[step], sibling, hash), hashLeaf(leaf))
  return equalBytes(climbed, root)
}

/** Whether the newer tree begins with the older one (RFC 9162, 2.1.4.2). */
export function checkConsistency(older: TreeHead, newer: TreeHead, path: readonly Uint8Array[]): boolean {
  if (!isIndex(older.size) || !isIndex(newer.size) || older.size > newer.size) return false
  if (older.size === newer.size) return path.length === 0 && equalBytes(older.root, newer.root)
  if (older.size === 0) return path.length === 0
  return climbsToBoth(older, newer, path)
}

/** Climbs from the largest perfect subtree at the older tree's right edge to both roots: to the older one by the siblings on the left. */
function climbsToBoth(older: TreeHead, newer: TreeHead, path: readonly Uint8Array[]): boolean {
  const [first, ...siblings] = isPowerOfTwo(older.size) ? [older.root, ...path] : path
  let [place, last] = [older.size - 1, newer.size - 1]
  while (isOdd(place)) [place, last] = [half(place), half(last)]
  const sides = siblingSides(place, last)
  if (first === undefined || siblings.length !== sides.length || !areHashes(path)) return false
  const ofOlder = siblings.reduce((hash, sibling, step) => {
    return sides[step] === 'left' ? hashNode(sibling, hash) : hash
  }, first)
  const ofNewer = siblings.reduce((hash, sibling, step) => hashPair(sides[step], sibling, hash), first)
  return equalBytes(ofOlder, older.root) && equalBytes(ofNewer, newer.root)
}

type Side = 'left' | 'right'

/** On which side each sibling stands on the way up from a subtree; `last` is the rightmost subtree of its level. */
function siblingSides(from: number, last: number): Side[] {
  const sides: Side[] = []
  let [place, edge] = [from, last]
  while (edge > 0) {
    if (isOdd(place)) sides.push('left')
    else if (place < edge)
      sides.push('right')
      // Otherwise it stands alone at the right edge, and is its own parent.
    ;[place, edge] = [half(place), half(edge)]
  }
  return sides
}

function hashPair(side: Side | undefined, sibling: Uint8Array, hash: Uint8Array): Uint8Array {
  return side === 'left' ? hashNode(sibling, hash) : hashNode(hash, sibling)
}

function leafPath(tree: HashTree, index: number, start: number, end: number): Uint8Array[] {
  if (end - start === 1) return []
  const middle = start + split(end - start)
  return index < middle
    ? [...leafPath(tree, index, start, middle), rangeHash(tree, middle, end)]
    : [...leafPath(tree, index, middle, end), rangeHash(tree, start, middle)]
}

/** @param known whether the verifier knows the hash of the whole range: only the older tree's root */
function consistencyPath(
  tree: HashTree,
  size: number,
  start: number,
  end: number,
  known: boolean,
): Uint8Array[] {
  if (size === end) return known ? [] : [rangeHash(tree, start, end)]
  const middle = start + split(end - start)
  return size <= middle
    ? [...consistencyPath(tree, size, start, middle, known), rangeHash(tree, middle, end)]
    : [...consistencyPath(tree, size, middle, end, false), rangeHash(tree, start, middle)]
}

function rangeHash(tree: HashTree, start: number, end: number): Uint8Array {
  const size = end - start
  if (isPowerOfTwo(size)) return tree[Math.round(Math.log2(size))]?.[start / size] as Uint8Array
  const middle = start + split(size)
  return hashNode(rangeHash(tree, start, middle), rangeHash(tree, middle, end))
}

function hashLeaf(leaf: Uint8Array): Uint8Array {
  return sha256(concatBytes(Uint8Array.of(0), leaf))
}

function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes(Uint8Array.of(1), left, right))
}

/** The largest power of two below `size`. */
function split(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}

function isPowerOfTwo(size: number): boolean {
  return size === 1 || split(size) * 2 === size
}

function isOdd(value: number): boolean {
  return value % 2 === 1
}

/** Shifts would cut numbers to 32 bits. */
function half(value: number): number {
  return Math.floor(value / 2)
}

function isIndex(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function areHashes(path: readonly Uint8Array[]): boolean {
  return path.every(hash => hash.length === HASH_BYTES)
}

function assertWithin(tree: HashTree, from: number, to: number): void {
  if (!isIndex(from) || !isIndex(to) || from > to || to > treeSize(tree)) {
    throw verifyError('INVALID_INPUT', 'The tree does not reach so far', {
      details: { from, to, size: treeSize(tree) },
    })
  }
}
