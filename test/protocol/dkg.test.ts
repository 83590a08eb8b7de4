import { expand_message_xmd } from '@noble/curves/abstract/hash-to-curve.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { bytesToNumberBE } from '@noble/curves/utils.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { expect } from 'chai'
import fc from 'fast-check'
import {
  type CeremonySize,
  decodeRound1,
  decodeRound2,
  decodeShares,
  encodeRound1,
  encodeRound2,
  encodeShares,
  membersOf,
} from '../../src/protocol/ceremonyPackage.ts'
import {
  findBadShare,
  jointKeyOf,
  type Party,
  type Posted,
  provesKnowledge,
  round1,
  round2,
  round3,
} from '../../src/protocol/dkg.ts'
import { MAX_PACKAGE_BYTES } from '../../src/protocol/limits.ts'
import {
  assertSecret,
  interpolate,
  jointKeyHash,
  NO_POINT,
  shareIsGood,
} from '../../src/protocol/openingKey.ts'
import { compress, decompress, G, multiply, ScalarField } from '../../src/protocol/point.ts'
import { caught } from './support.ts'

const SIZE: CeremonySize = { guardians: 4, threshold: 3, keys: 2, without: 0 }

function seedOf(index: number): Uint8Array {
  return new Uint8Array(32).fill(index)
}

/** What honest guardians post and send. */
function honest(size: CeremonySize) {
  const members = membersOf(size)
  const parties: Party[] = members.map(index => ({ ...size, index }))
  /** In the set's order; nothing comes from those left out. */
  const inOrder = <T>(make: (party: Party) => T[]): T[][] =>
    Array.from({ length: size.guardians }, (_, i) => {
      return members.includes(i + 1) ? make({ ...size, index: i + 1 }) : []
    })
  const posted: Posted = inOrder(party => round1(party, seedOf(party.index)))
  const sent = inOrder(party => round2(party, seedOf(party.index), posted))
  return { parties, posted, sent }
}

/** Every way to choose so many of them. */
function choices(items: readonly number[], count: number): number[][] {
  if (count === 0) return [[]]
  return items.flatMap((item, i) => choices(items.slice(i + 1), count - 1).map(rest => [item, ...rest]))
}

const sizes = fc
  .record({ guardians: fc.integer({ min: 2, max: 9 }), mask: fc.nat(511), cut: fc.nat(7) })
  .map(({ guardians, mask, cut }): CeremonySize => {
    const everyone = 2 ** guardians - 1
    const without = membersOf({ guardians, without: mask & everyone }).length < 2 ? 0 : mask & everyone
    const members = membersOf({ guardians, without }).length
    return { guardians, threshold: Math.max(2, members - (cut % members)), keys: 1, without }
  })

function receivedBy(index: number, sent: readonly bigint[][][]): bigint[][] {
  return sent.map(shares => shares[index - 1] ?? [])
}

describe('dkg', function () {
  this.timeout(60_000)

  const { parties, posted, sent } = honest(SIZE)
  const [alice = { ...SIZE, index: 1 }] = parties

  for (const size of [
    SIZE,
    { guardians: 2, threshold: 2, keys: 1, without: 0 },
    { guardians: 5, threshold: 3, keys: 1, without: 0 },
    { guardians: 9, threshold: 9, keys: 1, without: 0 },
  ]) {
    it(`makes keys that ${size.threshold} of ${size.guardians} guardians open`, () => {
      const run = honest(size)
      const results = run.parties.map(party =>
        round3(party, seedOf(party.index), run.posted, receivedBy(party.index, run.sent)),
      )
      for (let position = 0; position < size.keys; position++) {
        const keys = results.map(result => result[position] ?? expect.fail('a key is missing'))
        const [{ joint }] = keys as [(typeof keys)[0]]
        expect(new Set(keys.map(key => jointKeyHash(key.joint))).size).to.equal(1)
        expect(keys.every(({ share }, i) => shareIsGood(joint, i + 1, share))).to.equal(true)
        const last = keys.map(({ share }, i) => ({ index: i + 1, share })).slice(-size.threshold)
        assertSecret(joint.publicKey, interpolate(last))
        const sum = run.posted.map(keysOf => decompress(keysOf[position]?.commitments[0] ?? new Uint8Array()))
        expect(
          sum.some(part => part.x === joint.publicKey.x),
          'nobody made it alone',
        ).to.equal(false)
      }
    })
  }

  describe('with members left out', () => {
    it('makes a key that every k of the others open, and fewer do not', () => {
      fc.assert(
        fc.property(sizes, size => {
          const run = honest(size)
          const keys = run.parties.map(party => {
            const [key] = round3(party, seedOf(party.index), run.posted, receivedBy(party.index, run.sent))
            return { index: party.index, ...(key ?? expect.fail()) }
          })
          const [{ joint }] = keys as [(typeof keys)[0]]
          expect(new Set(keys.map(key => jointKeyHash(key.joint))).size).to.equal(1)
          const shareOf = (index: number) => keys.find(key => key.index === index) ?? expect.fail()
          const members = membersOf(size)
          const secret = interpolate(members.slice(0, size.threshold).map(shareOf))
          assertSecret(joint.publicKey, secret)
          for (const some of choices(members, size.threshold).slice(0, 40))
            expect(interpolate(some.map(shareOf))).to.equal(secret)
          for (const few of choices(members, size.threshold - 1).slice(0, 40))
            expect(interpolate(few.map(shareOf))).to.not.equal(secret)
        }),
        { numRuns: 12 },
      )
    })

    it('gives every member a share at its own place in the set, and those left out none', () => {
      const size = { guardians: 5, threshold: 2, keys: 1, without: 0b00101 }
      const run = honest(size)
      const [second = expect.fail()] = run.parties
      const [key = expect.fail()] = round3(second, seedOf(2), run.posted, receivedBy(2, run.sent))
      expect(membersOf(size)).to.deep.equal([2, 4, 5])
      expect(shareIsGood(key.joint, 2, key.share)).to.equal(true)
      expect(key.joint.shares.map(({ x }) => x === 0n)).to.deep.equal([true, false, true, false, false])
      expect(key.joint.shares[0]).to.deep.equal(NO_POINT)
      expect(shareIsGood(key.joint, 1, key.share)).to.equal(false)
      expect(run.sent.map(shares => shares.map(keysOf => keysOf.length))).to.deep.equal([
        [],
        [0, 0, 0, 1, 1],
        [],
        [0, 1, 0, 0, 1],
        [0, 1, 0, 1, 0],
      ])
    })

    it('does not look at what those left out say', () => {
      const size = { ...SIZE, without: 0b0001 }
      const run = honest(size)
      const [second = expect.fail()] = run.parties
      const noise = run.posted.with(0, posted[0] ?? [])
      expect(round2(second, seedOf(2), noise)).to.deep.equal(round2(second, seedOf(2), run.posted))
      const committed = (all: Posted) =>
        all.map(keysOf => keysOf[0] ?? { commitments: [], proof: new Uint8Array() })
      expect(jointKeyOf(size, committed(noise))).to.deep.equal(jointKeyOf(size, committed(run.posted)))
    })

    it('refuses one left out, more left out than there are, and fewer members than open a key', () => {
      const code = (change: Partial<Party>) => caught(() => round1({ ...alice, ...change }, seedOf(1))).code
      expect(code({ without: 0b0001 })).to.equal('INVALID_SHARES')
      expect(code({ without: 0b1100 })).to.equal('INVALID_PACKAGE')
      expect(code({ without: 0b10000 })).to.equal('INVALID_PACKAGE')
      expect(code({ without: -1 })).to.equal('INVALID_PACKAGE')
      expect(code({ without: 0.5 })).to.equal('INVALID_PACKAGE')
    })
  })

  it('says the same again after a restart, and something else for another seed, index, size or members', () => {
    expect(round1(alice, seedOf(1))).to.deep.equal(posted[0])
    for (const [party, seed] of [
      [alice, seedOf(9)],
      [{ ...alice, index: 2 }, seedOf(1)],
      [{ ...alice, guardians: 5 }, seedOf(1)],
      [{ ...alice, without: 0b0010 }, seedOf(1)],
    ] as const) {
      expect(round1(party, seed)[0]?.commitments[0]).to.not.deep.equal(posted[0]?.[0]?.commitments[0])
    }
    expect(posted[0]?.[0]?.commitments[0]).to.not.deep.equal(posted[0]?.[1]?.commitments[0])
  })

  it('proves knowledge as the specification says', () => {
    const { commitments, proof } = posted[1]?.[0] ?? expect.fail()
    const message = Uint8Array.of(
      ...new Array(31).fill(0),
      2,
      ...(commitments[0] ?? []),
      ...proof.slice(0, 33),
    )
    const uniform = expand_message_xmd(message, utf8ToBytes('FROST-secp256k1-SHA256-v1dkg'), 48, sha256)
    const challenge = ScalarField.create(bytesToNumberBE(uniform))
    const response = secp256k1.Point.BASE.multiply(bytesToNumberBE(proof.slice(33)))
    const knowledge = secp256k1.Point.fromBytes(commitments[0] ?? new Uint8Array()).multiply(challenge)
    expect(secp256k1.Point.fromBytes(proof.slice(0, 33)).add(knowledge).equals(response)).to.equal(true)
  })

  describe('the joint key', () => {
    const size = { guardians: 3, threshold: 2, keys: 1, without: 0 }
    /** What a guardian with these coefficients commits to. */
    const committed = (...coefficients: bigint[]) => ({
      commitments: coefficients.map(coefficient => compress(multiply(coefficient, G))),
      proof: new Uint8Array(65),
    })
    const own = [committed(11n, 5n), committed(13n, 7n), committed(17n, 9n)]

    it('follows from the commitments alone', () => {
      expect(jointKeyOf(size, own)).to.deep.equal({
        publicKey: multiply(41n, G),
        shares: [multiply(41n + 21n, G), multiply(41n + 2n * 21n, G), multiply(41n + 3n * 21n, G)],
      })
    })

    it('is the one that the guardians found', () => {
      const results = parties.map(party =>
        round3(party, seedOf(party.index), posted, receivedBy(party.index, sent)),
      )
      for (const position of [0, 1]) {
        const found = jointKeyOf(
          SIZE,
          posted.map(keys => keys[position] ?? expect.fail()),
        )
        for (const keys of results) expect(keys[position]?.joint).to.deep.equal(found)
      }
    })

    it('is none if a guardian is missing, a commitment is no point, or a sum is one that cannot be used', () => {
      const cancelled = committed(ScalarField.neg(24n), 9n)
      const generator = committed(ScalarField.neg(23n), 9n)
      const noPoint = { ...committed(17n, 9n), commitments: [new Uint8Array(33), new Uint8Array(33)] }
      for (const last of [cancelled, generator, noPoint]) {
        expect(caught(() => jointKeyOf(size, [...own.slice(0, 2), last])).code).to.equal('INVALID_POINT')
      }
      expect(caught(() => jointKeyOf(size, own.slice(0, 2))).code).to.equal('INVALID_POINT')
    })
  })

  describe('names the guardian', () => {
    const cheat = (guardian: number, change: (own: Posted[number]) => Posted[number]): Posted =>
      posted.map((own, i) => (i === guardian - 1 ? change(own) : own))

    it('that copied the commitments of another', () => {
      const copied = cheat(3, () => posted[1] ?? [])
      const error = caught(() => round2(alice, seedOf(1), copied))
      expect(error.code).to.equal('INVALID_PROOF')
      expect(error.details).to.deep.equal({ guardian: 3, position: 0 })
      expect(provesKnowledge(3, posted[1]?.[0] ?? expect.fail())).to.equal(false)
      expect(provesKnowledge(2, posted[1]?.[0] ?? expect.fail())).to.equal(true)
    })

    it('whose proof, or any commitment, is damaged in one bit', () => {
      for (const [field, place] of [
        ['proof', 5],
        ['proof', 60],
        ['commitments', 0],
        ['commitments', 2],
      ] as const) {
        const damaged = cheat(2, own =>
          own.map((commitment, position) => {
            if (position !== 1) return commitment
            const copy = {
              commitments: commitment.commitments.map(c => c.slice()),
              proof: commitment.proof.slice(),
            }
            const bytes = field === 'proof' ? copy.proof : (copy.commitments[place] ?? expect.fail())
            bytes[place] = (bytes[place] ?? 0) ^ 0x80
            return copy
          }),
        )
        const run = () => round3(alice, seedOf(1), damaged, receivedBy(1, sent))
        expect(['INVALID_PROOF', 'INVALID_SHARE']).to.include(caught(run).code)
        expect(caught(run).details).to.deep.equal({ guardian: 2, position: 1 })
      }
    })

    it('that posted for too few keys', () => {
      const error = caught(() =>
        round2(
          alice,
          seedOf(1),
          cheat(4, own => own.slice(1)),
        ),
      )
      expect(error.code).to.equal('INVALID_PACKAGE')
      expect(error.details).to.include({ guardian: 4 })
      expect(caught(() => round2(alice, seedOf(1), posted.slice(0, 3))).details).to.include({ guardian: 4 })
    })

    it('that sent a false share, or none, or one outside the scalars', () => {
      const good = receivedBy(1, sent)
      const share = good[2]?.[1] ?? 0n
      for (const false_ of [share + 1n, 0n, share + ScalarField.ORDER, (1n << 256n) - 1n]) {
        const bad = good.map((shares, i) => (i === 2 ? [shares[0] ?? 0n, false_] : shares))
        const error = caught(() => round3(alice, seedOf(1), posted, bad))
        expect(error.code).to.equal('INVALID_SHARE')
        expect(error.details).to.deep.equal({ guardian: 3, position: 1 })
        expect(findBadShare(SIZE, posted[2] ?? [], 1, bad[2] ?? [])).to.equal(1)
      }
      expect(caught(() => round3(alice, seedOf(1), posted, good.slice(0, 3))).details).to.deep.equal({
        guardian: 4,
        position: 0,
      })
      expect(findBadShare(SIZE, posted[2] ?? [], 1, good[2] ?? [])).to.equal(undefined)
    })

    it('that goes on with another seed than it began with: itself', () => {
      const error = caught(() => round2(alice, seedOf(77), posted))
      expect(error.code).to.equal('INVALID_PACKAGE')
      expect(error.details).to.deep.equal({ guardian: 1, position: 0 })
    })
  })

  it('refuses ceremonies and seeds that cannot be', () => {
    const code = (change: Partial<Party>) => caught(() => round1({ ...alice, ...change }, seedOf(1))).code
    expect(code({ threshold: 1 })).to.equal('INVALID_PACKAGE')
    expect(code({ threshold: 5 })).to.equal('INVALID_PACKAGE')
    expect(code({ guardians: 10, threshold: 3 })).to.equal('INVALID_PACKAGE')
    expect(code({ keys: 65 })).to.equal('INVALID_PACKAGE')
    expect(code({ index: 5 })).to.equal('INVALID_SHARES')
    expect(caught(() => round1(alice, new Uint8Array(31))).code).to.equal('INVALID_SEED')
  })

  describe('packages', () => {
    const encryptionKey = new Uint8Array(32).fill(0xee)

    it('of round 1 come back as they were', () => {
      const bytes = encodeRound1({ encryptionKey, keys: round1(alice, seedOf(1)) }, SIZE)
      expect(bytes).to.have.length(1 + 32 + 2 * (3 * 33 + 65))
      expect(decodeRound1(bytes, SIZE)).to.deep.equal({ encryptionKey, keys: posted[0] })
    })

    it('of round 2 come back as they were', () => {
      fc.assert(
        fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 4, maxLength: 4 }), texts => {
          expect(decodeRound2(encodeRound2(texts, SIZE), SIZE)).to.deep.equal(texts)
        }),
      )
    })

    it('of shares come back as they were', () => {
      expect(decodeShares(encodeShares([1n, (1n << 256n) - 1n]), SIZE)).to.deep.equal([1n, (1n << 256n) - 1n])
      expect(caught(() => decodeShares(new Uint8Array(63), SIZE)).code).to.equal('INVALID_PACKAGE')
    })

    it('are refused with one byte more or less, or another version', () => {
      const first = encodeRound1({ encryptionKey, keys: round1(alice, seedOf(1)) }, SIZE)
      const second = encodeRound2(
        [new Uint8Array(80), new Uint8Array(80), new Uint8Array(0), new Uint8Array(80)],
        SIZE,
      )
      for (const [bytes, decode] of [
        [first, decodeRound1],
        [second, decodeRound2],
      ] as const) {
        const code = (changed: Uint8Array) => caught(() => decode(changed, SIZE)).code
        expect(code(bytes.slice(0, -1))).to.equal('INVALID_PACKAGE')
        expect(code(Uint8Array.of(...bytes, 0))).to.equal('INVALID_PACKAGE')
        expect(code(Uint8Array.of(2, ...bytes.slice(1)))).to.equal('INVALID_PACKAGE')
        expect(code(new Uint8Array(0))).to.equal('INVALID_PACKAGE')
      }
      expect(caught(() => encodeRound2([new Uint8Array(80)], SIZE)).code).to.equal('INVALID_PACKAGE')
      expect(caught(() => encodeRound1({ encryptionKey: new Uint8Array(31), keys: [] }, SIZE)).code).to.equal(
        'INVALID_PACKAGE',
      )
    })

    it('of the largest ceremony fit the ledger', () => {
      const size = { guardians: 9, threshold: 9, keys: 64, without: 0 }
      const keys = Array.from({ length: 64 }, () => ({
        commitments: Array.from({ length: 9 }, () => new Uint8Array(33)),
        proof: new Uint8Array(65),
      }))
      const texts = Array.from({ length: 9 }, (_, i) => new Uint8Array(i === 0 ? 0 : 32 + 64 * 32 + 16))
      expect(encodeRound1({ encryptionKey, keys }, size)).to.have.length(23_201)
      expect(encodeRound2(texts, size)).to.have.length(16_787)
      expect(MAX_PACKAGE_BYTES).to.be.greaterThan(23_201)
    })
  })
})
