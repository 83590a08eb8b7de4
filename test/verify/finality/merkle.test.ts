import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { expect } from 'chai'
import fc from 'fast-check'
import { fromHex, type Hex, toHex } from '../../../src/protocol/bytes.ts'
import {
  appendLeaf,
  checkConsistency,
  checkLeaf,
  type HashTree,
  proveConsistency,
  proveLeaf,
  type TreeHead,
  treeHead,
  treeSize,
} from '../../../src/verify/finality/merkle.ts'
import { caught } from '../../protocol/support.ts'
import { flip, flips, flipsOfOne } from '../support/tamper.ts'

/** The leaves and roots with which implementations of RFC 6962 are tested (transparency-dev/merkle). */
const LEAVES: Hex[] = [
  '0x',
  '0x00',
  '0x10',
  '0x2021',
  '0x3031',
  '0x40414243',
  '0x5051525354555657',
  '0x606162636465666768696a6b6c6d6e6f',
]
const ROOTS: Hex[] = [
  '0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '0x6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  '0xfac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  '0xaeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  '0xd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '0x4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '0x76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  '0xddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '0x5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const PATHS: { index: number; size: number; path: Hex[] }[] = [
  { index: 0, size: 1, path: [] },
  {
    index: 0,
    size: 8,
    path: [
      '0x96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '0x5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '0x6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  },
  {
    index: 5,
    size: 8,
    path: [
      '0xbc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      '0xca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      '0xd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  },
  { index: 2, size: 3, path: ['0xfac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'] },
  {
    index: 1,
    size: 5,
    path: [
      '0x6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '0x5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '0xbc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  },
]
const CONSISTENCIES: { from: number; to: number; path: Hex[] }[] = [
  { from: 1, to: 1, path: [] },
  {
    from: 1,
    to: 8,
    path: [
      '0x96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '0x5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '0x6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  },
  {
    from: 6,
    to: 8,
    path: [
      '0x0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      '0xca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      '0xd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  },
  {
    from: 2,
    to: 5,
    path: [
      '0x5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '0xbc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  },
  {
    from: 6,
    to: 7,
    path: [
      '0x0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      '0xb08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
      '0xd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  },
]

const KNOWN = treeOf(LEAVES.map(fromHex))
const MANY = 70
const leafAt = (index: number) => Uint8Array.of(7, index)
const LARGE = treeOf(Array.from({ length: MANY }, (_, index) => leafAt(index)))
const HEADS = Array.from({ length: MANY + 1 }, (_, size) => treeHead(LARGE, size))
const headAt = (size: number) => HEADS[size] as TreeHead
const indices = fc.nat({ max: MANY - 1 })
/** A leaf and a tree that has it. */
const places = fc
  .tuple(indices, indices)
  .map(([a, b]) => ({ index: Math.min(a, b), size: Math.max(a, b) + 1 }))
/** Two sizes, the first smaller and not 0. */
const sizes = fc
  .tuple(fc.integer({ min: 1, max: MANY }), fc.integer({ min: 1, max: MANY }))
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }))

describe('merkle', () => {
  it('has the known roots', () => {
    expect(ROOTS.map((_, size) => toHex(treeHead(KNOWN, size).root))).to.deep.equal(ROOTS)
    expect(treeHead(KNOWN)).to.deep.equal({ size: 8, root: fromHex(ROOTS[8] as Hex) })
    expect(treeHead([]).size).to.equal(0)
  })

  it('makes the known audit paths', () => {
    for (const { index, size, path } of PATHS) {
      expect(proveLeaf(KNOWN, index, size).map(toHex)).to.deep.equal(path)
      expect(
        checkLeaf(treeHead(KNOWN, size), index, fromHex(LEAVES[index] as Hex), path.map(fromHex)),
      ).to.equal(true)
    }
  })

  it('makes the known consistency proofs', () => {
    for (const { from, to, path } of CONSISTENCIES) {
      expect(proveConsistency(KNOWN, from, to).map(toHex)).to.deep.equal(path)
      expect(checkConsistency(treeHead(KNOWN, from), treeHead(KNOWN, to), path.map(fromHex))).to.equal(true)
    }
  })

  it('has the root that the definition gives, at each size', () => {
    expect(treeSize(LARGE)).to.equal(MANY)
    for (const [size, { root }] of HEADS.entries()) {
      const leaves = Array.from({ length: size }, (_, index) => leafAt(index))
      expect(toHex(root)).to.equal(toHex(definition(leaves)))
    }
  })

  describe('checkLeaf', () => {
    it('finds each leaf in each tree', () => {
      for (let size = 1; size <= MANY; size++) {
        for (let index = 0; index < size; index++) {
          expect(checkLeaf(headAt(size), index, leafAt(index), proveLeaf(LARGE, index, size))).to.equal(true)
        }
      }
    })

    it('refuses another leaf, place, size or root', () => {
      fc.assert(
        fc.property(places, indices, ({ index, size }, other) => {
          const [head, leaf, path] = [headAt(size), leafAt(index), proveLeaf(LARGE, index, size)]
          if (other === index) return
          expect(checkLeaf(head, index, leafAt(other), path)).to.equal(false)
          expect(checkLeaf(head, other, leaf, path)).to.equal(false)
          expect(checkLeaf({ ...head, root: headAt(other).root }, index, leaf, path)).to.equal(other === size)
        }),
        { numRuns: 500 },
      )
    })

    it('refuses any changed byte, and hashes too few or too many', () => {
      const [head, leaf, path] = [headAt(45), leafAt(37), proveLeaf(LARGE, 37, 45)]
      fc.assert(fc.property(flipsOfOne(path), changed => !checkLeaf(head, 37, leaf, changed)))
      fc.assert(fc.property(flips(leaf), changed => !checkLeaf(head, 37, changed, path)))
      fc.assert(fc.property(flips(head.root), root => !checkLeaf({ ...head, root }, 37, leaf, path)))
      const longer = [[...path, head.root], [head.root, ...path], path.slice(1), path.slice(0, -1), []]
      for (const other of longer) expect(checkLeaf(head, 37, leaf, other)).to.equal(false)
    })

    it('refuses hashes of another length, which could be cut in other places', () => {
      const [first, second] = [sha256(leafAt(1)), sha256(leafAt(2))]
      const parts = [second.subarray(0, 31), second]
      for (const part of parts) {
        const head = { size: 2, root: sha256(concatBytes(Uint8Array.of(1), hashOf(first), part)) }
        expect(checkLeaf(head, 0, first, [part])).to.equal(part.length === 32)
      }
    })

    it('refuses places and sizes that are none', () => {
      const path = proveLeaf(LARGE, 0, 2)
      for (const index of [-1, 0.5, Number.NaN, 2, 2 ** 53]) {
        expect(checkLeaf(headAt(2), index, leafAt(0), path), String(index)).to.equal(false)
      }
      for (const size of [0, -2, 1.5, Number.NaN, 2 ** 53]) {
        expect(checkLeaf({ ...headAt(2), size }, 0, leafAt(0), path), String(size)).to.equal(false)
      }
    })

    it('can tell trees far larger than 32 bits', () => {
      const size = 2 ** 45
      const path = Array.from({ length: 45 }, (_, level) => sha256(Uint8Array.of(level)))
      const index = size - 1
      const root = path.reduce((hash, sibling) => nodeOf(sibling, hash), hashOf(leafAt(3)))
      expect(checkLeaf({ size, root }, index, leafAt(3), path)).to.equal(true)
      expect(checkLeaf({ size, root }, index - 2 ** 33, leafAt(3), path)).to.equal(false)
    })
  })

  describe('checkConsistency', () => {
    it('shows each tree to be the beginning of each larger one', () => {
      for (let to = 0; to <= MANY; to++) {
        for (let from = 0; from <= to; from++) {
          expect(checkConsistency(headAt(from), headAt(to), proveConsistency(LARGE, from, to))).to.equal(true)
        }
      }
    })

    it('refuses another root or size on either side', () => {
      fc.assert(
        fc.property(sizes, fc.integer({ min: 1, max: MANY }), ({ from, to }, other) => {
          const [older, newer, path] = [headAt(from), headAt(to), proveConsistency(LARGE, from, to)]
          if (other !== from) {
            expect(checkConsistency({ ...older, root: headAt(other).root }, newer, path)).to.equal(false)
          }
          if (other !== to) {
            expect(checkConsistency(older, { ...newer, root: headAt(other).root }, path)).to.equal(false)
          }
        }),
        { numRuns: 500 },
      )
    })

    it('refuses any changed byte, and hashes too few or too many', () => {
      for (const [from, to] of [
        [32, 45],
        [37, 45],
      ] as const) {
        const [older, newer, path] = [headAt(from), headAt(to), proveConsistency(LARGE, from, to)]
        fc.assert(fc.property(flipsOfOne(path), changed => !checkConsistency(older, newer, changed)))
        fc.assert(fc.property(flips(older.root), root => !checkConsistency({ ...older, root }, newer, path)))
        fc.assert(fc.property(flips(newer.root), root => !checkConsistency(older, { ...newer, root }, path)))
        const others = [[...path, newer.root], [older.root, ...path], path.slice(1), path.slice(0, -1), []]
        for (const other of others) expect(checkConsistency(older, newer, other)).to.equal(false)
      }
    })

    it('shows a rewritten history', () => {
      const rewritten = treeOf(
        Array.from({ length: MANY }, (_, index) => (index === 3 ? leafAt(99) : leafAt(index))),
      )
      for (let from = 1; from < MANY; from++) {
        const path = proveConsistency(rewritten, from, MANY)
        expect(checkConsistency(headAt(from), treeHead(rewritten), path)).to.equal(from <= 3)
      }
    })

    it('is empty for the same tree and from the empty one', () => {
      const [some, empty] = [headAt(5), headAt(0)]
      expect(checkConsistency(some, some, [])).to.equal(true)
      expect(checkConsistency(some, some, [some.root])).to.equal(false)
      expect(checkConsistency(some, { ...some, root: flip(some.root, 0) }, [])).to.equal(false)
      expect(checkConsistency(empty, some, [])).to.equal(true)
      expect(checkConsistency(empty, some, [some.root])).to.equal(false)
      expect(checkConsistency(headAt(6), some, proveConsistency(LARGE, 5, 6))).to.equal(false)
      expect(checkConsistency({ ...some, size: -1 }, some, [])).to.equal(false)
      expect(checkConsistency(some, { ...some, size: 5.5 }, [])).to.equal(false)
    })
  })

  it('proves nothing beyond the tree', () => {
    const attempts = [
      () => treeHead(KNOWN, 9),
      () => treeHead(KNOWN, -1),
      () => proveLeaf(KNOWN, 8),
      () => proveLeaf(KNOWN, 3, 3),
      () => proveLeaf(KNOWN, 0.5),
      () => proveLeaf(KNOWN, 0, 9),
      () => proveConsistency(KNOWN, 5, 4),
      () => proveConsistency(KNOWN, 5, 9),
    ]
    for (const attempt of attempts) expect(caught(attempt).code).to.equal('INVALID_INPUT')
  })
})

function treeOf(leaves: readonly Uint8Array[]): HashTree {
  const tree: HashTree = []
  for (const leaf of leaves) appendLeaf(tree, leaf)
  return tree
}

/** RFC 6962, 2.1, word by word. */
function definition(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves
  if (first === undefined) return sha256(new Uint8Array())
  if (leaves.length === 1) return hashOf(first)
  const k = 2 ** Math.ceil(Math.log2(leaves.length) - 1)
  return nodeOf(definition(leaves.slice(0, k)), definition(leaves.slice(k)))
}

function hashOf(leaf: Uint8Array): Uint8Array {
  return sha256(concatBytes(Uint8Array.of(0), leaf))
}

function nodeOf(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes(Uint8Array.of(1), left, right))
}
