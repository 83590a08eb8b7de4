import { expect } from 'chai'
import { decodeRlp as reference } from 'ethers'
import fc from 'fast-check'
import { fromHex, type Hex, toHex } from '../../src/protocol/bytes.ts'
import {
  decodeRlp,
  encodeRlp,
  integerOf,
  integerToBytes,
  isInteger,
  numberOf,
  type RlpItem,
} from '../../src/verify/rlp.ts'
import { words } from '../protocol/support.ts'

const { items } = fc.letrec<{ items: RlpItem }>(tie => ({
  items: fc.oneof(
    { maxDepth: 4 },
    fc.uint8Array({ maxLength: 70 }),
    fc.array(tie('items') as fc.Arbitrary<RlpItem>, { maxLength: 6 }),
  ),
}))

describe('rlp', () => {
  describe('decodeRlp', () => {
    it('gives what was encoded', () => {
      fc.assert(
        fc.property(items, item => {
          const bytes = encodeRlp(item)
          expect(decodeRlp(bytes)).to.deep.equal(item)
          expect(JSON.stringify(reference(bytes))).to.equal(JSON.stringify(item, asHex))
        }),
      )
    })

    it('takes one encoding only', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 12 }), bytes => {
          const item = decodeRlp(bytes)
          if (item !== undefined) expect(encodeRlp(item)).to.deep.equal(bytes)
        }),
        { numRuns: 2_000 },
      )
    })

    const faults: Record<string, Hex> = {
      nothing: '0x',
      'two items': '0x8080',
      'a byte after the item': '0xc000',
      'a small byte with a length': '0x8101',
      'a long form for a short string': '0xb80101',
      'a long form for a short list': '0xf800',
      'a length with a leading zero': `0xb90038${'11'.repeat(56)}`,
      'a string that ends early': '0x8311',
      'a list that ends early': '0xc211',
      'an item that leaves its list': '0xc38411',
      'a length that ends early': '0xb9',
      'a length beyond all memory': '0xbfffffffffffffffff',
    }
    for (const [what, hex] of Object.entries(faults)) {
      it(`refuses ${what}`, () => expect(decodeRlp(fromHex(hex))).to.equal(undefined))
    }

    it('refuses lists too deep to follow instead of failing', () => {
      expect(decodeRlp(nested(20_000))).to.equal(undefined)
    })
  })

  describe('integers', () => {
    it('go to bytes and back', () => {
      fc.assert(
        fc.property(words, value => {
          const bytes = integerToBytes(value)
          expect(isInteger(bytes)).to.equal(true)
          expect(integerOf(bytes)).to.equal(value)
        }),
      )
      expect(integerToBytes(0)).to.have.length(0)
      expect(toHex(integerToBytes(256))).to.equal('0x0100')
    })

    it('have no leading zeros and at most 32 bytes', () => {
      expect([fromHex('0x00'), fromHex('0x0001'), new Uint8Array(33).fill(1)].map(integerOf)).to.deep.equal([
        undefined,
        undefined,
        undefined,
      ])
    })

    it('are numbers up to 2^53 - 1', () => {
      expect(numberOf(integerToBytes(Number.MAX_SAFE_INTEGER))).to.equal(Number.MAX_SAFE_INTEGER)
      expect(numberOf(integerToBytes(1n << 53n))).to.equal(undefined)
      expect(numberOf(fromHex('0x00'))).to.equal(undefined)
    })
  })
})

function asHex(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? toHex(value) : value
}

/** A list in a list in a list, and so on: quicker made than by `encodeRlp`. */
function nested(depth: number): Uint8Array {
  const heads: number[][] = []
  for (let size = 1; heads.length < depth; size += heads.at(-1)?.length ?? 0) {
    heads.push(size < 56 ? [0xc0 + size] : size < 256 ? [0xf8, size] : [0xf9, size >> 8, size & 255])
  }
  return Uint8Array.from([...heads.reverse().flat(), 0xc0])
}
