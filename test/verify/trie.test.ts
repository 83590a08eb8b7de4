import { expect } from 'chai'
import fc from 'fast-check'
import { keccak256 } from '../../src/protocol/bytes.ts'
import { encodeRlp, integerToBytes } from '../../src/verify/rlp.ts'
import { proveKeys, readTrie } from '../../src/verify/trie.ts'
import { detailsOf, unwrap, verdict } from './support/outcome.ts'
import { flipsOfOne } from './support/tamper.ts'

type Entry = [key: Uint8Array, value: Uint8Array]

const keyOf = (index: number) => encodeRlp(integerToBytes(index))
const valueAt = (index: number, size = 60) => new Uint8Array(size).fill(index + 1)
const entries = (count: number, size?: number) =>
  Array.from({ length: count }, (_, index): Entry => [keyOf(index), valueAt(index, size)])

describe('trie', function () {
  this.timeout(60_000)

  describe('readTrie', () => {
    it('reads the keys that were proven, in their order', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 300 }),
          fc.constantFrom(1, 20, 40),
          fc.array(fc.nat(), { minLength: 1, maxLength: 5 }),
          async (count, size, picks) => {
            const indices = picks.map(pick => pick % count)
            const { root, nodes } = await proveKeys(entries(count, size), indices.map(keyOf))
            const values = unwrap(await readTrie(root, nodes, indices.map(keyOf)))
            expect(values).to.deep.equal(indices.map(index => valueAt(index, size)))
          },
        ),
        { numRuns: 25 },
      )
    })

    it('needs no node that stands in its parent', async () => {
      const { nodes } = await proveKeys(entries(300, 1), [keyOf(7), keyOf(290)])
      expect(nodes.every(node => node.length >= 32)).to.equal(true)
      const single = await proveKeys(entries(1, 1), [keyOf(0)])
      expect(single.nodes.map(node => node.length < 32)).to.deep.equal([true])
      expect(unwrap(await readTrie(single.root, single.nodes, [keyOf(0)]))).to.deep.equal([valueAt(0, 1)])
    })

    it('finds every changed byte of every node', async () => {
      const { root, nodes } = await proveKeys(entries(150), [keyOf(7), keyOf(130)])
      await fc.assert(
        fc.asyncProperty(flipsOfOne(nodes), async changed => {
          const outcome = await readTrie(root, changed, [keyOf(7), keyOf(130)])
          expect(verdict(outcome)).to.be.oneOf(['false: OTHER_ROOT', 'false: STRAY_NODE'])
        }),
        { numRuns: 200 },
      )
    })

    it('misses a proof that was not given', async () => {
      const { root } = await proveKeys(entries(3), [keyOf(0)])
      expect(verdict(await readTrie(root, [], [keyOf(0)]))).to.equal('missing: PROOF_MISSING')
    })

    it('misses each node that was left out', async () => {
      const { root, nodes } = await proveKeys(entries(150), [keyOf(130)])
      for (let place = 1; place < nodes.length; place++) {
        const fewer = nodes.slice(0, place)
        const outcome = await readTrie(root, fewer, [keyOf(130)])
        expect(verdict(outcome)).to.equal('missing: NODE_MISSING')
        expect(detailsOf(outcome)).to.deep.equal({ position: 0 })
      }
    })

    it('refuses the proof of another trie', async () => {
      const { root } = await proveKeys(entries(3), [keyOf(0)])
      const other = await proveKeys(entries(4), [keyOf(0)])
      const outcome = await readTrie(root, other.nodes, [keyOf(0)])
      expect(verdict(outcome)).to.equal('false: OTHER_ROOT')
      expect(detailsOf(outcome)).to.deep.equal({ expected: root, found: other.root })
    })

    it('refuses the root in another place than the first', async () => {
      const { root, nodes } = await proveKeys(entries(150), [keyOf(130)])
      expect(verdict(await readTrie(root, nodes.toReversed(), [keyOf(130)]))).to.equal('false: OTHER_ROOT')
    })

    it('refuses nodes that no path needs, or that are there twice', async () => {
      const { root, nodes } = await proveKeys(entries(150), [keyOf(7), keyOf(130)])
      const outcome = await readTrie(root, nodes, [keyOf(130)])
      expect(verdict(outcome)).to.equal('false: STRAY_NODE')
      const twice = await readTrie(root, [...nodes, ...nodes.slice(-1)], [keyOf(7), keyOf(130)])
      expect(verdict(twice)).to.equal('false: STRAY_NODE')
      expect(detailsOf(twice)).to.deep.equal({ given: nodes.length + 1, used: nodes.length })
    })

    it('refuses a key that is not in the trie', async () => {
      const all = entries(150)
      const { root, nodes } = await proveKeys(all, [keyOf(149)])
      const outcome = await readTrie(root, nodes, [keyOf(149), keyOf(150)])
      expect(verdict(outcome)).to.equal('false: NO_SUCH_KEY')
      expect(detailsOf(outcome)).to.deep.equal({ position: 1 })
    })

    it('refuses a root that is no node', async () => {
      const node = encodeRlp([new Uint8Array(40), new Uint8Array(40), new Uint8Array(40)])
      expect(verdict(await readTrie(keccak256(node), [node], [keyOf(0)]))).to.equal('false: MALFORMED_NODE')
    })
  })
})
