import { expect } from 'chai'
import type { Hex } from '../../../src/protocol/bytes.ts'
import { jointKeyHash, keyId } from '../../../src/protocol/openingKey.ts'
import { ScalarField } from '../../../src/protocol/point.ts'
import { KEY_STATES } from '../../../src/protocol/tender.ts'
import {
  act,
  announceTender,
  at,
  authorOf,
  bring,
  confirm,
  dealtKey,
  deployLedger,
  GUARDIANS,
  guardian,
  KEY_IDS,
  loadFixture,
  nextBlockAt,
  ordinal,
  postPackages,
  REGISTRAR,
  register,
  rehearse,
  relay,
  releaseShare,
  releaseShares,
  runCeremony,
  STRANGER,
  type Station,
  sealedBid,
  sign,
  supplier,
  type TestTender,
  tenderAt,
  time,
  travelTo,
  verifyKey,
  verifyRefusal,
  verifyUnauthorized,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const KEY = at(KEY_IDS, 0)
const PLACES = [0, 1, 2, 3, 4]
const THREES = PLACES.flatMap(a => PLACES.flatMap(b => PLACES.map(c => [a, b, c] as const))).filter(
  ([a, b, c]) => a < b && b < c,
)

async function opening(): Promise<World & { tender: TestTender }> {
  const world = await deployLedger()
  const { tender } = await tenderAt(world, 'Opening')
  return { ...world, tender }
}

describe('OpeningKeys', () => {
  describe('releaseShare', () => {
    followsTree(import.meta.url)

    describe('while the tender is being opened', () => {
      let world: World & { tender: TestTender }
      beforeEach(async () => {
        world = await loadFixture(opening)
      })

      const wrongState = (current: 'Ready' | 'Open') =>
        ['WrongKeyState', ...[current, 'Assigned' as const].map(name => ordinal(KEY_STATES, name))] as const

      it('publishes the share', async () => {
        const { tender } = world
        await expect(releaseShare(world, KEY, 1))
          .to.emit(world.keys, 'ShareReleased')
          .withArgs(KEY, tender.id, guardian(1).participant, at(tender.key.shares, 1))
        await verifyKey(world, KEY, false)
        expect(await world.keys.releasedOf(KEY)).to.equal(0b10n)
      })

      it('opens the key with the third share', async () => {
        await releaseShares(world, KEY, [4, 1])
        const seconds = (await time.latest()) + 10
        await nextBlockAt(seconds)
        await expect(releaseShare(world, KEY, 3))
          .to.emit(world.keys, 'KeyOpened')
          .withArgs(KEY, world.tender.id, world.tender.key.secret)
        await verifyKey(world, KEY, true)
        expect((await world.keys.secretOf(KEY)).openedAt).to.equal(BigInt(seconds))
        expect(Number(await world.keys.keyStateOf(KEY))).to.equal(ordinal(KEY_STATES, 'Open'))
      })

      for (const places of THREES) {
        it(`finds the same secret from guardians ${places.map(place => place + 1).join(', ')}`, async () => {
          await releaseShares(world, KEY, places)
          await verifyKey(world, KEY, true)
        })
      }

      for (const [name, share] of [
        ['a false share', at(dealtKey(KEY).shares, 0) + 1n],
        ["another guardian's share", at(dealtKey(KEY).shares, 1)],
        ['a share of another key', at(dealtKey(at(KEY_IDS, 1)).shares, 0)],
        ['the opposite of the share', ScalarField.neg(at(dealtKey(KEY).shares, 0))],
        ['zero', 0n],
        ['N itself', ScalarField.ORDER],
      ] as const) {
        it(`records nothing but its author for ${name}, and takes the true share after it`, async () => {
          await expect(releaseShare(world, KEY, 0, share))
            .to.emit(world.keys, 'ShareRefused')
            .withArgs(KEY, world.tender.id, guardian(0).participant, share)
          await releaseShares(world, KEY, [1, 2])
          await verifyKey(world, KEY, false)
          await releaseShare(world, KEY, 0)
          await verifyKey(world, KEY, true)
        })
      }

      it('refuses the same share a second time', async () => {
        await releaseShare(world, KEY, 0)
        await verifyRefusal(
          releaseShare(world, KEY, 0),
          world.keys,
          'AlreadyReleased',
          KEY,
          guardian(0).participant,
        )
      })

      it('refuses a fourth share: the key is open', async () => {
        await releaseShares(world, KEY, [0, 1, 2])
        const [error, ...states] = wrongState('Open')
        await verifyRefusal(releaseShare(world, KEY, 3), world.keys, error, KEY, ...states)
      })

      it('refuses a share of a key that no tender has', async () => {
        const key = at(KEY_IDS, 1)
        const [error, ...states] = wrongState('Ready')
        await verifyRefusal(releaseShare(world, key, 0), world.keys, error, key, ...states)
      })

      it('refuses a share of a key that does not exist', async () => {
        const key = keyId(9, 9)
        await verifyRefusal(releaseShare(world, key, 0), world.keys, 'UnknownKey', key)
      })

      it('refuses points other than those that were confirmed', async () => {
        const { id: tender, key } = world.tender
        const joint = { ...key.joint, shares: [...key.joint.shares].reverse() }
        const statement = {
          type: 'ReleaseShare',
          key: KEY,
          tender,
          guardian: 11n,
          share: at(key.shares, 0),
        } as const
        await verifyRefusal(act(world, guardian(0), statement, { joint }), world.keys, 'WrongKey', KEY)
      })

      it('refuses a guardian that is not in the set', async () => {
        const outsider = authorOf(16)
        await register(world, [outsider], 'guardian')
        const { id: tender, key } = world.tender
        const { participant } = outsider
        const statement = {
          type: 'ReleaseShare',
          key: KEY,
          tender,
          guardian: participant,
          share: 1n,
        } as const
        const sent = act(world, outsider, statement, { joint: key.joint })
        await verifyRefusal(sent, world.keys, 'NotInSet', 1, participant)
      })

      it('takes a good share whoever signs it, also when its guardian has lost its role', async () => {
        const { id: tender, key } = world.tender
        await act(world, REGISTRAR, { type: 'SetRoles', participant: 11n, roles: 0, revision: 1 })
        const statement = {
          type: 'ReleaseShare',
          key: KEY,
          tender,
          guardian: 11n,
          share: at(key.shares, 0),
        } as const
        const signed = sign(world, STRANGER, statement, { joint: key.joint })
        await expect(relay(world, signed)).to.emit(world.keys, 'ShareReleased')
      })

      it('refuses a false share that its guardian has not signed', async () => {
        const { id: tender, key } = world.tender
        const statement = {
          type: 'ReleaseShare',
          key: KEY,
          tender,
          guardian: 11n,
          share: at(key.shares, 1),
        } as const
        const signed = sign(world, STRANGER, statement, { joint: key.joint })
        await verifyUnauthorized(world, relay(world, signed), guardian(0).participant, 'UnknownSigner')
      })

      it('refuses a false share that was signed for another tender', async () => {
        const { key } = world.tender
        const tender: Hex = `0x${'01'.repeat(32)}`
        const statement = {
          type: 'ReleaseShare',
          key: KEY,
          tender,
          guardian: 11n,
          share: at(key.shares, 1),
        } as const
        const signed = sign(world, guardian(0), statement, { joint: key.joint })
        await verifyUnauthorized(world, relay(world, signed), guardian(0).participant, 'BadSignature')
      })
    })

    describe('at other times', () => {
      let world: World
      beforeEach(async () => {
        world = await loadFixture(deployLedger)
      })

      const tooEarly = (tender: TestTender) =>
        verifyRefusal(releaseShare(world, KEY, 0), world.keys, 'TooEarly', KEY, tender.id)

      for (const station of ['Scheduled', 'Bidding', 'Closed'] satisfies Station[]) {
        it(`refuses a share while the tender is ${station}`, async () => {
          const { tender } = await tenderAt(world, station)
          await tooEarly(tender)
          await verifyKey(world, KEY, false)
        })
      }

      it('refuses a share one second before the opening, and takes it at the second', async () => {
        const { tender } = await tenderAt(world, 'Closed')
        const { openingAt } = tender.terms.schedule
        await nextBlockAt(openingAt - 1)
        await tooEarly(tender)
        await nextBlockAt(openingAt)
        await expect(releaseShare(world, KEY, 0)).to.emit(world.keys, 'ShareReleased')
      })

      it('refuses a share of a tender with too few bids: they stay sealed', async () => {
        const { tender } = await tenderAt(world, 'Opening', { prices: [90_000_000n] })
        await tooEarly(tender)
      })

      it('takes shares in the fallback, one second before its end', async () => {
        const { tender } = await tenderAt(world, 'Opening')
        const { fallbackEndAt } = tender.terms.schedule
        await travelTo(tender, 'fallbackAt')
        await releaseShares(world, KEY, [0, 1])
        await nextBlockAt(fallbackEndAt - 1)
        await releaseShare(world, KEY, 2)
        await verifyKey(world, KEY, true)
      })

      it('refuses a share at the end of the fallback', async () => {
        const { tender } = await tenderAt(world, 'Opening')
        await nextBlockAt(tender.terms.schedule.fallbackEndAt)
        await tooEarly(tender)
      })
    })

    describe('when a confirmed public share does not lie on the polynomial', () => {
      const [crooked, straight] = [keyId(2, 0), dealtKey(keyId(2, 0))]
      const stray = dealtKey(keyId(3, 0))
      const joint = {
        ...straight.joint,
        shares: [...straight.joint.shares.slice(0, 4), at(stray.joint.shares, 4)],
      }

      async function withCrookedKey(): Promise<World & { tender: TestTender }> {
        const world = await deployLedger()
        const { participant } = guardian(0)
        await act(world, guardian(0), {
          type: 'StartCeremony',
          set: 1,
          without: 0,
          keys: 1,
          ceremony: 2,
          guardian: participant,
        })
        const packages = await postPackages(world, GUARDIANS, 2)
        for (const author of GUARDIANS) await confirm(world, author, packages, [joint], 2)
        const tender = await announceTender(world, { key: crooked })
        const keyHash = jointKeyHash(joint)
        const bids = [0, 1].map(place => sealedBid(world, tender, supplier(place), { keyHash }))
        await bring(world, { tender, bids }, 'Scheduled', 'Opening')
        return { ...world, tender }
      }

      it('refuses the share that would complete to a wrong secret, and opens with another', async () => {
        const world = await loadFixture(withCrookedKey)
        expect(await world.keys.keyHashOf(crooked)).to.equal(jointKeyHash(joint))
        const release = (place: number, share: bigint) => {
          const { participant } = guardian(place)
          const statement = {
            type: 'ReleaseShare',
            key: crooked,
            tender: world.tender.id,
            guardian: participant,
            share,
          } as const
          return act(world, guardian(place), statement, { joint })
        }
        await release(0, at(straight.shares, 0))
        await release(1, at(straight.shares, 1))
        await verifyRefusal(release(4, at(stray.shares, 4)), world.keys, 'WrongKey', crooked)
        await release(2, at(straight.shares, 2))
        await verifyKey(world, crooked, true)
      })
    })

    describe('when the ceremony left out the second guardian', () => {
      const WITHOUT = 0b00010
      const key = dealtKey(keyId(2, 0), 5, 3, WITHOUT)

      async function withoutSecond(): Promise<World> {
        const world = await deployLedger()
        await runCeremony(world, { ceremony: 2, keys: 1, without: WITHOUT })
        await rehearse(world, REGISTRAR, key.id)
        return world
      }

      let world: World
      beforeEach(async () => {
        world = await loadFixture(withoutSecond)
      })

      const release = (place: number) => releaseShare(world, key.id, place, at(key.shares, place), key)

      for (const places of THREES.filter(each => !each.includes(1))) {
        it(`opens with guardians ${places.map(place => place + 1).join(', ')}`, async () => {
          for (const place of places) await release(place)
          const { secret } = await world.keys.secretOf(key.id)
          expect(secret).to.equal(key.secret)
        })
      }

      it('refuses a share of the guardian left out, even the value at its place', async () => {
        const { participant } = guardian(1)
        await release(0)
        await release(2)
        await verifyRefusal(release(1), world.keys, 'NotInCeremony', 2, participant)
      })
    })
  })
})
