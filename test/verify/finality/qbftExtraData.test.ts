import { expect } from 'chai'
import fc from 'fast-check'
import { fromHex, type Hex, toHex } from '../../../src/protocol/bytes.ts'
import {
  decodeExtraData,
  encodeExtraData,
  type QbftExtraData,
} from '../../../src/verify/finality/qbftExtraData.ts'
import { decodeRlp, encodeRlp, type RlpItem } from '../../../src/verify/rlp.ts'

const addresses = fc.uint8Array({ minLength: 20, maxLength: 20 }).map(toHex)
const extras: fc.Arbitrary<QbftExtraData> = fc.record({
  vanity: fc.uint8Array({ maxLength: 40 }),
  validators: fc.array(addresses, { maxLength: 7 }),
  vote: fc.option(fc.record({ recipient: addresses, adds: fc.boolean() }), { nil: undefined }),
  round: fc.nat({ max: 2 ** 31 - 1 }),
  seals: fc.array(fc.uint8Array({ minLength: 60, maxLength: 70 }), { maxLength: 5 }),
})

/** From Besu's own `QbftExtraDataCodecTest`: what its codec writes. */
const BESU: Hex = `0x${[
  'f8f0a00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20ea940000000000000000',
  '000000000000000000000001940000000000000000000000000000000000000002d7940000000000000000',
  '00000000000000000000000181ff83fedcbaf886b841000000000000000000000000000000000000000000',
  '0000000000000000000001000000000000000000000000000000000000000000000000000000000000000a',
  '00b841000000000000000000000000000000000000000000000000000000000000000a0000000000000000',
  '00000000000000000000000000000000000000000000000100',
].join('')}`

const word = (value: number) => value.toString(16).padStart(64, '0')

const sample: QbftExtraData = {
  vanity: Uint8Array.from({ length: 32 }, (_, index) => index + 1),
  validators: [`0x${'00'.repeat(19)}01`, `0x${'00'.repeat(19)}02`],
  vote: { recipient: `0x${'00'.repeat(19)}01`, adds: true },
  round: 0xfedcba,
  seals: [fromHex(`0x${word(1)}${word(10)}00`), fromHex(`0x${word(10)}${word(1)}00`)],
}

describe('qbftExtraData', () => {
  it('is what Besu writes', () => {
    expect(decodeExtraData(fromHex(BESU))).to.deep.equal(sample)
    expect(toHex(encodeExtraData(sample))).to.equal(BESU)
  })

  it('is read as it was written', () => {
    fc.assert(
      fc.property(extras, extra => {
        expect(decodeExtraData(encodeExtraData(extra))).to.deep.equal(extra)
      }),
    )
  })

  it('writes a vote to drop as no byte, no vote as an empty list, and round 0 as no byte', () => {
    const { recipient } = { recipient: sample.validators[0] as Hex }
    const part = (extra: QbftExtraData, place: number) =>
      (decodeRlp(encodeExtraData(extra)) as RlpItem[])[place]
    expect(part({ ...sample, vote: { recipient, adds: false } }, 2)).to.deep.equal([
      fromHex(recipient),
      new Uint8Array(),
    ])
    expect(part({ ...sample, vote: undefined }, 2)).to.deep.equal([])
    expect(part({ ...sample, round: 0 }, 3)).to.deep.equal(new Uint8Array())
    expect(part({ ...sample, seals: [] }, 4)).to.deep.equal([])
  })

  const address = new Uint8Array(20)
  const changes: Record<string, (parts: RlpItem[]) => RlpItem> = {
    'four parts': parts => parts.slice(0, 4),
    'six parts': parts => [...parts, []],
    'a list for the vanity': parts => parts.with(0, []),
    'bytes for the validators': parts => parts.with(1, new Uint8Array()),
    'a short validator': parts => parts.with(1, [new Uint8Array(19)]),
    'a list for a validator': parts => parts.with(1, [[]]),
    'bytes for the vote': parts => parts.with(2, new Uint8Array()),
    'a vote without a value': parts => parts.with(2, [address]),
    'a vote with three parts': parts => parts.with(2, [address, Uint8Array.of(0xff), new Uint8Array()]),
    'a vote on a short address': parts => parts.with(2, [new Uint8Array(19), Uint8Array.of(0xff)]),
    'a vote of 0 written as a byte': parts => parts.with(2, [address, Uint8Array.of(0)]),
    'a vote of 1': parts => parts.with(2, [address, Uint8Array.of(1)]),
    'a vote of two bytes': parts => parts.with(2, [address, Uint8Array.of(0xff, 0xff)]),
    'a list for the round': parts => parts.with(3, []),
    'a round with a leading zero': parts => parts.with(3, Uint8Array.of(0, 1)),
    'round 0 written as a byte': parts => parts.with(3, Uint8Array.of(0)),
    'a round beyond 31 bits': parts => parts.with(3, Uint8Array.of(0x80, 0, 0, 0)),
    'bytes for the seals': parts => parts.with(4, new Uint8Array()),
    'a list for a seal': parts => parts.with(4, [[]]),
  }
  for (const [what, change] of Object.entries(changes)) {
    it(`is not read with ${what}`, () => {
      const changed = encodeRlp(change(decodeRlp(fromHex(BESU)) as RlpItem[]))
      expect(decodeExtraData(changed)).to.equal(undefined)
    })
  }

  it('is not read from other bytes', () => {
    const odd = [new Uint8Array(), new Uint8Array(32), Uint8Array.from([...fromHex(BESU), 0])]
    expect(odd.map(decodeExtraData)).to.deep.equal([undefined, undefined, undefined])
  })
})
