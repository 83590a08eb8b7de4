import { expect } from 'chai'
import fc from 'fast-check'
import type { Secp256k1Harness } from '../../src/generated/contracts/index.ts'
import {
  additionHint,
  addressOf,
  equalPoints,
  G,
  isBase,
  isOnCurve,
  isScalar,
  multiply,
  type Point,
  ScalarField,
} from '../../src/protocol/point.ts'
import { ethers } from '../support/ledger.ts'
import { edgyWords, FIELD, points, runs, scalars, TIMEOUT } from './support.ts'

/** ±G is no base and has no hint, so no property is about it. */
const bases = points.filter(({ point }) => isBase(point))

/** Points whose abscissa is on the curve and cannot be multiplied by `ecrecover`. */
const ABOVE: Point = {
  x: ScalarField.ORDER,
  y: 0x98f66641cb0ae1776b463ebdee3d77fe2658f021db48e2c8ac7ab4c92f83621en,
}

describe('twins > point', function () {
  this.timeout(TIMEOUT)
  let harness: Secp256k1Harness

  before(async () => {
    harness = await ethers.deployContract('Secp256k1Harness')
  })

  it('multiplies any base by any scalar to the same address', async () => {
    await fc.assert(
      fc.asyncProperty(bases, scalars, async ({ point }, k) => {
        const product = multiply(k, point)
        expect((await harness.multipleAddress(k, point)).toLowerCase()).to.equal(addressOf(product))
        expect((await harness.addressOf(product.x, product.y)).toLowerCase()).to.equal(addressOf(product))
      }),
      runs(),
    )
  })

  it('agrees on what is a multiple, for the product and for its neighbours', async () => {
    const changes = fc.constantFrom('none', 'scalar', 'point', 'sign', 'base', 'ordinate', 'hint')
    await fc.assert(
      fc.asyncProperty(bases, bases, scalars, changes, async (base, other, scalar, change) => {
        const product = multiply(scalar, base.point)
        fc.pre(isBase(product))
        const k = change === 'scalar' ? other.k : scalar
        const found = changed(product, other.point, change)
        const point = change === 'base' ? other.point : base.point
        const hint = change === 'hint' ? other.k : additionHint(found)
        const expected = isOnCurve(found) && change !== 'hint' && equalPoints(multiply(k, point), found)
        expect(await harness.isMultiple(k, point, found.x, found.y, hint)).to.equal(expected)
      }),
      runs(),
    )
  })

  it('gives the same hint', async () => {
    await fc.assert(
      fc.asyncProperty(bases, async ({ point }) => {
        expect(await harness.hintFor(point.x)).to.equal(additionHint(point))
      }),
      runs(),
    )
  })

  it('agrees on scalars, points and bases near every border', async () => {
    await fc.assert(
      fc.asyncProperty(edgyWords, edgyWords, async (x, y) => {
        expect(await harness.isScalar(x)).to.equal(isScalar(x))
        expect(await harness.isOnCurve(x, y)).to.equal(isOnCurve({ x, y }))
        expect(await harness.isBase(x, y)).to.equal(isBase({ x, y }))
      }),
      runs(),
    )
  })

  for (const [name, point, expected] of [
    ['the generator', G, [true, false]],
    ['the negative generator', { x: G.x, y: FIELD - G.y }, [true, false]],
    ['an abscissa at the order of the curve', ABOVE, [true, false]],
    ['twice the generator', multiply(2n, G), [true, true]],
    ['infinity as (0, 0)', { x: 0n, y: 0n }, [false, false]],
    ['a coordinate that is not reduced', { x: FIELD + 1n, y: multiply(2n, G).y }, [false, false]],
  ] as const) {
    it(`agrees on ${name}`, async () => {
      expect([isOnCurve(point), isBase(point)]).to.deep.equal(expected)
      expect([
        await harness.isOnCurve(point.x, point.y),
        await harness.isBase(point.x, point.y),
      ]).to.deep.equal(expected)
    })
  }
})

/** The product, or a point that is not it. */
function changed(product: Point, other: Point, change: string): Point {
  if (change === 'point') return other
  if (change === 'sign') return { x: product.x, y: FIELD - product.y }
  if (change === 'ordinate') return { x: product.x, y: product.y ^ 1n }
  return product
}
