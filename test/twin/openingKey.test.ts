import { expect } from 'chai'
import fc from 'fast-check'
import { IOpeningKeys__factory } from '../../src/generated/contracts/index.ts'
import { toHex } from '../../src/protocol/bytes.ts'
import { assertSecret, interpolate, jointKeyHash, keyId, shareIsGood } from '../../src/protocol/openingKey.ts'
import { G, isBase, multiply, ScalarField } from '../../src/protocol/point.ts'
import { at, loadFixture } from '../support/ledger.ts'
import {
  CEREMONY,
  confirm,
  type Dealt,
  deal,
  deployKeys,
  makeReady,
  post,
  release,
  start,
} from './ceremony.ts'
import { edgyWords, refusalOf, runs, scalars, TIMEOUT } from './support.ts'

const errors = IOpeningKeys__factory.createInterface()

/** `k` and `n` of a guardian set, and a polynomial for each of some keys; without the few points that are ±G. */
const ceremonies = fc
  .record({
    guardians: fc.integer({ min: 2, max: 9 }),
    spare: fc.integer({ min: 0, max: 7 }),
    keys: fc.integer({ min: 1, max: 3 }),
  })
  .chain(({ guardians, spare, keys }) => {
    const threshold = Math.max(2, guardians - spare)
    const polynomial = fc.array(scalars, { minLength: threshold, maxLength: threshold })
    const polynomials = fc.array(polynomial, { minLength: keys, maxLength: keys })
    return polynomials.map(all => ({ guardians, threshold, dealt: all.map(one => deal(one, guardians)) }))
  })
  .filter(({ dealt }) => dealt.every(({ joint }) => [joint.publicKey, ...joint.shares].every(isBase)))

describe('twins > opening key', function () {
  this.timeout(TIMEOUT)

  it('keep the same hash of packages, transcript and keys', async () => {
    const contents = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 18, maxLength: 18 })
    await fc.assert(
      fc.asyncProperty(ceremonies, contents, async ({ guardians, threshold, dealt }, texts) => {
        const world = await loadFixture(deployKeys)
        await start(world, guardians, threshold, dealt.length)
        const packages = await post(world, guardians, (round, place) =>
          toHex(at(texts, 9 * (round - 1) + place)),
        )
        expect((await world.keys.ceremonyOf(CEREMONY)).packages).to.equal(packages)

        const transcript = await confirm(
          world,
          guardians,
          packages,
          dealt.map(({ joint }) => joint),
        )
        expect((await world.keys.ceremonyOf(CEREMONY)).transcript).to.equal(transcript)
        for (const [position, { joint }] of dealt.entries()) {
          expect(await world.keys.keyHashOf(keyId(CEREMONY, position))).to.equal(jointKeyHash(joint))
        }
      }),
      runs(20),
    )
  })

  it('agree on which share is good', async () => {
    const known = fc.constantFrom('own', 'next', 'negative', 'neighbour', 'above')
    const guesses = fc.oneof(edgyWords, { arbitrary: known, weight: 4 })
    await fc.assert(
      fc.asyncProperty(
        ceremonies,
        fc.nat(8),
        fc.array(guesses, { minLength: 4, maxLength: 4 }),
        async (one, turn, all) => {
          const world = await loadFixture(deployKeys)
          const [key = 0n] = await makeReady(world, one.dealt, one.threshold)
          const { joint, shares } = at(one.dealt, 0)
          const place = turn % one.guardians
          for (const guess of all) {
            const share = typeof guess === 'bigint' ? guess : guessed(guess, shares, place)
            const good = shareIsGood(joint, place + 1, share)
            const { logs } = await release(world, key, place, share, joint)
            const names = logs.map(log => errors.parseLog(log)?.name)
            expect(names).to.deep.equal([good ? 'ShareReleased' : 'ShareRefused'])
            if (good) return
          }
        },
      ),
      runs(10),
    )
  })

  for (const [threshold, guardians] of [
    [2, 2],
    [2, 3],
    [3, 5],
    [4, 6],
  ] as const) {
    it(`find the secret from every ${threshold} of ${guardians} shares and from no fewer`, async () => {
      const subsets = subsetsOf(guardians, threshold)
      const dealt = subsets.map((_, number) => deal(polynomialOf(number, threshold), guardians))
      const world = await loadFixture(deployKeys)
      const keys = await makeReady(world, dealt, threshold)
      for (const [number, places] of subsets.entries()) {
        await verifySubset(
          world,
          at(keys, number),
          at(dealt, number),
          number % 2 === 0 ? places : places.toReversed(),
        )
      }
    })
  }

  it('agree that a secret does not belong to a foreign public key', async () => {
    const world = await loadFixture(deployKeys)
    const honest = deal(polynomialOf(1, 2), 2)
    const forged = { ...honest, joint: { ...honest.joint, publicKey: multiply(7n, G) } }
    const [key = 0n] = await makeReady(world, [forged], 2)
    await release(world, key, 0, at(honest.shares, 0), forged.joint)
    const refusal = await refusalOf(release(world, key, 1, at(honest.shares, 1), forged.joint), errors)
    expect(refusal).to.deep.equal({ name: 'WrongKey', values: [key] })
    expect(() => assertSecret(forged.joint.publicKey, honest.secret))
      .to.throw()
      .with.property('code', 'INVALID_SECRET')
  })
})

/** Releases the shares one by one: only the last of them opens the key, to the secret that the rule finds too. */
async function verifySubset(
  world: Awaited<ReturnType<typeof deployKeys>>,
  key: bigint,
  { joint, secret, shares }: Dealt,
  places: readonly number[],
): Promise<void> {
  for (const place of places) {
    expect((await world.keys.secretOf(key)).secret).to.equal(0n)
    await release(world, key, place, at(shares, place), joint)
  }
  const known = places.map(place => ({ index: place + 1, share: at(shares, place) }))
  expect(interpolate(known)).to.equal(secret)
  expect(interpolate(known.slice(1))).to.not.equal(secret)
  expect((await world.keys.secretOf(key)).secret).to.equal(secret)
}

function polynomialOf(number: number, threshold: number): bigint[] {
  return Array.from(
    { length: threshold },
    (_, power) => BigInt(1_000 * (number + 1) + power) ** 20n % ScalarField.ORDER,
  )
}

/** All ways to choose `size` places, each ascending. */
function subsetsOf(places: number, size: number): number[][] {
  if (size === 0) return [[]]
  const last = places - 1
  if (places < size) return []
  return [...subsetsOf(last, size), ...subsetsOf(last, size - 1).map(subset => [...subset, last])]
}

/** Shares that a careless or hostile guardian could send. */
function guessed(guess: string, shares: readonly bigint[], place: number): bigint {
  const own = at(shares, place)
  if (guess === 'own') return own
  if (guess === 'next') return own + 1n
  if (guess === 'negative') return ScalarField.neg(own)
  if (guess === 'neighbour') return at(shares, (place + 1) % shares.length)
  return (own + ScalarField.ORDER) % (1n << 256n)
}
