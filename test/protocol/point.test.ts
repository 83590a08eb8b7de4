import { secp256k1 } from '@noble/curves/secp256k1.js'
import { expect } from 'chai'
import { computeAddress, SigningKey } from 'ethers'
import fc from 'fast-check'
import { word } from '../../src/protocol/bytes.ts'
import {
  additionHint,
  additionHints,
  addressOf,
  assertPoint,
  compress,
  decompress,
  G,
  isBase,
  isOnCurve,
  multiply,
  multiplyAll,
  ScalarField,
} from '../../src/protocol/point.ts'
import { caught, scalars } from './support.ts'

const FIELD_ORDER = 2n ** 256n - 2n ** 32n - 977n
const runs = { numRuns: 20 }

describe('point', function () {
  this.timeout(60_000)

  it('gives the address that ecrecover gives', () => {
    fc.assert(
      fc.property(scalars, k => {
        const expected = computeAddress(new SigningKey(word(k))).toLowerCase()
        expect(addressOf(multiply(k, G))).to.equal(expected)
      }),
      runs,
    )
  })

  it('multiplies in constant and in variable time to the same', () => {
    fc.assert(
      fc.property(scalars, scalars, (a, b) => {
        const base = multiply(a, G)
        expect(multiplyAll(b, [base, G])).to.deep.equal([multiply(b, base), multiply(b, G)])
        expect(multiply(b, base)).to.deep.equal(multiply(ScalarField.mul(a, b), G))
      }),
      runs,
    )
  })

  it('gives hints with which one affine addition of G is exact', () => {
    fc.assert(
      fc.property(fc.array(scalars, { minLength: 1, maxLength: 4 }), ks => {
        const points = ks.map(k => multiply(ScalarField.add(k, 1n) || 2n, G)).filter(({ x }) => x !== G.x)
        additionHints(points).forEach((hint, i) => {
          const point = points[i] ?? G
          const modulo = (value: bigint) => ((value % FIELD_ORDER) + FIELD_ORDER) % FIELD_ORDER
          const slope = modulo((point.y - G.y) * hint)
          const x = modulo(slope * slope - point.x - G.x)
          const sum = { x, y: modulo(slope * (point.x - x) - point.y) }
          const expected = secp256k1.Point.fromAffine(point).add(secp256k1.Point.BASE).toAffine()
          expect(sum).to.deep.equal({ x: expected.x, y: expected.y })
        })
      }),
      runs,
    )
  })

  it('has no hint for the generator and its negative', () => {
    expect(caught(() => additionHint(G)).code).to.equal('INVALID_POINT')
    expect(caught(() => additionHint({ x: G.x, y: FIELD_ORDER - G.y })).code).to.equal('INVALID_POINT')
  })

  it('accepts only points with coordinates below the order of the field', () => {
    expect(isOnCurve(G)).to.equal(true)
    expect(isOnCurve({ x: G.x, y: FIELD_ORDER - G.y })).to.equal(true)
    for (const point of [
      { x: 0n, y: 0n },
      { x: G.x, y: G.y + 1n },
      { x: G.x + FIELD_ORDER, y: G.y },
      { x: G.x, y: -G.y },
    ]) {
      expect(isOnCurve(point)).to.equal(false)
      expect(caught(() => assertPoint(point)).details).to.deep.equal(point)
    }
  })

  it('multiplies by ecrecover only what has x below N and is not ±G', () => {
    expect(isBase(G)).to.equal(false)
    expect(isBase(multiply(2n, G))).to.equal(true)
    expect(isBase(pointAboveOrder())).to.equal(false)
  })

  it('refuses scalars outside 1 … N - 1', () => {
    for (const k of [0n, -1n, ScalarField.ORDER]) {
      expect(caught(() => multiply(k, G)).code).to.equal('INVALID_SCALAR')
      expect(caught(() => multiplyAll(k, [G])).code).to.equal('INVALID_SCALAR')
    }
  })

  it('compresses to 33 bytes and back, and takes nothing else', () => {
    fc.assert(
      fc.property(scalars, k => {
        const point = multiply(k, G)
        expect(compress(point)).to.have.length(33)
        expect(decompress(compress(point))).to.deep.equal(point)
      }),
      runs,
    )
    expect(caught(() => decompress(new Uint8Array(33))).code).to.equal('INVALID_POINT')
    expect(caught(() => decompress(secp256k1.Point.BASE.toBytes(false))).code).to.equal('INVALID_POINT')
    expect(caught(() => decompress(compress(G).fill(0xff, 1))).code).to.equal('INVALID_POINT')
  })
})

/** One of the rare points with N ≤ x < p, found by trying. */
function pointAboveOrder() {
  for (let x = ScalarField.ORDER; ; x++) {
    try {
      return decompress(Uint8Array.of(2, ...Buffer.from(x.toString(16), 'hex')))
    } catch {}
  }
}
