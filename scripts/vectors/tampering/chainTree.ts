import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { found } from './file.ts'

/** A witnesses' tree (RFC 6962) as far as audit paths show it: the hash of each range of leaves that is known, by {@link nameOf}. */
export type KnownTree = Map<string, Uint8Array>

/** Learns what an audit path tells. */
export function learn(tree: KnownTree, size: number, index: number, path: readonly Uint8Array[]): void {
  const siblings = [...path]
  let range: Range = [0, size]
  while (width(range) > 1) {
    const [near, far] = sides(range, index)
    tree.set(nameOf(far), found(siblings.pop(), 'hash in the audit path'))
    range = near
  }
}

/** Puts a leaf in its place; whatever was known of the ranges around it is forgotten. */
export function plant(tree: KnownTree, index: number, leaf: Uint8Array): void {
  for (const name of tree.keys()) {
    const [start = 0, end = 0] = name.split('-').map(Number)
    if (start <= index && index < end) tree.delete(name)
  }
  tree.set(nameOf([index, index + 1]), sha256(concatBytes(Uint8Array.of(0), leaf)))
}

/** The hash over the first leaves. @throws if too little is known */
export function rootOf(tree: KnownTree, size: number): Uint8Array {
  return hashOf(tree, [0, size])
}

/** The audit path of a leaf. @throws if too little is known */
export function pathOf(tree: KnownTree, size: number, index: number): Uint8Array[] {
  const path: Uint8Array[] = []
  let range: Range = [0, size]
  while (width(range) > 1) {
    const [near, far] = sides(range, index)
    path.unshift(hashOf(tree, far))
    range = near
  }
  return path
}

/** Leaves from the first up to the second number. */
type Range = readonly [start: number, end: number]

function hashOf(tree: KnownTree, range: Range): Uint8Array {
  const known = tree.get(nameOf(range))
  if (known !== undefined) return known
  if (width(range) <= 1) throw new Error(`Nothing is known of block ${range[0]}`)
  const [left, right] = halves(range)
  const hash = sha256(concatBytes(Uint8Array.of(1), hashOf(tree, left), hashOf(tree, right)))
  tree.set(nameOf(range), hash)
  return hash
}

/** The half with the leaf, and the other. */
function sides(range: Range, index: number): readonly [near: Range, far: Range] {
  const [left, right] = halves(range)
  return index < left[1] ? [left, right] : [right, left]
}

/** On the left as many leaves as the largest power of two below the width. */
function halves([start, end]: Range): readonly [Range, Range] {
  const middle = start + 2 ** Math.floor(Math.log2(end - start - 1))
  return [
    [start, middle],
    [middle, end],
  ]
}

function width([start, end]: Range): number {
  return end - start
}

function nameOf([start, end]: Range): string {
  return `${start}-${end}`
}
