import { secp256k1 } from '@noble/curves/secp256k1.js'
import { expect } from 'chai'
import fc from 'fast-check'
import { libsecp256k1Curve } from '../../src/cli/curve.ts'
import { fromHex, type Hex, toHex, word } from '../../src/protocol/bytes.ts'
import { G, multiply, type Point, ScalarField } from '../../src/protocol/point.ts'
import { addressOfKey } from '../../src/protocol/statement.ts'
import { type Curve, nobleCurve } from '../../src/verify/curve.ts'

const N = ScalarField.ORDER
const FIELD = 2n ** 256n - 2n ** 32n - 977n
/** Where the abscissa is 1. */
const Y_OF_ONE = 0x4218f20ae6c646b363db68605822fb14264ca8d2587fdd6fbc750d587e76a7een
const RUNS = 40

const scalar = fc.bigInt(1n, N - 1n)
const anyWord = fc.bigInt(0n, 2n ** 256n - 1n)
const digest = anyWord.map(word)

/** `r ‖ s ‖ v`. */
function signature(r: bigint, s: bigint, v: number): Hex {
  return `0x${word(r).slice(2)}${word(s).slice(2)}${v.toString(16).padStart(2, '0')}`
}

/** A signature that is good, taken apart. */
function goodSignature(secretKey: bigint, hash: Hex): { r: bigint; s: bigint; v: number } {
  const bytes = secp256k1.sign(fromHex(hash), fromHex(word(secretKey)), {
    prehash: false,
    format: 'recovered',
  })
  const [r, s] = [bytes.subarray(1, 33), bytes.subarray(33)].map(part => BigInt(toHex(part))) as [
    bigint,
    bigint,
  ]
  return { r, s, v: 27 + (bytes[0] ?? 0) }
}

describe('two builds of the curve', () => {
  let fast: Curve

  before(async () => {
    fast = await libsecp256k1Curve()
  })

  /** @returns what both say */
  const product = (k: bigint, base: Point): Point | undefined => {
    const expected = nobleCurve.multiply(k, base)
    expect(fast.multiply(k, base)).to.deep.equal(expected)
    return expected
  }

  const recovered = (hash: Hex, signed: Hex): Hex | undefined => {
    const expected = nobleCurve.recover(hash, signed)
    expect(fast.recover(hash, signed)).to.equal(expected)
    return expected
  }

  describe('multiply', () => {
    it('to the same point', () => {
      fc.assert(
        fc.property(scalar, scalar, (k, b) => {
          expect(product(k, multiply(b, G))).to.deep.equal(multiply(ScalarField.mul(k, b), G))
        }),
        { numRuns: RUNS },
      )
    })

    it('to the same point at the edges of the scalars', () => {
      for (const k of [1n, 2n, 3n, N / 2n, N / 2n + 1n, N - 2n, N - 1n]) {
        expect(product(k, G)).to.deep.equal(multiply(k, G))
        expect(product(k, multiply(N - 1n, G))).to.deep.equal(multiply(N - k, G))
      }
    })

    for (const k of [0n, N, N + 1n, 2n ** 256n - 1n, -1n]) {
      it(`by no scalar such as ${k < 0n ? k : word(k)}`, () => expect(product(k, G)).to.equal(undefined))
    }

    it('no point that is off the curve, whatever it is', () => {
      fc.assert(
        fc.property(scalar, anyWord, anyWord, (k, x, y) => {
          expect(product(k, { x, y })).to.equal(undefined)
        }),
        { numRuns: RUNS },
      )
      expect(product(3n, { x: 1n, y: Y_OF_ONE })).not.to.equal(undefined)
      const { x, y } = multiply(7n, G)
      for (const base of [
        { x: 0n, y: 0n },
        { x: x + FIELD, y },
        { x: 1n, y: 1n },
        { x: FIELD + 1n, y: Y_OF_ONE },
        { x, y: y + 1n },
        { x: FIELD, y: 0n },
      ]) {
        expect(product(3n, base)).to.equal(undefined)
      }
    })
  })

  describe('recover', () => {
    it('the same address from a good signature', () => {
      fc.assert(
        fc.property(scalar, digest, (key, hash) => {
          const { r, s, v } = goodSignature(key, hash)
          expect(recovered(hash, signature(r, s, v))).to.equal(addressOfKey(word(key)))
        }),
        { numRuns: RUNS },
      )
    })

    it('the same from anything that has the form of one', () => {
      fc.assert(
        fc.property(digest, anyWord, fc.bigInt(1n, N / 2n), fc.constantFrom(27, 28), (hash, r, s, v) => {
          recovered(hash, signature(r, s, v))
        }),
        { numRuns: RUNS },
      )
    })

    it('the same from hashes at the edges', () => {
      const { r, s, v } = goodSignature(5n, word(1n))
      for (const hash of [0n, 1n, N - 1n, N, N + 1n, 2n ** 256n - 1n]) {
        expect(recovered(word(hash), signature(r, s, v))).to.match(/^0x/)
      }
    })

    it('nothing where the key would be the point at infinity', () => {
      // With R = G and z = s the key is (s·R - z·G) / r.
      expect(recovered(word(9n), signature(G.x, 9n, 27 + Number(G.y & 1n)))).to.equal(undefined)
    })

    const hash = word(77n)
    const { r, s, v } = goodSignature(5n, hash)
    const FALSE: Readonly<Record<string, Hex>> = {
      'r of zero': signature(0n, s, v),
      'r of N': signature(N, s, v),
      'r that is no abscissa': signature(5n, s, v),
      'r above N that would be an abscissa when reduced': signature(N + 1n, s, v),
      's of zero': signature(r, 0n, v),
      's of N': signature(r, N, v),
      'a high s': signature(r, N - s, 55 - v),
      'the least high s': signature(r, N / 2n + 1n, v),
      'v of 0': signature(r, s, 0),
      'v of 1': signature(r, s, 1),
      'v of 26': signature(r, s, 26),
      'v of 29': signature(r, s, 29),
      'v of 255': signature(r, s, 255),
      '64 bytes': signature(r, s, v).slice(0, -2) as Hex,
      '66 bytes': `${signature(r, s, v)}00`,
      'no bytes': '0x',
    }
    for (const [name, signed] of Object.entries(FALSE)) {
      it(`nothing from ${name}`, () => expect(recovered(hash, signed)).to.equal(undefined))
    }

    it('something from the greatest low s', () => {
      expect(recovered(hash, signature(r, N / 2n, v))).to.match(/^0x/)
    })
  })

  it('are not disturbed by what they refused before', () => {
    const hash = word(11n)
    const { r, s, v } = goodSignature(11n, hash)
    const before = recovered(hash, signature(r, s, v))
    recovered(hash, signature(0n, s, v))
    product(0n, G)
    product(2n, { x: 1n, y: 1n })
    expect(recovered(hash, signature(r, s, v))).to.equal(before)
  })
})
