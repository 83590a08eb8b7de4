import { expect } from 'chai'
import type { Hex } from '../../../src/protocol/bytes.ts'
import { type JointKey, jointKeyHash, keyId, transcriptHash } from '../../../src/protocol/openingKey.ts'
import { KEY_STATES, nameAt } from '../../../src/protocol/tender.ts'
import {
  type Author,
  accuse,
  act,
  at,
  confirm,
  dealtKey,
  deployParticipants,
  formSet,
  GUARDIANS,
  guardian,
  loadFixture,
  NO_POINT,
  postPackages,
  relay,
  sign,
  startCeremony,
  USELESS_POINTS,
  verifyRefusal,
  verifyUnauthorized,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const MEMBERS = GUARDIANS.slice(0, 4)
const OUTSIDER = guardian(4)
const IDS = [keyId(1, 0), keyId(1, 1)]
const KEYS = IDS.map(id => dealtKey(id, 4).joint)

async function started(): Promise<World> {
  const world = await deployParticipants()
  await formSet(world, MEMBERS)
  const { participant } = guardian(0)
  await act(world, guardian(0), {
    type: 'StartCeremony',
    set: 1,
    without: 0,
    keys: 2,
    ceremony: 1,
    guardian: participant,
  })
  return world
}

async function posted(): Promise<World> {
  const world = await started()
  await postPackages(world, MEMBERS)
  return world
}

describe('OpeningKeys', () => {
  describe('confirmKeys', () => {
    followsTree(import.meta.url)

    let world: World
    let packages: Hex
    let transcript: Hex
    beforeEach(async () => {
      world = await loadFixture(posted)
      packages = (await world.keys.ceremonyOf(1)).packages as Hex
      transcript = transcriptHash(1, packages, KEYS)
    })

    const confirmAs = (author: Author, keys: JointKey[] = KEYS) => confirm(world, author, packages, keys)

    const states = async () =>
      (await Promise.all(IDS.map(id => world.keys.keyStateOf(id)))).map(state => nameAt(KEY_STATES, state))

    it('publishes the keys with the first confirmation', async () => {
      const sent = confirmAs(guardian(1))
      await expect(sent).to.emit(world.keys, 'KeysConfirmed').withArgs(1, guardian(1).participant, transcript)
      const points = KEYS.map(({ publicKey, shares }) => [
        Object.values(publicKey),
        shares.map(p => Object.values(p)),
      ])
      await expect(sent).to.emit(world.keys, 'KeysProposed').withArgs(1, points)
      const facts = await world.keys.ceremonyOf(1)
      expect([facts.confirmed, facts.transcript]).to.deep.equal([0b10n, transcript])
    })

    it('makes the keys ready with the last confirmation, not before', async () => {
      for (const author of MEMBERS.slice(0, 3)) await confirmAs(author)
      expect(await states()).to.deep.equal(['None', 'None'])
      await expect(confirmAs(guardian(3)))
        .to.emit(world.keys, 'KeysReady')
        .withArgs(1, 1, 2)
      expect(await states()).to.deep.equal(['Ready', 'Ready'])
      const hashes = await Promise.all(IDS.map(id => world.keys.keyHashOf(id)))
      expect(hashes).to.deep.equal(KEYS.map(jointKeyHash))
    })

    for (const [place, missing] of MEMBERS.entries()) {
      it(`makes no key ready without guardian ${place + 1} of 4`, async () => {
        for (const author of MEMBERS.filter(member => member !== missing)) await confirmAs(author)
        expect(await states()).to.deep.equal(['None', 'None'])
      })
    }

    it('makes no other key ready', async () => {
      for (const author of MEMBERS) await confirmAs(author)
      expect(nameAt(KEY_STATES, await world.keys.keyStateOf(keyId(1, 2)))).to.equal('None')
    })

    it('refuses another transcript than the first one', async () => {
      await confirmAs(guardian(0))
      const other = [...KEYS].reverse()
      const found = transcriptHash(1, packages, other)
      await verifyRefusal(
        confirmAs(guardian(1), other),
        world.keys,
        'TranscriptMismatch',
        1,
        transcript,
        found,
      )
    })

    it('refuses keys that the signed transcript does not name', async () => {
      const signed = sign(
        world,
        guardian(0),
        { type: 'ConfirmKeys', ceremony: 1, guardian: 11n, transcript },
        { keys: KEYS },
      )
      const forged = { ...signed, keys: [...KEYS].reverse() }
      await verifyUnauthorized(world, relay(world, forged), guardian(0).participant, 'BadSignature')
    })

    it('refuses packages other than those that were posted', async () => {
      const sent = confirm(world, guardian(0), `0x${'01'.repeat(32)}`, KEYS)
      await verifyUnauthorized(world, sent, guardian(0).participant, 'BadSignature')
    })

    it('refuses a second confirmation of one guardian', async () => {
      await confirmAs(guardian(0))
      await verifyRefusal(confirmAs(guardian(0)), world.keys, 'AlreadyPosted', 1, 3, guardian(0).participant)
    })

    it('refuses to confirm before everybody has posted round 2', async () => {
      world = await loadFixture(started)
      packages = `0x${'00'.repeat(32)}`
      await verifyRefusal(confirmAs(guardian(0)), world.keys, 'RoundNotOpen', 1, 3)
    })

    it('refuses a ceremony that was not started', async () => {
      await verifyRefusal(confirm(world, guardian(0), packages, KEYS, 2), world.keys, 'UnknownCeremony', 2)
    })

    it('refuses a guardian that is not in the set', async () => {
      await verifyRefusal(confirmAs(OUTSIDER), world.keys, 'NotInSet', 1, OUTSIDER.participant)
    })

    for (const [name, keys] of [
      ['fewer keys than the ceremony makes', KEYS.slice(1)],
      ['more keys than the ceremony makes', [...KEYS, at(KEYS, 0)]],
      ['fewer public shares than guardians', KEYS.map(key => ({ ...key, shares: key.shares.slice(1) }))],
      [
        'more public shares than guardians',
        KEYS.map(key => ({ ...key, shares: [...key.shares, key.publicKey] })),
      ],
    ] as const) {
      it(`refuses ${name}`, async () => {
        await verifyRefusal(confirmAs(guardian(0), [...keys]), world.keys, 'InvalidKeyCount', keys.length)
      })
    }

    for (const [name, point] of Object.entries(USELESS_POINTS)) {
      it(`refuses a public key ${name}`, async () => {
        const keys = KEYS.map(key => ({ ...key, publicKey: point }))
        await verifyRefusal(confirmAs(guardian(0), keys), world.keys, 'InvalidPoint', point.x, point.y)
      })

      it(`refuses a public share ${name}`, async () => {
        const keys = KEYS.map(key => ({ ...key, shares: [...key.shares.slice(1), point] }))
        await verifyRefusal(confirmAs(guardian(0), keys), world.keys, 'InvalidPoint', point.x, point.y)
      })
    }

    it('refuses a ceremony with an accusation, also from those who confirm last', async () => {
      await confirmAs(guardian(0))
      await accuse(world, guardian(3), guardian(0))
      await verifyRefusal(confirmAs(guardian(1)), world.keys, 'CeremonyAccused', 1)
      await verifyRefusal(confirmAs(guardian(3)), world.keys, 'CeremonyAccused', 1)
      expect(await states()).to.deep.equal(['None', 'None'])
    })

    describe('in a ceremony without the third guardian', () => {
      const WITHOUT = 0b0100
      const TAKING_PART = MEMBERS.filter((_, place) => place !== 2)
      const JOINTS = IDS.map(id => dealtKey(id, 4, 3, WITHOUT).joint)

      async function postedWithoutThird(): Promise<World> {
        const world = await deployParticipants()
        await formSet(world, MEMBERS)
        await startCeremony(world, guardian(0), { keys: 2, without: WITHOUT })
        await postPackages(world, TAKING_PART)
        return world
      }

      beforeEach(async () => {
        world = await loadFixture(postedWithoutThird)
        packages = (await world.keys.ceremonyOf(1)).packages as Hex
      })

      it('makes the keys ready when the others have confirmed', async () => {
        for (const author of TAKING_PART.slice(0, 2)) await confirmAs(author, JOINTS)
        expect(await states()).to.deep.equal(['None', 'None'])
        await confirmAs(guardian(3), JOINTS)
        expect(await states()).to.deep.equal(['Ready', 'Ready'])
      })

      it('refuses a confirmation of the guardian left out', async () => {
        const { participant } = guardian(2)
        await verifyRefusal(confirmAs(guardian(2), JOINTS), world.keys, 'NotInCeremony', 1, participant)
      })

      it('refuses a public share for the guardian left out: one key has one form', async () => {
        const { x, y } = at(at(KEYS, 0).shares, 2)
        await verifyRefusal(confirmAs(guardian(0), KEYS), world.keys, 'InvalidPoint', x, y)
      })

      it('refuses half a point in its place', async () => {
        for (const point of [
          { x: 0n, y: 1n },
          { x: 1n, y: 0n },
        ]) {
          const keys = JOINTS.map(joint => ({ ...joint, shares: joint.shares.with(2, point) }))
          await verifyRefusal(confirmAs(guardian(0), keys), world.keys, 'InvalidPoint', point.x, point.y)
        }
      })

      it('refuses no public share for a guardian that takes part', async () => {
        const keys = JOINTS.map(joint => ({ ...joint, shares: joint.shares.with(1, NO_POINT) }))
        await verifyRefusal(confirmAs(guardian(0), keys), world.keys, 'InvalidPoint', 0, 0)
      })

      it('refuses keys with as many public shares as members', async () => {
        const keys = JOINTS.map(joint => ({ ...joint, shares: joint.shares.toSpliced(2, 1) }))
        await verifyRefusal(confirmAs(guardian(0), keys), world.keys, 'InvalidKeyCount', 2)
      })
    })
  })
})
