import { expect } from 'chai'
import { ZERO_WORD } from '../../../src/protocol/bytes.ts'
import {
  act,
  deployParticipants,
  formSet,
  GUARDIANS,
  guardian,
  loadFixture,
  relay,
  sign,
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
  ceremony: 1,
  guardian: STARTER.participant,
} as const

/** Four guardians in the set; the fifth is a guardian, but not of this set. */
async function withSet(): Promise<World> {
  const world = await deployParticipants()
  await formSet(world, GUARDIANS.slice(0, 4))
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
        .withArgs(1, 1, 64, STARTER.participant)
      const facts = await world.keys.ceremonyOf(1)
      const now = BigInt(await time.latest())
      expect([...facts]).to.deep.equal([1n, 64n, now, 0n, 0n, 0n, ZERO_WORD, ZERO_WORD])
    })

    it('refuses another while the first is running, until it is a minute old', async () => {
      await act(world, STARTER, STATEMENT)
      const started = await time.latest()
      const second = { ...STATEMENT, ceremony: 2, guardian: guardian(1).participant }
      await time.setNextBlockTimestamp(started + 59)
      await verifyRefusal(act(world, guardian(1), second), world.keys, 'CeremonyRunning', 1, 1)
      await time.setNextBlockTimestamp(started + 60)
      await act(world, guardian(1), second)
      expect((await world.keys.ceremonyOf(2)).set).to.equal(1n)
    })

    for (const keys of [0, 65]) {
      it(`refuses ${keys} keys`, async () => {
        // The protocol's own schema stops at 64: the signature is made of the fields as they are.
        const sent = act(world, STARTER, { ...STATEMENT, keys })
        await verifyRefusal(sent, world.keys, 'InvalidKeyCount', keys)
      })
    }

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
