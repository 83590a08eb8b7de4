import { expect } from 'chai'
import fc from 'fast-check'
import { type Hex, toHex } from '../../src/protocol/bytes.ts'
import { decodeReceipt, encodeReceipt, type Receipt } from '../../src/verify/receipt.ts'
import { decodeRlp, encodeRlp, type RlpItem } from '../../src/verify/rlp.ts'
import { flips } from './support/tamper.ts'

const hex = (minLength: number, maxLength = minLength): fc.Arbitrary<Hex> =>
  fc.uint8Array({ minLength, maxLength }).map(toHex)

const receipts: fc.Arbitrary<Receipt> = fc.record({
  type: fc.integer({ min: 0, max: 4 }),
  succeeded: fc.boolean(),
  cumulativeGasUsed: fc.bigInt({ min: 0n, max: 1n << 40n }),
  logsBloom: hex(256),
  logs: fc.array(
    fc.record({ address: hex(20), topics: fc.array(hex(32), { maxLength: 4 }), data: hex(0, 100) }),
    { maxLength: 3 },
  ),
})

const sample: Receipt = {
  type: 2,
  succeeded: true,
  cumulativeGasUsed: 21_000n,
  logsBloom: `0x${'00'.repeat(256)}`,
  logs: [{ address: `0x${'11'.repeat(20)}`, topics: [`0x${'22'.repeat(32)}`], data: '0x33' }],
}

describe('receipt', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(receipts, receipt => {
        expect(decodeReceipt(encodeReceipt(receipt))).to.deep.equal(receipt)
      }),
    )
  })

  it('is another one when any byte of it changes', () => {
    const raw = encodeReceipt(sample)
    fc.assert(
      fc.property(flips(raw), changed => {
        expect(decodeReceipt(changed)).not.to.deep.equal(sample)
      }),
      { numRuns: 500 },
    )
  })

  it('is not read from an unknown envelope', () => {
    const [, ...body] = encodeReceipt(sample)
    for (const type of [0, 5, 0x7f, 0x80, 0xff]) {
      expect(decodeReceipt(Uint8Array.of(type, ...body)), String(type)).to.equal(undefined)
    }
    expect(decodeReceipt(new Uint8Array())).to.equal(undefined)
  })

  const changes: Record<string, (parts: RlpItem[]) => RlpItem> = {
    'three parts': ([status, gas, bloom]) => [status, gas, bloom] as RlpItem[],
    'five parts': parts => [...parts, new Uint8Array()],
    'a state root in place of the status': ([, ...rest]) => [new Uint8Array(32).fill(1), ...rest],
    'a status of 2': ([, ...rest]) => [Uint8Array.of(2), ...rest],
    'a status of 0 written as a byte': ([, ...rest]) => [Uint8Array.of(0), ...rest],
    'gas with a leading zero': parts => parts.with(1, Uint8Array.of(0, 1)),
    'a list in place of the gas': parts => parts.with(1, []),
    'a short bloom': parts => parts.with(2, new Uint8Array(255)),
    'bytes in place of the events': parts => parts.with(3, new Uint8Array()),
    'an event of two parts': parts => parts.with(3, [[new Uint8Array(20), []]]),
    'an event from a short address': parts => parts.with(3, [[new Uint8Array(19), [], new Uint8Array()]]),
    'an event with five topics': parts =>
      parts.with(3, [logWith(Array.from({ length: 5 }, () => new Uint8Array(32)))]),
    'an event with a short topic': parts => parts.with(3, [logWith([new Uint8Array(31)])]),
    'an event with a list for data': parts => parts.with(3, [[new Uint8Array(20), [], []]]),
    'bytes in place of an event': parts => parts.with(3, [new Uint8Array(20)]),
  }
  for (const [what, change] of Object.entries(changes)) {
    it(`is not read with ${what}`, () => {
      const parts = decodeRlp(encodeReceipt({ ...sample, type: 0 })) as RlpItem[]
      expect(decodeReceipt(encodeRlp(parts))).to.deep.equal({ ...sample, type: 0 })
      expect(decodeReceipt(encodeRlp(change(parts)))).to.equal(undefined)
    })
  }
})

function logWith(topics: Uint8Array[]): RlpItem {
  return [new Uint8Array(20), topics, new Uint8Array()]
}
