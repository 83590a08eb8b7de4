import { expect } from 'chai'
import fc from 'fast-check'
import type { Hex } from '../../src/protocol/bytes.ts'
import { hashHeader } from '../../src/verify/header.ts'
import { checkInclusion, type InclusionProof, proveInclusion } from '../../src/verify/inclusion.ts'
import { encodeRlp, integerToBytes } from '../../src/verify/rlp.ts'
import { proveKeys } from '../../src/verify/trie.ts'
import { headerOf } from './support/blocks.ts'
import { type MinedBlock, mineBlock } from './support/minedBlock.ts'
import { detailsOf, unwrap, verdict } from './support/outcome.ts'
import { flipsOfOne } from './support/tamper.ts'

const COUNT = 140
const INDICES = [0, 3, 127, 128, 139]

describe('inclusion', function () {
  this.timeout(120_000)
  let mined: MinedBlock
  let proof: InclusionProof

  before(async () => {
    mined = await mineBlock(COUNT)
    proof = await proveInclusion(mined.header, mined.transactions, mined.receipts, INDICES)
  })

  describe('checkInclusion', () => {
    it('shows transactions and receipts of a block that anvil mined', async () => {
      expect(hashHeader(mined.header)).to.equal(mined.hash)
      const included = unwrap(await checkInclusion(mined.header, proof))
      expect(included.map(({ index, hash }) => ({ index, hash }))).to.deep.equal(
        INDICES.map(index => ({ index, hash: mined.hashes[index] })),
      )
      expect(included.map(({ receipt }) => receipt.type)).to.deep.equal(INDICES.map(index => index % 3))
      expect(included.map(({ receipt }) => receipt.succeeded)).to.deep.equal(
        INDICES.map(index => index % 4 !== 3),
      )
      expect(included.map(({ transaction }) => transaction)).to.deep.equal(
        INDICES.map(index => mined.transactions[index]),
      )
    })

    it('gives the events', async () => {
      const [first, failed] = unwrap(await checkInclusion(mined.header, proof))
      const time = `0x${mined.header.timestamp.toString(16).padStart(64, '0')}`
      expect(first?.receipt.logs).to.deep.equal([{ address: mined.account.address, topics: [], data: time }])
      expect(failed?.receipt.logs).to.deep.equal([])
    })

    it('gives them in the order of the proof', async () => {
      const reversed = { ...proof, indices: INDICES.toReversed() }
      const included = unwrap(await checkInclusion(mined.header, reversed))
      expect(included.map(({ index }) => index)).to.deep.equal(INDICES.toReversed())
    })

    it('shows the only transaction of a block', async () => {
      const header = await headerOver([mined.transactions[0]], [mined.receipts[0]])
      const single = await proveInclusion(
        header,
        mined.transactions.slice(0, 1),
        mined.receipts.slice(0, 1),
        [0],
      )
      expect(unwrap(await checkInclusion(header, single))).to.have.length(1)
    })

    for (const trie of ['transactions', 'receipts'] as const) {
      const name = trie === 'transactions' ? 'transactionNodes' : 'receiptNodes'

      it(`finds every changed byte in the nodes of the ${trie}`, async () => {
        await fc.assert(
          fc.asyncProperty(flipsOfOne(proof[name]), async changed => {
            const outcome = await checkInclusion(mined.header, { ...proof, [name]: changed })
            expect(verdict(outcome)).to.be.oneOf(['false: OTHER_ROOT', 'false: STRAY_NODE'])
            expect(detailsOf(outcome).trie).to.equal(trie)
          }),
          { numRuns: 60 },
        )
      })

      it(`misses the nodes of the ${trie}`, async () => {
        const none = await checkInclusion(mined.header, { ...proof, [name]: [] })
        expect(verdict(none)).to.equal('missing: PROOF_MISSING')
        const fewer = await checkInclusion(mined.header, { ...proof, [name]: proof[name].slice(0, -1) })
        expect(verdict(fewer)).to.equal('missing: NODE_MISSING')
        expect(detailsOf(fewer)).to.deep.equal({ trie, index: 139 })
      })
    }

    it('refuses the proof of another block', async () => {
      const other = await headerOver(mined.transactions.slice(0, 130), mined.receipts.slice(0, 130))
      const outcome = await checkInclusion(other, proof)
      expect(verdict(outcome)).to.equal('false: OTHER_ROOT')
    })

    it('refuses to take one trie for the other', async () => {
      const { transactionNodes, receiptNodes } = proof
      const outcome = await checkInclusion(mined.header, {
        indices: INDICES,
        transactionNodes: receiptNodes,
        receiptNodes: transactionNodes,
      })
      expect(verdict(outcome)).to.equal('false: OTHER_ROOT')
    })

    it('refuses a transaction that the block does not hold', async () => {
      const outcome = await checkInclusion(mined.header, { ...proof, indices: [...INDICES, COUNT] })
      expect(verdict(outcome)).to.equal('false: NO_SUCH_KEY')
      expect(detailsOf(outcome)).to.deep.equal({ trie: 'transactions', index: COUNT })
    })

    it('refuses to pass one transaction off as another', async () => {
      for (const indices of [[1, 3, 127, 128, 139], INDICES.slice(1)]) {
        const outcome = await checkInclusion(mined.header, { ...proof, indices })
        expect(verdict(outcome)).to.equal('false: STRAY_NODE')
      }
    })

    it('refuses indices that are none, or twice the same', async () => {
      for (const index of [-1, 0.5, Number.NaN, 2 ** 53, 0]) {
        const outcome = await checkInclusion(mined.header, { ...proof, indices: [...INDICES, index] })
        expect(verdict(outcome), String(index)).to.equal('false: MALFORMED_INDEX')
      }
      expect(verdict(await checkInclusion(mined.header, { ...proof, indices: [] }))).to.equal(
        'missing: PROOF_MISSING',
      )
    })

    it('refuses what is no receipt, even if the header vouches for it', async () => {
      const receipts = [Uint8Array.from([5, ...(mined.receipts[0] ?? [])])]
      const header = await headerOver([mined.transactions[0]], receipts)
      const made = await proveInclusion(header, mined.transactions.slice(0, 1), receipts, [0])
      const outcome = await checkInclusion(header, made)
      expect(verdict(outcome)).to.equal('false: MALFORMED_RECEIPT')
      expect(detailsOf(outcome)).to.deep.equal({ index: 0 })
    })
  })

  describe('proveInclusion', () => {
    it('asks for all transactions and receipts of the block', async () => {
      const { header, transactions, receipts } = mined
      await refuses(proveInclusion(header, transactions.slice(1), receipts, [0]))
      await refuses(proveInclusion(header, transactions, receipts.toReversed(), [0]))
      await refuses(proveInclusion(header, transactions, receipts.slice(0, -1), [0]))
    })

    it('asks for an index of the block', async () => {
      for (const index of [COUNT, -1, 0.5]) {
        await refuses(proveInclusion(mined.header, mined.transactions, mined.receipts, [index]))
      }
    })

    it('names each node once, so that neighbours cost little', async () => {
      const all = await proveInclusion(mined.header, mined.transactions, mined.receipts, [
        ...mined.hashes.keys(),
      ])
      const alone = await proveInclusion(mined.header, mined.transactions, mined.receipts, [77])
      const size = (nodes: readonly Uint8Array[]) => nodes.reduce((sum, node) => sum + node.length, 0)
      expect(unwrap(await checkInclusion(mined.header, all))).to.have.length(COUNT)
      expect(size(all.transactionNodes)).to.be.below((size(alone.transactionNodes) * COUNT) / 4)
    })
  })
})

/** A header over these, which nobody mined. */
async function headerOver(
  transactions: readonly (Uint8Array | undefined)[],
  receipts: readonly (Uint8Array | undefined)[],
) {
  const rootOf = async (values: readonly (Uint8Array | undefined)[]): Promise<Hex> => {
    const pairs = values.map(
      (value = new Uint8Array(), index) => [encodeRlp(integerToBytes(index)), value] as const,
    )
    return (await proveKeys(pairs, [])).root
  }
  return headerOf({ transactionsRoot: await rootOf(transactions), receiptsRoot: await rootOf(receipts) })
}

async function refuses(attempt: Promise<unknown>): Promise<void> {
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).to.be.instanceOf(Error).with.property('code', 'INVALID_INPUT')
}
