import { expect } from 'chai'
import { encodeReceipt, type Log, type Receipt } from '../../src/verify/receipt.ts'
import { decodeRlp, isBytes } from '../../src/verify/rlp.ts'
import { proveKeys } from '../../src/verify/trie.ts'
import { type MinedBlock, mineBlock } from './support/minedBlock.ts'

const log: Log = { address: `0x${'11'.repeat(20)}`, topics: [`0x${'22'.repeat(32)}`], data: '0x33' }
const sample: Receipt = {
  type: 2,
  succeeded: true,
  cumulativeGasUsed: 21_000n,
  logs: [log],
}

describe('receipt', function () {
  this.timeout(120_000)
  let mined: MinedBlock

  before(async () => {
    mined = await mineBlock(12)
  })

  it('has the bytes that anvil put under the root of receipts, for each type, with events and failed', async () => {
    const entries = mined.receipts.map(
      (raw, index) => [index === 0 ? Uint8Array.of(0x80) : Uint8Array.of(index), raw] as const,
    )
    expect((await proveKeys(entries, [])).root).to.equal(mined.header.receiptsRoot)
  })

  it('has the bloom filter that anvil computed', () => {
    for (const [index, raw] of mined.receipts.entries()) {
      const item = decodeRlp(raw.subarray(raw[0] !== undefined && raw[0] < 5 ? 1 : 0))
      const bloom = Array.isArray(item) ? item[2] : undefined
      expect(isBytes(bloom) && bloom, String(index)).to.deep.equal(mined.blooms[index])
    }
  })

  it('is bare RLP for a legacy transaction, and an envelope for the others', () => {
    const legacy = encodeReceipt({ ...sample, type: 0 })
    expect(encodeReceipt(sample)).to.deep.equal(Uint8Array.of(2, ...legacy))
  })

  const changes: Record<string, Receipt> = {
    'its type': { ...sample, type: 1 },
    'its success': { ...sample, succeeded: false },
    'its gas': { ...sample, cumulativeGasUsed: 21_001n },
    'an address': { ...sample, logs: [{ ...log, address: `0x${'12'.repeat(20)}` }] },
    'a topic': { ...sample, logs: [{ ...log, topics: [`0x${'23'.repeat(32)}`] }] },
    'the data': { ...sample, logs: [{ ...log, data: '0x34' }] },
    'the number of its events': { ...sample, logs: [] },
  }

  for (const [what, changed] of Object.entries(changes)) {
    it(`is another one with another ${what.replace(/^(its|an?|the) /, '')}`, () => {
      expect(encodeReceipt(changed)).not.to.deep.equal(encodeReceipt(sample))
    })
  }
})
