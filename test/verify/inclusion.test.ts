import { expect } from 'chai'
import fc from 'fast-check'
import { hashHeader } from '../../src/verify/header.ts'
import { checkReceipts, type PlacedReceipt, proveReceipts } from '../../src/verify/inclusion.ts'
import { encodeRlp, integerToBytes } from '../../src/verify/rlp.ts'
import { proveKeys } from '../../src/verify/trie.ts'
import { headerOf } from './support/blocks.ts'
import { type MinedBlock, mineBlock } from './support/minedBlock.ts'
import { detailsOf, verdict } from './support/outcome.ts'
import { flips, flipsOfOne } from './support/tamper.ts'

const COUNT = 140
const INDICES = [0, 3, 127, 128, 139]

describe('inclusion', function () {
  this.timeout(120_000)
  let mined: MinedBlock
  let receipts: PlacedReceipt[]
  let nodes: Uint8Array[]

  before(async () => {
    mined = await mineBlock(COUNT)
    receipts = placed(INDICES)
    nodes = await proveReceipts(mined.header, mined.receipts, INDICES)
  })

  const placed = (indices: Iterable<number>): PlacedReceipt[] =>
    [...indices].map(index => ({ index, raw: mined.receipts[index] ?? new Uint8Array() }))

  describe('checkReceipts', () => {
    it('shows receipts of a block that anvil mined, in any order', async () => {
      expect(hashHeader(mined.header)).to.equal(mined.hash)
      expect(verdict(await checkReceipts(mined.header, receipts, nodes))).to.equal('proven')
      expect(verdict(await checkReceipts(mined.header, receipts.toReversed(), nodes))).to.equal('proven')
    })

    it('shows the only receipt of a block without any node', async () => {
      const only = placed([0])
      const header = await headerOver(only.map(({ raw }) => raw))
      expect(await proveReceipts(header, [mined.receipts[0] ?? new Uint8Array()], [0])).to.deep.equal([])
      expect(verdict(await checkReceipts(header, only, []))).to.equal('proven')
    })

    it('shows all receipts of blocks of every size', async () => {
      for (const size of [2, 3, 16, 17, 129]) {
        const all = mined.receipts.slice(0, size)
        const header = await headerOver(all)
        const made = await proveReceipts(header, all, [...all.keys()])
        expect(verdict(await checkReceipts(header, placed(all.keys()), made)), String(size)).to.equal(
          'proven',
        )
      }
    })

    it('finds every changed byte of a receipt', async () => {
      const last = receipts.length - 1
      await fc.assert(
        fc.asyncProperty(flips(receipts[last]?.raw ?? new Uint8Array()), async raw => {
          const outcome = await checkReceipts(mined.header, receipts.with(last, { index: 139, raw }), nodes)
          expect(verdict(outcome)).to.equal('false: OTHER_RECEIPT')
          expect(detailsOf(outcome)).to.deep.equal({ index: 139 })
        }),
        { numRuns: 60 },
      )
    })

    it('finds every changed byte of a node', async () => {
      await fc.assert(
        fc.asyncProperty(flipsOfOne(nodes), async changed => {
          const outcome = await checkReceipts(mined.header, receipts, changed)
          expect(verdict(outcome)).to.be.oneOf([
            'false: OTHER_ROOT',
            'false: STRAY_NODE',
            'false: OTHER_RECEIPT',
          ])
        }),
        { numRuns: 60 },
      )
    })

    it('finds a node that lacks', async () => {
      for (const place of nodes.keys()) {
        const outcome = await checkReceipts(mined.header, receipts, nodes.toSpliced(place, 1))
        expect(outcome.status, String(place)).not.to.equal('proven')
      }
    })

    it('refuses the proof of another block', async () => {
      const other = await headerOver(mined.receipts.slice(0, 130))
      expect(verdict(await checkReceipts(other, receipts, nodes))).to.equal('false: OTHER_ROOT')
    })

    it('refuses a receipt that the block does not hold', async () => {
      const more = [...receipts, { index: COUNT, raw: mined.receipts[1] ?? new Uint8Array() }]
      expect((await checkReceipts(mined.header, more, nodes)).status).to.equal('false')
    })

    it('refuses to pass one receipt off as another', async () => {
      const shifted = receipts.with(0, { index: 1, raw: receipts[0]?.raw ?? new Uint8Array() })
      expect((await checkReceipts(mined.header, shifted, nodes)).status).to.equal('false')
    })

    it('refuses a node that no path needs', async () => {
      const others = await proveReceipts(mined.header, mined.receipts, [77])
      const outcome = await checkReceipts(mined.header, receipts, [...nodes, others.at(-1) as Uint8Array])
      expect(verdict(outcome)).to.equal('false: STRAY_NODE')
    })

    it('refuses indices that are none, or twice the same', async () => {
      const raw = receipts[0]?.raw ?? new Uint8Array()
      for (const index of [-1, 0.5, Number.NaN, 2 ** 53, 0]) {
        const outcome = await checkReceipts(mined.header, [...receipts, { index, raw }], nodes)
        expect(verdict(outcome), String(index)).to.equal('false: MALFORMED_INDEX')
      }
      expect(verdict(await checkReceipts(mined.header, [], nodes))).to.equal('missing: PROOF_MISSING')
    })
  })

  describe('proveReceipts', () => {
    it('asks for all receipts of the block, in their order', async () => {
      await refuses(proveReceipts(mined.header, mined.receipts.slice(0, -1), [0]))
      await refuses(proveReceipts(mined.header, mined.receipts.toReversed(), [0]))
    })

    it('asks for an index of the block', async () => {
      for (const index of [COUNT, -1, 0.5]) {
        await refuses(proveReceipts(mined.header, mined.receipts, [index]))
      }
    })

    it('gives neither leaves nor a node twice, so that neighbours cost little', async () => {
      const all = await proveReceipts(mined.header, mined.receipts, [...mined.receipts.keys()])
      const alone = await proveReceipts(mined.header, mined.receipts, [77])
      const size = (given: readonly Uint8Array[]) => given.reduce((sum, node) => sum + node.length, 0)
      expect(size(all)).to.be.below((size(alone) * COUNT) / 20)
    })
  })
})

/** A header over these, which nobody mined. */
async function headerOver(receipts: readonly Uint8Array[]) {
  const pairs = receipts.map((raw, index) => [encodeRlp(integerToBytes(index)), raw] as const)
  return headerOf({ receiptsRoot: (await proveKeys(pairs, [])).root })
}

async function refuses(attempt: Promise<unknown>): Promise<void> {
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).to.be.instanceOf(Error).with.property('code', 'INVALID_INPUT')
}
