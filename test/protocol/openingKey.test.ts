import { expect } from 'chai'
import { AbiCoder, keccak256 } from 'ethers'
import fc from 'fast-check'
import type { Hex } from '../../src/protocol/bytes.ts'
import {
  assertSecret,
  extendPackages,
  interpolate,
  type JointKey,
  jointKeyHash,
  keyId,
  NO_PACKAGES,
  type Share,
  shareIsGood,
  splitKeyId,
  transcriptHash,
} from '../../src/protocol/openingKey.ts'
import { G, multiply, ScalarField } from '../../src/protocol/point.ts'
import { caught, scalars } from './support.ts'

/** The values of a polynomial at the guardians' indices. */
function sharesOf(coefficients: readonly bigint[], guardians: number): Share[] {
  return Array.from({ length: guardians }, (_, i) => {
    const at = BigInt(i + 1)
    const share = coefficients.reduceRight((sum, c) => ScalarField.add(ScalarField.mul(sum, at), c), 0n)
    return { index: i + 1, share }
  })
}

/** A secret split by a polynomial, with the joint key that belongs to it. */
function split(coefficients: readonly bigint[], guardians: number): { joint: JointKey; shares: Share[] } {
  const shares = sharesOf(coefficients, guardians)
  const points = shares.map(({ share }) => multiply(share, G))
  return { joint: { publicKey: multiply(coefficients[0] ?? 1n, G), shares: points }, shares }
}

const { joint, shares } = split([123n, 456n, 789n], 5)
const splits = fc
  .record({
    guardians: fc.integer({ min: 2, max: 9 }),
    coefficients: fc.array(scalars, { minLength: 2, maxLength: 9 }),
  })
  .filter(({ guardians, coefficients }) => coefficients.length <= guardians)
  // A share of zero has no public point. No ceremony meets one by chance, but the generator likes 1 and N - 1.
  .filter(({ guardians, coefficients }) =>
    sharesOf(coefficients, guardians).every(({ share }) => share !== 0n),
  )

describe('openingKey', function () {
  this.timeout(60_000)

  it('is opened by any k of n shares, and not by k - 1', () => {
    fc.assert(
      fc.property(splits, fc.infiniteStream(fc.nat()), ({ guardians, coefficients }, randoms) => {
        const all = split(coefficients, guardians)
        const chosen = all.shares
          .map(share => ({ share, key: randoms.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .slice(0, coefficients.length)
          .map(({ share }) => share)
        expect(interpolate(chosen)).to.equal(coefficients[0])
        assertSecret(all.joint.publicKey, interpolate(chosen))
        expect(interpolate(chosen.slice(1))).to.not.equal(coefficients[0])
        const { code } = caught(() => assertSecret(all.joint.publicKey, interpolate(chosen.slice(1))))
        expect(code).to.be.oneOf(['INVALID_SECRET', 'INVALID_SCALAR'])
      }),
      { numRuns: 25 },
    )
  })

  it('refuses indices that are there twice, and none at all', () => {
    const [first = { index: 1, share: 1n }] = shares
    expect(caught(() => interpolate([first, first])).code).to.equal('INVALID_SHARES')
    expect(caught(() => interpolate([])).code).to.equal('INVALID_SHARES')
    expect(caught(() => interpolate([{ index: 0, share: 1n }])).details).to.deep.equal({ indices: [0] })
    expect(caught(() => interpolate([{ index: 1.5, share: 1n }])).code).to.equal('INVALID_SHARES')
  })

  it('knows a false share', () => {
    for (const { index, share } of shares) {
      expect(shareIsGood(joint, index, share)).to.equal(true)
      expect(shareIsGood(joint, index, share + 1n)).to.equal(false)
      expect(shareIsGood(joint, (index % 5) + 1, share)).to.equal(false)
    }
    expect(shareIsGood(joint, 6, 123n)).to.equal(false)
    expect(shareIsGood(joint, 0, 123n)).to.equal(false)
    expect(shareIsGood(joint, 1, 0n)).to.equal(false)
    expect(shareIsGood(joint, 1, (shares[0]?.share ?? 0n) + ScalarField.ORDER)).to.equal(false)
  })

  it('refuses a secret outside the scalars', () => {
    expect(caught(() => assertSecret(joint.publicKey, 0n)).code).to.equal('INVALID_SCALAR')
    expect(caught(() => assertSecret(joint.publicKey, 123n + ScalarField.ORDER)).code).to.equal(
      'INVALID_SCALAR',
    )
  })

  it('has an id of ceremony and position', () => {
    expect(keyId(1, 0)).to.equal(65_536n)
    expect(keyId(7, 63)).to.equal(7n * 65_536n + 63n)
    expect(splitKeyId(keyId(2 ** 47, 65_535))).to.deep.equal({ ceremony: 2 ** 47, position: 65_535 })
    expect(caught(() => keyId(1, 65_536)).code).to.equal('INVALID_NUMBER')
    expect(caught(() => keyId(1, -1)).code).to.equal('INVALID_NUMBER')
  })

  it('hashes as the ledger does', () => {
    const coder = AbiCoder.defaultAbiCoder()
    const type = 'tuple(tuple(uint256,uint256),tuple(uint256,uint256)[])'
    const plain = [[joint.publicKey.x, joint.publicKey.y], joint.shares.map(({ x, y }) => [x, y])]
    expect(jointKeyHash(joint)).to.equal(keccak256(coder.encode([type], [plain])))

    const posted = Uint8Array.of(1, 2, 3)
    const packages = keccak256(
      coder.encode(['bytes32', 'uint8', 'uint64', 'bytes32'], [NO_PACKAGES, 2, 77n, keccak256(posted)]),
    )
    expect(extendPackages(NO_PACKAGES, 2, 77n, posted)).to.equal(packages)

    const other = split([5n, 6n], 3).joint
    const digest = keccak256(`0x${jointKeyHash(joint).slice(2)}${jointKeyHash(other).slice(2)}`)
    const transcript = keccak256(coder.encode(['uint48', 'bytes32', 'bytes32'], [9, packages, digest]))
    expect(transcriptHash(9, packages as Hex, [joint, other])).to.equal(transcript)
  })
})
