import { expect } from 'chai'
import { AbiCoder, keccak256 as reference } from 'ethers'
import fc from 'fast-check'
import {
  encodeWords,
  fromHex,
  type Hex,
  hashLabelled,
  hashWords,
  keccak256,
  toHex,
  word,
} from '../../src/protocol/bytes.ts'
import { EMPTY_RECORD, extendRecord } from '../../src/protocol/record.ts'
import { caught, words } from './support.ts'

const coder = AbiCoder.defaultAbiCoder()

describe('bytes', () => {
  it('go to hex and back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), bytes => {
        expect(fromHex(toHex(bytes))).to.deep.equal(bytes)
        expect(keccak256(bytes))
          .to.equal(reference(bytes))
          .and.to.equal(keccak256(toHex(bytes)))
      }),
    )
  })

  it('refuse what is not hex', () => {
    for (const text of ['0x0', '00', '0xzz', '0X00', '0x00 ', ' 0x00']) {
      expect(caught(() => fromHex(text as Hex)).code, text).to.equal('INVALID_HEX')
    }
  })

  it('make words like abi.encode', () => {
    fc.assert(
      fc.property(words, fc.nat(), words, (a, b, c) => {
        const encoded = coder.encode(['uint256', 'uint48', 'bytes32'], [a, b, word(c)])
        expect(encodeWords(a, b, word(c))).to.equal(encoded)
        expect(hashWords(a, b, word(c))).to.equal(reference(encoded))
        expect(hashLabelled('reserve', a, b)).to.equal(
          reference(coder.encode(['string', 'uint256', 'uint256'], ['reserve', a, b])),
        )
      }),
    )
    const address: Hex = `0x${'c3'.repeat(20)}`
    expect(encodeWords(address)).to.equal(coder.encode(['address'], [address]))
    expect(caught(() => word(1n << 256n)).code).to.equal('INVALID_NUMBER')
    expect(caught(() => word(-1n)).code).to.equal('INVALID_NUMBER')
  })

  it('extend a record so that every digest before counts', () => {
    fc.assert(
      fc.property(fc.uniqueArray(words, { minLength: 2, maxLength: 6 }), digests => {
        const recordOf = (all: readonly bigint[]) =>
          all.reduce<Hex>((record, each) => extendRecord(record, word(each)), EMPTY_RECORD)
        const record = recordOf(digests)
        expect(recordOf(digests.slice(1))).to.not.equal(record)
        expect(recordOf(digests.slice(0, -1))).to.not.equal(record)
        expect(recordOf([...digests].reverse())).to.not.equal(record)
      }),
    )
    const [first, second]: Hex[] = [word(1n), word(2n)]
    const expected = reference(
      coder.encode(
        ['bytes32', 'bytes32'],
        [reference(coder.encode(['bytes32', 'bytes32'], [word(0n), first])), second],
      ),
    )
    expect(extendRecord(extendRecord(EMPTY_RECORD, first as Hex), second as Hex)).to.equal(expected)
  })
})
