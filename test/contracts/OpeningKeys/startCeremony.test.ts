import { expect } from 'chai'
import { ZERO_WORD } from '../../../src/protocol/bytes.ts'
import {
  accuse,
  act,
  deployParticipants,
  formSet,
  GUARDIANS,
  guardian,
  loadFixture,
  postPackages,
  REGISTRAR,
  relay,
  runCeremony,
  sign,
  startCeremony,
  supplier,
  time,
  verifyRefusal,
  verifyUnauthorized,
  type World,
} from '../../support/ledger.ts'
import { followsTree } from '../../support/tree.ts'

const STARTER = guardian(0)
const STATEMENT = {
  type: 'StartCeremony',
  set: 1,
  keys: 64,
  without: 0,
  ceremony: 1,
  guardian: STARTER.participant,
} as const

const MEMBERS = GUARDIANS.slice(0, 4)

/** Four guardians in the set; the fifth is a guardian, but not of this set. */
async function withSet(): Promise<World> {
  const world = await deployParticipants()
  await formSet(world, MEMBERS)
  return world
}

describe('OpeningKeys', () => {
  describe('startCeremony', () => {
    followsTree(import.meta.url)

    let world: World
    beforeEach(async () => {
      world = await loadFixture(withSet)
    })

    it('starts a ceremony for up to 64 keys', async () => {
      await expect(act(world, STARTER, STATEMENT))
        .to.emit(world.keys, 'CeremonyStarted')
        .withArgs(1, 1, 64, 0, STARTER.participant)
      const facts = await world.keys.ceremonyOf(1)
      const now = BigInt(await time.latest())
      expect([...facts]).to.deep.equal([1n, 64n, now, 0b1111n, 0n, 0n, 0n, 0n, ZERO_WORD, ZERO_WORD])
    })

    it('refuses another of the same guardian while the first is running, until it is a minute old', async () => {
      await act(world, STARTER, STATEMENT)
      const started = await time.latest()
      const second = { ...STATEMENT, ceremony: 2 }
      await time.setNextBlockTimestamp(started + 59)
      await verifyRefusal(act(world, STARTER, second), world.keys, 'CeremonyRunning', 1, 1)
      await time.setNextBlockTimestamp(started + 60)
      await act(world, STARTER, second)
      expect((await world.keys.ceremonyOf(2)).set).to.equal(1n)
    })

    it('takes one of another guardian beside it: nobody can keep the others from beginning', async () => {
      await act(world, STARTER, STATEMENT)
      await startCeremony(world, guardian(1), { ceremony: 2, without: 0b0001 })
      await verifyRefusal(
        startCeremony(world, guardian(1), { ceremony: 3, without: 0b0001 }),
        world.keys,
        'CeremonyRunning',
        1,
        2,
      )
    })

    for (const keys of [0, 65]) {
      it(`refuses ${keys} keys`, async () => {
        // The protocol's own schema stops at 64: the signature is made of the fields as they are.
        const sent = act(world, STARTER, { ...STATEMENT, keys })
        await verifyRefusal(sent, world.keys, 'InvalidKeyCount', keys)
      })
    }

    it('leaves out whom it names', async () => {
      await expect(act(world, STARTER, { ...STATEMENT, without: 0b1000 }))
        .to.emit(world.keys, 'CeremonyStarted')
        .withArgs(1, 1, 64, 0b1000, STARTER.participant)
      expect((await world.keys.ceremonyOf(1)).members).to.equal(0b0111n)
    })

    it('is over without those left out when it is ready', async () => {
      await runCeremony(world, { guardians: MEMBERS, without: 0b1000, keys: 1 })
      await startCeremony(world, guardian(0), { ceremony: 2 })
      expect((await world.keys.ceremonyOf(2)).set).to.equal(1n)
    })

    it('is not over with an accusation, until it is a minute old', async () => {
      await startCeremony(world, guardian(0))
      await postPackages(world, MEMBERS)
      await accuse(world, guardian(0), guardian(1))
      const sent = startCeremony(world, guardian(0), { ceremony: 2 })
      await verifyRefusal(sent, world.keys, 'CeremonyRunning', 1, 1)
      await time.increase(60)
      await startCeremony(world, guardian(0), { ceremony: 2 })
    })

    for (const [name, without] of [
      ['fewer members than open a key', 0b1100],
      ['nobody at all', 0b1111],
      ['a ceremony without the guardian that starts it', 0b0001],
      ['a fifth guardian left out of four', 0b10000],
      ['bits beyond any set', 0b1000_0000_0000_0000],
    ] as const) {
      it(`refuses ${name}`, async () => {
        const sent = act(world, STARTER, { ...STATEMENT, without })
        await verifyRefusal(sent, world.keys, 'InvalidMembers', 1, without)
      })
    }

    it('refuses a set that is retired', async () => {
      await act(world, REGISTRAR, { type: 'RetireGuardianSet', set: 1 })
      await verifyRefusal(act(world, STARTER, STATEMENT), world.keys, 'SetRetired', 1)
    })

    it('refuses another number than the next', async () => {
      const sent = act(world, STARTER, { ...STATEMENT, ceremony: 2 })
      await verifyRefusal(sent, world.keys, 'WrongNumber', 1, 2)
    })

    it('refuses a set that is not there', async () => {
      await verifyRefusal(act(world, STARTER, { ...STATEMENT, set: 2 }), world.keys, 'UnknownGuardianSet', 2)
    })

    it('refuses a guardian that is not in the set', async () => {
      const { participant } = guardian(4)
      const sent = act(world, guardian(4), { ...STATEMENT, guardian: participant })
      await verifyRefusal(sent, world.keys, 'NotInSet', 1, participant)
    })

    it('refuses a participant that is no guardian', async () => {
      const { participant } = supplier(0)
      const sent = act(world, supplier(0), { ...STATEMENT, guardian: participant })
      await verifyUnauthorized(world, sent, participant, 'MissingRole')
    })

    it('refuses one guardian who signs in the name of another', async () => {
      await verifyUnauthorized(
        world,
        act(world, guardian(1), STATEMENT),
        STARTER.participant,
        'UnknownSigner',
      )
    })

    it('refuses the same statement a second time', async () => {
      const signed = sign(world, STARTER, STATEMENT)
      await relay(world, signed)
      await verifyRefusal(relay(world, signed), world.keys, 'WrongNumber', 2, 1)
    })
  })
})
